"""How a result was made, folded away until somebody wants to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QEvent, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.task import Task, parameters, table_parameters
from desktop.ui import icons, theme
from desktop.ui.language import duration, failure_text, translate
from desktop.ui.text_label import set_tone, text_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.core.errors import IlhaError
    from desktop.core.result import Result
    from desktop.worker.verify import Change

_SHORT = 12  # characters of a digest that are shown; all of it is copied
_LONG = 32
_CHANGES = 6  # that are named


class ProvenancePanel(QFrame):
    """Model, revision, digests, parameters, versions and times of one result.

    Signals:
        verify_wanted: the result is to be made again and compared.
    """

    verify_wanted = Signal()

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
        self.verify = QPushButton()
        self.verify.setProperty("kind", "quiet")
        self.verify.setIcon(icons.icon("shield-check", "accent"))
        self.verify.clicked.connect(self._ask)
        self.verdict = text_label("small", wrap=True)
        self.verdict.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.verdict.hide()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setMinimumHeight(160)
        self._area.setMaximumHeight(280)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.toggle)
        row.addStretch(1)
        row.addWidget(self.verify)
        row.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP // 2)
        column.addLayout(row)
        column.addWidget(self.verdict)
        column.addWidget(self._area)
        self._fold(False)
        self.retranslate()

    def show_result(self, result: Result, task: Task | None) -> None:
        """Show how `result` was made."""
        if result != self._result:
            self._show_verdict("")
        self._result, self._task = result, task
        self._fill()

    def show_changes(self, changes: Sequence[Change]) -> None:
        """Say what came of making the result again."""
        if not changes:
            self._show_verdict(self.tr("The same again: model, input, options, versions and result."), "good")
            return
        lines = [self.tr("%Ln thing(s) is not as it was:", "", len(changes))]
        lines += [self._changed(change) for change in changes[:_CHANGES]]
        self._show_verdict("\n".join(lines + ["…"] * (len(changes) > _CHANGES)), "bad")

    def show_trouble(self, error: IlhaError) -> None:
        """Say why the result could not be made again."""
        self._show_verdict(" ".join(failure_text(error.failure())), "bad")

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
        self.verify.setText(self.tr("Verify again"))
        self.verify.setAccessibleName(self.verify.text())
        self.verify.setToolTip(self.tr("Compares every digest, makes the result again and says what has changed"))
        self._area.setAccessibleName(self.toggle.text())
        self._fill()

    def _fold(self, opened: bool) -> None:
        self._area.setVisible(opened)
        self.copy.setVisible(opened)
        self.verify.setVisible(opened)
        self.verdict.setVisible(opened and bool(self.verdict.text()))
        self.toggle.setIcon(icons.icon("chevron-down" if opened else "chevron-right", "muted"))
        if opened:
            self._fill()

    def _ask(self) -> None:
        self._show_verdict(self.tr("The result is being made again…"))
        self.verify.setEnabled(False)
        self.verify_wanted.emit()

    def _show_verdict(self, text: str, tone: str = "muted") -> None:
        self.verify.setEnabled(True)
        self.verdict.setText(text)
        set_tone(self.verdict, tone)
        self.verdict.setVisible(bool(text) and self.toggle.isChecked())

    def _changed(self, change: Change) -> str:
        what = {
            "model-file": self.tr("Model file"),
            "input": self.tr("Input"),
            "parameters": self.tr("Option"),
            "runtime": self.tr("Version"),
            "value": self.tr("Result"),
        }[change.what]
        expected, found = (self.tr("nothing") if one is None else _cut(one) for one in (change.expected, change.found))
        said = self.tr("{what} {name}: {expected} before, {found} now")
        return said.format(what=what, name=change.name, expected=expected, found=found)

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
        known = (*parameters(self._task), *table_parameters(self._task)) if self._task else ()
        labels = {parameter.name: parameter.label for parameter in known}
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
        key.setAlignment(Qt.AlignmentFlag.AlignTop)  # beside the first line of a value that has several
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


def _cut(value: object) -> str:
    """Return a value as one reads it; of a digest or a long text the beginning."""
    text = str(value)
    return text if len(text) <= _LONG else f"{text[:_SHORT]}…"


def _moment(text: str) -> str:
    moment = QDateTime.fromString(text, Qt.DateFormat.ISODateWithMs)
    return QLocale().toString(moment.toLocalTime(), QLocale.FormatType.ShortFormat) if moment.isValid() else text
