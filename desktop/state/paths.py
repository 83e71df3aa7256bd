"""Every directory, with one override (`--home` or `ILHA_HOME`) that moves all of them."""

from __future__ import annotations

import functools
import os
import sys
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "ILHA_HOME"
_PACKAGE = Path(__file__).resolve().parents[1]


@functools.cache
def checkout() -> Path | None:
    """Return the root of the source checkout the program runs from, or None when it is installed."""
    root = _PACKAGE.parent
    return root if (root / "pyproject.toml").is_file() and (root / "models_cache").is_dir() else None


def resources() -> Path:
    """Return the folder of icons, translations, samples and starter models."""
    root = checkout()
    if root is not None:
        return root / "resources"
    bundle: str | None = getattr(sys, "_MEIPASS", None)
    return Path(bundle) / "resources" if bundle else _PACKAGE / "_resources"


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where this user's data lies; every folder belongs to its owner alone.

    Attributes:
        root: everything below is inside it, but for the model store of a source checkout.
        models: the model store.
    """

    root: Path
    models: Path

    @property
    def history(self) -> Path:
        """Return the SQLite file of jobs and results."""
        return self.root / "history.db"

    @property
    def settings(self) -> Path:
        """Return the settings file."""
        return self.root / "settings.json"

    @property
    def window(self) -> Path:
        """Return the file that remembers the window's geometry and last page; nothing private is in it."""
        return self.root / "window.ini"

    @property
    def artifacts(self) -> Path:
        """Return the folder of files that belong to results, one folder for each job."""
        return self.root / "artifacts"

    @property
    def work(self) -> Path:
        """Return the only folder an engine may write to, one folder for each running job."""
        return self.root / "work"

    @property
    def pasted(self) -> Path:
        """Return the folder of texts and pictures that were typed or pasted, not dropped."""
        return self.root / "pasted"

    @property
    def exports(self) -> Path:
        """Return the folder that takes exports when the chosen one refuses them."""
        return self.root / "exports"

    @property
    def logs(self) -> Path:
        """Return the folder of log files; they hold no content of user files."""
        return self.root / "logs"

    def make(self) -> Home:
        """Create what is missing, readable by the owner only, and return self."""
        for folder in (self.root, self.artifacts, self.work, self.pasted, self.logs, self.models):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self


def find_home(override: str | os.PathLike[str] | None = None) -> Home:
    """Return the home: `override`, else `ILHA_HOME`, else the user data folder of the platform."""
    chosen = override or os.environ.get(HOME_VARIABLE)
    if chosen:
        root = Path(chosen).expanduser().absolute()
        return Home(root=root, models=root / "models")
    import platformdirs

    root = platformdirs.user_data_path("ilha", appauthor=False)
    source = checkout()
    return Home(root=root, models=source / "models_cache" if source else root / "models")
