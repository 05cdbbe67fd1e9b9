package io.blemish.server.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.blemish.model.Software;
import io.blemish.server.oidc.SignInFault.Reason;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls a provider: within a time, up to a length, and without following it elsewhere. */
final class ProviderClient {
    private static final Duration CONNECT = Duration.ofSeconds(3);

    /** For the whole answer, since the thread of a request waits for it. */
    private static final Duration LIMIT = Duration.ofSeconds(6);

    private static final int LONGEST = 1 << 18;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param body its text
     */
    record Answer(int status, String body) {
        private static final int OK = 200;

        boolean isOk() {
            return status == OK;
        }

        /**
         * The body as a JSON object.
         *
         * @throws SignInFault if it is none
         */
        Map<String, Object> json() throws SignInFault {
            try {
                return JSONObjectUtils.parse(body);
            } catch (final ParseException e) {
                throw new SignInFault(Reason.AWAY, "The OpenID provider answered with something other than JSON.");
            }
        }
    }

    /** Begins a request. */
    static HttpRequest.Builder request(final URI address) {
        return HttpRequest.newBuilder(address)
                .timeout(LIMIT)
                .header("Accept", "application/json")
                .header("User-Agent", Software.NAME_AND_VERSION.replace(' ', '/'));
    }

    /**
     * Sends a request.
     *
     * @throws SignInFault if there is no whole answer in time
     */
    Answer send(final HttpRequest.Builder builder) throws SignInFault {
        final HttpRequest request = builder.build();
        final CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, info -> limited());
        try {
            final HttpResponse<String> response = answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), response.body());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.cancel(true);
            throw away(request.uri(), "the server stops");
        } catch (final TimeoutException e) {
            answer.cancel(true);
            throw away(request.uri(), "it took too long");
        } catch (final ExecutionException e) {
            throw away(request.uri(), String.valueOf(e.getCause()));
        }
    }

    private static SignInFault away(final URI address, final String reason) {
        return new SignInFault(Reason.AWAY, "The OpenID provider cannot be used at " + address + ": " + reason + ".");
    }

    private static BodySubscriber<String> limited() {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return BodySubscribers.mapping(
                BodySubscribers.ofByteArrayConsumer(part -> part.ifPresent(some -> {
                    if (bytes.size() + some.length > LONGEST) {
                        throw new IllegalStateException("the answer has more than " + LONGEST + " bytes");
                    }
                    bytes.writeBytes(some);
                })),
                nothing -> bytes.toString(StandardCharsets.UTF_8));
    }
}
