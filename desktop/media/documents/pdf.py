"""The text layer of a PDF as paragraphs of a plain text.

Lines were broken for the page: they are put together until one ends a sentence and is short, or the next begins an item
or a heading. Words hyphenated at the end of a line are whole again, and a paragraph may go on over a page.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence

from desktop.core.errors import InputWithoutText
from desktop.core.media import InputFile
from desktop.media.documents.document import Draft, has_letters
from desktop.media.documents.lines import MARK, joined_lines
from desktop.media.pdf import PdfPages

_ENDED = re.compile(r"[.!?…:。！？][\"'”’»)\]*\d]*$")
_WORD = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_HYPHENATED = re.compile(r"([^\W\d_]+)\u00ad([^\W\d_]+)")
_SHORT = 0.75
_HEADING = 60


def parse(file: InputFile, draft: Draft) -> None:
    """Take the text of a PDF apart; errors as `PdfPages`.

    Raises:
        InputWithoutText: there are only pictures.
    """
    with PdfPages(file) as document:
        pages = [document.page_text(index) for index in range(len(document))]
    if not any(map(has_letters, pages)):
        raise InputWithoutText(name=file.name)
    for paragraph in reflowed(pages):
        draft.slot(paragraph, paragraph, lambda text: " ".join(text.split()))
        draft.keep("\n\n")


def reflowed(pages: Sequence[str]) -> list[str]:
    """Return the paragraphs of pages of lines, none of which is lost."""
    known = frozenset(word.casefold() for page in pages for word in _WORD.findall(page))
    pages = [_HYPHENATED.sub(lambda found: joined_lines([f"{found[1]}-", found[2]], known), page) for page in pages]
    widths = [len(line) for page in pages for line in page.split("\n") if len(line) > _HEADING // 2]
    width = int(statistics.median(widths)) if widths else 0
    paragraphs: list[list[str]] = [[]]
    aside: list[str] = []  # numbers of pages in the middle of a paragraph
    for page in pages:
        for line in (line.strip() for line in page.strip().split("\n")):
            if line and not has_letters(line) and len(line) < 8:
                aside.append(line)
            elif not line or _begins(paragraphs[-1], line, width):
                paragraphs += [*([one] for one in aside), [line] if line else []]
                aside = []
            else:
                paragraphs[-1].append(line)
    paragraphs += [[one] for one in aside]
    return [joined_lines(lines, known) for lines in paragraphs if lines]


def _begins(before: Sequence[str], line: str, width: int) -> bool:
    """Say whether a line begins a paragraph."""
    if not before or MARK.match(line):
        return True
    last = before[-1]
    if line[0].islower() or last[-1] in "-\u2010\u00ad,":
        return False
    return len(last) < width * _SHORT or (bool(_ENDED.search(last)) and len(last) < width * 0.9)
