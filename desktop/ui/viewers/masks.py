"""The parts of a picture: laid over the photo, or cut out and compared with it."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSlider, QToolButton, QWidget

from desktop.core.result import Masks
from desktop.ui import theme
from desktop.ui.language import percent
from desktop.ui.text_label import text_label
from desktop.ui.viewers.image import artifact
from desktop.ui.viewers.legend import Legend
from desktop.ui.viewers.marks import Mark, MarkList
from desktop.ui.viewers.mask_view import Layer, MaskView, read_layers
from desktop.ui.viewers.photo import PhotoViewer
from desktop.ui.viewers.picture import read_picture
from desktop.ui.viewers.scores import thing

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from desktop.core.job import Job
    from desktop.ui.services import Services

_OPACITY = 50


class MasksViewer(PhotoViewer):
    """Shows `Masks`."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        view = MaskView()
        super().__init__(services, view, parent)
        self.view = view
        self._value = Masks(width=0, height=0, masks=())
        self._layers: list[Layer] = []
        self._cutout: QImage | None = None
        self._hues: dict[str, int] = {}
        self.parts, self.cut = QToolButton(), QToolButton()
        self._modes = QButtonGroup(self)
        self._switch = QWidget()
        self._build_switch()
        self.opacity_label = text_label("body")
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setRange(0, 100)
        self.opacity.setValue(_OPACITY)
        self.opacity_label.setBuddy(self.opacity)
        self.legend = Legend(thing)
        self.list = MarkList()
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(self.opacity_label)
        row.addWidget(self.opacity, 1)
        self.column.addLayout(row)
        self.column.addWidget(self.legend)
        self.column.addWidget(self.list, 1)
        self._connect()
        self.retranslate()

    def _build_switch(self) -> None:
        row = QHBoxLayout(self._switch)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP // 2)
        for button in (self.cut, self.parts):
            button.setCheckable(True)
            button.setAutoExclusive(True)  # the group sees to that: said to screen readers
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._modes.addButton(button)
            row.addWidget(button)
        self.zoom.lead(self._switch)

    def _connect(self) -> None:
        self._modes.buttonClicked.connect(self._show_mode)
        self.opacity.valueChanged.connect(lambda value: self.view.set_opacity(value / 100))
        self.legend.changed.connect(self._filter)
        self.list.hovered.connect(self.view.set_hovered)
        self.list.chosen.connect(self.view.mark)
        self.view.place_clicked.connect(self._choose)

    def show_job(self, job: Job) -> None:
        """Show the parts of a finished job, or first what was cut out."""
        assert job.result is not None
        value = job.result.value
        assert isinstance(value, Masks)
        super().show_job(job)
        self._value, self._layers, self._cutout = value, [], None
        counts = Counter(mask.label for mask in value.masks)
        self._hues = {label: place for place, (label, _count) in enumerate(counts.most_common())}
        self.legend.set_labels(counts, self._hues)
        self.legend.setVisible(len(counts) > 1)
        self._switch.setVisible(bool(value.cutout and value.masks))
        (self.cut if value.cutout else self.parts).setChecked(True)
        self.view.set_after(None)
        self.view.set_layers([], [], [])
        self._write()
        self._show_mode()
        self.read_photo(job, value.width, value.height)
        paths = [artifact(job.result, mask.artifact) for mask in value.masks]
        present = [path for path in paths if path is not None]
        if len(present) < len(paths):
            self.lose("result")
        elif present:
            self.load(partial(read_layers, present), self._take_layers, partial(self.lose, "result"))
        cutout = artifact(job.result, value.cutout) if value.cutout else None
        if cutout is not None:
            self.load(partial(read_picture, cutout), self._take_cutout, partial(self.lose, "result"))

    def selected_text(self) -> str:
        """Return the row that is selected, if the list has the focus."""
        return self.list.selected_text()

    def retranslate(self) -> None:
        """Set every visible string again."""
        super().retranslate()
        self.cut.setText(self.tr("Cut out"))
        self.parts.setText(self.tr("Parts"))
        for button in (self.cut, self.parts):
            button.setAccessibleName(button.text())
        self.opacity_label.setText(self.tr("Colour"))
        self.opacity.setAccessibleName(self.tr("How strongly the parts are coloured"))
        self.opacity.setToolTip(self.opacity.accessibleName())
        self.list.setAccessibleName(self.tr("Parts of the picture"))
        self.view.set_names(self.tr("Original"), self.tr("Cut out"))
        self.view.handle.setAccessibleName(self.tr("Line between original and cut-out"))
        self.view.handle.setToolTip(self.tr("Drag it, or move it with the arrow keys"))
        self.legend.retranslate()
        self._write()

    @property
    def comparing(self) -> bool:
        """Say whether the cut-out is shown rather than the parts."""
        return bool(self._value.cutout) and self.cut.isChecked()

    def _write(self) -> None:
        """Write everything that has numbers or labels in it."""
        masks = self._value.masks
        shares: list[float | None] = [layer.share for layer in self._layers]
        shares = shares or [None] * len(masks)
        note = self.tr("{share} of the picture")
        row = self.list.row
        self.list.marks.set_marks(
            [
                Mark(
                    name=thing(mask.label),
                    score=mask.score,
                    hue=self._hues[mask.label],
                    note=note.format(share=percent(share, 1)) if share is not None else "",
                )
                for mask, share in zip(masks, shares, strict=True)
            ]
        )
        self.list.show_row(row)
        if self._layers:
            hues = [self._hues[mask.label] for mask in masks]
            self.view.set_layers(self._layers, hues, [thing(mask.label) for mask in masks])
        self._filter()
        self._name_heading()

    def _name_heading(self) -> None:
        count = len(self._value.masks)
        text = self.tr("%Ln part(s)", "", count) if count else self.tr("Nothing found")
        self.heading.setText("" if self.comparing else text)

    def _show_mode(self) -> None:
        comparing = self.comparing
        self.side.setVisible(not comparing and bool(self._value.masks))
        self.view.set_after(self._cutout if comparing else None)
        self._name_heading()

    def _filter(self) -> None:
        masks = self._value.masks
        visible = frozenset(place for place, mask in enumerate(masks) if self.legend.shows(mask.label))
        for row in range(len(masks)):
            self.list.setRowHidden(row, row not in visible)
        if self._layers:
            self.view.set_visible(visible)

    def _choose(self, place: int) -> None:
        self.list.show_row(place)
        self.view.mark(place)

    def _take_layers(self, layers: list[Layer]) -> None:
        self._layers = layers
        self._write()

    def _take_cutout(self, image: QImage) -> None:
        self._cutout = image
        self._show_mode()
