"""Names that come from strangers: which may become files here, and what repositories are called."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from desktop.core.network import RepositoryUnnamed

_TAKEN = frozenset({".onnx", ".data", ".json", ".txt", ".model", ".spm", ".jinja", ".md", ".safetensors"})
"""Endings of files that are fetched; whatever is not here is left alone: pickles, programs, libraries, archives."""
_EXTERNAL_DATA = re.compile(r"\.onnx_data(_\d{1,4})?")
_LICENCES = ("LICENSE", "LICENCE", "NOTICE", "COPYING")
_PATH_CHARACTERS_AT_MOST = 200
_UNSEEN = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff"
_STAND_IN = "\ufffd"
_UNSAFE = re.compile(rf'[<>:"\\|?*\t\n{_UNSEEN}{_STAND_IN}]|[. ]$')
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_HIDDEN = frozenset({".git", ".cache", ".huggingface"})
_WORD = re.compile(r"[A-Za-z0-9](?:[\w.-]{0,94}[\w-])?", re.ASCII)
_OURS = frozenset({"local", "starter"})
"""First halves of the names of models that come from no server."""


def shown(text: str) -> str:
    """Return a text from a stranger without characters that act on a terminal or turn what stands around them."""
    return re.sub(f"[{_UNSEEN}]", _STAND_IN, text)


def is_safe(path: str) -> bool:
    """Say whether a path from a repository may become a file in a folder, on every system."""
    parts = path.split("/")
    if len(path) > _PATH_CHARACTERS_AT_MOST or parts[0].casefold() in _HIDDEN:
        return False
    return all(part and part != ".." and not _UNSAFE.search(part) and not _DEVICES.fullmatch(part) for part in parts)


def is_taken(path: str) -> bool:
    """Say whether a file of this name is ever fetched."""
    place = PurePosixPath(path)
    ending = place.suffix.lower()
    licence = place.name.upper().startswith(_LICENCES) and not ending
    return licence or ending in _TAKEN or bool(_EXTERNAL_DATA.fullmatch(ending))


def repository(named: str) -> tuple[str, str]:
    """Return the repository that somebody means, and the revision if that was part of it.

    Args:
        named: `owner/name`, `owner/name@revision`, or the address of a page of the repository.

    Raises:
        RepositoryUnnamed: it is neither.
    """
    text = named.strip()
    if "://" in text:
        try:
            text = urlsplit(text).path.strip("/")
        except ValueError:
            raise RepositoryUnnamed(name=named) from None
        owner, _, rest = text.partition("/")
        name, _, rest = rest.partition("/")
        page, _, revision = rest.partition("/")
        revision = revision.partition("/")[0] if page in {"tree", "blob", "resolve", "commit"} else ""
    else:
        text, _, revision = text.partition("@")
        owner, _, name = text.partition("/")
    if not is_repository(f"{owner}/{name}"):
        raise RepositoryUnnamed(name=named)
    return f"{owner}/{name}", revision


def is_repository(name: str) -> bool:
    """Say whether this is the name of a repository that may become a folder here."""
    words = name.split("/")
    plain = len(words) == 2 and all(_WORD.fullmatch(word) and ".." not in word for word in words)
    return plain and is_safe(name) and words[0].casefold() not in _OURS
