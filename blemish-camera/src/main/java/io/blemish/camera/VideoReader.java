package io.blemish.camera;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_max_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_q2d;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avdevice;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Decodes the frames of a source with FFmpeg. It frees nothing, because its process ends with it.
 */
final class VideoReader {
    /** AV_FRAME_FLAG_CORRUPT, which the bindings lack. */
    private static final int CORRUPT = 1;

    /** AV_FRAME_FLAG_KEY: the frame was decoded from no other. */
    private static final int KEY = 2;

    /** No piece of memory that FFmpeg takes is larger than a frame in its largest format, and this much. */
    private static final int BYTES_PER_PIXEL = 8;

    private static final long FURTHER_BYTES = 16 << 20;

    /** Cameras write little behind the end of a JPEG. */
    private static final int BEHIND_JPEG = 1024;

    private static final int SENTENCE = 256;
    private static final long MICROS = 1000;
    private static final double NANOS = 1e9;

    /** Enough for the size of the frames; FFmpeg's five seconds would be five seconds without pictures after each loss. */
    private static final String ANALYZED_MICROS = "1000000";

    private final ReaderOrder order;
    private final AVFormatContext input = new AVFormatContext(null);

    /** Whether a frame was lost on which others are built: they look broken, too, and nothing says so. */
    private boolean broken;

    VideoReader(final ReaderOrder order) {
        this.order = order;
    }

    /** FFmpeg refused something; the message is the rest of a sentence, without the address. */
    static final class ReadException extends Exception {
        private static final long serialVersionUID = 1;

        ReadException(final String message) {
            super(message);
        }
    }

    /**
     * Decodes until the source ends.
     *
     * @param listener gets each frame, which it may move its content from
     * @throws ReadException if the source cannot be read, or a stream that has no end breaks off
     */
    void read(final Consumer<AVFrame> listener) throws ReadException, InterruptedException {
        // What FFmpeg logs holds addresses.
        av_log_set_level(AV_LOG_QUIET);
        // Also while the stream is probed, with decoders that have no limit of their own, and for what a part of a
        // stream says to be.
        av_max_alloc(order.maxPixels() * BYTES_PER_PIXEL + FURTHER_BYTES);
        open();
        final int index =
                check(av_find_best_stream(input, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0), "it has no video");
        final AVStream stream = input.streams(index);
        final AVCodecContext decoder = decoder(stream);
        final Playback playback = new Playback(av_q2d(stream.time_base()));
        final AVPacket packet = av_packet_alloc();
        final AVFrame frame = av_frame_alloc();
        int read = av_read_frame(input, packet);
        while (read >= 0) {
            if (packet.stream_index() == index) {
                decode(decoder, packet, frame, playback, listener);
            }
            av_packet_unref(packet);
            read = av_read_frame(input, packet);
        }
        if (order.source() != Source.FILE) {
            throw new ReadException(read == AVERROR_EOF ? "the stream ended" : text(read));
        }
        decode(decoder, new AVPacket(null), frame, playback, listener);
    }

    private void open() throws ReadException {
        final Source source = order.source();
        final AVDictionary options = new AVDictionary(null);
        av_dict_set(options, "protocol_whitelist", source.protocols(), 0);
        av_dict_set(options, "format_whitelist", source.formats(), 0);
        av_dict_set(options, "codec_whitelist", source.codecs(), 0);
        final String timeout = String.valueOf(order.timeout() * MICROS);
        if (source == Source.RTSP) {
            av_dict_set(options, "rtsp_transport", "tcp", 0);
            av_dict_set(options, "timeout", timeout, 0);
        } else if (source == Source.HTTP) {
            av_dict_set(options, "rw_timeout", timeout, 0);
        }
        if (source != Source.FILE) {
            av_dict_set(options, "analyzeduration", ANALYZED_MICROS, 0);
            av_dict_set(options, "fflags", "nobuffer", 0);
        }
        check(avformat_open_input(input, order.target(), format(source), options), "");
        check(avformat_find_stream_info(input, (PointerPointer<?>) null), "");
    }

