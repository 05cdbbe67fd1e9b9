package io.blemish.server.history;

/**
 * A file of a watched folder, by what tells it from others.
 *
 * @param folder the whole path of the folder
 * @param name the file's name in it
 * @param bytes its size
 * @param modifiedMillis when it was last written, in milliseconds since 1970
 */
public record TakenFile(String folder, String name, long bytes, long modifiedMillis) {}
