package io.blemish.search;

import io.blemish.search.exact.ExactMethod;
import io.blemish.search.hnsw.HnswMethod;
import io.blemish.search.ivfpq.IvfPqMethod;
import java.util.List;
import java.util.Optional;

/** All search methods. Nothing else lists them. */
public final class SearchMethods {
    private static final List<SearchMethod> ALL = List.of(new ExactMethod(), new IvfPqMethod(), new HnswMethod());

    private SearchMethods() {}

    /** {@return the names of the methods} */
    public static List<String> names() {
        return ALL.stream().map(SearchMethod::name).toList();
    }

    /**
     * The method of a name, with its default options.
     *
     * @param name the method's name, such as {@code hnsw}
     * @return empty if no method has that name
     */
    public static Optional<SearchMethod> named(final String name) {
        return ALL.stream().filter(method -> method.name().equals(name)).findFirst();
    }
}
