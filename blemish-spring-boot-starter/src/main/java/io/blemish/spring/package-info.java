/**
 * Models in a Spring Boot application: auto-configuration from properties {@code blemish.*}, the beans {@link
 * io.blemish.spring.BlemishModels} and {@link io.blemish.spring.InspectionTemplate}, and what a web application, its health and its
 * metrics need of them. The same classes serve Spring Boot 3.5 and 4.
 */
@NullMarked
package io.blemish.spring;

import org.jspecify.annotations.NullMarked;
