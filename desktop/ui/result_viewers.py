"""Which viewer shows a result: one for every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.core.kind import ResultKind
from desktop.core.result import KIND_OF, Text
from desktop.ui.viewers.boxes import BoxesViewer
from desktop.ui.viewers.embedding import EmbeddingViewer
from desktop.ui.viewers.image import ImageViewer
from desktop.ui.viewers.labels import LabelsViewer
from desktop.ui.viewers.masks import MasksViewer
from desktop.ui.viewers.segments import SegmentsViewer
from desktop.ui.viewers.spans import SpansViewer
from desktop.ui.viewers.table import TableViewer
from desktop.ui.viewers.text import TextViewer
from desktop.ui.viewers.translation import TranslationViewer

if TYPE_CHECKING:
    from desktop.core.result import ResultValue
    from desktop.ui.viewers.base import Viewer

VIEWERS: dict[ResultKind, type[Viewer]] = {
    ResultKind.LABELS: LabelsViewer,
    ResultKind.TEXT: TextViewer,
    ResultKind.BOXES: BoxesViewer,
    ResultKind.MASKS: MasksViewer,
    ResultKind.IMAGE: ImageViewer,
    ResultKind.SPANS: SpansViewer,
    ResultKind.EMBEDDING: EmbeddingViewer,
    ResultKind.TABLE: TableViewer,
    ResultKind.SEGMENTS: SegmentsViewer,
}


def viewer_of(value: ResultValue) -> type[Viewer]:
    """Return the viewer of a value: that of its kind, but for texts that were translated."""
    if isinstance(value, Text) and value.translation is not None:
        return TranslationViewer
    return VIEWERS[KIND_OF[type(value)]]
