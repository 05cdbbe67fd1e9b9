package io.blemish.spark;

/**
 * Something that several tasks of one JVM use at once, such as an open model. It is closed when nobody holds it any more.
 *
 * @param <T> what is shared
 */
final class Shared<T extends AutoCloseable> {
    private final Object version;
    private final T value;
    private int holders;

    /** It is held by whoever made it. */
    Shared(final Object version, final T value) {
        this.version = version;
        this.value = value;
        this.holders = 1;
    }

    Object version() {
        return version;
    }

    /** What is shared; not to be used after {@link #giveBack}. */
    T value() {
        return value;
    }

    /** One more holds it, who already knows that somebody does. */
    synchronized Shared<T> borrowed() {
        holders++;
        return this;
    }

    /** One fewer holds it; the last one closes it. */
    void giveBack() {
        final boolean last;
        synchronized (this) {
            last = --holders == 0;
        }
        if (last) {
            try {
                value.close();
            } catch (final RuntimeException e) {
                throw e;
            } catch (final Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
