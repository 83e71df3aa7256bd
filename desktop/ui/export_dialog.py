"""Where results go, in which formats and under which names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QStandardPaths, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import IlhaError
from desktop.core.job import Job, JobState
from desktop.core.kind import ResultKind
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.ui import icons, theme
from desktop.ui.export_run import ExportPlan, ExportRun, Outcome, file_name, wanted_folder
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.language import failure_text, translate
from desktop.ui.reveal import show_in_folder
from desktop.ui.text_label import text_label

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from desktop.ui.services import Services

FORMATS = {
    "txt": QT_TRANSLATE_NOOP("ExportDialog", "Text (.txt)"),
    "srt": QT_TRANSLATE_NOOP("ExportDialog", "Subtitles (.srt)"),
    "vtt": QT_TRANSLATE_NOOP("ExportDialog", "Subtitles for the web (.vtt)"),
    "docx": QT_TRANSLATE_NOOP("ExportDialog", "Word document (.docx)"),
    "md": QT_TRANSLATE_NOOP("ExportDialog", "Markdown (.md)"),
    "json": QT_TRANSLATE_NOOP("ExportDialog", "JSON (.json)"),
    "csv": QT_TRANSLATE_NOOP("ExportDialog", "Table (.csv)"),
    "xlsx": QT_TRANSLATE_NOOP("ExportDialog", "Excel workbook (.xlsx)"),
    "jsonl": QT_TRANSLATE_NOOP("ExportDialog", "JSON lines (.jsonl)"),
    "png": QT_TRANSLATE_NOOP("ExportDialog", "Picture (.png)"),
}
JOINABLE = {"txt", "md", "json", "csv"}
"""Formats in which several results can be one file."""
_PROBED = 50  # jobs whose formats are looked at; the rest are of the same kinds in practice
_CHOOSE = "choose"


def documents() -> Path:
    """Return the user's folder of documents."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def breakable(path: Path) -> str:
    """Return a path that a label may break after every folder."""
    return str(path).replace("/", "/\u200b").replace("\\", "\\\u200b")


