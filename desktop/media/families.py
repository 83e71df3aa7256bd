"""Tell the families of text apart: content first, the suffix only among those that content cannot tell."""

from __future__ import annotations

import csv
import json
import re

# Suffixes that break a tie. Anything else (`.jpg` on a text, no suffix at all) leaves the decision to the content.
_BY_SUFFIX = {
    "csv": "csv",
    "tsv": "tsv",
    "tab": "tsv",
    "md": "markdown",
    "markdown": "markdown",
    "json": "json",
    "geojson": "json",
    "ipynb": "json",
    "jsonl": "jsonl",
    "ndjson": "jsonl",
    "htm": "html",
    "html": "html",
    "xhtml": "html",
    "xml": "xml",
    "srt": "srt",
    "vtt": "vtt",
    "txt": "text",
    "text": "text",
    "log": "text",
}
_ELEMENT = re.compile(r"<(?:[A-Za-z][\w.-]*:)?([A-Za-z][\w.-]*)(?=[\s/>])")
_HTML_PARTS = frozenset({"html", "head", "body"})
_SRT = re.compile(r"\s*\d+[ \t]*\r?\n\d{1,2}:\d\d:\d\d[,.]\d{1,3}[ \t]+-->[ \t]+\d{1,2}:\d\d:\d\d")
_VTT = re.compile(r"WEBVTT(?:[ \t\r\n]|$)")
_JSON_START = re.compile(r'\s*(?:\{\s*(?:"(?:[^"\\\n]|\\.){0,200}"\s*:|\})|\[\s*(?:[\[{"\-\d\]]|true|false|null))')
_MARKDOWN = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (r"^#{1,6} \S", r"\[[^\]\n]+\]\([^)\n]+\)", r"^```", r"^[-*] \S", r"\*\*\S[^*\n]*\*\*", r"^> \S")
)
_LONGEST_CELL = 60
_PROLOGUE = (("<!--", "-->"), ("<?", "?>"), ("<!doctype", ">"))
_LONGEST_PROLOGUE = 50


def text_family(text: str, suffix: str, *, cut: bool) -> str:
    """Return the key in `FORMATS` for `text`, the beginning of a file (`cut`: it goes on)."""
    return _telling(text, suffix, cut=cut) or _BY_SUFFIX.get(suffix) or _by_habit(text, suffix, cut=cut)


def _telling(text: str, suffix: str, *, cut: bool) -> str | None:
    """Name the formats that say themselves what they are."""
    if _VTT.match(text):
        return "vtt"
    if _SRT.match(text):
        return "srt"
    if text[:64].lstrip().startswith("<"):
        return _markup_family(text)
    if _JSON_START.match(text):
        return _json_family(text, suffix, cut=cut)
    return None


def _markup_family(text: str) -> str | None:
    """Name markup by its document type or root element, behind declarations and comments; in linear time."""
    at, declared = 0, False
    for _ in range(_LONGEST_PROLOGUE):
        while at < len(text) and text[at].isspace():
            at += 1
        if text[at : at + 14].lower() == "<!doctype html":
            return "html"
        closing = next((end for start, end in _PROLOGUE if text[at : at + len(start)].lower() == start), None)
        if closing is None:
            break
        declared = declared or text.startswith("<?xml", at)
        at = _behind(text, at, closing)
    element = _ELEMENT.match(text, at)
    root = element.group(1).lower() if element else ""
    if root in _HTML_PARTS:
        return "html"
    return "svg" if root == "svg" else "xml" if declared else None


def _behind(text: str, at: int, closing: str) -> int:
    """Return where the piece of prologue that begins at `at` is over; a document type may hold brackets."""
    end = text.find(closing, at)
    bracket = text.find("[", at, end) if closing == ">" else -1
    if bracket >= 0:
        inner = text.find("]", bracket)
        end = text.find(closing, inner) if inner >= 0 else -1
    return end + len(closing) if end >= 0 else len(text)


def _json_family(text: str, suffix: str, *, cut: bool) -> str | None:
    lines = [line for line in text.splitlines() if line.strip()]
    whole = lines[:-1] if cut else lines
    if (len(lines) > 1 or suffix in {"jsonl", "ndjson"}) and all(_is_json(line) for line in whole[:20]):
        return "jsonl"
    return "json" if cut or _is_json(text) else None


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False


def _by_habit(text: str, suffix: str, *, cut: bool) -> str:
    """Guess tables and Markdown from their looks; a suffix of its own (`.py`, `.sql`) speaks for source."""
    lines = text.splitlines()
    if cut:
        lines = lines[:-1]
    lines = [line for line in lines[:50] if line.strip()]
    if _table(lines, "\t"):
        return "tsv"
    if _table(lines, ",") or (not suffix and _table(lines, ";")):
        return "csv"
    if suffix:
        return "text"
    return "markdown" if sum(bool(pattern.search(text)) for pattern in _MARKDOWN) > 2 else "text"


def _table(lines: list[str], delimiter: str) -> bool:
    """Say whether the lines are rows of one length, with short cells and no space after the delimiter, as in prose."""
    if len(lines) < 3 or any(delimiter not in line for line in lines):
        return False
    try:
        rows = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    cells = [cell for row in rows for cell in row]
    return len({len(row) for row in rows}) == 1 and all(
        len(cell) <= _LONGEST_CELL and not cell.startswith(" ") for cell in cells
    )
