package io.blemish.server.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.text.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users, their passwords and their file. */
class UsersTest {
    /** Of "password", by the reference implementation of Argon2, as its README shows it for {@code argon2 somesalt -id -t 2 -m 16 -p 1}. */
    private static final String REFERENCE =
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    private static final String HASH = PasswordHash.ofNobody().toString();

    @TempDir
    private Path folder;

    @Test
    void aHashIsThatOfTheReferenceImplementation() {
        final PasswordHash hash = PasswordHash.parse(REFERENCE);
        assertThat(hash.matches("password")).isTrue();
        assertThat(hash.matches("Password")).isFalse();
        assertThat(hash).hasToString(REFERENCE);
    }

    @Test
    void eachHashHasASaltOfItsOwnAndAnyKeyboardGivesTheSamePassword() {
        final Password password = new Password("비밀번호 또 비밀번호 é");
        final PasswordHash hash = PasswordHash.of(password);
        assertThat(hash).hasToString(PasswordHash.parse(hash.toString()).toString());
        assertThat(hash.toString())
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$")
                .isNotEqualTo(PasswordHash.of(password).toString());
        assertThat(hash.matches(Normalizer.normalize(password.text(), Normalizer.Form.NFD)))
                .isTrue();
        assertThat(password.toString()).doesNotContain(password.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret",
                "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=65536,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=7,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
            })
    void aHashThatCannotBeCheckedIsRefused(final String text) {
        assertThatThrownBy(() -> PasswordHash.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatWasWrittenIsReadAgainAndOnlyItsOwnerMayReadIt() throws IOException {
        final Path file = folder.resolve("users");
        final User kim = new User("김민수", Role.ENGINEER, PasswordHash.ofNobody());
        final User lee = new User("lee@plant", Role.ADMIN, PasswordHash.ofNobody());
        Users.none().with(kim).with(lee).write(file);

        final Users read = Users.read(file);
        assertThat(read.all()).containsExactly(lee, kim);
        assertThat(read.find(Normalizer.normalize("김민수", Normalizer.Form.NFD))).contains(kim);
        assertThat(read.without(kim).all()).containsExactly(lee);
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileThatIsThereKeepsItsOwnerItsPermissionsAndALinkToIt() throws IOException {
        final Path file = folder.resolve("users");
        Users.none().write(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        // Only root may give a file to another user.
        if (Files.getOwner(file).getName().equals("root")) {
            Files.setOwner(
                    file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        }
        final UserPrincipal owner = Files.getOwner(file);
        final Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        Users.none()
                .with(new User("kim", Role.ENGINEER, PasswordHash.ofNobody()))
                .write(link);
        assertThat(link).isSymbolicLink();
        assertThat(Users.read(file).find("kim")).isPresent();
        assertThat(Files.getOwner(file)).isEqualTo(owner);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "boss kim HASH",
                "operator kim",
                "operator kim secret",
                "operator k!m HASH",
                "admin a HASH\nadmin a HASH"
            })
    void aWrongLineIsNamed(final String content) throws IOException {
        final Path file = Files.writeString(folder.resolve("users"), "# who\n\n" + content.replace("HASH", HASH));
        assertThatThrownBy(() -> Users.read(file))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining(file + ", line ");
    }

    @Test
    void aRoleIncludesThoseBelowIt() {
        assertThat(Role.ADMIN.includes(Role.ENGINEER)).isTrue();
        assertThat(Role.ENGINEER.includes(Role.ENGINEER)).isTrue();
        assertThat(Role.OPERATOR.includes(Role.ENGINEER)).isFalse();
    }
}
