package io.blemish.tuning;

import java.util.function.UnaryOperator;

/**
 * One thing that could be chosen otherwise.
 *
 * @param setting that it changes; alternatives for one setting exclude each other
 * @param name for people: {@code 320 pixels}
 * @param change what becomes of a choice
 */
record Alternative(Setting setting, String name, UnaryOperator<Choice> change) {}
