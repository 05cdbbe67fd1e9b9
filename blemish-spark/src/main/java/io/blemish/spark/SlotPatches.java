package io.blemish.spark;

import io.blemish.embedding.Patches;
import java.io.Serializable;

/**
 * The patches of a picture.
 *
 * @param slot the picture's number
 * @param patches of the picture
 */
record SlotPatches(int slot, Patches patches) implements Serializable {}
