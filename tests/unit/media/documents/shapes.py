"""Documents for tests, and what is done with them: opened, translated, looked at again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from desktop.media.documents import Document, open_document
from desktop.media.sniff import recognise

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def opened(folder: Path, name: str, content: str | bytes, column: str = "") -> Document:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_document(recognise(path), column=column)


def texts_of(document: Document) -> list[str]:
    return [piece.text for piece in document.pieces]


def written(document: Document, texts: list[str], folder: Path) -> bytes:
    target = folder / f"result{document.suffix}"
    document.write(texts, target)
    return target.read_bytes()


def translated(document: Document, folder: Path, translate: Callable[[str], str]) -> str:
    return written(document, [translate(text) for text in texts_of(document)], folder).decode()


def docx(body: str, parts: dict[str, str | bytes] | None = None, **options: str) -> bytes:
    """Return a Word document with this body; `parts` are further ones, by the name of the file."""
    parts = parts or {}
    kinds = "".join(
        f'<Override PartName="/word/{name}" ContentType="{_TYPE}.{name.rstrip("0123456789.xml")}+xml"/>'
        for name in parts
        if name.endswith(".xml")
    )
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>{kinds}</Types>'
    )
    document = options.get("document", f'<w:document xmlns:w="{W}"><w:body>{body}<w:sectPr/></w:body></w:document>')
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", _RELATIONS)
        if document:
            archive.writestr("word/document.xml", '<?xml version="1.0" encoding="UTF-8"?>\n' + document)
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(f"word/{name}", (1999, 1, 2, 3, 4, 6)), content)
    return buffer.getvalue()


def part(content: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def run(text: str, style: str = "") -> str:
    style = f"<w:rPr>{style}</w:rPr>" if style else ""
    return f'<w:r>{style}<w:t xml:space="preserve">{text}</w:t></w:r>'