class ExportDialog(QDialog):
    """Exports one or more finished jobs; opened with `open()`, it never blocks."""

    def __init__(
        self,
        services: Services,
        job_ids: tuple[str, ...],
        parent: QWidget | None = None,
        *,
        formats: tuple[str, ...] = (),
    ) -> None:
        """Ask about `job_ids`; `formats` are chosen beforehand."""
        super().__init__(parent)
        self._services = services
        self._ids = job_ids
        self._first = self._find_first()
        self._own: dict[str, None] = {}
        self._run: ExportRun | None = None
        self._outcome: Outcome | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, parent is not None)
        self._build(formats)
        self.retranslate()
        self._preview()
        self.setMinimumWidth(520)

    # --- building ----------------------------------------------------------------------------------------------------

    def _build(self, chosen: tuple[str, ...]) -> None:
        self.heading = text_label("heading", wrap=True)
        self._format_title, self._folder_title, self._name_title = (text_label("strong") for _ in range(3))
        self._formats = QWidget()
        flow = FlowLayout(self._formats)
        self.boxes: dict[str, QCheckBox] = {}
        possible = self._possible()
        for name in possible:
            box = self.boxes[name] = QCheckBox()
            box.setChecked(name in (chosen or possible[:1]))
            box.toggled.connect(self._preview)
            flow.addWidget(box)
        self.each, self.joined = QRadioButton(), QRadioButton()
        self.each.setChecked(True)
        self.each.toggled.connect(self._preview)
        self._many = QWidget()
        many = FlowLayout(self._many)
        many.addWidget(self.each)
        many.addWidget(self.joined)
        self._many.setVisible(len(self._ids) > 1)
        self.folder = QComboBox()
        self.folder.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.folder.setMinimumContentsLength(24)
        self.folder.currentIndexChanged.connect(self._preview)
        self.choose = QPushButton()
        self.choose.clicked.connect(self._choose_folder)
        self.template = QLineEdit(self._services.preferences.current.file_name_template)
        self.template.textChanged.connect(self._preview)
        self.preview = text_label("small", tone="muted", wrap=True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.status = text_label("body", wrap=True)
        self.status.hide()
        self.reveal, self.close_button, self.start_button = QPushButton(), QPushButton(), QPushButton()
        self.reveal.setIcon(icons.icon("folder-open"))
        self.reveal.hide()
        self.reveal.clicked.connect(self._reveal)
        self.close_button.clicked.connect(self.reject)
        self.start_button.setProperty("kind", "primary")
        self.start_button.setDefault(True)
        self.start_button.clicked.connect(self.start)
        self._arrange()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.GAP * 3,) * 4)
        column.setSpacing(theme.GAP)
        place = QHBoxLayout()
        place.addWidget(self.folder, 1)
        place.addWidget(self.choose)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GAP)
        buttons.addWidget(self.reveal)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.start_button)
        column.addWidget(self.heading)
        column.addSpacing(theme.GAP)
        column.addWidget(self._format_title)
        column.addWidget(self._formats)
        column.addWidget(self._many)
        column.addSpacing(theme.GAP)
        column.addWidget(self._folder_title)
        column.addLayout(place)
        column.addSpacing(theme.GAP)
        column.addWidget(self._name_title)
        column.addWidget(self.template)
        column.addWidget(self.preview)
        column.addWidget(self.progress)
        column.addWidget(self.status)
        column.addStretch(1)
        column.addSpacing(theme.GAP)
        column.addLayout(buttons)

    def _find_first(self) -> Job | None:
        for job_id in self._ids:
            job = self._services.queue.get(job_id)
            if job is not None and job.state is JobState.DONE:
                return job
        return None

    def _possible(self) -> tuple[str, ...]:
        """Return every format that at least one of the results can have, those of translated documents first."""
        from desktop.media import export

        found: dict[str, None] = {}
        for job_id in self._ids[:_PROBED]:
            job = self._services.queue.get(job_id)
            if job is not None and job.result is not None:
                own = export.own_format(job.result)
                self._own.update({own: None} if own and job.result.kind is ResultKind.TEXT else {})
                found.update(dict.fromkeys(export.formats(job.result.kind, job.input, own=own)))
        return tuple(dict.fromkeys((*self._own, *(name for name in FORMATS if name in found), *found)))

    # --- what is asked for -------------------------------------------------------------------------------------------

    def plan(self) -> ExportPlan:
        """Return what the dialog says now."""
        folder = str(self.folder.currentData() or "")
        return ExportPlan(
            job_ids=self._ids,
            formats=tuple(name for name, box in self.boxes.items() if box.isChecked() and box.isEnabled()),
            folder=Path(folder) if folder else None,
            template=self.template.text(),
            fallback=self._services.home.exports,
            private=self._services.home.pasted,
            documents=documents(),
            joined=self.tr("Results") if self.joined.isChecked() else "",
        )

    def set_folder(self, folder: Path) -> None:
        """Export to `folder`."""
        at = self.folder.findData(str(folder))
        if at < 0:
            self.folder.addItem(str(folder), str(folder))
            at = self.folder.count() - 1
        self.folder.setCurrentIndex(at)

    def start(self) -> None:
        """Write the files."""
        plan = self.plan()
        if self._run is not None or not plan.formats or self._first is None:
            return
        self._run = ExportRun(self._services, plan, self)
        self._run.progressed.connect(self._show_progress)
        self._run.finished.connect(self._finish)
        self.progress.setRange(0, 0)
        self.progress.show()
        self.status.hide()
        self.reveal.hide()
        self.start_button.setEnabled(False)
        self._run.start()

    def retranslate(self) -> None:
        """Set every visible string again."""
        self.setWindowTitle(self.tr("Export"))
        single = self._first.input.name if self._first else ""
        several = self.tr("Export %n result(s)", "", len(self._ids))
        self.heading.setText(self.tr("Export “{name}”").format(name=single) if len(self._ids) == 1 else several)
        self._format_title.setText(self.tr("Formats"))
        self._folder_title.setText(self.tr("Folder"))
        self._name_title.setText(self.tr("File name"))
        for name, box in self.boxes.items():
            box.setText(translate("ExportDialog", FORMATS[name]) if name in FORMATS else name.upper())
            if name in self._own:
                box.setText(self.tr("Translated document (.{format})").format(format=name))
        self.each.setText(self.tr("A file each"))
        self.joined.setText(self.tr("One file for all"))
        self.choose.setText(self.tr("Choose…"))
        self.choose.setToolTip(self.tr("Choose a folder"))
        self.folder.setAccessibleName(self.tr("Folder"))
        self.template.setAccessibleName(self.tr("Template of the file name"))
        self.progress.setAccessibleName(self.tr("Progress"))
        self.reveal.setText(self.tr("Show in folder"))
        self.close_button.setText(self.tr("Close") if self._outcome else self.tr("Cancel"))
        self.start_button.setText(self.tr("Export"))
        if "png" in self.boxes:
            self.boxes["png"].setToolTip(self.tr("The picture with the result drawn on it"))
        for button in (self.choose, self.reveal, self.close_button, self.start_button):
            button.setAccessibleName(button.text())
        self._name_folders()
        self._preview()

    def _name_folders(self) -> None:
        if not self.folder.count():
            wanted = self._services.preferences.current.output_folder
            self.folder.addItem("", "")
            for folder in dict.fromkeys((wanted, str(documents()))):
                if folder:
                    self.folder.addItem(folder, folder)
            self.folder.setCurrentIndex(self.folder.findData(wanted) if wanted else 0)
        self.folder.setItemText(0, self.tr("Folder of the source file"))

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.set_folder(Path(path)))
        dialog.open()

    def _preview(self) -> None:
        if self._first is None:
            self.start_button.setEnabled(False)
            return
        for name, box in self.boxes.items():
            box.setEnabled(name in JOINABLE or not self.joined.isChecked())
        plan = self.plan()
        try:
            names = [file_name(plan, self._first, name) for name in plan.formats]
        except IlhaError as error:
            self._explain(" ".join(failure_text(error.failure())), bad=True)
            return
        if not names:
            self._explain(self.tr("Choose at least one format."), bad=True)
            return
        text = ", ".join(names)
        if len(self._ids) > 1 and not plan.joined:
            text = self.tr("{names} and so on").format(names=text)
        if not self.folder.currentData():
            text = self.tr("{names} in {folder}").format(names=text, folder=breakable(wanted_folder(plan, self._first)))
        self._explain(text, bad=False)

    def _explain(self, text: str, *, bad: bool) -> None:
        self.preview.setText(text)
        self._set_tone(self.preview, "bad" if bad else "muted")
        self.start_button.setEnabled(not bad and self._run is None)

    # --- what became of it -------------------------------------------------------------------------------------------

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _finish(self, outcome: Outcome) -> None:
        self._run = None
        self._outcome = outcome
        self.progress.hide()
        lines = []
        folders = {path.parent for path in outcome.paths}
        if len(folders) == 1:
            place = next(iter(folders))
            saved = self.tr("%n file(s) saved in {folder}", "", len(outcome.paths))
            lines.append(saved.format(folder=breakable(place)))
        elif folders:
            lines.append(self.tr("%n file(s) saved beside their sources", "", len(outcome.paths)))
        if outcome.refused:
            refused = ", ".join(breakable(folder) for folder in outcome.refused)
            text = self.tr("Nothing can be written to {refused}, so the files went to {folder}.")
            lines.append(text.format(refused=refused, folder=breakable(self._services.home.exports)))
        for name, failure in outcome.failures[:3]:
            lines.append(f"{name}: {' '.join(failure_text(failure))}" if name else " ".join(failure_text(failure)))
        if len(outcome.failures) > 3:
            lines.append(self.tr("%n more could not be saved", "", len(outcome.failures) - 3))
        self.status.setText("\n".join(lines))
        tone = "bad" if outcome.failures else "warning" if outcome.refused else "good"
        self._set_tone(self.status, tone)
        self.status.show()
        self.reveal.setVisible(bool(outcome.paths))
        self.close_button.setText(self.tr("Close"))
        self.start_button.setEnabled(True)
        self._grow()
        (self.reveal if outcome.paths else self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _reveal(self) -> None:
        if self._outcome and self._outcome.paths:
            show_in_folder(self._outcome.paths[-1])

    def _grow(self) -> None:
        """Make room for what was said."""
        layout = self.layout()
        assert layout is not None
        width = max(self.width(), layout.totalMinimumSize().width())
        self.resize(width, max(self.height(), layout.totalHeightForWidth(width)))

    def _set_tone(self, label: QLabel, tone: str) -> None:
        if label.property("tone") != tone:
            label.setProperty("tone", tone)
            label.style().unpolish(label)
            label.style().polish(label)

    def done(self, result: int) -> None:
        """Stop what is still going on."""
        if self._run is not None:
            self._run.stop()
            self._run = None
        super().done(result)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Treat the window's cross as the button."""
        self.done(int(QDialog.DialogCode.Rejected))
        super().closeEvent(event)
