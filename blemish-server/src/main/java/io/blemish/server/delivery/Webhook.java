package io.blemish.server.delivery;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.model.Software;
import io.blemish.server.delivery.Receipt.Away;
import io.blemish.server.delivery.Receipt.Refused;
import io.blemish.server.delivery.Receipt.Taken;
import io.blemish.server.history.Letter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Posts verdicts to an address, signed if there is a secret. */
public final class Webhook implements Target {
    /** Its name in the outbox. */
    public static final String NAME = "webhook";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MIN_SECRET = 16;

    /** What is wrong is the letter: Bad Request, Conflict, Content Too Large, Unsupported Media Type, Unprocessable Content. */
    private static final Set<Integer> FAULTS_OF_LETTER = Set.of(400, 409, 413, 415, 422);

    private static final int OK = 200;
    private static final int REDIRECTION = 300;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI address;
    private final Optional<SecretKeySpec> secret;

    /**
     * A webhook.
     *
     * @param address {@code http://…} or {@code https://…}
     * @param secretFile the file of the secret
     * @throws BlemishException if the address is none, or the secret cannot be read or is short
     */
    public Webhook(final URI address, final Optional<Path> secretFile) {
        final String scheme = String.valueOf(address.getScheme());
        if (!(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))
                || address.getHost() == null
                || address.getUserInfo() != null) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "The webhook must be http://HOST/PATH or https://HOST/PATH, without a user name or a password.");
        }
        this.address = address;
        this.secret = secretFile.map(Webhook::secret);
    }

    private static SecretKeySpec secret(final Path file) {
        final String text = SecretFile.read("The webhook's secret", file);
        if (text.length() < MIN_SECRET) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "The secret in " + file + " is shorter than " + MIN_SECRET
                            + " characters. Make one with: openssl rand -hex 32");
        }
        return new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Receipt deliver(final Letter letter, final byte[] json) throws InterruptedException {
        final String time = String.valueOf(Instant.now().getEpochSecond());
        final HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("User-Agent", Software.NAME_AND_VERSION.replace(' ', '/'))
                .header("Blemish-Delivery", String.valueOf(letter.number()))
                .header("Blemish-Timestamp", time)
                .POST(BodyPublishers.ofByteArray(json));
        secret.ifPresent(key -> request.header("Blemish-Signature", "sha256=" + signature(key, time, json)));
        try {
            final int status =
                    client.send(request.build(), BodyHandlers.discarding()).statusCode();
            final String sentence = "The webhook " + place() + " answered with the status " + status + ".";
            if (status >= OK && status < REDIRECTION) {
                return new Taken();
            }
            return FAULTS_OF_LETTER.contains(status) ? new Refused(sentence) : new Away(sentence);
        } catch (final IOException e) {
            return Away.unreachable("The webhook " + place(), e);
        }
    }

    /** The address without its query, which may hold a key. */
    private String place() {
        return address.toString().replaceFirst("[?#].*", "");
    }

    private static String signature(final SecretKeySpec key, final String time, final byte[] json) {
        try {
            final Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(json));
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }
}
