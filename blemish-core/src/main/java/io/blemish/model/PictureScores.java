package io.blemish.model;

import java.util.List;

/**
 * The scores of several pictures.
 *
 * @param scores of each picture
 * @param peaks the largest map value of each picture
 * @param typicalDistances the median distance of each picture's patches
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PictureScores(float[] scores, float[] peaks, float[] typicalDistances) {
    static PictureScores of(final List<PictureScore> pictures) {
        final int count = pictures.size();
        final PictureScores all = new PictureScores(new float[count], new float[count], new float[count]);
        for (int i = 0; i < count; i++) {
            all.scores[i] = pictures.get(i).score();
            all.peaks[i] = pictures.get(i).peak();
            all.typicalDistances[i] = pictures.get(i).typicalDistance();
        }
        return all;
    }
}
