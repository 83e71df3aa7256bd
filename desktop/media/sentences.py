"""Cut texts into sentences, by rules for English and Portuguese that do no harm to other languages.

Marks that end a sentence are found first; then each full stop is asked what else it may be: part of an abbreviation, an
initial, a number, an address, or an ellipsis in the middle of a thought.
"""

from __future__ import annotations

import re

from desktop.media.text import Span, split_lines

WRAPPED_FROM = 50
"""Characters: a line this long may go on in the next one; a shorter one is a heading, an item or a verse."""

_WIDE = "。！？｡"
_ENDS = f".!?…{_WIDE}؟۔।॥"
_CLOSERS = "\"'”’»)\\]}›」』）】〉》*_"
_OPENERS = "\"'“‘«‹([{¿¡—–*_#「『（【〈《-"
# Begins where a run of marks begins and never gives one back: a line of a million dots must not take forever.
_END = re.compile(rf"[{_WIDE}]++[{_CLOSERS}]*+|(?<![{_ENDS}])[{_ENDS}]++[{_CLOSERS}]*+(?=\s|$)")
_ITEM = re.compile(r"(?:[-*+•·–—▪◦]|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)])\s+\S")
_LINE = re.compile(r"[^\n]*\n?")
_BEFORE_WORDS = _OPENERS + " \t\n"
_AFTER_QUOTES = ("と", "っ", "、", "，")
_SIGHT = 80
_WORD_BEFORE = re.compile(r"[^\s" + re.escape("([{\"'“‘«") + r"]*$")
_INNER_STOP = re.compile(r"\w\.\w")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Before a name or a number; the stop never ends a sentence.
_TITLES = _words(
    "mr mrs ms messrs mme dr drs prof rev hon st mt gen col lt capt sgt maj cmdr adm gov sen rep pres "
    "sr sra srs sras srta dra dras profa prof.a exmo exma ilmo ilma v.exa v.sa d eng engo arq des dep cel ten cap alm "
    "av r rua pça pç al trav tv estr vs viz cf e.g i.e p.ex approx aprox incl excl resp esp "
    "obs att ref tel fax cx ed eds org orgs trad coord máx mín"
)
# Titles with a capital letter only; else a word: "from seven to ten."
_CAPITALISED = _words("ten sen des col cap")
# Before a number only: "No. 5", but "He said no."
_NUMBERED = _words(
    "no nos nr núm num n n.º nº art arts p pp pág págs pag pags fl fls fig figs tab vol vols ch cap caps sec sect séc "
    "inc it item cl par parág v vv l jan feb mar apr jun jul aug sep sept oct nov dec fev abr mai ago set out dez"
)
# May end a sentence: they do before a capital letter.
_LATE = _words("etc inc ltd ltda co corp cia bros jr sr al a.m p.m am pm dept est")
# After an initial or an abbreviation of letters ("U.S.", "S.A.") only one of these begins a sentence for certain.
_STARTERS = _words(
    "the a an this that these those he she it we they i you his her its our their there here but and or so in on at as "
    "if when while after before then however moreover what why how who not no yes "
    "o os as um uma uns umas ele ela eles elas eu nós isso isto este esta esse essa aquele aquela mas e ou em na nas "
    "nos ao à às aos para por com sem se quando onde como porém contudo entretanto também já não sim há foi era"
)


def split_text(text: str, how: str) -> list[Span]:
    """Return the pieces of `text`: its `lines`, its `sentences`, or nothing for `none`."""
    if how == "lines":
        return split_lines(text)
    return split_sentences(text) if how == "sentences" else []


def split_sentences(text: str) -> list[Span]:
    """Return the sentences of `text` in their order, without the white space around them; nothing else is left out."""
    spans = []
    for start, end in _paragraphs(text):
        begin = start
        for match in _END.finditer(text, start, end):
            if _ends_sentence(text, begin, match, end):
                spans.append(_stripped(text, begin, match.end()))
                begin = match.end()
        spans.append(_stripped(text, begin, end))
    return [span for span in spans if span.text]


def _stripped(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    kept = piece.strip()
    begin = start + len(piece) - len(piece.lstrip())
    return Span(begin, begin + len(kept), kept)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of stretches of lines that belong together, each an item of a list at most."""
    found: list[tuple[int, int]] = []
    before = ""
    for match in _LINE.finditer(text):
        line = match.group().strip()
        if line and found and _goes_on(before, line):
            found[-1] = (found[-1][0], match.end())
        elif line:
            found.append((match.start(), match.end()))
        before = line
    return found


def _goes_on(before: str, line: str) -> bool:
    """Say whether a line continues the one before it, which is empty after a gap."""
    if not before or _ITEM.match(line):
        return False
    return line[0].islower() or (len(before) >= WRAPPED_FROM and before[-1] != ":")


def _ends_sentence(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    """Say whether the marks in `match` end the sentence that began at `begin`."""
    marks = match.group()
    if marks[0] in _WIDE:
        return marks[-1] in _WIDE or text[match.end() : match.end() + 1] not in _AFTER_QUOTES
    rest = text[match.end() : min(match.end() + _SIGHT, end)].lstrip(_BEFORE_WORDS)
    if not rest:
        return True
    careless = text[begin : begin + _SIGHT].lstrip(_BEFORE_WORDS)[:1].islower()  # whoever writes so begins all like it
    if rest[0].islower() and not careless:
        return marks[0] in "!?" and len(marks.rstrip(_CLOSERS)) == len(marks) and marks != "?!"
    if marks[0] != "." or marks.startswith(".."):
        return True
    return not _abbreviates(text, begin, match.start(), rest)


def _abbreviates(text: str, begin: int, stop: int, rest: str) -> bool:
    """Say whether the full stop at `stop` belongs to the word before it; `rest` is what follows."""
    found = _WORD_BEFORE.search(text, max(begin, stop - 40), stop)
    written = found.group() if found else ""
    word = written.lower()
    number = rest[0].isdigit() or bool(re.match(r"[IVXLC]+\b", rest))
    if word in _NUMBERED and number:
        return True
    if word in _TITLES and (word not in _CAPITALISED or written[0].isupper()):
        return not (word in _LATE and _next_word(rest) in _STARTERS)
    if written.isdigit():
        return stop - begin < _SIGHT and text[begin:stop].lstrip(_BEFORE_WORDS) == written  # "1. First": an item
    if word in _LATE:
        return number or rest[0].islower()
    initial = len(written) == 1 and written.isupper() and written != "I"
    acronym = len(written) <= 6 and _INNER_STOP.search(written) is not None
    return (initial or acronym) and (rest[0].islower() or _next_word(rest) not in _STARTERS)


def _next_word(rest: str) -> str:
    found = re.match(r"\w+", rest)
    return found.group().lower() if found else ""
