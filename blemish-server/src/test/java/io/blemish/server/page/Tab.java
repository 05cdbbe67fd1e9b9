package io.blemish.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** One tab of a Chromium: opens addresses, presses keys, reads the page. */
final class Tab implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final Map<String, Integer> KEYS =
            Map.of("Tab", 9, "Enter", 13, "ArrowLeft", 37, "ArrowRight", 39, "Space", 32);

    private static final Set<String> NAMED = Set.of(
            "button", "link", "textbox", "combobox", "slider", "checkbox", "image", "img", "spinbutton", "navigation");

    private final Chromium browser;
    private final String context;
    private final String session;

    Tab(final Chromium browser, final String context, final String session) {
        this.browser = browser;
        this.context = context;
        this.session = session;
        send("Page.enable", Map.of());
        send("Runtime.enable", Map.of());
    }

    private JsonNode send(final String method, final Map<String, ?> parameters) {
        return browser.send(session, method, parameters);
    }

    void go(final String address) {
        send("Page.navigate", Map.of("url", address));
    }

    /** Sets the size of the screen in CSS pixels, and whether the system prefers dark colours. */
    void screen(final int width, final int height, final boolean dark) {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        send(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Evaluates a JavaScript expression. If it is a promise, waits for it. */
    JsonNode value(final String expression) {
        final JsonNode result = send(
                "Runtime.evaluate",
                Map.of("expression", expression, "awaitPromise", true, "returnByValue", true, "userGesture", true));
        if (result.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + result.get("exceptionDetails"));
        }
        return result.get("result").path("value");
    }

    String text(final String selector) {
        return value("document.querySelector(" + quoted(selector) + ").textContent")
                .stringValue();
    }

    /** Waits until an expression is true in the page. */
    void until(final String expression) {
        until(expression, 1);
    }

    /** Waits until an expression is true in the page, some times as long as usual: no single answer may take longer. */
    void until(final String expression, final int times) {
        final String waiting = "new Promise(found => { const end = performance.now() + " + TIMEOUT_MILLIS
                + "; const look = () => { let it; try { it = (" + expression + "); } catch { it = false; }"
                + " if (it) found(true); else if (performance.now() > end) found(false); else setTimeout(look, 30); };"
                + " look(); })";
        for (int i = 0; i < times; i++) {
            if (value(waiting).asBoolean()) {
                return;
            }
        }
        throw new AssertionError("This did not become true: " + expression + "\nThe page shows: "
                + value("document.body.innerText").asString());
    }

    /** Fails if the page has logged a fault, breaks a rule of accessibility, or has an element to use without a name. */
    void requireAccessible(final String state) throws IOException {
        until("!document.querySelector('img.waiting')");
        assertThat(value("faults.join()").asString()).as(state).isEmpty();
        assertThat(violations()).as(state).isEmpty();
        assertThat(unnamed()).as(state).isEmpty();
    }

    void see(final String selector) {
        until("document.querySelector(" + quoted(selector) + ")?.getClientRects().length > 0");
    }

    void see(final String selector, final String text) {
        until("document.querySelector(" + quoted(selector) + ")?.textContent.includes(" + quoted(text) + ")");
    }

    /** Clicks on what has the page loaded anew, and waits until that page shows an element. */
    void clickAndReload(final String selector, final String awaited) {
        value("window.before = true");
        click(selector);
        final long end = System.nanoTime() + TIMEOUT_MILLIS * 1_000_000L;
        while (System.nanoTime() < end) {
            try {
                if (value("!window.before && document.querySelector(" + quoted(awaited) + ") !== null")
                        .asBoolean()) {
                    return;
                }
            } catch (final AssertionError e) {
                // The answer is lost if the page goes at this moment.
            }
        }
        throw new AssertionError("The page was not loaded anew with " + awaited + ".");
    }

    void click(final String selector) {
        see(selector);
        value("document.querySelector(" + quoted(selector) + ").click()");
    }

    /** Clicks with the mouse on a place of an element, given in shares of its width and height. */
    void clickAt(final String selector, final double x, final double y) {
        see(selector);
        final JsonNode point = value("(() => { const e = document.querySelector(" + quoted(selector)
                + "); e.scrollIntoView({ block: 'center' }); const b = e.getBoundingClientRect();"
                + " return { x: b.x + b.width * " + x + ", y: b.y + b.height * " + y + " }; })()");
        for (final String type : List.of("mousePressed", "mouseReleased")) {
            send(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "button",
                            "left",
                            "clickCount",
                            1,
                            "x",
                            point.get("x").asDouble(),
                            "y",
                            point.get("y").asDouble()));
        }
    }

    void focus(final String selector) {
        see(selector);
        value("document.querySelector(" + quoted(selector) + ").focus()");
    }

    void press(final String key) {
        final String code = key.equals("Space") ? " " : key;
        final Map<String, Object> event = Map.of("key", code, "code", key, "windowsVirtualKeyCode", KEYS.get(key));
        final Map<String, Object> down = new java.util.HashMap<>(event);
        down.put("type", "keyDown");
        if (key.equals("Enter")) {
            down.put("text", "\r");
        } else if (key.equals("Space")) {
            down.put("text", " ");
        }
        send("Input.dispatchKeyEvent", down);
        final Map<String, Object> up = new java.util.HashMap<>(event);
        up.put("type", "keyUp");
        send("Input.dispatchKeyEvent", up);
    }

    void type(final String text) {
        send("Input.insertText", Map.of("text", text));
    }

    /** Drops a file or a folder on an element, as with a mouse. */
    void drop(final String selector, final Path file) {
        see(selector);
        final JsonNode middle = value("(() => { const e = document.querySelector(" + quoted(selector)
                + "); e.scrollIntoView(); const b = e.getBoundingClientRect();"
                + " return { x: b.x + b.width / 2, y: b.y + b.height / 2 }; })()");
        final Map<String, Object> data =
                Map.of("items", List.of(), "files", List.of(file.toString()), "dragOperationsMask", 1);
        for (final String type : List.of("dragEnter", "dragOver", "drop")) {
            send(
                    "Input.dispatchDragEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            middle.get("x").asDouble(),
                            "y",
                            middle.get("y").asDouble(),
                            "data",
                            data));
        }
    }

    /** Chooses files, or a folder, in a file field. */
    void choose(final String selector, final Path... files) {
        until("document.querySelector(" + quoted(selector) + ")");
        final JsonNode document = send("DOM.getDocument", Map.of());
        final int node = send(
                        "DOM.querySelector",
                        Map.of("nodeId", document.get("root").get("nodeId").asInt(), "selector", selector))
                .get("nodeId")
                .asInt();
        send(
                "DOM.setFileInputFiles",
                Map.of(
                        "nodeId",
                        node,
                        "files",
                        Stream.of(files).map(Path::toString).toList()));
    }

    /** Writes the screen as a PNG. */
    void screenshot(final Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        final String data = send("Page.captureScreenshot", Map.of("format", "png"))
                .get("data")
                .stringValue();
        Files.write(file, Base64.getDecoder().decode(data));
    }

    /** From the next page on, collects errors of scripts and violations of the content security policy in {@code faults}. */
    void watch() {
        send(
                "Page.addScriptToEvaluateOnNewDocument",
                Map.of(
                        "source",
                        "window.faults = []; addEventListener('error', e => faults.push(e.message));"
                                + " addEventListener('unhandledrejection', e => faults.push(String(e.reason)));"
                                + " addEventListener('securitypolicyviolation', e => faults.push(e.violatedDirective));"));
    }

    /** The controls and pictures without a name for a screen reader. */
    List<String> unnamed() {
        final List<String> found = new ArrayList<>();
        for (final JsonNode node : send("Accessibility.getFullAXTree", Map.of()).get("nodes")) {
            final String role = node.path("role").path("value").asString("");
            if (NAMED.contains(role)
                    && !node.path("ignored").asBoolean()
                    && node.path("name").path("value").asString("").isBlank()) {
                found.add(role);
            }
        }
        return found;
    }

    /** What breaks the rules of axe-core: the name of each rule, with the elements. */
    List<String> violations() throws IOException {
        try (InputStream in = Objects.requireNonNull(Tab.class.getResourceAsStream("/axe.min.js"))) {
            value(new String(in.readAllBytes(), StandardCharsets.UTF_8) + "; undefined");
        }
        final List<String> found = new ArrayList<>();
        value("axe.run(document, { resultTypes: ['violations'] }).then(r => r.violations.map(v => v.id + ': '"
                        + " + v.nodes.map(n => n.target.join(' ')).join(', ')))")
                .valueStream()
                .forEach(violation -> found.add(violation.stringValue()));
        return found;
    }

    /** Forgets what its pages have stored. A page that was left open would go on asking its server. */
    @Override
    public void close() {
        browser.send("", "Target.disposeBrowserContext", Map.of("browserContextId", context));
    }

    private static String quoted(final String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
