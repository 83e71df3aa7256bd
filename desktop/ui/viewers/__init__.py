"""One viewer for every kind of result."""

from __future__ import annotations

from desktop.core.result import ResultKind
from desktop.ui.viewers.base import Viewer
from desktop.ui.viewers.labels import LabelsViewer
from desktop.ui.viewers.text import TextViewer

VIEWERS: dict[ResultKind, type[Viewer]] = {
    ResultKind.LABELS: LabelsViewer,
    ResultKind.TEXT: TextViewer,
}
