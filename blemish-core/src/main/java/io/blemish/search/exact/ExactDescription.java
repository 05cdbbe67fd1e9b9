package io.blemish.search.exact;

import io.blemish.search.SearchDescription;

/** Describes exact search, which has no options. */
public record ExactDescription() implements SearchDescription {
    @Override
    public ExactMethod method() {
        return new ExactMethod();
    }

    @Override
    public String summary() {
        return method().name();
    }
}
