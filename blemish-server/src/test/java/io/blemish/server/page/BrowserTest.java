package io.blemish.server.page;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;

/** A class of tests that use a Chromium of this machine; skipped if there is none. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("long")
@EnabledIf(
        value = "io.blemish.server.page.Chromium#isHere",
        disabledReason = "This machine has no Chromium to test the page with.")
@interface BrowserTest {}
