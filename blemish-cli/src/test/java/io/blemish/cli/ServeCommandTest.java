package io.blemish.cli;

import static io.blemish.cli.CommandResult.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.cli.terminal.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code serve}, as far as it does not start a server. */
class ServeCommandTest {
    @TempDir
    private Path folder;

    @Test
    void aFolderThatDoesNotExistIsRefusedAndNotMade() {
        final Path models = folder.resolve("modles");
        final CommandResult result = run("serve", models);
        assertThat(result.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(result.err().lines()).singleElement().asString().contains("There is no folder " + models);
        assertThat(models).doesNotExist();
    }

    @Test
    void optionsThatContradictEachOtherAreWrongUsage() {
        assertWrong("--port must be from 0 to 65535", "--port", "65536");
        assertWrong("--management-port must be from 0 to 65535", "--management-port", "-1");
        assertWrong("--management-host goes with --management-port", "--management-host", "0.0.0.0");
        assertWrong("--tls-cert and --tls-key go together", "--tls-cert", "cert.pem");
        assertWrong("--max-bytes must be at least 1", "--max-bytes", "0");
        assertWrong("--fit-memory must be at least 100MB", "--fit-memory", "99MB");
        assertWrong("--watch 'camera' is not DIR=MODEL", "--watch", "camera");
        assertWrong("--watch 'camera=..' is not DIR=MODEL", "--watch", "camera=..");
        assertWrong(
                "--webhook-secret-file and --webhook-verdicts go with --webhook", "--webhook-verdicts", "ok,defect");
        assertWrong("The options --mqtt-… go with --mqtt", "--mqtt-verdicts", "defect");
        assertWrong("--mqtt-password-file goes with --mqtt-user", "--mqtt-password-file", "password");
        assertWrong("--kafka-properties and --kafka-verdicts go with --kafka", "--kafka-verdicts", "defect");
        assertWrong("The options --opcua-… go with --opcua", "--opcua-verdicts", "defect");
        assertWrong("--opcua-user and --opcua-password-file go together", "--opcua-user", "line");
        assertWrong("--camera is not NAME:MODEL=URL", "--camera", "rtsp://kim:pa55word@host/stream");
        assertWrong("--camera is not NAME:MODEL=URL", "--camera", "press=rtsp://kim:pa55word@host/stream");
        assertWrong("--camera-every and --camera-lost go with --camera", "--camera-every", "500");
        assertWrong("The options --oidc-… go with --oidc-issuer", "--oidc-name", "the plant");
        assertWrong("--oidc-issuer and --oidc-client-id go together", "--oidc-issuer", "https://login.plant");
        assertWrong("--public-address 'blemish.plant' is not an address", "--public-address", "blemish.plant");
        assertWrong("'10 apples' is not a number of bytes", "--keep", "10 apples");
    }

    @Test
    void anOpenIdProviderThatCannotBeOneIsRefused() {
        assertThat(oidc("--oidc-issuer=http://login.plant").err())
                .contains("http://login.plant is not an address such as");
        assertThat(oidc("--oidc-issuer=https://login.plant", "--oidc-role=boss=it")
                        .err())
                .contains("--oidc-role 'boss=it' is not ROLE=VALUE");
        assertThat(oidc("--oidc-issuer=https://login.plant", "--host=0.0.0.0").err())
                .contains("Give the server's with --public-address");
        assertThat(oidc("--oidc-issuer=https://login.plant", "--oidc-client-secret-file=" + folder.resolve("none"))
                        .err())
                .contains("The OpenID client's secret file", "cannot be read");
    }

    private CommandResult oidc(final String... options) {
        final CommandResult result =
                run(Stream.concat(Stream.of("serve", folder.toString(), "--oidc-client-id=blemish"), Stream.of(options))
                        .toArray());
        assertThat(result.code()).isNotZero();
        return result;
    }

    private void assertWrong(final String sentence, final String... options) {
        final CommandResult result = run("serve", folder, options[0], options[1]);
        assertThat(result.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(result.err()).contains(sentence).doesNotContain("pa55word");
    }

    @Test
    void aCameraThatCannotBeIsRefusedInASentenceWithoutItsPassword() {
        final CommandResult address = run("serve", folder, "--camera", "press:part=concat:/pa55word|/etc/passwd");
        assertThat(address.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(address.err()).contains("The address of camera press cannot be used: give rtsp://HOST/PATH");
        assertThat(address.err()).doesNotContain("pa55word");
        final CommandResult every = run(
                "serve", folder, "--camera", "press:part=rtsp://kim:pa55word@host/a=b", "--camera-every", "pres=500");
        assertThat(every.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(every.err()).contains("--camera-every 'pres=500' names no camera of --camera; they are press.");
        final CommandResult time = run(
                "serve", folder, "--camera", "press:part=rtsp://kim:pa55word@host/a=b", "--camera-every", "press=0");
        assertThat(time.err())
                .contains("--camera-every 'press=0' is not [NAME=]MS")
                .doesNotContain("pa55word");
    }

    @Test
    void anOptionIsTakenFromTheEnvironmentUnlessItIsGiven() {
        final Map<String, String> environment = Map.of("BLEMISH_PORT", "65536", "BLEMISH_WATCH", "a=part\nb\n");
        assertThat(inEnvironment(environment)).contains("--port must be from 0 to 65535");
        assertThat(inEnvironment(environment, "--port", "0")).contains("--watch 'b' is not DIR=MODEL");
        assertThat(inEnvironment(Map.of(
                        "BLEMISH_OIDC_ISSUER", "https://login.plant",
                        "BLEMISH_OIDC_CLIENT_ID", "blemish",
                        "BLEMISH_OIDC_ROLE", "engineer=cn=methods,dc=plant\nboss=it")))
                .contains("--oidc-role 'boss=it' is not ROLE=VALUE");
    }

    private String inEnvironment(final Map<String, String> environment, final String... options) {
        final CommandLine commandLine = Blemish.commandLine();
        Objects.requireNonNull(commandLine.getSubcommands().get("serve"))
                .setDefaultValueProvider(new ServeDefaults(environment));
        final StringWriter err = new StringWriter();
        commandLine.setErr(new PrintWriter(err));
        final List<String> words = new ArrayList<>(List.of("serve", folder.toString()));
        words.addAll(List.of(options));
        Blemish.execute(commandLine, words.toArray(String[]::new));
        return err.toString();
    }
}
