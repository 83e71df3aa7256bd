"""What a model card says: the front matter and the title of a README.md as the Hub wants it."""

from __future__ import annotations

import re
from dataclasses import dataclass

UNKNOWN = "unknown"

# Identifiers of the Hub (huggingface.co/docs/hub/repositories-licenses) whose SPDX name is more than capital letters.
_SPDX = {
    "apache-2.0": "Apache-2.0",
    "openrail": "OpenRAIL",
    "bigscience-openrail-m": "BigScience-OpenRAIL-M",
    "bsd-2-clause": "BSD-2-Clause",
    "bsd-3-clause": "BSD-3-Clause",
    "unlicense": "Unlicense",
    "artistic-2.0": "Artistic-2.0",
}
_CAPITALS = re.compile(r"(mit|isc|wtfpl|zlib|ncsa|(cc|cc0|gpl|lgpl|agpl|gfdl|mpl|epl|eupl|afl|ecl|osl|bsl|odbl)-?.*)$")
_LANGUAGE = re.compile(r"[a-z]{2,3}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card says.

    Attributes:
        title: its first heading.
        licence: SPDX name where the Hub's identifier has one.
        languages: two- or three-letter codes.
        pipeline_tag: the Hub's name for the task.
        base_model: the repository it was made from; the first one where it names several.
    """

    title: str = ""
    licence: str = UNKNOWN
    languages: tuple[str, ...] = ()
    pipeline_tag: str = ""
    base_model: str = ""


def read_card(text: str) -> Card:
    """Read a card; what it lacks or says in another way than cards do stays empty."""
    matter, body = _split(text)
    fields = _fields(matter)
    first = {name: values[0] for name, values in fields.items() if values}
    licence = first.get("license", "").lower()
    if licence == "other":
        licence = first.get("license_name", "")
    headings = (line.lstrip("#").strip() for line in body.splitlines() if re.match(r"#{1,2} ", line))
    return Card(
        title=re.sub(r"\s+", " ", next(headings, ""))[:120],
        licence=spdx(licence) if licence else UNKNOWN,
        languages=tuple(language for language in fields.get("language", []) if _LANGUAGE.match(language)),
        pipeline_tag=first.get("pipeline_tag", ""),
        base_model=first.get("base_model", ""),
    )


def card_body(text: str) -> str:
    """Return what a card says to people: all but its front matter."""
    return _split(text)[1]


def _split(text: str) -> tuple[list[str], str]:
    """Return the lines of the front matter, between two lines of dashes at the very top, and what follows it."""
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines or lines[0].rstrip() != "---":
        return [], text
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), len(lines))
    return lines[1:end], "\n".join(lines[end + 1 :])


def _fields(matter: list[str]) -> dict[str, list[str]]:
    """Return the values of the outermost keys: plain ones, `[a, b]` and lists of `- a`; deeper ones are left out.

    A card may hold thousands of lines of results; five of its keys matter here, and they are never nested.
    """
    fields: dict[str, list[str]] = {}
    values: list[str] = []
    for line in matter:
        key = re.match(r"([A-Za-z_]+):(?:\s+(.*))?$", line)
        entry = re.match(r"\s{0,4}-\s+([^:\s][^:]*)$", line)
        if key:
            values = fields.setdefault(key[1], [])
            written = _plain(key[2] or "")
            listed = written[1:-1].split(",") if re.fullmatch(r"\[.*\]", written) else [written]
            values += [value for value in map(_plain, listed) if value]
        elif entry:
            values.append(_plain(entry[1]))
    return fields


def _plain(value: str) -> str:
    """Return a value without its comment and quotes."""
    return re.split(r"\s#", value, maxsplit=1)[0].strip().strip("\"'")


def spdx(licence: str) -> str:
    """Return the SPDX name of a licence that the Hub or a manifest calls otherwise."""
    if _CAPITALS.match(licence):
        return licence.upper()
    return _SPDX.get(licence, licence)
