"""Kinds of files that Ilha offers to open, by the names that desktops have for them.

`linux/org.ilha.Ilha.desktop` and `windows/ilha.iss` hold the same; `tests/unit/packaging` compares them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class FileType:
    """A kind of file.

    Attributes:
        mime: its name on Linux.
        extensions: its names on Windows.
        uti: its name on macOS; what the system does not know is found by extension.
    """

    mime: str
    extensions: tuple[str, ...]
    uti: str = ""


TYPES = (
    FileType(mime="text/plain", extensions=("txt",), uti="public.plain-text"),
    FileType(mime="text/markdown", extensions=("md",), uti="net.daringfireball.markdown"),
    FileType(mime="text/html", extensions=("html", "htm"), uti="public.html"),
    FileType(mime="text/csv", extensions=("csv",), uti="public.comma-separated-values-text"),
    FileType(mime="text/tab-separated-values", extensions=("tsv",), uti="public.tab-separated-values-text"),
    FileType(
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        extensions=("xlsx",),
        uti="org.openxmlformats.spreadsheetml.sheet",
    ),
    FileType(mime="text/vtt", extensions=("vtt",), uti="org.w3.webvtt"),
    FileType(mime="application/x-subrip", extensions=("srt",)),
    FileType(mime="application/pdf", extensions=("pdf",), uti="com.adobe.pdf"),
    FileType(
        mime="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        extensions=("docx",),
        uti="org.openxmlformats.wordprocessingml.document",
    ),
    FileType(mime="image/png", extensions=("png",), uti="public.png"),
    FileType(mime="image/jpeg", extensions=("jpg", "jpeg"), uti="public.jpeg"),
    FileType(mime="image/webp", extensions=("webp",), uti="org.webmproject.webp"),
    FileType(mime="image/tiff", extensions=("tif", "tiff"), uti="public.tiff"),
    FileType(mime="image/bmp", extensions=("bmp",), uti="com.microsoft.bmp"),
    FileType(mime="image/gif", extensions=("gif",), uti="com.compuserve.gif"),
    FileType(mime="audio/x-wav", extensions=("wav",), uti="com.microsoft.waveform-audio"),
    FileType(mime="audio/flac", extensions=("flac",), uti="org.xiph.flac"),
    FileType(mime="audio/ogg", extensions=("ogg", "oga")),
    FileType(mime="audio/x-opus+ogg", extensions=("opus",)),
    FileType(mime="audio/mpeg", extensions=("mp3",), uti="public.mp3"),
    FileType(mime="audio/mp4", extensions=("m4a",), uti="public.mpeg-4-audio"),
    FileType(mime="video/mp4", extensions=("mp4",), uti="public.mpeg-4"),
    FileType(mime="video/webm", extensions=("webm",), uti="org.webmproject.webm"),
    FileType(mime="video/x-matroska", extensions=("mkv",), uti="org.matroska.mkv"),
)
