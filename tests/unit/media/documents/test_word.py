from __future__ import annotations

import io
import re
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import InputCorrupt, InputEncrypted, InputError, InputTooLarge
from desktop.media.documents.runs import Runs
from desktop.media.documents.xml_tree import read_xml
from tests.unit.media.documents.shapes import W, docx, opened, part, run, texts_of, written

B = "<w:b/>"
LINK = '<w:hyperlink r:id="rId4" xmlns:r="urn:r">'
NOTE = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
BOX = (
    '<w:r><mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice><w:txbxContent><w:p>{0}</w:p></w:txbxContent></mc:Choice>'
    "<mc:Fallback><w:txbxContent><w:p>{0}</w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
)


def field(instruction: str, result: str) -> str:
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    instruction = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return sign.format("begin") + instruction + sign.format("separate") + result + sign.format("end")


BODY = (
    f'<w:p w:rsidR="1"><w:pPr><w:jc/></w:pPr>{run("A title", B)}</w:p>'
    f"<w:p><w:proofErr/>{run('The ')}{run('red ', B)}{run('house', B + '<w:lang/>')}"
    f"{run(' is')}{run(' near.')}{NOTE}</w:p>"
    f"<w:p>{run('See ')}{LINK}{run('the site', '<w:u/>')}</w:hyperlink>{run(' of Maria &amp; co.')}</w:p>"
    f"<w:tbl><w:tr><w:tc><w:p>{run('One cell')}</w:p></w:tc><w:tc><w:p>{run('12')}</w:p></w:tc></w:tr></w:tbl>"
    f"<w:p>{run('Box ')}{BOX.format(run('Inside it'))}{run('after')}</w:p>"
    f"<w:p>{run('Page ')}{field(' PAGE ', run('3'))}<w:r><w:tab/></w:r>{run('end')}"
    f"<w:r><w:br/></w:r>{run('next')}</w:p>"
    f"<w:p>{run('Was ')}<w:del>{run('old').replace('w:t', 'w:delText')}</w:del><w:ins>{run('new')}</w:ins></w:p>"
    "<w:p/>"
)
PARTS: dict[str, str | bytes] = {
    "header1.xml": f'<w:hdr xmlns:w="{W}"><w:p>{run("A header")}</w:p></w:hdr>',
    "footnotes.xml": f'<w:footnotes xmlns:w="{W}"><w:footnote><w:p>{run("A note")}</w:p></w:footnote></w:footnotes>',
    "comments.xml": f'<w:comments xmlns:w="{W}"><w:p>{run("A comment")}</w:p></w:comments>',
    "media/image1.png": bytes(range(256)) * 10,
}
TEXTS = [
    "A title",
    "The red house is near.",
    "See the site of Maria & co.",
    "One cell",
    "Box after",
    "Inside it",
    "Page 3\tend\nnext",
    "Was new",
    "A note",
    "A header",
]


