module inspection {
    requires io.blemish;
    requires java.desktop;

    exports inspection;
}
