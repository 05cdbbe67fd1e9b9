package io.blemish.server;

/** The rights of a token. */
enum Role {
    /** Send pictures, see everything, label verdicts. */
    READ,
    /** The same, and change models. */
    ADMIN
}
