/**
 * Writes reports of evaluations and comparisons as HTML pages.
 *
 * <p>All charts are SVG from {@code Chart}. A chart library would draw pictures of pixels, one for light
 * and one for dark screens, with the fonts of the computer that writes the page, and it would not place the labels of
 * {@code AccuracyChart}. SVG takes its colours from the style sheet, its text can be read aloud and
 * searched, and it is sharp in print and several times smaller.
 */
@NullMarked
package io.blemish.report;

import org.jspecify.annotations.NullMarked;
