"""Names of exported files: templates, characters every system accepts, names nobody uses yet."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path

from desktop.core.media import InputFile
from desktop.core.usage import ParameterInvalid
from desktop.media.storage import probe
from desktop.state.files import storage_errors

FIELDS = ("name", "task", "model", "date", "time")
MAX_BYTES = 255
# Room for the number of a name that is taken: " (99999)".
_NUMBER_BYTES = 8
_PART_BYTES = 80
_FOLDERS = frozenset({"crops"})
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')
# Characters that turn the direction of text make "gpj.exe" look like "exe.jpg".
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$| )", re.IGNORECASE)
_SUFFIX = re.compile(r"(?<=.)\.[A-Za-z0-9]{1,10}$")
_EXPECTED = ", ".join(f"{{{field}}}" for field in FIELDS)


def check_template(template: str) -> None:
    """Refuse a template that is blank, has an unknown field or an unmatched brace.

    Raises:
        ParameterInvalid: for the parameter `template`.
    """
    _pieces(template)


def file_name(  # noqa: PLR0917 - in the order in which a template usually names them
    template: str, source: InputFile | str, task: str, model: str, when: datetime, extension: str, part: str = ""
) -> str:
    """Fill `template` and return a file name that every system accepts, never empty, at most 255 bytes in UTF-8.

    Fields: `{name}` (the source without its suffix), `{task}`, `{model}`, `{date}` (2026-08-31), `{time}` (14-05-59).
    A name that is too long loses the end of `{name}`, so that the rest stays telling; eight bytes are kept free for the
    number that `write` may add.

    Args:
        template: text with fields.
        source: what the result came from.
        task: id of the task.
        model: id of the model.
        when: the result was made.
        extension: of the format; for a format that is a folder its name follows behind a hyphen.
        part: which of several files of the result this is, such as `mask-1`; follows behind a hyphen.

    Raises:
        ParameterInvalid: the template is wrong.
    """
    suffix = "".join(char for char in extension.lower() if char.isascii() and char.isalnum())[:16]
    ending = f"{'-' if suffix in _FOLDERS else '.'}{suffix}" if suffix else ""
    which = _cut(clean(part), _PART_BYTES).strip(". ")
    ending = f"-{which}{ending}" if which else ending
    values = {
        "name": _SUFFIX.sub("", source.name if isinstance(source, InputFile) else source),
        "task": task,
        "model": model,
        "date": when.strftime("%Y-%m-%d"),
        "time": when.strftime("%H-%M-%S"),
        "": "",
    }
    room = MAX_BYTES - _NUMBER_BYTES - len(ending.encode())
    values = {field: clean(value) for field, value in values.items()}
    pieces = _pieces(template)
    rest = "".join(text + values[field] for text, field in pieces if field != "name")
    rest += "".join(text for text, field in pieces if field == "name")
    uses = sum(field == "name" for _, field in pieces)
    if uses:
        values["name"] = _cut(values["name"], max(16, (room - len(rest.encode())) // uses))
    return _stem("".join(text + values[field] for text, field in pieces), room) + ending


def clean(text: str) -> str:
    """Return `text` without characters that some file system refuses; emoji and every script stay."""
    text = unicodedata.normalize("NFC", _TURNING.sub("", text))
    text = "".join(" " if unicodedata.category(char) in {"Cc", "Zl", "Zp"} else char for char in text)
    text = "".join(char for char in text if unicodedata.category(char) != "Cs")
    return " ".join(_FORBIDDEN.sub("-", text).split())


def _stem(text: str, room: int) -> str:
    text = clean(text).strip(". ")
    if _RESERVED.match(text):
        text = f"_{text}"
    return _cut(text, room).strip(". ") or "result"


def _cut(text: str, room: int) -> str:
    """Shorten to `room` bytes without leaving half of a composed character behind."""
    if len(text.encode()) <= room:
        return text
    kept = text.encode()[:room].decode("utf-8", "ignore")
    following = text[len(kept) :]
    while kept and (_joins(following[0]) or kept[-1] == "\u200d"):
        kept, following = kept[:-1], kept[-1]
    return kept.rstrip() or text.encode()[:room].decode("utf-8", "ignore")


def _joins(char: str) -> bool:
    """Say whether `char` belongs to the one before: accents, variation selectors, joiners, skin tones."""
    return unicodedata.combining(char) > 0 or char in "\u200d\ufe0e\ufe0f\u20e3" or "\U0001f3fb" <= char <= "\U0001f3ff"


def _pieces(template: str) -> list[tuple[str, str]]:
    """Return the template as pairs of literal text and the field that follows it, empty for none."""
    try:
        parsed = list(string.Formatter().parse(template))
    except ValueError as error:
        raise _wrong(template) from error
    for _, field, layout, conversion in parsed:
        if field is not None and (field not in FIELDS or layout or conversion):
            raise _wrong(template)
    if not template.strip(" ."):
        raise _wrong(template)
    return [(text, field or "") for text, field, _, _ in parsed]


def _wrong(template: str) -> ParameterInvalid:
    return ParameterInvalid(name="template", value=template, expected=_EXPECTED)


# --- places ----------------------------------------------------------------------------------------------------------


def candidates(name: str) -> Iterator[str]:
    """Yield `name`, then `name (2)`, `name (3)` … before its suffix, none longer than 255 bytes."""
    match = _SUFFIX.search(name)
    ending = match.group() if match else ""
    stem = name[: len(name) - len(ending)]
    yield _cut(stem, MAX_BYTES - len(ending.encode())) + ending
    for number in count(2):
        mark = f" ({number})"
        yield _cut(stem, MAX_BYTES - len((mark + ending).encode())) + mark + ending


def writable_folder(wanted: Path, fallback: Path) -> Path:
    """Return `wanted`, made if need be, or `fallback` when nothing can be written there; callers say which it is.

    Raises:
        StorageNotWritable: neither can be written to.
        StorageFull: there is no room for either.
    """
    if probe(wanted):
        return wanted
    with storage_errors(fallback):
        fallback.mkdir(parents=True, exist_ok=True)
    if not probe(fallback):
        with storage_errors(fallback):
            raise PermissionError(str(fallback))
    return fallback
