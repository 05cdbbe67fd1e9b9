package io.blemish.dataset.generator;

/** What is wrong with a generated part. */
sealed interface Damage permits Defect, SubtleDefect {
    /** The name of the folder that holds its pictures. */
    String folderName();
}
