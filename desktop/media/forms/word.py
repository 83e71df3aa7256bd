"""Speech as a document of Word: a heading, and a paragraph for each speaker and after each pause."""

from __future__ import annotations

import zipfile
from typing import IO
from xml.sax.saxutils import escape

from desktop.core.result import Segments
from desktop.media.forms.record import Finished
from desktop.media.forms.speech import Paragraph, clock, paragraphs

_OFFICE = "http://schemas.openxmlformats.org"
_WORD = f"{_OFFICE}/wordprocessingml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = f"{_OFFICE}/officeDocument/2006/relationships"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_OFFICE}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_OFFICE}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{_OFFICE}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATION}/styles" Target="styles.xml"/></Relationships>',
    "word/styles.xml": f'<w:styles xmlns:w="{_WORD}"><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/><w:pPr><w:spacing w:after="160" w:line="276" w:lineRule="auto"/></w:pPr>'
    '<w:rPr><w:sz w:val="22"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    '<w:next w:val="Normal"/><w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr>'
    '<w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style></w:styles>',
}
_GREY = '<w:color w:val="767676"/><w:sz w:val="18"/>'
_FIRST_DATE = (1980, 1, 1, 0, 0, 0)


def write_word(finished: Finished, stream: IO[bytes]) -> None:
    """Write what is said as a document; the same result gives the same bytes."""
    value, made = finished.result.value, finished.result.provenance
    assert isinstance(value, Segments)
    name = finished.input.name if finished.input else finished.task
    foot = " · ".join(filter(None, (finished.task, made.model, made.finished)))
    body = [
        _paragraph(_run(name), style='<w:pStyle w:val="Heading1"/>'),
        *map(_said, paragraphs(value)),
        _paragraph(_run(foot, _GREY)),
    ]
    document = f'<w:document xmlns:w="{_WORD}"><w:body>{"".join(body)}</w:body></w:document>'
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in {**_PARTS, "word/document.xml": document}.items():
            entry = zipfile.ZipInfo(part, _FIRST_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, (_HEAD + content).encode("utf-8", "replace"))


def _said(one: Paragraph) -> str:
    name = _run(f"{one.speaker}: ", "<w:b/>") if one.speaker else ""
    return _paragraph(_run(f"{clock(one.start_s)}  ", _GREY) + name + _run(one.text))


def _paragraph(runs: str, style: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{style}</w:pPr>' if style else ''}{runs}</w:p>"


def _run(text: str, form: str = "") -> str:
    """Return a stretch of text in one form; XML has no place for most control characters."""
    allowed = "".join(one for one in text if one >= " " and one not in "\ufffe\uffff")
    shown = f'<w:t xml:space="preserve">{escape(allowed)}</w:t>'
    return f"<w:r>{f'<w:rPr>{form}</w:rPr>' if form else ''}{shown}</w:r>"
