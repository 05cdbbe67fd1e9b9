package io.blemish.search;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import tools.jackson.databind.annotation.JsonTypeIdResolver;

/** The part of {@code model.json} that tells how a bank is searched. Its {@code type} is the name of the method. */
@JsonTypeInfo(use = JsonTypeInfo.Id.CUSTOM, property = "type")
@JsonTypeIdResolver(SearchDescriptionTypes.class)
public interface SearchDescription {
    /** {@return the method, with the options that the index was built with} */
    SearchMethod method();

    /** {@return one line for people: the method, its options and its recall} */
    String summary();
}
