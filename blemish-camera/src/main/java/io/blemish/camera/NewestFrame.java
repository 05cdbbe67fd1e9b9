package io.blemish.camera;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_move_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INP;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import java.io.DataOutputStream;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/** The newest frame, as it was decoded. It becomes RGB when it is asked for, which is work that most frames are spared. */
final class NewestFrame {
    private static final int CHANNELS = 3;
    private static final int FLAGS = SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP;

    /** No change of brightness, contrast and saturation, in 1/65536. */
    private static final int NONE = 1 << 16;

    private final AVFrame newest = av_frame_alloc();
    private final AVFrame taken = av_frame_alloc();
    private ReaderStatus.Phase phase = ReaderStatus.Phase.READING;
    private String problem = "";
    private long frames;
    private long time = System.nanoTime();
    private int width;
    private int height;

    private SwsContext scaler = new SwsContext(null);
    private BytePointer rgb = new BytePointer(1);

    /** Takes the content of a frame. */
    synchronized void set(final AVFrame frame) {
        av_frame_unref(newest);
        width = frame.width();
        height = frame.height();
        av_frame_move_ref(newest, frame);
        frames++;
        time = System.nanoTime();
    }

    /** Notes that no frame comes any more. */
    synchronized void end(final ReaderStatus.Phase how, final String why) {
        phase = how;
        problem = why;
    }

    synchronized ReaderStatus status() {
        return new ReaderStatus(phase, frames, System.nanoTime() - time, width, height, problem);
    }

    /** Writes how the reader is, and the newest frame unless its number is known; one thread calls this. */
    void write(final DataOutputStream out, final long known) throws IOException {
        final ReaderStatus status;
        synchronized (this) {
            status = status();
            if (frames > known) {
                av_frame_unref(taken);
                if (av_frame_ref(taken, newest) < 0) {
                    throw new IOException("there is no memory for a frame");
                }
            }
        }
        status.write(out);
        out.writeByte(status.frames() > known ? 1 : 0);
        // The time at which this arrives tells that of the frame.
        out.flush();
        if (status.frames() > known) {
            convert();
            final byte[] row = new byte[taken.width() * CHANNELS];
            for (int y = 0; y < taken.height(); y++) {
                rgb.position((long) y * row.length).get(row);
                out.write(row);
            }
            rgb.position(0);
            av_frame_unref(taken);
        }
    }

    private void convert() throws IOException {
        final int columns = taken.width();
        final int rows = taken.height();
        final long bytes = (long) columns * rows * CHANNELS;
        if (rgb.capacity() < bytes) {
            rgb.close();
            rgb = new BytePointer(bytes);
        }
        scaler = sws_getCachedContext(
                scaler,
                columns,
                rows,
                withoutRange(taken.format()),
                columns,
                rows,
                AV_PIX_FMT_RGB24,
                FLAGS,
                null,
                null,
                (DoublePointer) null);
        // FFmpeg reads four planes, though one is used.
        try (PointerPointer<BytePointer> planes = new PointerPointer<>(rgb, null, null, null);
                IntPointer stride = new IntPointer(columns * CHANNELS, 0, 0, 0)) {
            final boolean full =
                    taken.color_range() == AVCOL_RANGE_JPEG || withoutRange(taken.format()) != taken.format();
            final IntPointer matrix = sws_getCoefficients(taken.colorspace());
            sws_setColorspaceDetails(scaler, matrix, full ? 1 : 0, matrix, 1, 0, NONE, NONE);
            if (sws_scale(scaler, taken.data(), taken.linesize(), 0, rows, planes, stride) != rows) {
                throw new IOException("a frame cannot be converted");
            }
        }
    }

    /** The formats of JPEG are others with full range. */
    private static int withoutRange(final int format) {
        if (format == AV_PIX_FMT_YUVJ420P) {
            return AV_PIX_FMT_YUV420P;
        }
        if (format == AV_PIX_FMT_YUVJ422P) {
            return AV_PIX_FMT_YUV422P;
        }
        return format == AV_PIX_FMT_YUVJ444P ? AV_PIX_FMT_YUV444P : format;
    }
}
