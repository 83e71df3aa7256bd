"""Tiny files of many kinds, made in code, with what recognition must say about each."""

from __future__ import annotations

import bz2
import functools
import gzip
import hashlib
import io
import json
import lzma
import random
import sqlite3
import struct
import tarfile
import wave
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from desktop.core.media import MediaKind

PROSE = (
    "The island lies far from the coast, and the ferry comes twice a week.\n"
    "It brings letters, flour and news; what leaves the island is decided there.\n"
    "Nobody minds the wait.\n"
)
ACCENTED = "São Luís é uma ilha; não há ponte até à manhã.\nAçaí, pão e café – às vezes à noite.\n" * 4
CYRILLIC = "Остров лежит далеко от берега.\nПаром приходит два раза в неделю.\n" * 4
CJK = "この島は海岸から遠い。\n船は週に二回来る。\n手紙と小麦粉を運ぶ。\n" * 4


@dataclass(frozen=True)
class Sample:
    """A file name, its bytes, and the family and media type that its content has."""

    name: str
    make: Callable[[], bytes]
    kind: MediaKind
    mime: str

    @functools.cached_property
    def content(self) -> bytes:
        """Return the bytes, made once."""
        return self.make()


def picture(fmt: str, mode: str = "RGB", size: tuple[int, int] = (24, 16), **options: Any) -> bytes:
    from PIL import Image

    base = Image.linear_gradient("L").resize(size)
    bands = {"RGB": 3, "RGBA": 4, "CMYK": 4, "LA": 2}.get(mode)
    image = Image.merge(mode, [base] * bands) if bands else base.convert(mode)
    buffer = io.BytesIO()
    image.save(buffer, fmt, **options)
    return buffer.getvalue()


def animated_gif() -> bytes:
    from PIL import Image

    frames = [Image.new("P", (12, 8), index) for index in range(3)]
    for index, frame in enumerate(frames):
        frame.putpalette([40 * index, 0, 200] * 256)
    buffer = io.BytesIO()
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:], duration=40, loop=0)
    return buffer.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds no pixels to speak of."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(64))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", 8 + len(body)) + name + body


def bmff(major: bytes, *compatible: bytes) -> bytes:
    return box(b"ftyp", major + bytes(4) + b"".join(compatible)) + box(b"free", bytes(8)) + box(b"mdat", bytes(64))


def ebml(doctype: bytes) -> bytes:
    body = b"\x42\x86\x81\x01\x42\xf7\x81\x01\x42\x82" + bytes([0x80 | len(doctype)]) + doctype
    return b"\x1a\x45\xdf\xa3" + bytes([0x80 | len(body)]) + body + b"\x18\x53\x80\x67\x01" + b"\xff" * 7


def ogg(packet: bytes) -> bytes:
    header = b"OggS\x00\x02" + bytes(8) + struct.pack("<III", 7, 0, 0) + bytes([1, len(packet)])
    return header + packet


def riff(form: bytes, body: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + form + body


def wav() -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16000)
        sound.writeframes(bytes(640))
    return buffer.getvalue()


def mp3(tag: bool) -> bytes:
    frame = b"\xff\xfb\x90\x64" + bytes(413)
    return (b"ID3\x04\x00\x00\x00\x00\x00\x00" if tag else b"") + frame * 4


def adts() -> bytes:
    length = 7 + 200
    header = bytes([0xFF, 0xF1, 0x50, 0x80 | (length >> 11), (length >> 3) & 0xFF, ((length & 7) << 5) | 0x1F, 0xFC])
    return (header + bytes(200)) * 4


def archive(*entries: tuple[str, str], stored: bool = False) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as target:
        for name, text in entries:
            kind = zipfile.ZIP_STORED if name == "mimetype" else None
            target.writestr(name, text, kind)
    return buffer.getvalue()


def ooxml(main: str) -> bytes:
    return archive(
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", "<Relationships/>"),
        ("docProps/app.xml", "<a/>"),
        (main, "<w/>"),
    )


def ooxml_with_media_first() -> bytes:
    """A document whose telling name stands behind a thousand others, beyond the head and first in no list."""
    pictures = [(f"word/media/image{index:04}.png", "x" * 200) for index in range(1000)]
    return archive(*pictures, ("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>"), stored=True)


def tar() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as target:
        info = tarfile.TarInfo("letter.txt")
        info.size = len(PROSE)
        target.addfile(info, io.BytesIO(PROSE.encode()))
    return buffer.getvalue()


