"""The form of the settings file; apart from the settings, since msgspec is slow to load and many homes have none."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from desktop.state.settings import THREADS_AT_MOST

_FOLDERS = ("output_folder", "models_folder")
_Word = Annotated[str, msgspec.Meta(pattern=r"^[^\x00]*\Z", max_length=4096)]


class _Form(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: Literal[1] = 1
    theme: Literal["auto", "light", "dark"] = "auto"
    language: Literal["auto", "en", "pt_BR"] = "auto"
    output_folder: _Word = ""
    file_name_template: _Word = "{name}-{task}"
    threads: Annotated[int, msgspec.Meta(ge=0, le=THREADS_AT_MOST)] = 0
    notify: bool = True
    models_folder: _Word = ""
    network: Literal["offline", "ask", "allowed"] = "offline"
    hub: _Word = ""
    proxy: _Word = ""
    ca_file: _Word = ""
    keep_days: Annotated[int, msgspec.Meta(ge=0, le=36_500)] = 0
    private: bool = False


def decode(content: bytes) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the fields of a settings file that can be used, and the names of those that cannot.

    Raises:
        ValueError: it is no such file; the message names the place of the fault.
    """
    try:
        found, faults = msgspec.structs.asdict(msgspec.json.decode(content, type=_Form)), set[str]()
    except msgspec.ValidationError:
        found, faults = _single(msgspec.json.decode(content, type=dict[str, msgspec.Raw]))
    found.pop("version", None)
    faults |= {name for name in _FOLDERS if found.get(name) and not Path(found[name]).is_absolute()}
    return {name: value for name, value in found.items() if name not in faults}, tuple(sorted(faults))


def _single(written: dict[str, msgspec.Raw]) -> tuple[dict[str, Any], set[str]]:
    kinds = {field.name: field.type for field in msgspec.structs.fields(_Form)}
    found = dict[str, Any]()
    for name, raw in written.items():
        with suppress(KeyError, ValueError, RecursionError):
            found[name] = msgspec.json.decode(raw, type=kinds[name])
    return found, written.keys() - found.keys()


def encode(fields: dict[str, Any]) -> bytes:
    """Return the content of a settings file."""
    return msgspec.json.format(msgspec.json.encode(_Form(**fields)), indent=2) + b"\n"
