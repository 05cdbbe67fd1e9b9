package inspection;

import io.blemish.ErrorCode;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import io.blemish.dataset.generator.GeneratorOptions;
import io.blemish.dataset.generator.PartGenerator;
import io.blemish.dataset.generator.PartKind;
import io.blemish.image.Picture;
import io.blemish.image.PixelFormat;
import io.blemish.model.Model;
import io.blemish.model.ModelOptions;
import io.blemish.model.ModelTrainer;
import io.blemish.model.Outcome;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.prediction.Prediction;
import io.blemish.prediction.Region;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;

/** What a program does with the library; it throws when something is not as promised. */
public final class Inspection {
    private static final int THREADS = 8;
    private static final int MODELS = 20;

    private final Path folder;

    /** @param folder an empty folder, for pictures and the model */
    public Inspection(final Path folder) {
        this.folder = folder;
    }

    public static void main(final String[] arguments) throws Exception {
        new Inspection(Path.of(arguments[0])).run();
    }

    /** Runs all of it. */
    public void run() throws Exception {
        generate();
        final Path file = folder.resolve("part.blemish");
        final Path scratched = folder.resolve("new.png");
        step("the README's lines", () -> readme(folder.resolve("parts"), file, scratched));
        step("every format of picture", () -> formats(file, scratched));
        step("a picture from bytes, a stream, an image and a camera's buffer", () -> sources(file, scratched));
        step("a picture that is none is refused beside one that is judged", () -> refusal(file, scratched));
        step(THREADS + " threads on one model", () -> threads(file, scratched));
        step(MODELS + " models open", () -> models(file, scratched));
    }

    private static void step(final String name, final Step step) throws Exception {
        step.run();
        System.out.println("ok: " + name);
    }

    private static void readme(final Path folder, final Path file, final Path picture) {
        Dataset parts = Datasets.open(folder, DatasetOptions.DEFAULT);
        new ModelTrainer(ModelOptions.DEFAULT).fit(parts.trainingPictures(), file, Progress.SILENT);

        try (Model model = Model.open(file)) {
            Prediction prediction = model.predict(picture);
            System.out.println(prediction.anomalous() + " " + prediction.score());
            for (Region region : prediction.regions()) {
                System.out.println(region);
            }
            require(prediction.anomalous(), "a scratch is a defect");
            require(!prediction.regions().isEmpty(), "a defect has a region");
        }
    }

    /** Formats that keep every value give the same score; the others can be read. */
    private void formats(final Path file, final Path picture) throws IOException {
        final BufferedImage image = ImageIO.read(picture.toFile());
        try (Model model = Model.open(file)) {
            final float score = model.predict(picture).score();
            for (final String format : List.of("bmp", "tiff")) {
                final float same = model.predict(written(image, format)).score();
                require(same == score, format + " gives " + same + ", not " + score);
            }
            model.predict(written(image, "jpg"));
            model.predict(webp());
        }
    }

    /** The same pixels give the same score, whatever they come in. */
    private static void sources(final Path file, final Path picture) throws IOException {
        final byte[] bytes = Files.readAllBytes(picture);
        final BufferedImage image = ImageIO.read(picture.toFile());
        try (Model model = Model.open(file); InputStream stream = Files.newInputStream(picture)) {
            final float score = model.predict(picture).score();
            for (final Picture same : List.of(
                    Picture.of("bytes", bytes),
                    Picture.of("stream", stream),
                    Picture.of("image", image),
                    camera(image))) {
                final Prediction prediction = model.predict(same);
                require(prediction.score() == score, same + " gives " + prediction.score() + ", not " + score);
                final BufferedImage map = prediction.heatMap();
                require(map.getWidth() == image.getWidth() && map.getHeight() == image.getHeight(),
                        "the map of " + same + " is as large as the picture");
            }
        }
    }

    /** Rows of blue, green and red, each followed by bytes that belong to no pixel. */
    private static Picture camera(final BufferedImage image) {
        final int stride = 3 * image.getWidth() + 5;
        final ByteBuffer buffer = ByteBuffer.allocateDirect(stride * image.getHeight());
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                final int rgb = image.getRGB(x, y);
                final int at = y * stride + 3 * x;
                buffer.put(at, (byte) rgb).put(at + 1, (byte) (rgb >> 8)).put(at + 2, (byte) (rgb >> 16));
            }
        }
        return Picture.raw("camera", PixelFormat.BGR, image.getWidth(), image.getHeight(), stride, buffer);
    }

    private static void refusal(final Path file, final Path picture) {
        try (Model model = Model.open(file)) {
            final List<Outcome> outcomes =
                    model.predict(List.of(Picture.of("none", new byte[] {1, 2, 3}), Picture.of(picture)));
            require(outcomes.get(0) instanceof Outcome.Refused, "three bytes are no picture");
            require(outcomes.get(1) instanceof Outcome.Judged, "the picture after it is judged");
            final ErrorCode code = ((Outcome.Refused) outcomes.get(0)).reason().code();
            require(code == ErrorCode.PICTURE_UNREADABLE, "the code says why, and not " + code);
        }
    }

    private Path written(final BufferedImage image, final String format) throws IOException {
        final Path file = folder.resolve("new." + format);
        require(ImageIO.write(image, format, file.toFile()), "the JDK writes " + format);
        return file;
    }

    private Path webp() throws IOException {
        final Path file = folder.resolve("picture.webp");
        try (InputStream in = Objects.requireNonNull(Inspection.class.getResourceAsStream("picture.webp"))) {
            Files.copy(in, file);
        }
        return file;
    }

    private static void threads(final Path file, final Path picture) throws InterruptedException, ExecutionException {
        final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (Model model = Model.open(file)) {
            final Set<Float> scores = new HashSet<>();
            for (final Future<Prediction> one :
                    threads.invokeAll(Collections.<Callable<Prediction>>nCopies(THREADS, () -> model.predict(picture)))) {
                scores.add(one.get().score());
            }
            require(scores.size() == 1, "one picture has one score, not " + scores);
        } finally {
            threads.shutdown();
        }
    }

    private static void models(final Path file, final Path picture) {
        final List<Model> models = new ArrayList<>();
        try {
            final Set<Float> scores = new HashSet<>();
            for (int i = 0; i < MODELS; i++) {
                models.add(Model.open(file));
            }
            for (final Model model : models) {
                scores.add(model.predict(picture).score());
            }
            require(scores.size() == 1, "one picture has one score, not " + scores);
        } finally {
            models.forEach(Model::close);
        }
    }

    /** Twelve good plates, and one with a scratch. */
    private void generate() throws IOException {
        try (Workers workers = Workers.ofAllProcessors()) {
            PartGenerator.generate(
                    folder.resolve("generated"),
                    GeneratorOptions.DEFAULT.withKinds(List.of(PartKind.PLATE)).withCounts(12, 1, 1),
                    workers,
                    Progress.SILENT);
        }
        final Path plate = folder.resolve("generated/plate");
        Files.createDirectories(folder.resolve("parts"));
        Files.move(plate.resolve("train/good"), folder.resolve("parts/good"));
        Files.move(plate.resolve("test/scratch/000.png"), folder.resolve("new.png"));
    }

    private static void require(final boolean holds, final String promise) {
        if (!holds) {
            throw new IllegalStateException("Not as promised: " + promise);
        }
    }

    private interface Step {
        void run() throws Exception;
    }
}
