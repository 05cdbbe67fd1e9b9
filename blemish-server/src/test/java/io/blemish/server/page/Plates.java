package io.blemish.server.page;

import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import io.blemish.dataset.generator.GeneratorOptions;
import io.blemish.dataset.generator.PartGenerator;
import io.blemish.dataset.generator.PartKind;
import io.blemish.model.ModelOptions;
import io.blemish.model.ModelTrainer;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.server.SmallModels;
import io.blemish.server.TemporaryFolder;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Generated plates, good ones and dented ones with the masks of their dents, and two models of them, made once. */
final class Plates {
    private static final Plates MADE = new Plates(folder());

    private final Path folder;

    private Plates(final Path folder) {
        this.folder = folder;
        try (Workers workers = Workers.ofAllProcessors()) {
            PartGenerator.generate(
                    folder,
                    GeneratorOptions.DEFAULT
                            .withKinds(List.of(PartKind.PLATE))
                            .withSize(256)
                            .withCounts(20, 6, 2),
                    workers,
                    Progress.SILENT);
        }
    }

    static Plates made() {
        return MADE;
    }

    private static Path folder() {
        try {
            return TemporaryFolder.create("blemish-plates");
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fits a model when it is first asked for. */
    private synchronized Path fitted(final Path model, final long seed) {
        if (Files.exists(model)) {
            return model;
        }
        final ModelOptions options = ModelOptions.builder().seed(seed).build();
        // The documentation shows what a usual model finds; for anything else the first layers of a network do.
        final ModelTrainer trainer = Screenshots.areTaken() ? new ModelTrainer(options) : SmallModels.trainer(options);
        trainer.fit(
                Datasets.open(folder.resolve("plate"), DatasetOptions.DEFAULT).trainingPictures(),
                model,
                Progress.SILENT);
        return model;
    }

    Path first() {
        return fitted(folder.resolve("first.blemish"), 0);
    }

    Path second() {
        return fitted(folder.resolve("second.blemish"), 1);
    }

    /** A good part to learn from. */
    Path training(final int number) {
        return folder.resolve(String.format(Locale.ROOT, "plate/train/good/%03d.png", number));
    }

    Path good(final int number) {
        return folder.resolve("plate/test/good/00" + number + ".png");
    }

    Path dented() {
        return folder.resolve("plate/test/dent/000.png");
    }

    /** The smallest rectangle around the dent. */
    Rectangle dent() throws IOException {
        final BufferedImage mask = ImageIO.read(
                folder.resolve("plate/ground_truth/dent/000_mask.png").toFile());
        final Rectangle dent = new Rectangle(-1, -1);
        for (int y = 0; y < mask.getHeight(); y++) {
            for (int x = 0; x < mask.getWidth(); x++) {
                if ((mask.getRGB(x, y) & 0xFF) != 0) {
                    dent.add(new Rectangle(x, y, 1, 1));
                }
            }
        }
        return dent;
    }
}
