package io.blemish.dataset;

/** Says of a folder that its pictures are left out, and why. */
final class LeftOut {
    private LeftOut() {}

    static void warn(final Folder root, final Reading reading, final String name, final String why) {
        root.folder(name).ifPresent(folder -> {
            final int count = folder.picturesBelow().size();
            if (count > 0) {
                reading.warn("The " + count + " pictures of " + name + " are left out: " + why + ".");
            }
        });
    }
}
