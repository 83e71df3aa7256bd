"""The form of the settings file; apart from the settings, since msgspec is slow to load and many homes have none."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec


class _Form(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: Literal[1] = 1
    theme: Literal["auto", "light", "dark"] = "auto"
    language: Literal["auto", "en", "pt_BR"] = "auto"
    output_folder: str = ""
    file_name_template: str = "{name}-{task}"
    threads: int = 0
    notify: bool = True
    models_folder: str = ""
    network: Literal["offline", "ask", "allowed"] = "offline"
    hub: str = ""
    proxy: str = ""
    ca_file: str = ""
    keep_days: Annotated[int, msgspec.Meta(ge=0)] = 0
    private: bool = False


def decode(content: bytes) -> dict[str, Any]:
    """Return the fields of a settings file.

    Raises:
        ValueError: it is no such file; the message names the place of the fault.
    """
    stored = msgspec.structs.asdict(msgspec.json.decode(content, type=_Form))
    del stored["version"]
    return stored


def encode(fields: dict[str, Any]) -> bytes:
    """Return the content of a settings file."""
    return msgspec.json.format(msgspec.json.encode(_Form(**fields)), indent=2) + b"\n"
