package io.blemish.server.http;

import io.blemish.artifact.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Components;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** A request and its response. Sending blocks. For one thread at a time. */
public final class Exchange {
    private static final int OK = 200;
    private static final int SEE_OTHER = 303;
    private static final String JSON = "application/json";

    private final Request request;
    private final Response response;
    private final Callback completion;
    private Map<String, String> pathParameters = Map.of();
    private Optional<String> sender = Optional.empty();
    private Optional<Failures> failures = Optional.empty();
    private Optional<ArrivingBody> next = Optional.empty();
    private boolean handedOver;

    Exchange(final Request request, final Response response, final Callback completion) {
        this.request = request;
        this.response = response;
        this.completion = completion;
    }

    /** The method, {@code GET}. */
    public String method() {
        return request.getMethod();
    }

    /** The path as it was sent, percent-encoded and without the query. */
    public String path() {
        return request.getHttpURI().getPath();
    }

    void setPathParameters(final Map<String, String> parameters) {
        pathParameters = parameters;
    }

    /**
     * A part of the path, decoded.
     *
     * @param name as in the route, {@code model} for {@code {model}}
     * @throws IllegalArgumentException if the route has no such part
     */
    public String pathParameter(final String name) {
        final String value = pathParameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no part {" + name + "}");
        }
        return value;
    }

    /** The first parameter of this name in the query, decoded. */
    public Optional<String> queryParameter(final String name) {
        return Optional.ofNullable(Request.extractQueryParameters(request).getValue(name));
    }

    /** A header of the request. */
    public Optional<String> header(final String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    /** The address that the connection comes from. */
    public String address() {
        return Request.getRemoteAddr(request);
    }

    /** Notes who sends the request, when that is known. */
    public void setSender(final String name) {
        sender = Optional.of(name);
    }

    /**
     * The name of who sends the request.
     *
     * @throws IllegalStateException if nobody has asked who that is
     */
    public String sender() {
        return sender.orElseThrow(() -> new IllegalStateException("the operation was not declared with a role"));
    }

    /** The type of the request's body, as it was sent. */
    public Optional<String> contentType() {
        return header(HttpHeader.CONTENT_TYPE.asString());
    }

    /** The length of the request's body in bytes; negative if the sender does not tell. */
    long length() {
        return request.getLength();
    }

    /** Whether the request has a body. */
    public boolean hasBody() {
        return length() > 0 || header(HttpHeader.TRANSFER_ENCODING.asString()).isPresent();
    }

    /** The body as a stream, whose reader waits for what has not arrived yet. */
    InputStream body() {
        return Content.Source.asInputStream(request);
    }

    /** The next part of the body, to be released; null if none has arrived yet. */
    Content.@Nullable Chunk part() {
        return request.read();
    }

    /** Goes on with the body when the present operation has returned and more of it has arrived. No thread waits meanwhile. */
    void whenMoreArrives(final ArrivingBody body) {
        next = Optional.of(body);
    }

    /** From now on failures of this request's operations are answered so. */
    public void onFailure(final Failures answers) {
        failures = Optional.of(answers);
    }

    /** Runs an operation of this request, and answers if it fails. */
    void run(final Operation operation) throws IOException {
        try {
            operation.handle(this);
        } catch (final IOException | RuntimeException e) {
            next = Optional.empty();
            if (begun() || failures.isEmpty()) {
                throw e;
            }
            failures.get().answer(this, e);
        }
    }

    /**
     * Changes how long the connection may be silent.
     *
     * @return how long it might be silent before
     */
    Duration allowSilence(final Duration silence) {
        final EndPoint connection =
                request.getConnectionMetaData().getConnection().getEndPoint();
        final Duration before = Duration.ofMillis(connection.getIdleTimeout());
        connection.setIdleTimeout(silence.toMillis());
        return before;
    }

    /** Sets a header of the response. */
    public void setHeader(final String name, final String value) {
        response.getHeaders().put(name, value);
    }

    /** Adds a header to the response, beside those of the same name. */
    public void addHeader(final String name, final String value) {
        response.getHeaders().add(name, value);
    }

    /** Sends a browser to another address, which it asks for with GET. */
    public void redirect(final String address) throws IOException {
        setHeader(HttpHeader.LOCATION.asString(), address);
        send(SEE_OTHER);
    }

    /** Sets a header of the response, unless it has been set. */
    void setHeaderIfAbsent(final String name, final String value) {
        if (!response.getHeaders().contains(name)) {
            setHeader(name, value);
        }
    }

    /** Closes the connection after the response, and tells the client so, unless the response has begun. */
    void closeAfterResponse() {
        if (!begun()) {
            setHeader(HttpHeader.CONNECTION.asString(), "close");
        }
    }

    boolean closesAfterResponse() {
        return response.getHeaders().contains(HttpHeader.CONNECTION, "close");
    }

    /** Whether the response has begun, so that its status and headers cannot be changed any more. */
    public boolean begun() {
        return response.isCommitted();
    }

    /** Sends a response without a body. */
    public void send(final int status) throws IOException {
        response.setStatus(status);
        Content.Sink.write(response, true, ByteBuffer.allocate(0));
    }

    /** Sends a response. */
    public void send(final int status, final String type, final byte[] body) throws IOException {
        response.setStatus(status);
        setHeader(HttpHeader.CONTENT_TYPE.asString(), type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        Content.Sink.write(response, true, ByteBuffer.wrap(body));
    }

    /** Sends a response with status 200. */
    public void send(final String type, final byte[] body) throws IOException {
        send(OK, type, body);
    }

    /** Sends a value as JSON. */
    public void sendJson(final int status, final Object value) throws IOException {
        send(status, JSON, Json.line(value).getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a value as JSON, with status 200. */
    public void sendJson(final Object value) throws IOException {
        sendJson(OK, value);
    }

    /** Begins a response of unknown length, which ends when the stream is closed. */
    public OutputStream stream(final String type) {
        response.setStatus(OK);
        setHeader(HttpHeader.CONTENT_TYPE.asString(), type);
        return Response.asBufferedOutputStream(request, response);
    }

    /** Begins a stream of events. It outlives the call that handles the request, and is for any one thread. */
    public EventStream events() {
        handedOver = true;
        setHeader(HttpHeader.CACHE_CONTROL.asString(), "no-cache");
        // A proxy (nginx reads this header) must not hold events back.
        setHeader("X-Accel-Buffering", "no");
        response.setStatus(OK);
        setHeader(HttpHeader.CONTENT_TYPE.asString(), "text/event-stream; charset=utf-8");
        return new EventStream(Content.Sink.asOutputStream(response), completion);
    }

    /**
     * Answers later. No thread waits meanwhile.
     *
     * @param delay how much later
     * @param answer what is done then
     */
    public void later(final Duration delay, final Operation answer) {
        handedOver = true;
        final Components components = request.getComponents();
        components
                .getScheduler()
                .schedule(
                        () -> components.getExecutor().execute(() -> answerNow(answer)),
                        delay.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void answerNow(final Operation answer) {
        try {
            answer.handle(this);
            completion.succeeded();
        } catch (final IOException | RuntimeException e) {
            completion.failed(e);
        }
    }

    /**
     * Ends the exchange, unless its body is to be read on when more of it has arrived, or a stream of events or a later answer ends it.
     * Another thread may have the exchange when this returns.
     *
     * @param goOn reads on
     */
    void complete(final Consumer<ArrivingBody> goOn) {
        final Optional<ArrivingBody> waiting = next;
        next = Optional.empty();
        if (waiting.isPresent()) {
            request.demand(() -> goOn.accept(waiting.get()));
        } else if (!handedOver) {
            completion.succeeded();
        }
    }

    /** Breaks the connection off, because the response cannot be sent whole. */
    void abort(final Throwable cause) {
        completion.failed(cause);
    }
}
