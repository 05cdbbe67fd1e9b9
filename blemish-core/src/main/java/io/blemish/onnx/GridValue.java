package io.blemish.onnx;

/**
 * A value of a graph that has a grid of positions for each picture: {@code [n, channels, height, width]}.
 *
 * @param name by which nodes read it
 * @param channels of each position
 * @param height of the grid
 * @param width of the grid
 */
public record GridValue(String name, int channels, int height, int width) {
    /** How many positions a picture has. */
    public int positions() {
        return height * width;
    }
}
