"""What was found in a picture: frames on the photo, a legend, a threshold and the list."""

from __future__ import annotations

import math
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from desktop.core.result import Boxes
from desktop.ui import theme
from desktop.ui.language import number, percent
from desktop.ui.text_label import text_label
from desktop.ui.viewers.box_view import BoxView, Frame
from desktop.ui.viewers.crops import CropStrip, crops_of, read_crops
from desktop.ui.viewers.legend import Legend
from desktop.ui.viewers.marks import Mark, MarkList
from desktop.ui.viewers.photo import PhotoViewer
from desktop.ui.viewers.scores import thing

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from desktop.core.job import Job
    from desktop.ui.services import Services


class BoxesViewer(PhotoViewer):
    """Shows `Boxes`."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        view = BoxView()
        super().__init__(services, view, parent)
        self.view = view
        self._value = Boxes(width=0, height=0, boxes=())
        self._hues: dict[str, int] = {}
        self.crops = CropStrip()
        self.left.addWidget(self.crops)
        self.sure = text_label("body")
        self.at_least = text_label("body", tone="muted")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setPageStep(5)
        self.sure.setBuddy(self.slider)
        self.hint = text_label("body", tone="muted", wrap=True)
        self.legend = Legend(thing)
        self.list = MarkList()
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(self.sure)
        row.addWidget(self.slider, 1)
        row.addWidget(self.at_least)
        self.column.addLayout(row)
        self.column.addWidget(self.legend)
        self.column.addWidget(self.list, 1)
        self.left.insertWidget(1, self.hint)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self.slider.valueChanged.connect(self._filter)
        self.legend.changed.connect(self._filter)
        self.list.hovered.connect(self.view.set_hovered)
        self.list.chosen.connect(partial(self._choose, self.list))
        self.view.place_clicked.connect(partial(self._choose, self.view))
        self.crops.chosen.connect(partial(self._choose, self.crops))

    def show_job(self, job: Job) -> None:
        """Show what was found for a finished job."""
        assert job.result is not None
        value = job.result.value
        assert isinstance(value, Boxes)
        super().show_job(job)
        self._value = value
        counts = Counter(box.label for box in value.boxes)
        self._hues = {label: place for place, (label, _count) in enumerate(counts.most_common())}
        self.legend.set_labels(counts, self._hues)
        # The slider begins where the task left off: what is below was never kept.
        least = min([_least(job), *(box.score for box in value.boxes)])
        self.slider.blockSignals(True)
        self.slider.setRange(math.floor(least * 100), 99)
        self.slider.setValue(self.slider.minimum())
        self.slider.blockSignals(False)
        self.side.setVisible(bool(value.boxes))
        self.hint.setVisible(not value.boxes)
        self._write()
        self.crops.set_crops({}, [])
        self.read_photo(job, value.width, value.height)
        crops = crops_of(job.result.artifacts)
        if crops:
            self.load(partial(read_crops, crops), self._take_crops, self.crops.hide)

    def selected_text(self) -> str:
        """Return the row that is selected, if the list has the focus."""
        return self.list.selected_text()

    def retranslate(self) -> None:
        """Set every visible string again."""
        super().retranslate()
        self.sure.setText(self.tr("At least"))
        self.slider.setAccessibleName(self.tr("Show only what is at least this sure"))
        self.slider.setToolTip(self.slider.accessibleName())
        self.list.setAccessibleName(self.tr("What was found, the surest first"))
        self.crops.setAccessibleName(self.tr("What was found, cut out"))
        self.hint.setText(
            self.tr("Nothing was sure enough to be shown. A lower certainty in the options of the task finds more.")
        )
        self.legend.retranslate()
        self._write()

    def visible(self) -> frozenset[int]:
        """Return the numbers of the boxes that are shown."""
        least = self.slider.value()
        every = least == self.slider.minimum()
        return frozenset(
            place
            for place, box in enumerate(self._value.boxes)
            if (every or box.score * 100 >= least) and self.legend.shows(box.label)
        )

    def _write(self) -> None:
        """Write everything that has numbers or labels in it."""
        boxes = self._value.boxes
        names = [thing(box.label) for box in boxes]
        self.list.marks.set_marks(
            [
                Mark(name=name, score=box.score, hue=self._hues[box.label])
                for name, box in zip(names, boxes, strict=True)
            ]
        )
        self.view.set_frames(
            [
                Frame(
                    area=QRectF(QPointF(*box.box[:2]), QPointF(*box.box[2:])).normalized(),
                    tag=f"{name} {percent(box.score)}",
                    hue=self._hues[box.label],
                )
                for name, box in zip(names, boxes, strict=True)
            ]
        )
        self._filter()

    def _filter(self) -> None:
        visible = self.visible()
        total = len(self._value.boxes)
        self.at_least.setText(percent(self.slider.value() / 100))
        if len(visible) == total:
            self.heading.setText(self.tr("%Ln thing(s) found", "", total) if total else self.tr("Nothing found"))
        else:
            text = self.tr("{shown} of {count} shown")
            self.heading.setText(text.format(shown=number(len(visible)), count=number(total)))
        for row in range(total):
            self.list.setRowHidden(row, row not in visible)
        self.view.set_visible(visible)
        self.crops.set_visible(visible)
        if self.list.row not in visible:
            self._choose(None, -1)

    def _choose(self, source: QWidget | None, place: int) -> None:
        """Show one box as chosen everywhere but where it was chosen."""
        for part, choose in (
            (self.list, self.list.show_row),
            (self.view, self.view.mark),
            (self.crops, self.crops.show_box),
        ):
            if part is not source or part is self.view:
                choose(place)

    def _take_crops(self, images: dict[int, QImage]) -> None:
        self.crops.set_crops(images, [thing(box.label) for box in self._value.boxes])
        self.crops.set_visible(self.visible())


def _least(job: Job) -> float:
    """Return the threshold the job ran with; the slider can only go up from there."""
    given = job.params.get("threshold", 0.0)
    return min(max(float(given), 0.0), 0.99) if isinstance(given, int | float) else 0.0
