package io.blemish.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One category of Real-IAD (Wang et al., Real-IAD: A Real-World Multi-View Dataset for Benchmarking Versatile
 * Industrial Anomaly Detection, 2024): the pictures of five views in {@code realiad_1024/CATEGORY}, or beside it in
 * another size, listed in {@code realiad_jsons/CATEGORY.json}. Another list, such as that of a single view in
 * {@code realiad_jsons_sv}, can be named as split file.
 */
final class RealIadLayout implements LayoutReader {
    private static final String LISTS = "realiad_jsons";

    @Override
    public DatasetLayout layout() {
        return DatasetLayout.REAL_IAD;
    }

    @Override
    public boolean fits(final Folder root) {
        return list(root).isPresent();
    }

    @Override
    public String expected() {
        return "realiad_jsons/CATEGORY.json beside the folder in which CATEGORY is";
    }

    @Override
    public void read(final Folder root, final DatasetOptions options, final DatasetBuilder found) {
        RealIadList.read(options.splitFile().or(() -> list(root)).orElseThrow(), root)
                .addTo(found);
    }

    /**
     * The list of a category: where the authors unpack it, one folder deeper, or beside the category, as some tools
     * want it.
     */
    private static Optional<Path> list(final Folder root) {
        final String name = root.name() + ".json";
        final Optional<Path> sizes = parent(root.path());
        final Stream<Path> unpacked = sizes.flatMap(RealIadLayout::parent).stream()
                .flatMap(set -> Stream.of(
                        set.resolve(LISTS).resolve(name),
                        set.resolve(LISTS).resolve(LISTS).resolve(name)));
        final Stream<Path> beside =
                root.has("OK") ? sizes.stream().map(folder -> folder.resolve(name)) : Stream.empty();
        // Beside a folder of any parts there may be a file of that name that is something else.
        return Stream.concat(
                        unpacked.filter(Files::isRegularFile),
                        beside.filter(Files::isRegularFile).filter(RealIadList::isOne))
                .findFirst();
    }

    private static Optional<Path> parent(final Path folder) {
        return Optional.ofNullable(folder.toAbsolutePath().normalize().getParent());
    }
}
