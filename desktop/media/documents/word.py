"""Word documents: text of the body, tables, text boxes, notes, headers and footers; comments and all else stay.

A paragraph is a piece. Formats that differ from the one that most of it has, links, insertions and content controls
are marks; notes, pictures, bookmarks and deletions stand alone; tabs and line breaks are breaks; a field such as a page
number stays as it is. A paragraph whose translation is the same is not touched at all, and of any other only the runs
are written anew. Drawings of other kinds (charts, SmartArt) are not read.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path

from desktop.core.media import InputFile
from desktop.media.documents.document import Piece, check, has_letters, tidy
from desktop.media.documents.marks import Nodes, project, text_of
from desktop.media.documents.package import Package
from desktop.media.documents.runs import Form, Runs
from desktop.media.documents.xml_tree import Element, XmlFault, read_xml
from desktop.state.files import replace_file

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MAIN = ".main+xml"
_OTHERS = (".footnotes+xml", ".endnotes+xml", ".header+xml", ".footer+xml")


class WordDocument:
    """A document of Word, in the order: body, notes, headers, footers.

    Raises:
        InputCorrupt: damaged, or without a body.
        InputTooLarge: unpacked it would be beyond all measure.
        InputEncrypted: a password is needed.
        InputNotFound: nothing is there.
        InputUnreadable: cannot be opened.
    """

    mime = MIME
    suffix = ".docx"

    def __init__(self, file: InputFile) -> None:
        self._package = Package(file)
        types = self._package.types()
        body = [name for name, kind in types.items() if kind.endswith(_MAIN)][:1]
        if not body:
            raise self._package.corrupt("no body")
        others = [name for ending in _OTHERS for name, kind in types.items() if kind.endswith(ending)]
        pieces: list[Piece] = []
        self._stories: dict[str, _Story] = {}
        for name in [*body, *others]:
            content = self._package.read(name)
            try:
                self._stories[name] = _Story(content, read_xml(content), pieces)
            except XmlFault as error:
                raise self._package.corrupt(str(error), name) from error
        self.pieces: Sequence[Piece] = pieces

    def write(self, texts: Sequence[str], target: Path) -> None:
        """Write the document; parts without a changed paragraph are the same bytes."""
        check(self.pieces, texts)
        changed = {name: story.written(texts) for name, story in self._stories.items()}
        replace_file(target, self._package.rewritten(changed))

    def plain(self, texts: Sequence[str]) -> str:
        """Return the paragraphs, each on a line."""
        check(self.pieces, texts)
        return tidy("\n".join(line for story in self._stories.values() for line in story.lines(texts)))


class _Paragraph:
    """A paragraph, the number of its piece or -1, and its text with marks."""

    __slots__ = ("element", "nodes", "number", "text")

    def __init__(self, element: Element, nodes: Nodes[Form], pieces: list[Piece]) -> None:
        self.element = element
        self.nodes = nodes
        self.text = text_of(nodes).strip()
        self.number = -1
        if has_letters(self.text):
            self.number = len(pieces)
            pieces.append(Piece(text=self.text))

    def translated(self, texts: Sequence[str]) -> str:
        """Return its translation, or its text when there was nothing to translate."""
        return texts[self.number] if self.number >= 0 else self.text


class _Story:
    """One part of the package: bytes with paragraphs, which may hold text boxes with paragraphs."""

    def __init__(self, content: bytes, root: Element, pieces: list[Piece]) -> None:
        self._content = content
        self._runs = Runs(content)
        self._paragraphs: list[_Paragraph] = []
        self._find(root, pieces)

    def _find(self, root: Element, pieces: list[Piece]) -> None:
        """Find paragraphs in their order; the copy of a text box for old programs says the same."""
        waiting = [root]
        twins: dict[str, int] = {}
        copies: list[int] = []  # ends of the copies we are in
        while waiting:
            element = waiting.pop()
            copies = [end for end in copies if element.start < end]
            if element.name == "Fallback":
                copies.append(element.end)
            if element.name == "p" and "wordprocessingml" in element.space:
                self._add(element, pieces, twins, copied=bool(copies))
            waiting += reversed(element.children)

    def _add(self, element: Element, pieces: list[Piece], twins: dict[str, int], *, copied: bool) -> None:
        nodes = self._runs.nodes(element)
        known = twins.get(text_of(nodes).strip(), -1) if copied else -1
        paragraph = _Paragraph(element, nodes, pieces if known < 0 else [])
        paragraph.number = known if known >= 0 else paragraph.number
        twins[paragraph.text] = paragraph.number
        self._paragraphs.append(paragraph)

    def lines(self, texts: Sequence[str]) -> list[str]:
        """Return the text of each paragraph."""
        lines, seen = [], set()
        for paragraph in self._paragraphs:
            if paragraph.number < 0 or paragraph.number not in seen:
                lines.append(paragraph.translated(texts))
            seen.add(paragraph.number)
        return lines

    def written(self, texts: Sequence[str]) -> bytes:
        """Return the bytes with translated paragraphs."""
        return _Writing(self._content, self._runs, self._paragraphs, texts).stretch(0, len(self._content))


class _Writing:
    """Writes a story with its translation."""

    def __init__(self, content: bytes, runs: Runs, paragraphs: Sequence[_Paragraph], texts: Sequence[str]) -> None:
        self._content = content
        self._runs = runs
        self._texts = texts
        self._changed = [one for one in paragraphs if one.translated(texts).strip() != one.text]
        self._starts = [one.element.start for one in self._changed]

    def stretch(self, start: int, end: int) -> bytes:
        """Return the bytes from `start` to `end`, in which paragraphs may have changed."""
        parts = []
        at = start
        for index in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
            element = self._changed[index].element
            if at <= element.start:  # else it is in a box of the one before, which wrote it
                parts += [self._content[at : element.start], self._paragraph(self._changed[index])]
                at = element.end
        return b"".join([*parts, self._content[at:end]])

    def _paragraph(self, paragraph: _Paragraph) -> bytes:
        element = paragraph.element
        style = element.child("pPr")
        nodes = project(paragraph.nodes, paragraph.translated(self._texts))
        return b"".join(
            [
                self._content[element.start : element.inner],
                self._content[style.start : style.end] if style else b"",
                self._runs.written(nodes, element, self.stretch),
                self._content[element.outer : element.end],
            ]
        )