def test_pieces(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.docx", docx(BODY, PARTS))
    assert texts_of(document) == TEXTS
    assert document.plain(TEXTS) == (
        "A title\nThe red house is near.\nSee the site of Maria & co.\nOne cell\n12\nBox after\nInside it\n"
        "Page 3\tend\nnext\nWas new\n\nA note\nA header\n"
    )


def test_without_a_change_every_part_is_the_same(tmp_path: Path) -> None:
    content = docx(BODY, PARTS)
    document = opened(tmp_path, "a.docx", content)
    for _ in range(2):
        result = written(document, TEXTS, tmp_path)
        with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(io.BytesIO(result)) as after:
            assert after.testzip() is None
            facts = [
                [(one.filename, one.date_time, one.compress_type) for one in one.infolist()] for one in (before, after)
            ]
            assert facts[0] == facts[1]
            assert all(before.read(name) == after.read(name) for name in before.namelist())


def test_a_translation_keeps_formats_links_notes_boxes_and_fields(tmp_path: Path) -> None:
    content = docx(BODY, PARTS)
    document = opened(tmp_path, "a.docx", content)
    result = written(
        document,
        [
            "Um título",
            "A casa vermelha fica perto.",
            "Veja o site de Maria & cia.",
            "Uma célula",
            "Caixa depois",
            "Dentro dela",
            "Página 3\tfim\nseguinte",
            "Era novo",
            "Uma nota",
            "Um cabeçalho",
        ],
        tmp_path,
    )
    body = part(result)
    read_xml(body.encode())
    assert f'<w:p w:rsidR="1"><w:pPr><w:jc/></w:pPr>{run("Um título", B)}</w:p>' in body
    assert f"<w:p>{run('A ')}{run('casa vermelha', B)}{run(' fica perto.')}{NOTE}</w:p>" in body
    assert f"{run('Veja ')}{LINK}{run('o site', '<w:u/>')}</w:hyperlink>{run(' de Maria &amp; cia.')}</w:p>" in body
    assert f"<w:tc><w:p>{run('Uma célula')}</w:p></w:tc><w:tc><w:p>{run('12')}</w:p></w:tc>" in body
    assert BOX.format(run("Dentro dela")) in body
    assert (
        f"{run('Página ')}{field(' PAGE ', run('3'))}<w:r><w:tab/></w:r>{run('fim')}<w:r><w:br/></w:r>{run('seguinte')}"
        in body
    )
    assert "<w:delText" in body
    assert f"<w:ins>{run('novo')}</w:ins>" in body
    assert run("Um cabeçalho") in part(result, "word/header1.xml")
    assert run("Uma nota") in part(result, "word/footnotes.xml")
    assert part(result, "word/comments.xml") == PARTS["comments.xml"]


def test_text_that_xml_does_not_allow(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.docx", docx(f"<w:p>{run('word')}</w:p>"))
    body = part(written(document, ["a\x00\x0b<b>\ud800&"], tmp_path))
    assert run("a&lt;b&gt;&amp;") in body


@given(
    st.lists(
        st.tuples(st.sampled_from(["ab ", "c", " ", "<w:br/>", "d-e"]), st.sampled_from(["", B, "<w:i/>"])), max_size=8
    )
)
def test_runs_read_and_written_say_the_same(parts: list[tuple[str, str]]) -> None:
    runs = "".join(
        f"<w:r><w:rPr>{style}</w:rPr>{text}</w:r>" if text[0] == "<" else run(text, style) for text, style in parts
    )
    content = f'<w:p xmlns:w="{W}">{runs}</w:p>'.encode()
    paragraph = read_xml(content)
    reader = Runs(content)
    again = reader.written(reader.nodes(paragraph), paragraph, lambda start, end: content[start:end]).decode()

    def letters(source: str) -> list[tuple[str, str]]:
        found = re.findall(r"<w:r>(?:<w:rPr>(.*?)</w:rPr>)?(?:<w:t [^>]*>([^<]*)</w:t>|(<w:br/>))</w:r>", source)
        return [(char, style) for style, text, line in found for char in text or line]

    assert letters(again) == letters(runs)


# --- what cannot be opened --------------------------------------------------------------------------------------------

_LAUGHS = f'<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w:document xmlns:w="{W}"><w:p>&b;</w:p></w:document>'
_DEEP = f'<w:document xmlns:w="{W}">' + "<w:p>" * 5000 + "</w:p>" * 5000 + "</w:document>"


@pytest.mark.parametrize(
    "content",
    [
        docx("")[:-30],
        docx(BODY, PARTS)[:600],
        docx("", document=""),
        docx("", document="<w:document"),
        docx("", document=_LAUGHS),
        docx("", document=_DEEP),
    ],
    ids=["cut", "cut early", "no body", "no XML", "entities", "nested"],
)
def test_damaged(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        opened(tmp_path, "a.docx", content)
    assert caught.value.arguments["name"] == "a.docx"


@pytest.mark.parametrize("name", ["word/document.xml", "word/media/image1.png"])
def test_bytes_that_changed(name: str, tmp_path: Path) -> None:
    content = bytearray(docx(BODY * 30, PARTS))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        offset = archive.getinfo(name).header_offset
    content[offset + 100 : offset + 140] = bytes(40)
    with pytest.raises(InputCorrupt):
        opened(tmp_path, "a.docx", bytes(content))


def test_bombs(tmp_path: Path) -> None:
    with pytest.raises(InputTooLarge) as caught:
        opened(tmp_path, "a.docx", docx("<w:p/>" * 11_000_000))
    assert caught.value.arguments["limit"] == "60"


def test_encrypted_parts(tmp_path: Path) -> None:
    content = bytearray(docx(BODY))
    for at in (found.start() for found in re.finditer(b"PK\x01\x02", bytes(content))):
        content[at + 8] |= 1
    with pytest.raises(InputEncrypted):
        opened(tmp_path, "a.docx", bytes(content))


def test_fields_that_are_never_closed_take_no_time(tmp_path: Path) -> None:
    before = time.process_time()
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("a ")
    assert texts_of(opened(tmp_path, "a.docx", docx(f"<w:p>{begun * 4_000}</w:p>"))) == [("a " * 4_000).strip()]
    assert time.process_time() - before < 5.0
