package io.blemish.backbone.download;

import io.blemish.artifact.Sha256;
import io.blemish.parallel.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fetches a file whose hash is known, over connections that break. The bytes that have arrived stay in a part file, and
 * every further attempt, in this run or a later one, asks only for the rest. It tries again as long as attempts bring new
 * bytes.
 */
public final class Download {
    /** The number of attempts in a row that may bring no new bytes before it stops. */
    private static final int MAX_ATTEMPTS_WITHOUT_PROGRESS = 3;

    /** No file that is fetched here is nearly this large; a server that sends without end must not fill the disk. */
    private static final long MAX_BYTES = 4L << 30;

    private static final int BUFFER = 1 << 16;
    private static final String STAGE = "download";
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(?:\\d+|\\*)");

    private final HttpClient client;
    private final Timeouts timeouts;
    private final Progress progress;

    /**
     * How long to wait.
     *
     * @param answer the longest time to a connection, and to the head of an answer
     * @param silence the longest time between two pieces of an answer
     * @param pause the time before the next attempt
     */
    public record Timeouts(Duration answer, Duration silence, Duration pause) {
        /** Long enough for slow connections. */
        public static final Timeouts DEFAULT =
                new Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(2));
    }

    /**
     * Prepares downloads.
     *
     * @param environment of the process, for its proxies
     * @param timeouts how long to wait
     * @param progress hears of bytes; if the server does not state how many there are, only at the end
     */
    public Download(final Map<String, String> environment, final Timeouts timeouts, final Progress progress) {
        final EnvironmentProxies proxies = new EnvironmentProxies(environment);
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(timeouts.answer())
                .proxy(proxies)
                .authenticator(proxies.authenticator())
                .build();
        this.timeouts = timeouts;
        this.progress = progress;
    }

    /**
     * Fetches the file.
     *
     * @param address of scheme http or https
     * @param part the file that receives the bytes; it is complete and right afterwards
     * @param hash the first hexadecimal digits of its SHA-256
     * @throws DownloadException if it cannot be downloaded; {@code part} keeps the bytes that a later attempt can use
     */
    public void fetch(final URI address, final Path part, final String hash) throws DownloadException, IOException {
        final boolean begunEarlier = size(part) > 0;
        if (begunEarlier && Sha256.of(part).startsWith(hash)) {
            return;
        }
        final boolean resumed = fetchAll(address, part);
        if (mismatches(part, hash).isPresent() && (begunEarlier || resumed)) {
            // The pieces may be of different files; a file that comes in one piece decides.
            Files.delete(part);
            fetchAll(address, part);
        }
        final Optional<String> wrong = mismatches(part, hash);
        if (wrong.isPresent()) {
            Files.delete(part);
            throw new DownloadException(address + " gave another file than its name promises: its SHA-256 begins with "
                    + wrong.get() + " and not " + hash + ", so it was deleted");
        }
    }

    private static Optional<String> mismatches(final Path part, final String hash) throws IOException {
        final String actual = Sha256.of(part);
        return actual.startsWith(hash) ? Optional.empty() : Optional.of(actual.substring(0, hash.length()));
    }

    /** Makes attempts until one ends without a break; returns whether there was more than one. */
    private boolean fetchAll(final URI address, final Path part) throws DownloadException, IOException {
        long furthest = size(part);
        int withoutProgress = 0;
        for (int attempt = 1; ; attempt++) {
            try {
                attempt(address, part);
                return attempt > 1;
            } catch (final IOException e) {
                withoutProgress = size(part) > furthest ? 0 : withoutProgress + 1;
                furthest = Math.max(furthest, size(part));
                if (withoutProgress == MAX_ATTEMPTS_WITHOUT_PROGRESS) {
                    throw new DownloadException(reason(address, e), e);
                }
                pause();
            }
        }
    }

    private static String reason(final URI address, final IOException e) {
        if (e instanceof ConnectException || e instanceof HttpConnectTimeoutException) {
            return "there is no connection to " + address.getHost();
        }
        return "the connection to " + address.getHost() + " breaks (" + e.getMessage()
                + "); the part that has arrived is kept, and the next attempt continues from there";
    }

    private void pause() throws DownloadException {
        try {
            Thread.sleep(timeouts.pause().toMillis());
        } catch (final InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static DownloadException interrupted(final InterruptedException e) {
        Thread.currentThread().interrupt();
        return new DownloadException("the download was interrupted", e);
    }

    private void attempt(final URI address, final Path part) throws DownloadException, IOException {
        final long have = size(part);
        final HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(timeouts.answer()).header("User-Agent", "blemish");
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        final HttpResponse<InputStream> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (final InterruptedException e) {
            throw interrupted(e);
        }
        try (InputStream body = response.body()) {
            switch (response.statusCode()) {
                case 200 -> receive(response, body, part, 0);
                case 206 -> receive(response, body, part, continued(response, part, have));
                // The part is longer than the file: it belongs to another one.
                case 416 -> {
                    Files.deleteIfExists(part);
                    throw new IOException("the server has nothing behind byte " + have);
                }
                case 429, 500, 502, 503, 504 -> throw new IOException("the server answers " + response.statusCode());
                default -> throw new DownloadException(refusal(response));
            }
        }
    }

    private static String refusal(final HttpResponse<?> response) {
        final String answer = response.uri() + " answers " + response.statusCode();
        return switch (response.statusCode()) {
            case 404, 410 ->
                answer + ": the file is not there; look at the address, and at BLEMISH_MIRROR if you set it";
            case 407 ->
                answer
                        + ": the proxy wants a name and password; put them into HTTPS_PROXY as http://name:password@host:port,"
                        + " and start Java with -Djdk.http.auth.tunneling.disabledSchemes= as it keeps them back otherwise";
            case 301, 302, 303, 307, 308 ->
                answer + ": it redirects to "
                        + response.headers().firstValue("Location").orElse("nowhere")
                        + ", which is not followed from here";
            default -> answer;
        };
    }

    /** The position of the answer's bytes in the file. It is checked, because some servers begin elsewhere than asked. */
    private static long continued(final HttpResponse<?> response, final Path part, final long have) throws IOException {
        final Matcher range = CONTENT_RANGE.matcher(
                response.headers().firstValue("Content-Range").orElse(""));
        if (!range.matches() || Long.parseLong(range.group(1)) != have) {
            Files.deleteIfExists(part);
            throw new IOException("the server continues at another byte than asked");
        }
        return have;
    }

    private void receive(final HttpResponse<?> response, final InputStream body, final Path part, final long from)
            throws DownloadException, IOException {
        final OptionalLong length = response.headers().firstValueAsLong("Content-Length");
        final long total = length.isPresent() ? from + length.getAsLong() : 0;
        if (total > MAX_BYTES) {
            throw new DownloadException(response.uri() + " is " + (total >> 30) + " GB long: that is not the file");
        }
        final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Download::daemon);
        try (OutputStream out =
                from == 0 ? Files.newOutputStream(part) : Files.newOutputStream(part, StandardOpenOption.APPEND)) {
            final byte[] buffer = new byte[BUFFER];
            long done = from;
            for (int read = read(body, buffer, clock); read >= 0; read = read(body, buffer, clock)) {
                out.write(buffer, 0, read);
                done += read;
                if (done > MAX_BYTES) {
                    throw new DownloadException(response.uri() + " does not end: that is not the file");
                }
                if (done <= total) {
                    progress.report(STAGE, done, total);
                }
            }
            if (length.isEmpty()) {
                progress.report(STAGE, done, done);
            }
        } finally {
            clock.shutdownNow();
        }
    }

    /** Reads, but not for longer than the timeout: another thread then closes the stream, which ends the read. */
    private int read(final InputStream body, final byte[] buffer, final ScheduledExecutorService clock)
            throws IOException {
        final ScheduledFuture<?> alarm =
                clock.schedule(() -> close(body), timeouts.silence().toMillis(), TimeUnit.MILLISECONDS);
        final int read = body.read(buffer);
        if (!alarm.cancel(false)) {
            throw new IOException("nothing came for " + timeouts.silence().toSeconds() + " s");
        }
        return read;
    }

    private static void close(final InputStream body) {
        try {
            body.close();
        } catch (final IOException e) {
            // The read ends all the same.
        }
    }

    private static Thread daemon(final Runnable work) {
        final Thread thread = new Thread(work, "blemish-download-clock");
        thread.setDaemon(true);
        return thread;
    }

    private static long size(final Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
