"""The closed set of file formats that recognition can name; every label is one the window can translate."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.media import MediaKind
from desktop.core.text import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the family tasks accept, its media type (as registered with IANA where it is) and English name."""

    kind: MediaKind
    mime: str
    label: str


_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
_ANY = "application/octet-stream"
_K = MediaKind

FORMATS: dict[str, Format] = {
    "empty": Format(_K.EMPTY, "application/x-empty", QT_TRANSLATE_NOOP("media", "Empty file")),
    "unknown": Format(_K.UNKNOWN, _ANY, QT_TRANSLATE_NOOP("media", "Unknown binary file")),
    # Pictures
    "png": Format(_K.IMAGE, "image/png", QT_TRANSLATE_NOOP("media", "PNG image")),
    "jpeg": Format(_K.IMAGE, "image/jpeg", QT_TRANSLATE_NOOP("media", "JPEG image")),
    "gif": Format(_K.IMAGE, "image/gif", QT_TRANSLATE_NOOP("media", "GIF image")),
    "gif-animated": Format(_K.IMAGE, "image/gif", QT_TRANSLATE_NOOP("media", "Animated GIF image")),
    "webp": Format(_K.IMAGE, "image/webp", QT_TRANSLATE_NOOP("media", "WebP image")),
    "bmp": Format(_K.IMAGE, "image/bmp", QT_TRANSLATE_NOOP("media", "BMP image")),
    "tiff": Format(_K.IMAGE, "image/tiff", QT_TRANSLATE_NOOP("media", "TIFF image")),
    "ico": Format(_K.IMAGE, "image/vnd.microsoft.icon", QT_TRANSLATE_NOOP("media", "Windows icon")),
    "avif": Format(_K.IMAGE, "image/avif", QT_TRANSLATE_NOOP("media", "AVIF image")),
    "heic": Format(_K.IMAGE, "image/heic", QT_TRANSLATE_NOOP("media", "HEIC image")),
    "jp2": Format(_K.IMAGE, "image/jp2", QT_TRANSLATE_NOOP("media", "JPEG 2000 image")),
    "jxl": Format(_K.IMAGE, "image/jxl", QT_TRANSLATE_NOOP("media", "JPEG XL image")),
    "svg": Format(_K.IMAGE, "image/svg+xml", QT_TRANSLATE_NOOP("media", "SVG drawing")),
    "image": Format(_K.IMAGE, _ANY, QT_TRANSLATE_NOOP("media", "Image of another format")),
    # Documents
    "pdf": Format(_K.PDF, "application/pdf", QT_TRANSLATE_NOOP("media", "PDF document")),
    "docx": Format(_K.DOCUMENT, f"{_OOXML}.wordprocessingml.document", QT_TRANSLATE_NOOP("media", "Word document")),
    "pptx": Format(
        _K.DOCUMENT, f"{_OOXML}.presentationml.presentation", QT_TRANSLATE_NOOP("media", "PowerPoint presentation")
    ),
    "odt": Format(_K.DOCUMENT, f"{_ODF}.text", QT_TRANSLATE_NOOP("media", "OpenDocument text")),
    "odp": Format(_K.DOCUMENT, f"{_ODF}.presentation", QT_TRANSLATE_NOOP("media", "OpenDocument presentation")),
    "epub": Format(_K.DOCUMENT, "application/epub+zip", QT_TRANSLATE_NOOP("media", "EPUB book")),
    "rtf": Format(_K.DOCUMENT, "application/rtf", QT_TRANSLATE_NOOP("media", "Rich Text document")),
    "doc": Format(_K.DOCUMENT, "application/msword", QT_TRANSLATE_NOOP("media", "Word 97 document")),
    "ppt": Format(
        _K.DOCUMENT, "application/vnd.ms-powerpoint", QT_TRANSLATE_NOOP("media", "PowerPoint 97 presentation")
    ),
    "ole": Format(_K.DOCUMENT, "application/x-ole-storage", QT_TRANSLATE_NOOP("media", "Old or encrypted Office file")),
    "postscript": Format(_K.DOCUMENT, "application/postscript", QT_TRANSLATE_NOOP("media", "PostScript document")),
    # Tables
    "csv": Format(_K.TABLE, "text/csv", QT_TRANSLATE_NOOP("media", "CSV table")),
    "tsv": Format(_K.TABLE, "text/tab-separated-values", QT_TRANSLATE_NOOP("media", "TSV table")),
    "jsonl": Format(_K.TABLE, "application/x-ndjson", QT_TRANSLATE_NOOP("media", "JSON lines")),
    "xlsx": Format(_K.TABLE, f"{_OOXML}.spreadsheetml.sheet", QT_TRANSLATE_NOOP("media", "Excel workbook")),
    "xls": Format(_K.TABLE, "application/vnd.ms-excel", QT_TRANSLATE_NOOP("media", "Excel 97 workbook")),
    "ods": Format(_K.TABLE, f"{_ODF}.spreadsheet", QT_TRANSLATE_NOOP("media", "OpenDocument spreadsheet")),
    "sqlite": Format(_K.TABLE, "application/vnd.sqlite3", QT_TRANSLATE_NOOP("media", "SQLite database")),
    "parquet": Format(_K.TABLE, "application/vnd.apache.parquet", QT_TRANSLATE_NOOP("media", "Parquet table")),
    # Sound and film
    "wav": Format(_K.AUDIO, "audio/wav", QT_TRANSLATE_NOOP("media", "WAV sound")),
    "flac": Format(_K.AUDIO, "audio/flac", QT_TRANSLATE_NOOP("media", "FLAC sound")),
    "mp3": Format(_K.AUDIO, "audio/mpeg", QT_TRANSLATE_NOOP("media", "MP3 sound")),
    "aac": Format(_K.AUDIO, "audio/aac", QT_TRANSLATE_NOOP("media", "AAC sound")),
    "ogg": Format(_K.AUDIO, "audio/ogg", QT_TRANSLATE_NOOP("media", "Ogg sound")),
    "opus": Format(_K.AUDIO, "audio/opus", QT_TRANSLATE_NOOP("media", "Opus sound")),
    "m4a": Format(_K.AUDIO, "audio/mp4", QT_TRANSLATE_NOOP("media", "M4A sound")),
    "mka": Format(_K.AUDIO, "audio/matroska", QT_TRANSLATE_NOOP("media", "Matroska sound")),
    "weba": Format(_K.AUDIO, "audio/webm", QT_TRANSLATE_NOOP("media", "WebM sound")),
    "aiff": Format(_K.AUDIO, "audio/aiff", QT_TRANSLATE_NOOP("media", "AIFF sound")),
    "audio": Format(_K.AUDIO, _ANY, QT_TRANSLATE_NOOP("media", "Sound of another format")),
    "mp4": Format(_K.VIDEO, "video/mp4", QT_TRANSLATE_NOOP("media", "MP4 film")),
    "mov": Format(_K.VIDEO, "video/quicktime", QT_TRANSLATE_NOOP("media", "QuickTime film")),
    "webm": Format(_K.VIDEO, "video/webm", QT_TRANSLATE_NOOP("media", "WebM film")),
    "mkv": Format(_K.VIDEO, "video/matroska", QT_TRANSLATE_NOOP("media", "Matroska film")),
    "avi": Format(_K.VIDEO, "video/vnd.avi", QT_TRANSLATE_NOOP("media", "AVI film")),
    "ogv": Format(_K.VIDEO, "video/ogg", QT_TRANSLATE_NOOP("media", "Ogg film")),
    "mpeg": Format(_K.VIDEO, "video/mpeg", QT_TRANSLATE_NOOP("media", "MPEG film")),
    "silent": Format(_K.VIDEO, _ANY, QT_TRANSLATE_NOOP("media", "Film without sound")),
    "video": Format(_K.VIDEO, _ANY, QT_TRANSLATE_NOOP("media", "Film of another format")),
    # Archives
    "zip": Format(_K.ARCHIVE, "application/zip", QT_TRANSLATE_NOOP("media", "ZIP archive")),
    "7z": Format(_K.ARCHIVE, "application/x-7z-compressed", QT_TRANSLATE_NOOP("media", "7-Zip archive")),
    "gz": Format(_K.ARCHIVE, "application/gzip", QT_TRANSLATE_NOOP("media", "Gzip archive")),
    "tar": Format(_K.ARCHIVE, "application/x-tar", QT_TRANSLATE_NOOP("media", "TAR archive")),
    "xz": Format(_K.ARCHIVE, "application/x-xz", QT_TRANSLATE_NOOP("media", "XZ archive")),
    "bz2": Format(_K.ARCHIVE, "application/x-bzip2", QT_TRANSLATE_NOOP("media", "Bzip2 archive")),
    "zst": Format(_K.ARCHIVE, "application/zstd", QT_TRANSLATE_NOOP("media", "Zstandard archive")),
    "rar": Format(_K.ARCHIVE, "application/vnd.rar", QT_TRANSLATE_NOOP("media", "RAR archive")),
    # Text
    "text": Format(_K.TEXT, "text/plain", QT_TRANSLATE_NOOP("media", "Plain text")),
    "text-utf16": Format(_K.TEXT, "text/plain", QT_TRANSLATE_NOOP("media", "Plain text (UTF-16)")),
    "text-utf32": Format(_K.TEXT, "text/plain", QT_TRANSLATE_NOOP("media", "Plain text (UTF-32)")),
    "text-8bit": Format(_K.TEXT, "text/plain", QT_TRANSLATE_NOOP("media", "Plain text (Latin-1 or similar)")),
    "markdown": Format(_K.TEXT, "text/markdown", QT_TRANSLATE_NOOP("media", "Markdown text")),
    "html": Format(_K.TEXT, "text/html", QT_TRANSLATE_NOOP("media", "HTML page")),
    "xml": Format(_K.TEXT, "application/xml", QT_TRANSLATE_NOOP("media", "XML document")),
    "json": Format(_K.TEXT, "application/json", QT_TRANSLATE_NOOP("media", "JSON data")),
    "srt": Format(_K.TEXT, "application/x-subrip", QT_TRANSLATE_NOOP("media", "SubRip subtitles")),
    "vtt": Format(_K.TEXT, "text/vtt", QT_TRANSLATE_NOOP("media", "WebVTT subtitles")),
    # Models, fonts, programs
    "onnx": Format(_K.MODEL, "application/x-onnx", QT_TRANSLATE_NOOP("media", "ONNX model")),
    "safetensors": Format(_K.MODEL, "application/x-safetensors", QT_TRANSLATE_NOOP("media", "Safetensors model")),
    "gguf": Format(_K.MODEL, "application/x-gguf", QT_TRANSLATE_NOOP("media", "GGUF model")),
    "pytorch": Format(_K.MODEL, "application/x-pytorch", QT_TRANSLATE_NOOP("media", "PyTorch model")),
    "ttf": Format(_K.FONT, "font/ttf", QT_TRANSLATE_NOOP("media", "TrueType font")),
    "otf": Format(_K.FONT, "font/otf", QT_TRANSLATE_NOOP("media", "OpenType font")),
    "ttc": Format(_K.FONT, "font/collection", QT_TRANSLATE_NOOP("media", "Font collection")),
    "woff": Format(_K.FONT, "font/woff", QT_TRANSLATE_NOOP("media", "WOFF font")),
    "woff2": Format(_K.FONT, "font/woff2", QT_TRANSLATE_NOOP("media", "WOFF2 font")),
    "font": Format(_K.FONT, _ANY, QT_TRANSLATE_NOOP("media", "Font of another format")),
    "elf": Format(_K.PROGRAM, "application/x-elf", QT_TRANSLATE_NOOP("media", "Linux program or library")),
    "exe": Format(
        _K.PROGRAM,
        "application/vnd.microsoft.portable-executable",
        QT_TRANSLATE_NOOP("media", "Windows program or library"),
    ),
    "macho": Format(_K.PROGRAM, "application/x-mach-binary", QT_TRANSLATE_NOOP("media", "macOS program or library")),
    "wasm": Format(_K.PROGRAM, "application/wasm", QT_TRANSLATE_NOOP("media", "WebAssembly module")),
    "class": Format(_K.PROGRAM, "application/java-vm", QT_TRANSLATE_NOOP("media", "Java class")),
}

LABELS = frozenset(entry.label for entry in FORMATS.values())
