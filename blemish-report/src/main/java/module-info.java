/** Writes reports of evaluations and comparisons as HTML pages. */
module io.blemish.report {
    requires transitive io.blemish;
    requires static transitive org.jspecify;

    exports io.blemish.report;
}
