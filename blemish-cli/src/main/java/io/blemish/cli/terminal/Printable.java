package io.blemish.cli.terminal;

/**
 * Text for a terminal. The name of a file may hold any character: a new line, behind which it could pass for another verdict, or an
 * escape, by which it could command the terminal. Neither gets there.
 */
public final class Printable {
    private Printable() {}

    /** The same text, with each character that is not printed written as the number of its code. */
    public static String of(final String text) {
        final StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (isPrinted(character)) {
                printable.appendCodePoint(character);
            } else {
                printable.append(String.format("\\u%04x", character));
            }
        });
        return printable.toString();
    }

    private static boolean isPrinted(final int character) {
        return switch (Character.getType(character)) {
            // Controls; marks that turn the direction of writing; separators of lines and paragraphs; halves of a pair.
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