    private static AVInputFormat format(final Source source) throws ReadException {
        if (source.demuxer().isEmpty()) {
            return new AVInputFormat(null);
        }
        if (source.isDevice()) {
            avdevice.avdevice_register_all();
        }
        final AVInputFormat format = av_find_input_format(source.demuxer());
        if (format == null) {
            throw new ReadException("this system has no such devices");
        }
        return format;
    }

    private AVCodecContext decoder(final AVStream stream) throws ReadException {
        final AVCodec codec = avcodec_find_decoder(stream.codecpar().codec_id());
        if (codec == null) {
            throw new ReadException("its codec is not known");
        }
        final AVCodecContext decoder = avcodec_alloc_context3(codec);
        check(avcodec_parameters_to_context(decoder, stream.codecpar()), "");
        // Several threads would hold back as many frames.
        decoder.thread_count(1);
        decoder.max_pixels(order.maxPixels());
        checkSize(decoder.width(), decoder.height());
        final AVDictionary options = new AVDictionary(null);
        av_dict_set(options, "codec_whitelist", order.source().codecs(), 0);
        check(avcodec_open2(decoder, codec, options), "");
        return decoder;
    }

    private void checkSize(final int width, final int height) throws ReadException {
        if ((long) width * height > order.maxPixels()) {
            throw new ReadException("its frames have " + width + "×" + height + " pixels, above the limit of "
                    + order.maxPixels() + "; see --max-pixels");
        }
    }

    private void decode(
            final AVCodecContext decoder,
            final AVPacket packet,
            final AVFrame frame,
            final Playback playback,
            final Consumer<AVFrame> listener)
            throws ReadException, InterruptedException {
        if (!isWhole(decoder, packet)) {
            return;
        }
        final int sent = avcodec_send_packet(decoder, packet);
        if (sent < 0 && sent != AVERROR_INVALIDDATA) {
            throw new ReadException(text(sent));
        }
        broken |= sent == AVERROR_INVALIDDATA;
        while (avcodec_receive_frame(decoder, frame) >= 0) {
            checkSize(frame.width(), frame.height());
            final boolean faulty = (frame.flags() & CORRUPT) != 0 || frame.decode_error_flags() != 0;
            broken = faulty || (broken && (frame.flags() & KEY) == 0);
            // A frame that is broken in places looks like a part with defects.
            if (!broken) {
                if (order.source() == Source.FILE) {
                    playback.await(frame.best_effort_timestamp());
                }
                listener.accept(frame);
            }
            av_frame_unref(frame);
        }
    }

    /** Whether a JPEG has its end: FFmpeg decodes one that was cut off, and leaves the rest grey. */
    private static boolean isWhole(final AVCodecContext decoder, final AVPacket packet) {
        if (decoder.codec_id() != AV_CODEC_ID_MJPEG || packet.isNull() || packet.size() < 2) {
            return true;
        }
        final BytePointer data = packet.data();
        for (int at = packet.size() - 2; at >= Math.max(0, packet.size() - BEHIND_JPEG); at--) {
            if (data.get(at) == (byte) 0xff && data.get(at + 1L) == (byte) 0xd9) {
                return true;
            }
        }
        return false;
    }

    private static int check(final int result, final String reason) throws ReadException {
        if (result < 0) {
            throw new ReadException(reason.isEmpty() ? text(result) : reason);
        }
        return result;
    }

    private static String text(final int error) {
        final byte[] bytes = new byte[SENTENCE];
        av_strerror(error, bytes, bytes.length);
        final String text = new String(bytes, StandardCharsets.UTF_8);
        return text.substring(0, text.indexOf('\0')).strip();
    }

    /** Plays a file at its own speed. */
    private static final class Playback {
        private final double unit;
        private final long begin = System.nanoTime();
        private double first = Double.NaN;

        Playback(final double unit) {
            this.unit = unit;
        }

        void await(final long timestamp) throws InterruptedException {
            if (timestamp != AV_NOPTS_VALUE) {
                final double seconds = timestamp * unit;
                first = Double.isNaN(first) ? seconds : first;
                TimeUnit.NANOSECONDS.sleep(begin + (long) ((seconds - first) * NANOS) - System.nanoTime());
            }
        }
    }
}
