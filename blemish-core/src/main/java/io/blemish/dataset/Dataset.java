package io.blemish.dataset;

import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import io.blemish.image.PictureSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The samples of a data set.
 *
 * @param name a short name for reports, as a rule the folder's
 * @param root the folder, or the manifest that was named in its place
 * @param layout the layout in which it was read
 * @param samples all samples that the options leave, in an order that depends on nothing but the folder's contents
 * @param warnings sentences for the user, such as that of a mask without a picture, or of pictures left out
 */
public record Dataset(String name, Path root, String layout, List<Sample> samples, List<String> warnings) {
    /**
     * Copies the lists.
     *
     * @param name short name for reports, as a rule the folder's
     * @param root the folder of the data set, or the manifest that was named in its place
     * @param layout name of the layout in which it was read, as on the command line
     * @param samples every sample, in an order that depends on nothing but the folder's contents; copied
     * @param warnings sentences for the user; copied
     */
    public Dataset {
        samples = List.copyOf(samples);
        warnings = List.copyOf(warnings);
    }

    /**
     * A data set without warnings.
     *
     * @param name short name for reports, as a rule the folder's
     * @param root the folder of the data set, or the manifest that was named in its place
     * @param layout name of the layout in which it was read, as on the command line
     * @param samples every sample, in an order that depends on nothing but the folder's contents; copied
     */
    public Dataset(final String name, final Path root, final String layout, final List<Sample> samples) {
        this(name, root, layout, samples, List.of());
    }

    /** {@return the samples to fit on, in order} */
    public List<Sample> train() {
        return withSplit(Split.TRAIN);
    }

    /** {@return the samples to evaluate on, in order} */
    public List<Sample> test() {
        return withSplit(Split.TEST);
    }

    /** {@return the pictures to fit on, in order, named by their ids} */
    public PictureSet trainingPictures() {
        return pictures(train());
    }

    /** {@return the pictures to evaluate on, in order, named by their ids} */
    public PictureSet testPictures() {
        return pictures(test());
    }

    /**
     * The data set without some of the pictures to fit on.
     *
     * @param ids of the pictures to leave out
     * @return a data set with all other samples
     * @throws DatasetException if one of them is not among the pictures to fit on
     */
    public Dataset without(final Set<String> ids) {
        final Set<String> known = train().stream().map(Sample::id).collect(Collectors.toSet());
        for (final String id : ids) {
            if (!known.contains(id)) {
                throw new DatasetException(
                        ErrorCode.DATA_SET_UNREADABLE,
                        "There is no training picture " + id + " in " + root
                                + " to leave out; name it as fit names it.");
            }
        }
        return new Dataset(
                name,
                root,
                layout,
                samples.stream()
                        .filter(sample -> sample.split() != Split.TRAIN || !ids.contains(sample.id()))
                        .toList(),
                warnings);
    }

    private PictureSet pictures(final List<Sample> chosen) {
        return new PictureSet(
                name, root.toString(), chosen.stream().map(Sample::toPicture).toList());
    }

    private List<Sample> withSplit(final Split split) {
        return samples.stream().filter(sample -> sample.split() == split).toList();
    }
}
