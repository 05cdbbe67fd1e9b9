package io.blemish.server;

/** What a caller may do. */
enum Role {
    /** Judge pictures, see everything, label verdicts. */
    READ,
    /** Change models too. */
    ADMIN
}
