"""What the user chose, in one JSON file."""

from __future__ import annotations

import dataclasses
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from desktop.state.files import replace_file

if TYPE_CHECKING:
    from pathlib import Path


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


def load_settings(path: Path) -> Settings:
    """Read the settings; a file that cannot be understood is set aside as `.bad` and the defaults are used."""
    try:
        raw = path.read_bytes()
    except OSError:
        return Settings()
    from desktop.state import settings_file

    try:
        return Settings(**settings_file.decode(raw))
    except ValueError:
        with suppress(OSError):  # another program was faster, or nothing may be written
            path.replace(path.with_suffix(".json.bad"))
        return Settings()


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings in one step."""
    from desktop.state import settings_file

    replace_file(path, settings_file.encode(dataclasses.asdict(settings)))
