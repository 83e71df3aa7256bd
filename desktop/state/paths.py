"""Every directory, with one override (`--home` or `ILHA_HOME`) that moves all of them."""

from __future__ import annotations

import dataclasses
import functools
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop.core.usage import HomeNameless, HomeShared

HOME_VARIABLE = "ILHA_HOME"
CHECKPOINTS = "resume"
"""In the engine's work folder: finished pieces of long jobs, which outlive engine and program."""
AGAIN = "again-"
"""Begins the names of folders beside the artifacts: what is delivered once more, to be compared with what is there."""
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
        models: the model store; elsewhere when the user moved it.
        lasting: where settings and the record of requests lie while all else is to leave no trace; see `session`.
    """

    root: Path
    models: Path
    lasting: Path | None = None

    @property
    def history(self) -> Path:
        """Return the SQLite file of jobs and results."""
        return self.root / "history.db"

    @property
    def ledger(self) -> Path:
        """Return the SQLite file of every network request that was sent or refused."""
        return (self.lasting or self.root) / "ledger.db"

    @property
    def chats(self) -> Path:
        """Return the SQLite file of conversations."""
        return self.root / "chats.db"

    @property
    def assistants(self) -> Path:
        """Return the folder of the user's own assistants, a file each; made when the first is."""
        return self.root / "assistants"

    @property
    def recipes(self) -> Path:
        """Return the folder of the user's own recipes, a file each; made when the first is."""
        return self.root / "recipes"

    @property
    def settings(self) -> Path:
        """Return the settings file."""
        return (self.lasting or self.root) / "settings.json"

    @property
    def machine(self) -> Path:
        """Return the file that remembers how fast this computer was measured to be."""
        return (self.lasting or self.root) / "machine.json"

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
        return (self.lasting or self.root) / "exports"

    @property
    def index(self) -> Path:
        """Return the folder of the index: the passages of the user's files, and their vectors."""
        return self.root / "index"

    @property
    def documents(self) -> Path:
        """Return the folder of the index of documents that belong to conversations and assistants."""
        return self.root / "documents"

    @property
    def watches(self) -> Path:
        """Return the SQLite file of watched folders and what was seen in them."""
        return self.root / "watches.db"

    @property
    def transcripts(self) -> Path:
        """Return the folder of the texts of transcripts, for those who search them; made when the first does."""
        return self.root / "transcripts"

    @property
    def logs(self) -> Path:
        """Return the folder of log files; they hold no content of user files."""
        return self.root / "logs"

    @property
    def dialogs(self) -> Path:
        """Return the folder in which Qt keeps what its dialogs remember, such as the folders that were visited."""
        return self.root / "dialogs"

    @property
    def private(self) -> Path:
        """Return the folder of the homes of programs that leave no trace, one for each."""
        return (self.lasting or self.root) / "private"

    @property
    def proof(self) -> Path:
        """Return what the names of folders begin with where an engine tries to write and must not be let."""
        return self.root / "proof"

    def for_good(self) -> Home:
        """Return the home that lasts, also where this one is to leave no trace."""
        return dataclasses.replace(self, root=self.lasting or self.root, lasting=None)

    def places(self) -> dict[str, Path]:
        """Return everything that may lie here by its name; a property that is added is among them by itself."""
        named = {name: getattr(self, name) for name, member in vars(Home).items() if isinstance(member, property)}
        return {**named, "models": self.models}

    def make(self) -> Home:
        """Create what is missing, readable by the owner only, and return self.

        A store that the user moved is not made anew: the disk it lies on may only be absent.
        """
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        for folder in (self.artifacts, self.work, self.pasted, self.logs):
            make_folder(folder)
        if _moved_models(self) is None:
            make_folder(self.models)
        return self


def make_folder(folder: Path) -> None:
    """Make a folder of a home for its owner alone, if it is missing; a file in its place is set aside."""
    if folder.is_file():
        from desktop.state.news import StorageReplaced, tell
        from desktop.state.salvage import set_aside

        tell(folder, StorageReplaced(file=folder.name, folder=str(folder.parent), kept=set_aside(folder).name))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def find_home(override: str | os.PathLike[str] | None = None) -> Home:
    """Return the home: `override`, else `ILHA_HOME`, else the user data folder of the platform.

    Raises:
        HomeShared: it would be the user's own folder, or one around it.
        HomeNameless: its path is no text.
    """
    chosen = override or os.environ.get(HOME_VARIABLE)
    if chosen:
        root = Path(chosen).expanduser().absolute()
        with suppress(RuntimeError):  # users without a folder share none
            if Path.home().resolve().is_relative_to(root.resolve()):
                raise HomeShared(folder=str(root))
    else:
        import platformdirs

        root = platformdirs.user_data_path("ilha", appauthor=False)
    name = os.fsencode(root).decode(errors="replace")
    if name != str(root):
        raise HomeNameless(folder=name)
    source = None if chosen else checkout()
    home = Home(root=root, models=source / "models_cache" if source else root / "models")
    return dataclasses.replace(home, models=_moved_models(home) or home.models)


def _moved_models(home: Home) -> Path | None:
    """Return where the user moved the store of a home to; None when it is where it always was."""
    from desktop.state.settings import load_settings

    folder = load_settings(home.settings).models_folder
    return Path(folder) if folder else None
