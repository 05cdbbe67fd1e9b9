package io.blemish.camera;

/** Where frames come from, and what FFmpeg may use to get them: nothing else, so that no address leads it elsewhere. */
enum Source {
    /** A camera on the network. */
    RTSP("rtsp", "rtsp,tcp,rtp", "rtsp", "h264,hevc,mjpeg,mpeg4"),
    /** Motion JPEG over HTTP. */
    HTTP("mpjpeg", "http,tcp", "mpjpeg", "mjpeg"),
    /** A device of Linux. */
    V4L2("video4linux2", "file", "video4linux2,v4l2", "rawvideo,mjpeg,h264"),
    /** A device of Windows. */
    DSHOW("dshow", "file", "dshow", "rawvideo,mjpeg,h264"),
    /** A device of macOS. */
    AVFOUNDATION("avfoundation", "file", "avfoundation", "rawvideo,mjpeg,h264"),
    /** A file of video. */
    FILE("", "file", "mov,mp4,matroska,webm,avi,mpegts", "h264,hevc,mjpeg,mpeg4,mpeg2video,vp8,vp9,ffv1,rawvideo,png");

    private final String demuxer;
    private final String protocols;
    private final String formats;
    private final String codecs;

    Source(final String demuxer, final String protocols, final String formats, final String codecs) {
        this.demuxer = demuxer;
        this.protocols = protocols;
        this.formats = formats;
        this.codecs = codecs;
    }

    /** FFmpeg's name of what reads it; empty if FFmpeg finds out. */
    String demuxer() {
        return demuxer;
    }

    /** The protocols that may be used, divided by commas. */
    String protocols() {
        return protocols;
    }

    /** The formats that may be read. */
    String formats() {
        return formats;
    }

    /** The decoders that may be used. */
    String codecs() {
        return codecs;
    }

    /** Whether it is a device of this machine. */
    boolean isDevice() {
        return this == V4L2 || this == DSHOW || this == AVFOUNDATION;
    }
}