def onnx() -> bytes:
    graph = b"\x0a\x06\x0a\x01x\x12\x01y\x12\x04test"
    return b"\x08\x0a\x12\x07pytorch\x1a\x032.1\x3a" + bytes([len(graph)]) + graph + b"\x42\x04\x0a\x00\x10\x11"


def safetensors() -> bytes:
    header = json.dumps({"weight": {"dtype": "F32", "shape": [4], "data_offsets": [0, 16]}}).encode()
    return struct.pack("<Q", len(header)) + header + bytes(16)


def sfnt(version: bytes) -> bytes:
    tables = b"".join(name + struct.pack(">III", 0, 12 + 4 * 16, 16) for name in (b"OS/2", b"cmap", b"glyf", b"head"))
    return version + struct.pack(">HHHH", 4, 64, 2, 0) + tables + bytes(64)


def elf() -> bytes:
    return b"\x7fELF\x02\x01\x01" + bytes(9) + struct.pack("<HHI", 3, 62, 1) + bytes(64)


def exe() -> bytes:
    stub = bytearray(b"MZ" + bytes(62))
    stub[0x3C:0x40] = struct.pack("<I", 128)
    return bytes(stub) + bytes(64) + b"PE\x00\x00" + struct.pack("<HH", 0x8664, 3) + bytes(64)


def sqlite() -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE letters (id INTEGER)")
    content = connection.serialize()
    connection.close()
    return content


def pdf(pages: int = 1, size: tuple[float, float] = (200, 100), words: str = "Ilha") -> bytes:
    """A PDF written by hand: every page shows `words` in Helvetica."""
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(pages))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for index in range(pages):
        stream = f"BT /F1 24 Tf 20 40 Td ({words} {index + 1}) Tj ET" if words else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] /Contents {5 + 2 * index} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def encrypted_pdf() -> bytes:
    """A PDF that opens with the password "secret" only (security handler of revision 2, 40 bits)."""
    padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    identity, permissions = bytes(16), -4
    password = (b"secret" + padding)[:32]
    owner = rc4(hashlib.md5(password).digest()[:5], password)
    key = hashlib.md5(password + owner + struct.pack("<i", permissions) + identity).digest()[:5]
    user = rc4(key, padding)
    security = f"<< /Filter /Standard /V 1 /R 2 /O <{owner.hex()}> /U <{user.hex()}> /P {permissions} >>"
    trailer = f"/ID [<{identity.hex()}> <{identity.hex()}>] /Encrypt {security} /Root".encode()
    return pdf().replace(b"/Root", trailer)


def rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def noise(size: int = 4096) -> bytes:
    return random.Random(20).randbytes(size)


CSV = "name,island,people\nAna,Ilha Grande,8000\nRui,Marajó,250000\nEva,Itaparica,55000\n"
SRT = "1\n00:00:01,000 --> 00:00:02,500\nThe ferry is late.\n\n2\n00:00:03,000 --> 00:00:04,000\nAgain.\n"
VTT = "WEBVTT\n\n00:01.000 --> 00:02.500\nThe ferry is late.\n"
MD = "# The island\n\nA *short* guide with a [link](https://example.org).\n\n- one\n- two\n\n```\ncode\n```\n"
HTML = "<!DOCTYPE html>\n<html lang=en><head><title>Ilha</title></head><body><p>Hello</p></body></html>\n"
SVG = '<?xml version="1.0"?>\n<!-- drawn by hand -->\n<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>\n'
JSON = json.dumps({"island": "Marajó", "people": [1, 2, 3]}, indent=1)
JSONL = '{"island": "Marajó"}\n{"island": "Itaparica"}\n{"island": "Ilha Grande"}\n'

K = MediaKind
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_ODT = "application/vnd.oasis.opendocument.text"
_EPUB = "application/epub+zip"
_ANY = "application/octet-stream"

