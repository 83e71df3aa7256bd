"""What the user chose, in one JSON file."""

from __future__ import annotations

import dataclasses
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import msgspec

from desktop.state.files import replace_file

if TYPE_CHECKING:
    from pathlib import Path

_log = logging.getLogger("ilha.settings")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The user's choices.

    Attributes:
        theme: `auto` follows the system.
        language: `auto` follows the system.
        output_folder: where exports go; empty means the folder of the source file.
        file_name_template: name of exports without the extension; fields are listed in `media/names.py`.
        threads: threads of the engine; 0 chooses by the machine.
        notify: tell when a job that took more than ten seconds ends while the window is in the background.
    """

    theme: Literal["auto", "light", "dark"] = "auto"
    language: Literal["auto", "en", "pt_BR"] = "auto"
    output_folder: str = ""
    file_name_template: str = "{name}-{task}"
    threads: int = 0
    notify: bool = True


class _SettingsFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: Literal[1] = 1
    theme: Literal["auto", "light", "dark"] = "auto"
    language: Literal["auto", "en", "pt_BR"] = "auto"
    output_folder: str = ""
    file_name_template: str = "{name}-{task}"
    threads: int = msgspec.field(default=0)
    notify: bool = True


def load_settings(path: Path) -> Settings:
    """Read the settings; a file that cannot be understood is set aside as `.bad` and the defaults are used."""
    try:
        raw = path.read_bytes()
    except OSError:
        return Settings()
    try:
        stored = msgspec.json.decode(raw, type=_SettingsFile)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        path.replace(path.with_suffix(".json.bad"))
        _log.info("settings set aside: %s", error)
        return Settings()
    return Settings(**{field.name: getattr(stored, field.name) for field in dataclasses.fields(Settings)})


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings in one step."""
    stored = _SettingsFile(**dataclasses.asdict(settings))
    replace_file(path, msgspec.json.format(msgspec.json.encode(stored), indent=2) + b"\n")
