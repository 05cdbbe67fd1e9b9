package io.blemish.alignment;

/** Sums over the pixels that both the template and a picture show. */
final class Moments {
    private int all;
    private int count;
    private double template;
    private double picture;
    private double templateSquares;
    private double pictureSquares;
    private double products;

    /** Counts a pixel of the template, whether the picture shows it or not. */
    void pass() {
        all++;
    }

    void add(final double ofTemplate, final double ofPicture) {
        count++;
        template += ofTemplate;
        picture += ofPicture;
        templateSquares += ofTemplate * ofTemplate;
        pictureSquares += ofPicture * ofPicture;
        products += ofTemplate * ofPicture;
    }

    int all() {
        return all;
    }

    int count() {
        return count;
    }

    double templateMean() {
        return template / count;
    }

    double pictureMean() {
        return picture / count;
    }

    double templateDeviation() {
        return Math.sqrt(Math.max(0, templateSquares / count - templateMean() * templateMean()));
    }

    double pictureDeviation() {
        return Math.sqrt(Math.max(0, pictureSquares / count - pictureMean() * pictureMean()));
    }

    /** The normalised correlation; 0 if one of the two is the same everywhere. */
    double correlation() {
        final double deviations = templateDeviation() * pictureDeviation();
        return deviations > 0 ? (products / count - templateMean() * pictureMean()) / deviations : 0;
    }
}
