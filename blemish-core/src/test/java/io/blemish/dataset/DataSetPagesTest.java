package io.blemish.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.artifact.Npy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writes the folders that the documentation shows, and checks that they are read as it says. */
class DataSetPagesTest {
    private static final Path PAGES = Path.of("..", "docs", "data-sets");
    private static final Pattern FILES = Pattern.compile("```files\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CONTENT = Pattern.compile("```(?:json|csv|matlab) (\\S+)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("```sh\nblemish inspect (\\S+)(.*)\n```");
    private static final Pattern COUNTS =
            Pattern.compile("Read: (\\d+) to fit on, (\\d+) good and (\\d+) defective to test\\.");
    private static final Pattern DEFECT = Pattern.compile("the mask `(\\S+)` shows a defect");
    private static final Pattern MASK = Pattern.compile(".*_(label|GT|mask)\\.(bmp|png)");
    private static final int FIRST_ANOMALOUS_FRAME = 3;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void aFolderIsReadAsItsPageSays(final DatasetLayout format) throws IOException {
        final String page = Files.readString(PAGES.resolve(format.commandName() + ".md"));
        final List<String> files = find(FILES, page).group(1).lines().toList();
        final Map<String, String> contents = CONTENT.matcher(page)
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
        final List<String> defects =
                DEFECT.matcher(page).results().map(found -> found.group(1)).toList();
        for (final String file : files) {
            if (file.endsWith(".npy")) {
                writeMask(file, files);
            } else if (!defects.isEmpty() && MASK.matcher(file).matches()) {
                new Tree(folder).mask(2, 2, defects.contains(file) ? 1 : 0, file);
            } else {
                new Tree(folder).holding(file, contents.getOrDefault(file, file));
            }
        }
        assertThat(files).containsAll(contents.keySet()).containsAll(defects);
        final MatchResult command = find(COMMAND, page);
        final Dataset dataset = Datasets.open(folder.resolve(command.group(1)), options(command.group(2)));
        assertThat(dataset.layout()).isEqualTo(format.commandName());
        final MatchResult counts = find(COUNTS, page);
        assertThat(dataset.train()).hasSize(Integer.parseInt(counts.group(1)));
        assertThat(count(dataset, Label.NORMAL)).isEqualTo(Integer.parseInt(counts.group(2)));
        assertThat(count(dataset, Label.ANOMALOUS)).isEqualTo(Integer.parseInt(counts.group(3)));
        assertThat(dataset.test())
                .filteredOn(sample -> sample.label() == Label.ANOMALOUS)
                .extracting(Sample::mask)
                .noneMatch(Mask.Unknown.class::isInstance);
    }

    @Test
    void theListLeadsToEveryPage() throws IOException {
        final String list = Files.readString(PAGES.resolveSibling("data-sets.md"));
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> "(data-sets/" + page.getFileName() + ")"))
                    .hasSize(DatasetLayout.values().length)
                    .allMatch(list::contains);
        }
    }

    private static MatchResult find(final Pattern pattern, final String page) {
        final Matcher matcher = pattern.matcher(page);
        assertThat(matcher.find()).as(pattern.pattern()).isTrue();
        return matcher.toMatchResult();
    }

    private static DatasetOptions options(final String arguments) {
        final List<String> words = Arrays.asList(arguments.strip().split(" "));
        DatasetOptions options = DatasetOptions.DEFAULT;
        if (words.contains("--category")) {
            options = options.withCategory(words.get(words.indexOf("--category") + 1));
        }
        if (words.contains("--frame-every")) {
            options = options.withFrameEvery(Integer.parseInt(words.get(words.indexOf("--frame-every") + 1)));
        }
        return options;
    }

    private static long count(final Dataset dataset, final Label label) {
        final Predicate<Sample> wanted = sample -> sample.label() == label;
        return dataset.test().stream().filter(wanted).count();
    }

    /** Writes a mask for each frame of the clip, of which the later ones are anomalous. */
    private void writeMask(final String file, final List<String> files) throws IOException {
        final String clip = PictureFile.stem(Path.of(file));
        final int frames = (int) files.stream()
                .filter(name -> name.contains("frames/" + clip + "/"))
                .count();
        final boolean pixels = file.contains("pixel");
        final int each = pixels ? 2 * 3 : 1;
        final byte[] values = new byte[frames * each];
        Arrays.fill(values, FIRST_ANOMALOUS_FRAME * each, values.length, (byte) 1);
        final Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        try (OutputStream out = Files.newOutputStream(path)) {
            if (pixels) {
                Npy.write(out, values, frames, 2, 3);
            } else {
                Npy.write(out, values, frames);
            }
        }
    }
}
