package io.blemish.detector;

/**
 * Where a patch of the memory bank comes from.
 *
 * @param picture the number of the training picture
 * @param row of the patch in the picture's grid
 * @param column of the patch in the picture's grid
 * @param rows of the grid
 * @param columns of the grid
 */
public record PatchSource(int picture, int row, int column, int rows, int columns) {}
