package io.blemish.camera;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_sdp_create;
import static org.bytedeco.ffmpeg.global.avformat.av_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** Videos of numbered frames, made with FFmpeg. */
final class TestVideo {
    /** FFmpeg's libraries as files, for the tests and the processes that they start. */
    static final Path NATIVES = Path.of("target", "cameras").toAbsolutePath();

    private static final int PACKET = 1400;
    private static final int DESCRIPTION = 4096;
    private static final byte GREY = (byte) 128;

    private final AVFormatContext output = new AVFormatContext(null);
    private final AVCodecContext encoder;
    private final AVFrame frame = av_frame_alloc();
    private final AVPacket packet = av_packet_alloc();

    private TestVideo(final String format, final String codec, final int rate) {
        check(avformat_alloc_output_context2(output, null, format, null));
        final AVCodec found = avcodec_find_encoder_by_name(codec);
        encoder = avcodec_alloc_context3(found);
        encoder.width(Numbered.WIDTH);
        encoder.height(Numbered.HEIGHT);
        encoder.pix_fmt(AV_PIX_FMT_YUV420P);
        encoder.time_base(av_make_q(1, rate));
        encoder.framerate(av_make_q(rate, 1));
        encoder.gop_size(1);
        encoder.bit_rate(4_000_000);
        encoder.flags(encoder.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
        check(avcodec_open2(encoder, found, new AVDictionary(null)));
        final AVStream stream = avformat_new_stream(output, null);
        stream.time_base(encoder.time_base());
        check(avcodec_parameters_from_context(stream.codecpar(), encoder));
        frame.format(AV_PIX_FMT_YUV420P);
        frame.width(Numbered.WIDTH);
        frame.height(Numbered.HEIGHT);
        check(av_frame_get_buffer(frame, 0));
    }

    /** Skips a test where FFmpeg is not there for this system. */
    static void require() {
        assumeTrue(Natives.present(), "FFmpeg is not there for this system");
        System.setProperty("org.bytedeco.javacpp.cachedir", NATIVES.toString());
        av_log_set_level(AV_LOG_ERROR);
    }

    /** Writes a video without loss. */
    static Path file(final Path file, final int frames, final int rate) {
        require();
        final TestVideo video = new TestVideo("matroska", "ffv1", rate);
        final AVIOContext out = new AVIOContext(null);
        check(avio_open(out, file.toString(), AVIO_FLAG_WRITE));
        video.output.pb(out);
        check(avformat_write_header(video.output, (AVDictionary) null));
        for (int number = 0; number < frames; number++) {
            video.encode(number);
        }
        check(av_write_trailer(video.output));
        avio_closep(out);
        return file;
    }

    /** A stream of RTP: its description and the packets of each frame. */
    record Stream(String sdp, List<List<byte[]>> frames) {}

    /** The packets come from FFmpeg as datagrams, which a channel of this process receives. */
    static Stream rtp(final int frames, final int rate) throws IOException {
        require();
        try (DatagramChannel channel =
                DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            channel.configureBlocking(false);
            final int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            final TestVideo video = new TestVideo("rtp", "mpeg4", rate);
            final AVIOContext out = new AVIOContext(null);
            check(avio_open(out, "udp://127.0.0.1:" + port + "?pkt_size=" + PACKET, AVIO_FLAG_WRITE));
            video.output.pb(out);
            check(avformat_write_header(video.output, (AVDictionary) null));
            final List<List<byte[]>> all = new ArrayList<>();
            for (int number = 0; number < frames; number++) {
                video.encode(number);
                all.add(packets(channel));
            }
            final byte[] sdp = new byte[DESCRIPTION];
            check(av_sdp_create(video.output, 1, sdp, sdp.length));
            avio_closep(out);
            final String text = new String(sdp, StandardCharsets.UTF_8);
            return new Stream(text.substring(0, text.indexOf('\0')), all);
        }
    }

    private static List<byte[]> packets(final DatagramChannel channel) throws IOException {
        final List<byte[]> packets = new ArrayList<>();
        final ByteBuffer buffer = ByteBuffer.allocate(PACKET);
        while (channel.receive(buffer) != null) {
            packets.add(Arrays.copyOf(buffer.array(), buffer.position()));
            buffer.clear();
        }
        return packets;
    }

    private void encode(final int number) {
        check(av_frame_make_writable(frame));
        final byte[] row = new byte[Numbered.WIDTH];
        for (int x = 0; x < row.length; x++) {
            row[x] = (byte) Numbered.level(number, x);
        }
        final byte[] grey = new byte[Numbered.WIDTH / 2];
        Arrays.fill(grey, GREY);
        for (int y = 0; y < Numbered.HEIGHT; y++) {
            put(0, y, row);
            if (y % 2 == 0) {
                put(1, y / 2, grey);
                put(2, y / 2, grey);
            }
        }
        frame.pts(number);
        check(avcodec_send_frame(encoder, frame));
        while (avcodec_receive_packet(encoder, packet) >= 0) {
            packet.stream_index(0);
            av_packet_rescale_ts(packet, encoder.time_base(), output.streams(0).time_base());
            check(av_write_frame(output, packet));
        }
    }

    private void put(final int plane, final int y, final byte[] row) {
        new BytePointer(frame.data(plane))
                .position((long) y * frame.linesize(plane))
                .put(row);
    }

    private static void check(final int result) {
        if (result < 0) {
            throw new IllegalStateException("FFmpeg: " + result);
        }
    }
}
