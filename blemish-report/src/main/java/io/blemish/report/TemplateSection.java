package io.blemish.report;

import io.blemish.alignment.Alignment;
import io.blemish.alignment.PoseRange;
import io.blemish.alignment.Template;
import io.blemish.image.Picture;
import io.blemish.image.RgbImage;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/** The template to whose pose a model brings pictures, and how far the training pictures were from it. */
final class TemplateSection {
    private static final Color OUTLINE = new Color(0x00, 0xA0, 0xE0);

    private final Optional<Alignment> alignment;

    TemplateSection(final Optional<Alignment> alignment) {
        this.alignment = alignment;
    }

    /** Empty if the model judges pictures as they are. */
    List<Html> toHtml() {
        return alignment.map(TemplateSection::section).stream().toList();
    }

    private static Html section(final Alignment alignment) {
        final String frames =
                "The frames are the edges of the training pictures in which the part is turned the farthest.";
        return Element.of("section")
                .holding(
                        Element.of("h2").text("Pose"),
                        Element.of("p")
                                .text(
                                        "Each picture is brought to the pose of this template before it is judged, and the"
                                                + " regions are drawn in the picture as it is. A picture whose correlation with the"
                                                + " template is below "
                                                + Figures.score(
                                                        alignment.description().limit())
                                                + " in every pose is not judged. Training pictures were "
                                                + alignment
                                                        .description()
                                                        .found()
                                                        .words() + ". " + frames),
                        CardPanels.panel(
                                alignment.description().template(),
                                "The template. " + frames,
                                drawn(
                                        alignment.template(),
                                        alignment.description().found())));
    }

    private static RgbImage drawn(final Template template, final PoseRange found) {
        final RgbImage picture = template.picture();
        final BufferedImage image = picture.toBufferedImage();
        final Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(OUTLINE);
        graphics.setStroke(new BasicStroke(2));
        graphics.draw(frame(picture, found.leastDegrees()));
        graphics.draw(frame(picture, found.mostDegrees()));
        graphics.dispose();
        return Picture.of(template.toString(), image).decode();
    }

    /** The edge of a picture in which the part is turned; brought to the template, the picture is turned the other way. */
    private static Shape frame(final RgbImage picture, final double degrees) {
        final AffineTransform turn = AffineTransform.getRotateInstance(
                Math.toRadians(-degrees), picture.width() / 2.0, picture.height() / 2.0);
        return turn.createTransformedShape(new Rectangle2D.Double(1, 1, picture.width() - 2, picture.height() - 2));
    }
}
