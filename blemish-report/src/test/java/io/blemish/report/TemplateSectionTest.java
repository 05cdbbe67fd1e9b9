package io.blemish.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.alignment.Alignment;
import io.blemish.alignment.AlignmentDescription;
import io.blemish.alignment.Pose;
import io.blemish.alignment.PoseRange;
import io.blemish.alignment.Template;
import io.blemish.image.RgbImage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TemplateSectionTest {
    @Test
    void theTemplateIsDrawnAndThePosesAreStated() throws IOException {
        final Template template = Template.of(new RgbImage(60, 40, new byte[7200]));
        final Alignment alignment = new Alignment(
                template,
                new AlignmentDescription(
                        "<first>.png",
                        template.size(),
                        0.61,
                        PoseRange.of(List.of(new Pose(-12, 0.98, 0.05, 0), new Pose(8.5, 1.02, 0, -0.03)))));
        final StringBuilder page = new StringBuilder();
        for (final Html part : new TemplateSection(Optional.of(alignment)).toHtml()) {
            part.writeTo(page);
        }
        assertThat(page)
                .contains("below 0.61")
                .contains("turned from -12.0° to 8.5°, scaled by 0.98 to 1.02, shifted by up to 5% across and 3% down")
                .contains("&lt;first&gt;.png")
                .contains("width=\"256\"", "height=\"171\"")
                .contains("data:image/jpeg;base64,");
    }

    @Test
    void aModelThatTakesPicturesAsTheyAreHasNone() {
        assertThat(new TemplateSection(Optional.empty()).toHtml()).isEmpty();
    }
}