SAMPLES: tuple[Sample, ...] = (
    Sample("photo.png", lambda: picture("PNG"), K.IMAGE, "image/png"),
    Sample("photo.jpg", lambda: picture("JPEG"), K.IMAGE, "image/jpeg"),
    Sample("still.gif", lambda: picture("GIF", "P"), K.IMAGE, "image/gif"),
    Sample("moving.gif", animated_gif, K.IMAGE, "image/gif"),
    Sample("photo.webp", lambda: picture("WEBP"), K.IMAGE, "image/webp"),
    Sample("photo.bmp", lambda: picture("BMP"), K.IMAGE, "image/bmp"),
    Sample("scan.tiff", lambda: picture("TIFF"), K.IMAGE, "image/tiff"),
    Sample("scan-big-endian.tif", lambda: b"MM\x00*\x00\x00\x00\x08" + bytes(32), K.IMAGE, "image/tiff"),
    Sample("icon.ico", lambda: picture("ICO", size=(16, 16)), K.IMAGE, "image/vnd.microsoft.icon"),
    Sample("photo.avif", lambda: picture("AVIF"), K.IMAGE, "image/avif"),
    Sample("photo.heic", lambda: bmff(b"heic", b"mif1", b"heic"), K.IMAGE, "image/heic"),
    Sample("drawing.svg", SVG.encode, K.IMAGE, "image/svg+xml"),
    Sample("letter.pdf", pdf, K.PDF, "application/pdf"),
    Sample("late-header.pdf", lambda: b"\n\n%comment\n" + pdf(), K.PDF, "application/pdf"),
    Sample("sound.wav", wav, K.AUDIO, "audio/wav"),
    Sample("sound.flac", lambda: b"fLaC\x00\x00\x00\x22" + bytes(60), K.AUDIO, "audio/flac"),
    Sample("tagged.mp3", lambda: mp3(True), K.AUDIO, "audio/mpeg"),
    Sample("bare.mp3", lambda: mp3(False), K.AUDIO, "audio/mpeg"),
    Sample("sound.aac", adts, K.AUDIO, "audio/aac"),
    Sample("sound.ogg", lambda: ogg(b"\x01vorbis" + bytes(23)), K.AUDIO, "audio/ogg"),
    Sample("sound.opus", lambda: ogg(b"OpusHead\x01\x01" + bytes(9)), K.AUDIO, "audio/opus"),
    Sample("film.ogv", lambda: ogg(b"\x80theora\x03\x02" + bytes(33)), K.VIDEO, "video/ogg"),
    Sample("sound.m4a", lambda: bmff(b"M4A ", b"isom", b"mp42"), K.AUDIO, "audio/mp4"),
    Sample("sound.aiff", lambda: b"FORM\x00\x00\x00\x2eAIFFCOMM" + bytes(38), K.AUDIO, "audio/aiff"),
    Sample("film.mp4", lambda: bmff(b"isom", b"iso2", b"avc1", b"mp41"), K.VIDEO, "video/mp4"),
    Sample("film.mov", lambda: bmff(b"qt  ", b"qt  "), K.VIDEO, "video/quicktime"),
    Sample("film.webm", lambda: ebml(b"webm"), K.VIDEO, "video/webm"),
    Sample("film.mkv", lambda: ebml(b"matroska"), K.VIDEO, "video/matroska"),
    Sample("film.avi", lambda: riff(b"AVI ", b"LIST" + bytes(60)), K.VIDEO, "video/vnd.avi"),
    Sample("letter.docx", lambda: ooxml("word/document.xml"), K.DOCUMENT, _DOCX),
    Sample("long-letter.docx", ooxml_with_media_first, K.DOCUMENT, _DOCX),
    Sample("table.xlsx", lambda: ooxml("xl/workbook.xml"), K.TABLE, _XLSX),
    Sample("slides.pptx", lambda: ooxml("ppt/presentation.xml"), K.DOCUMENT, _PPTX),
    Sample("letter.odt", lambda: archive(("mimetype", _ODT), ("content.xml", "<o/>")), K.DOCUMENT, _ODT),
    Sample("book.epub", lambda: archive(("mimetype", _EPUB), ("META-INF/container.xml", "<c/>")), K.DOCUMENT, _EPUB),
    Sample("letter.rtf", lambda: rb"{\rtf1\ansi Hello}", K.DOCUMENT, "application/rtf"),
    Sample(
        "old.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), K.DOCUMENT, "application/x-ole-storage"
    ),
    Sample("files.zip", lambda: archive(("a.txt", PROSE), ("b.txt", PROSE)), K.ARCHIVE, "application/zip"),
    Sample("no-files.zip", archive, K.ARCHIVE, "application/zip"),
    Sample("files.7z", lambda: b"7z\xbc\xaf\x27\x1c\x00\x04" + noise(60), K.ARCHIVE, "application/x-7z-compressed"),
    Sample("files.gz", lambda: gzip.compress(PROSE.encode()), K.ARCHIVE, "application/gzip"),
    Sample("files.tar", tar, K.ARCHIVE, "application/x-tar"),
    Sample("files.xz", lambda: lzma.compress(PROSE.encode()), K.ARCHIVE, "application/x-xz"),
    Sample("files.bz2", lambda: bz2.compress(PROSE.encode()), K.ARCHIVE, "application/x-bzip2"),
    Sample("files.rar", lambda: b"Rar!\x1a\x07\x01\x00" + noise(60), K.ARCHIVE, "application/vnd.rar"),
    Sample("files.zst", lambda: b"\x28\xb5\x2f\xfd" + noise(60), K.ARCHIVE, "application/zstd"),
    Sample("table.csv", CSV.encode, K.TABLE, "text/csv"),
    Sample("table.tsv", lambda: CSV.replace(",", "\t").encode(), K.TABLE, "text/tab-separated-values"),
    Sample("data.json", JSON.encode, K.TEXT, "application/json"),
    Sample("data.jsonl", JSONL.encode, K.TABLE, "application/x-ndjson"),
    Sample("notes.md", MD.encode, K.TEXT, "text/markdown"),
    Sample("page.html", HTML.encode, K.TEXT, "text/html"),
    Sample("film.srt", SRT.encode, K.TEXT, "application/x-subrip"),
    Sample("film.vtt", VTT.encode, K.TEXT, "text/vtt"),
    Sample("utf8.txt", ACCENTED.encode, K.TEXT, "text/plain"),
    Sample("utf8-bom.txt", lambda: ACCENTED.encode("utf-8-sig"), K.TEXT, "text/plain"),
    Sample("utf16.txt", lambda: ACCENTED.encode("utf-16"), K.TEXT, "text/plain"),
    Sample("utf16-no-bom.txt", lambda: CYRILLIC.encode("utf-16-le"), K.TEXT, "text/plain"),
    Sample("utf16-japanese.txt", lambda: CJK.encode("utf-16-be"), K.TEXT, "text/plain"),
    Sample("utf32.txt", lambda: ACCENTED.encode("utf-32"), K.TEXT, "text/plain"),
    Sample("latin1.txt", lambda: ACCENTED.replace("–", "-").encode("latin-1"), K.TEXT, "text/plain"),
    Sample("shift-jis.txt", lambda: CJK.encode("shift-jis"), K.TEXT, "text/plain"),
    Sample("model.onnx", onnx, K.MODEL, "application/x-onnx"),
    Sample("model.safetensors", safetensors, K.MODEL, "application/x-safetensors"),
    Sample("model.gguf", lambda: b"GGUF\x03\x00\x00\x00" + bytes(32), K.MODEL, "application/x-gguf"),
    Sample("font.ttf", lambda: sfnt(b"\x00\x01\x00\x00"), K.FONT, "font/ttf"),
    Sample("font.otf", lambda: sfnt(b"OTTO"), K.FONT, "font/otf"),
    Sample("font.woff2", lambda: b"wOF2\x00\x01\x00\x00" + bytes(40), K.FONT, "font/woff2"),
    Sample("program", elf, K.PROGRAM, "application/x-elf"),
    Sample("program.exe", exe, K.PROGRAM, "application/vnd.microsoft.portable-executable"),
    Sample("module.wasm", lambda: b"\x00asm\x01\x00\x00\x00" + bytes(8), K.PROGRAM, "application/wasm"),
    Sample("data.sqlite", sqlite, K.TABLE, "application/vnd.sqlite3"),
    Sample("data.parquet", lambda: b"PAR1" + noise(60) + b"PAR1", K.TABLE, "application/vnd.apache.parquet"),
    Sample("nothing.txt", bytes, K.EMPTY, "application/x-empty"),
    Sample("noise.bin", noise, K.UNKNOWN, _ANY),
    Sample("binary.txt", lambda: noise(3000), K.UNKNOWN, _ANY),
    Sample("elf-named.txt", elf, K.PROGRAM, "application/x-elf"),
    Sample("jpeg-named.txt", lambda: picture("JPEG"), K.IMAGE, "image/jpeg"),
    Sample("text-named.jpg", PROSE.encode, K.TEXT, "text/plain"),
    Sample("csv-without-name", CSV.encode, K.TABLE, "text/csv"),
)
