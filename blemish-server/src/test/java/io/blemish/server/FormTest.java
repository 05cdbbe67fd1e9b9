package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of a form. */
class FormTest {
    private static final String TYPE = "multipart/form-data; boundary=b";

    private static String part(final String parameters, final String content) {
        return "--b\r\nContent-Disposition: form-data" + parameters + "\r\nContent-Type: image/png\r\n\r\n" + content
                + "\r\n";
    }

    private static List<SentPicture> files(final String type, final String body) {
        return Form.files(type, body.getBytes(StandardCharsets.UTF_8), 2);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "filename=\"1.png\", 1.png",
                "filename=1.png, 1.png",
                "filename=\"기어.png\", 기어.png",
                "filename=\"C:\\\\parts\\\\2.png\", 2.png",
                "filename=\"/parts/3 \\\"new\\\".png\", `3 \"new\".png`",
            })
    void aFileHasTheSendersNameWithoutFolders(final String parameter, final String name) {
        final List<SentPicture> files = files(TYPE, part("; name=\"p\"; " + parameter, "bytes") + "--b--\r\n");

        assertThat(files).extracting(SentPicture::name).containsExactly(Optional.of(name));
        assertThat(files.get(0).bytes()).isEqualTo("bytes".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void fieldsAndTextAroundThePartsAreLeftOut() {
        final String body = "before\r\n" + part("; name=\"note\"", "text") + part("; name=\"p\"; filename=\"\"", "1")
                + part("; name=\"p\"; filename=\"2\"", "2--b") + "--b--\r\nafter";

        final List<SentPicture> files = files("multipart/form-data; Boundary=\"b\"", body);

        assertThat(files).extracting(SentPicture::name).containsExactly(Optional.empty(), Optional.of("2"));
        assertThat(files)
                .extracting(file -> new String(file.bytes(), StandardCharsets.UTF_8))
                .containsExactly("1", "2--b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "text", "--b", "--b\r\n", "--b\r\nContent-Disposition: form-data; filename=\"a\"\r\n\r\nx"})
    void aFormThatIsCutOffIsRefused(final String body) {
        assertProblem(ProblemKind.BAD_REQUEST, TYPE, body);
    }

    @Test
    void aFormWithoutABoundaryOrAFileIsRefused() {
        assertProblem(ProblemKind.BAD_REQUEST, "multipart/form-data", part("; filename=\"a\"", "x") + "--b--\r\n");
        assertProblem(ProblemKind.BAD_REQUEST, TYPE, part("; name=\"note\"", "text") + "--b--\r\n");
    }

    @Test
    void moreFilesOrPartsThanTheServerTakesAreRefused() {
        final String file = part("; name=\"p\"; filename=\"a\"", "x");
        assertThat(files(TYPE, file.repeat(2) + "--b--\r\n")).hasSize(2);
        assertProblem(ProblemKind.TOO_MANY_BYTES, TYPE, file.repeat(3) + "--b--\r\n");
        assertProblem(ProblemKind.BAD_REQUEST, TYPE, file.repeat(200) + "--b--\r\n");
    }

    private static void assertProblem(final ProblemKind kind, final String type, final String body) {
        assertThatThrownBy(() -> files(type, body))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void aNameOfManyEscapesIsRefused() {
        final String name = "\\\"".repeat(200_000);
        assertThatThrownBy(() -> files(TYPE, part("; name=\"p\"; filename=\"" + name + "\"", "1") + "--b--\r\n"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("form cannot be read");
    }
}
