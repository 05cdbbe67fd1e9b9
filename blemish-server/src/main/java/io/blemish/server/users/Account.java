package io.blemish.server.users;

/** A person who has signed in. */
public sealed interface Account permits User, ProviderUser {
    /** What the person is called, in the audit log too. */
    String name();

    /** What the person may do. */
    Role role();
}
