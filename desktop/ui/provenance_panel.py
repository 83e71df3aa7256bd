"""How a result was made, folded away until somebody wants to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QEvent, QLocale, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from desktop.core.task import Task, parameters
from desktop.ui import icons, theme
from desktop.ui.language import duration, translate

if TYPE_CHECKING:
    from desktop.core.result import Result

_SHORT = 12  # characters of a digest that are shown; all of it is copied


class ProvenancePanel(QFrame):
    """Model, revision, digests, parameters, versions and times of one result."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._result: Result | None = None
        self._task: Task | None = None
        self.toggle = QToolButton()
        self.toggle.setCheckable(True)
        self.toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.toggle.setIconSize(QSize(16, 16))
        self.toggle.toggled.connect(self._fold)
        self.copy = QToolButton()
        self.copy.setIcon(icons.icon("copy", "muted"))
        self.copy.setIconSize(QSize(16, 16))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.plain()))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setMinimumHeight(160)
        self._area.setMaximumHeight(280)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.toggle)
        row.addStretch(1)
        row.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP // 2)
        column.addLayout(row)
        column.addWidget(self._area)
        self._fold(False)
        self.retranslate()

    def show_result(self, result: Result, task: Task | None) -> None:
        """Show how `result` was made."""
        self._result, self._task = result, task
        self._fill()

    def plain(self) -> str:
        """Return everything as lines of text, in English, as the command line names it."""
        if self._result is None:
            return ""
        made = self._result.provenance
        lines = [f"app: {made.app}", f"model: {made.model}", f"revision: {made.revision}"]
        lines += [f"file {path}: sha256 {digest}" for path, digest in made.files.items()]
        lines.append(f"input: sha256 {made.input_sha256}")
        lines += [f"parameter {name}: {value}" for name, value in made.params.items()]
        lines += [f"{name}: {value}" for name, value in made.runtime.items()]
        lines += [f"started: {made.started}", f"finished: {made.finished}"]
        lines += [f"edited by hand: {made.edited}"] if made.edited else []
        lines += [f"{name}: {seconds:.3f} s" for name, seconds in self._result.timings.items()]
        return "\n".join(lines) + "\n"

    def retranslate(self) -> None:
        """Set every visible string again."""
        self.toggle.setText(self.tr("How this was made"))
        self.toggle.setToolTip(self.tr("Model, digests, options, versions and times"))
        self.copy.setAccessibleName(self.tr("Copy how this was made"))
        self.copy.setToolTip(self.copy.accessibleName())
        self._area.setAccessibleName(self.toggle.text())
        self._fill()

    def _fold(self, opened: bool) -> None:
        self._area.setVisible(opened)
        self.copy.setVisible(opened)
        self.toggle.setIcon(icons.icon("chevron-down" if opened else "chevron-right", "muted"))
        if opened:
            self._fill()

    def _fill(self) -> None:
        """Build the rows; nothing is built while they are folded away."""
        if self._result is None or self._area.isHidden():
            return
        made = self._result.provenance
        body = QWidget()
        form = QFormLayout(body)
        form.setContentsMargins(theme.GAP, 0, theme.GAP, theme.GAP)
        form.setHorizontalSpacing(theme.GAP * 2)
        form.setVerticalSpacing(theme.GAP // 2)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._row(form, self.tr("Program"), made.app)
        self._row(form, self.tr("Model"), made.model)
        self._row(form, self.tr("Revision"), made.revision)
        for path, digest in made.files.items():
            self._row(form, path, digest)
        self._row(form, self.tr("Digest of the input"), made.input_sha256)
        labels = {parameter.name: parameter.label for parameter in parameters(self._task)} if self._task else {}
        for name, value in made.params.items():
            self._row(form, translate("tasks", labels.get(name, name)), self._value(value))
        for name, value in made.runtime.items():
            self._row(form, name, value)
        self._row(form, self.tr("Started"), _moment(made.started))
        self._row(form, self.tr("Finished"), _moment(made.finished))
        if made.edited:
            self._row(form, self.tr("Edited by hand"), _moment(made.edited))
        phases = {"load": self.tr("Loading the model"), "run": self.tr("Working")}
        for name, seconds in self._result.timings.items():
            self._row(form, phases.get(name, name), duration(seconds))
        self._area.setWidget(body)

    def _value(self, value: str | float | bool) -> str:
        if isinstance(value, bool):
            return self.tr("yes") if value else self.tr("no")
        return translate("tasks", value) if isinstance(value, str) else QLocale().toString(value)

    def _row(self, form: QFormLayout, name: str, value: str) -> None:
        key, text = QLabel(name), QLabel(value)
        key.setProperty("tone", "muted")
        digest = len(value) >= 40 and all(letter in "0123456789abcdef" for letter in value)
        if digest:
            text.setText(f"{value[:_SHORT]}…")
            text.setToolTip(value)
            text.setFont(theme.font("code"))
        else:
            text.setWordWrap(True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        form.addRow(key, text)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _moment(text: str) -> str:
    moment = QDateTime.fromString(text, Qt.DateFormat.ISODateWithMs)
    return QLocale().toString(moment.toLocalTime(), QLocale.FormatType.ShortFormat) if moment.isValid() else text
