package io.blemish.opcua;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.eclipse.milo.opcua.sdk.server.Session;
import org.eclipse.milo.opcua.sdk.server.identity.AbstractUsernameIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.DefaultUsernameIdentity;
import org.eclipse.milo.opcua.sdk.server.identity.Identity.UsernameIdentity;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.structured.SignatureData;
import org.eclipse.milo.opcua.stack.core.types.structured.UserNameIdentityToken;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.jspecify.annotations.Nullable;

/** Lets in the one user, whose password must be encrypted also where messages are not. */
final class PasswordValidator extends AbstractUsernameIdentityValidator {
    private final Login login;

    PasswordValidator(final Login login) {
        this.login = login;
    }

    @Override
    protected UsernameIdentity validateUsernameToken(
            final Session session,
            final UserNameIdentityToken token,
            final UserTokenPolicy policy,
            final SignatureData signature)
            throws UaException {
        final String algorithm = token.getEncryptionAlgorithm();
        final boolean named = algorithm != null && !algorithm.isEmpty();
        if (!named && session.getSecurityConfiguration().getSecurityPolicy() == SecurityPolicy.None) {
            // The library would read it as plain text.
            throw new UaException(StatusCodes.Bad_IdentityTokenInvalid, "the password must be encrypted");
        }
        return super.validateUsernameToken(session, token, policy, signature);
    }

    @Override
    protected @Nullable UsernameIdentity authenticateUsernamePassword(
            final Session session, final String user, final String password) {
        // Both are looked at, that the time does not tell which one is wrong.
        final boolean rightUser = same(user, login.user());
        final boolean rightPassword = same(password, login.password());
        return rightUser && rightPassword ? new DefaultUsernameIdentity(user) : null;
    }

    /** Takes as long for each wrong text. */
    private static boolean same(final String one, final String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
