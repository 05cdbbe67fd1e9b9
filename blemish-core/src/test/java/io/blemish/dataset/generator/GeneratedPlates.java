package io.blemish.dataset.generator;

import io.blemish.dataset.Dataset;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.nio.file.Path;
import java.util.List;

/** A small data set of generated plates. */
public final class GeneratedPlates {
    private GeneratedPlates() {}

    /**
     * Draws one.
     *
     * @param folder gets a folder {@code data} with it
     * @param size of a picture in pixels
     * @param train good pictures to fit on
     * @param testGood good pictures to test on
     * @param perDefect pictures of each defect
     */
    public static Dataset in(
            final Path folder, final int size, final int train, final int testGood, final int perDefect) {
        final Path data = folder.resolve("data");
        try (Workers workers = new Workers(2)) {
            PartGenerator.generate(
                    data,
                    GeneratorOptions.DEFAULT
                            .withKinds(List.of(PartKind.PLATE))
                            .withSize(size)
                            .withCounts(train, testGood, perDefect),
                    workers,
                    Progress.SILENT);
        }
        return Datasets.open(data.resolve("plate"), DatasetOptions.DEFAULT);
    }
}
