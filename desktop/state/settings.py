"""What the user chose, in one JSON file."""

from __future__ import annotations

import dataclasses
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from desktop.core.errors import StorageError
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.state.files import replace_file, storage_errors

if TYPE_CHECKING:
    from pathlib import Path

THREADS_AT_MOST = 256


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
        models_folder: where models are kept; empty for the usual place.
        network: what may be sent: nothing unasked (`offline` and `ask` differ in how long a yes holds, see
            `hub/gate.py`), or downloads without a question.
        hub: address of the server for models; empty for the usual one. `HF_ENDPOINT` counts more.
        proxy: address of a proxy without name and password; empty for the system's, `none` for none.
        ca_file: certificates that are trusted instead of the system's; empty for those.
        keep_days: so many days history and conversations are kept; 0 for as long as nobody deletes them.
        private: leave no trace, see `state/session.py`.
    """

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
    keep_days: int = 0
    private: bool = False


class SettingsIgnored(StorageError):
    """Single settings have values that nothing can be done with."""

    code = "settings-ignored"
    message = QT_TRANSLATE_NOOP("errors", "Settings in “{file}” that cannot be used are as usual now: {names}.")
    hint = QT_TRANSLATE_NOOP("errors", "The file stays as it is until you change a setting.")


def load_settings(path: Path) -> Settings:
    """Read the settings; for one that cannot be used the default is taken, and told, a file of none is set aside."""
    fields, faults = _read(path)
    if faults:
        from desktop.state.news import tell

        tell(path, SettingsIgnored(file=path.name, names=", ".join(faults)))
    return Settings(**fields)


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings in one step; of a file in which some could not be used a copy is kept."""
    from desktop.state import settings_file

    if _read(path)[1]:
        from desktop.state.salvage import keep_copy

        with storage_errors(path.parent):
            keep_copy(path)
    replace_file(path, settings_file.encode(dataclasses.asdict(settings)))


def _read(path: Path) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the settings of a file that can be used, and the names of those that cannot."""
    try:
        raw = path.read_bytes()
    except IsADirectoryError:
        _set_aside(path)
        return {}, ()
    except OSError:
        return {}, ()
    from desktop.state import settings_file

    try:
        return settings_file.decode(raw)
    except (ValueError, RecursionError):
        _set_aside(path)
        return {}, ()


def _set_aside(path: Path) -> None:
    from desktop.state.news import StorageReplaced, tell
    from desktop.state.salvage import set_aside

    with suppress(OSError):  # another program was faster, or nothing may be written
        tell(path, StorageReplaced(file=path.name, folder=str(path.parent), kept=set_aside(path).name))
