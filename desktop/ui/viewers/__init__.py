"""One viewer for every kind of result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.core.kind import ResultKind
from desktop.ui.viewers.labels import LabelsViewer
from desktop.ui.viewers.text import TextViewer

if TYPE_CHECKING:
    from desktop.ui.viewers.base import Viewer

VIEWERS: dict[ResultKind, type[Viewer]] = {
    ResultKind.LABELS: LabelsViewer,
    ResultKind.TEXT: TextViewer,
}
