package io.blemish.cli.option;

import io.blemish.alignment.AlignmentOptions;
import io.blemish.cli.terminal.OptionGroup;
import io.blemish.image.Picture;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether pictures are brought to one pose before the network sees them. */
@OptionGroup("Pictures")
public final class AlignOptions {
    @Option(
            names = "--align",
            description =
                    "For parts that move in view: bring each picture to the pose of a template, by a turn, a scale and a shift."
                            + " A picture in which the part is not found is refused (default: pictures are taken as they are).")
    private boolean align;

    @Option(
            names = "--template",
            paramLabel = "FILE",
            description = "The picture to whose pose --align brings the others (default: the first training picture).")
    private @Nullable Path template;

    /**
     * What is to be aligned to.
     *
     * @throws IllegalArgumentException if there is a template and no alignment
     */
    Optional<AlignmentOptions> chosen() {
        if (!align) {
            if (template != null) {
                throw new IllegalArgumentException(
                        "--template is that of --align: give --align as well, or leave it out");
            }
            return Optional.empty();
        }
        return Optional.of(
                template == null ? AlignmentOptions.FIRST : new AlignmentOptions(Optional.of(Picture.of(template))));
    }
}
