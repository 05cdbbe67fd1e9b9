package io.blemish.opcua;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.server.delivery.SecretFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The one user, of which no text shows the password.
 *
 * @param user the name
 * @param password the password
 */
record Login(String user, String password) {
    /**
     * Reads the password.
     *
     * @param user the name, if there is one
     * @param file of the password
     * @throws BlemishException if one is there without the other, or the file cannot be read or is empty
     */
    static Optional<Login> of(final Optional<String> user, final Optional<Path> file) {
        if (user.isPresent() != file.isPresent()) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID, "A user of the OPC UA server has a name and a file with a password.");
        }
        return user.flatMap(name -> file.map(path -> new Login(name, read(path))));
    }

    private static String read(final Path file) {
        final String password = SecretFile.read("The OPC UA user's password", file);
        if (password.isEmpty()) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID, "The OPC UA user's password file " + file + " is empty.");
        }
        return password;
    }

    @Override
    public String toString() {
        return user;
    }
}
