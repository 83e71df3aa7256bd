"""The converter for whoever installs models: one call that ends with a folder, or with an error."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from desktop.core.errors import Cancelled
from desktop.worker.conversion import Conversion, Progress, converter_command

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class FolderConverter:
    """Makes graphs of models that have none; one at a time."""

    def __init__(self) -> None:
        """Prepare; nothing is started."""
        self._conversion: Conversion | None = None
        self._cancelled = False

    def check(self) -> None:
        """Raise `ConverterMissing` when there is no converter on this computer."""
        converter_command()

    def convert(self, folder: Path, out: Path, task: str, report: Callable[[int, int], None]) -> None:
        """Make the folder `out` of `folder`, whole or not at all; `report` is told how many steps of how many are done.

        Raises:
            Cancelled: `cancel` was called.
            ModelError, EngineError, StorageError: as `Conversion.run`.
        """
        self._conversion = Conversion(folder, out, task)
        if self._cancelled:
            raise Cancelled
        with closing(self._conversion.run()) as events:
            for event in events:
                if isinstance(event, Progress):
                    report(event.done, event.total)

    def cancel(self) -> None:
        """Give up; called from any thread."""
        self._cancelled = True
        if self._conversion is not None:
            self._conversion.cancel()
