"""The user's choices; everything applies at once."""

from __future__ import annotations

import os
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import IlhaError
from desktop.media.names import FIELDS, check_template, file_name
from desktop.state.settings import THREADS_AT_MOST
from desktop.ui import icons, theme
from desktop.ui.about import LicenceButtons
from desktop.ui.connection_form import ConnectionForm
from desktop.ui.language import failure_text
from desktop.ui.network_switch import NetworkSwitch
from desktop.ui.reveal import show_in_folder
from desktop.ui.text_label import text_label
from desktop.ui.token_field import TokenField

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.state.settings import Settings
    from desktop.ui.services import Services

_WIDEST = 760


class SettingsPage(QWidget):
    """Theme, language, exports, threads and notices."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._filling = False
        self.title = text_label("title")
        self.trouble = text_label("body", tone="bad", wrap=True)
        self.trouble.hide()
        self._headings: list[QLabel] = []
        self._labels: dict[QWidget, QLabel] = {}
        self.token = TokenField(services.network, services.background)
        self.connection = ConnectionForm(services, self)
        self._build_controls()
        inner = QWidget()
        inner.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(inner)
        column.setContentsMargins(*(theme.GAP * 3,) * 4)
        column.setSpacing(theme.GAP)
        column.addWidget(self.title)
        column.addWidget(self.trouble)
        self._looks = self._card(column, (self.theme, None), (self.language, None))
        self._exports = self._card(column, (self._folder_row, None), (self.template, self._template_notes))
        self._work = self._card(column, (self.threads, self._threads_note), (self.notify, self._notify_note))
        way = self.connection
        self._connections = self._card(
            column,
            (self.network, self._network_note),
            (self.token, None),
            (way.server, way.server_note),
            (way.proxy, way.proxy_note),
            (way.trust, way.trust_note),
        )
        self._data = self._card(column, (self._data_row, self._data_note))
        self._about = self._card(column, (self.version, self._terms), (self.licences, self._licences_note))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        services.preferences.changed.connect(self.fill)
        self.retranslate()
        self.fill(services.preferences.current)
        self._connect()

    def _build_controls(self) -> None:
        self.theme, self.language = QComboBox(), QComboBox()
        for value in ("auto", "light", "dark"):
            self.theme.addItem("", value)
        for value in ("auto", "en", "pt_BR"):
            self.language.addItem("", value)
        self._folder_row = QWidget()
        self.folder = QLineEdit()
        self.folder.setReadOnly(True)
        self.choose, self.beside = QPushButton(), QPushButton()
        self.choose.setIcon(icons.icon("folder"))
        row = QGridLayout(self._folder_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(self.folder, 0, 0, 1, 3)
        row.addWidget(self.choose, 1, 0)
        row.addWidget(self.beside, 1, 1)
        row.setColumnStretch(2, 1)
        self.template = QLineEdit()
        self._template_notes = QWidget()
        notes = QVBoxLayout(self._template_notes)
        notes.setContentsMargins(0, 0, 0, 0)
        notes.setSpacing(2)
        self.preview = text_label("small", wrap=True)
        self.fields = text_label("small", tone="muted", wrap=True)
        self.fields.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        notes.addWidget(self.preview)
        notes.addWidget(self.fields)
        self.threads = QSpinBox()
        self.threads.setRange(0, max(os.cpu_count() or 1, 1))
        self.threads.lineEdit().setTextMargins(theme.GAP, 0, 0, 0)
        self.threads.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._threads_note = text_label("small", tone="muted", wrap=True)
        self.notify = QCheckBox()
        self._notify_note = text_label("small", tone="muted", wrap=True)
        self.network = NetworkSwitch(self._services.preferences)
        self._network_note = text_label("small", tone="muted", wrap=True)
        self._data_row = QWidget()
        self.home = QLineEdit(str(self._services.home.root))
        self.home.setReadOnly(True)
        self.open_home = QPushButton()
        self.open_home.setIcon(icons.icon("folder-open"))
        place = QHBoxLayout(self._data_row)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(theme.GAP)
        place.addWidget(self.home, 1)
        place.addWidget(self.open_home)
        self._data_note = text_label("small", tone="muted", wrap=True)
        self._build_about()

    def _build_about(self) -> None:
        self.version = text_label("body")
        self.version.setText(f"Ilha {version('ilha')}")
        self.version.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._terms = text_label("small", tone="muted", wrap=True)
        self.licences = LicenceButtons(self._services)
        self._licences_note = text_label("small", tone="muted", wrap=True)

    def _card(self, column: QVBoxLayout, *rows: tuple[QWidget, QWidget | None]) -> QLabel:
        """Add a group of settings under a heading: a label at the left, its control and a note at the right."""
        heading = text_label("heading")
        column.addSpacing(theme.GAP)
        column.addWidget(heading)
        card = QFrame()
        card.setProperty("card", True)
        grid = QGridLayout(card)
        grid.setContentsMargins(*(theme.GAP * 2,) * 4)
        grid.setHorizontalSpacing(theme.GAP * 2)
        grid.setVerticalSpacing(theme.GAP // 2)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 5)
        at = 0
        for control, note in rows:
            if at:
                grid.setRowMinimumHeight(at, theme.GAP)
                at += 1
            label = text_label("body", wrap=True)
            label.setBuddy(control)
            self._labels[control] = label
            tall = control in {self._folder_row, self.token}
            label.setContentsMargins(0, theme.GAP if tall else 0, 0, 0)
            grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop if tall else Qt.AlignmentFlag.AlignVCenter)
            narrow = control in {self.threads, self.network}
            side = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag(0)
            grid.addWidget(control, at, 1, side)
            at += 1
            if note is not None:
                grid.addWidget(note, at, 1)
                at += 1
        column.addWidget(card)
        return heading

    def _connect(self) -> None:
        self.theme.currentIndexChanged.connect(lambda: self._change(theme=self.theme.currentData()))
        self.language.currentIndexChanged.connect(lambda: self._change(language=self.language.currentData()))
        self.choose.clicked.connect(self._choose_folder)
        self.beside.clicked.connect(lambda: self.set_folder(""))
        self.template.textChanged.connect(self._take_template)
        self.threads.valueChanged.connect(lambda value: self._change(threads=value))
        self.notify.toggled.connect(lambda on: self._change(notify=on))
        self.open_home.clicked.connect(lambda: show_in_folder(self._services.home.root))

    # --- what is shown -----------------------------------------------------------------------------------------------

    def fill(self, settings: Settings) -> None:
        """Show `settings`."""
        self._filling = True
        self.theme.setCurrentIndex(self.theme.findData(settings.theme))
        self.language.setCurrentIndex(self.language.findData(settings.language))
        self.folder.setText(settings.output_folder or self.tr("The folder of the source file"))
        self.beside.setEnabled(bool(settings.output_folder))
        if self._is_good(self.template.text()) or not self.template.text():
            self._set_template(settings.file_name_template)
        self.threads.setMaximum(max(os.cpu_count() or 1, min(settings.threads, THREADS_AT_MOST)))
        self.threads.setValue(settings.threads)
        self.notify.setChecked(settings.notify)
        self._preview()
        self._filling = False

    def set_folder(self, folder: str) -> None:
        """Export to `folder`, empty for the folder of the source."""
        self._change(output_folder=folder)

    def retranslate(self) -> None:
        """Set every visible string again."""
        self.connection.retranslate()
        self.title.setText(self.tr("Settings"))
        self._looks.setText(self.tr("Look"))
        self._exports.setText(self.tr("Export"))
        self._work.setText(self.tr("Work"))
        self._connections.setText(self.tr("Network"))
        self._data.setText(self.tr("Your data"))
        self._about.setText(self.tr("About Ilha"))
        for control, text in (
            (self.theme, self.tr("Theme")),
            (self.language, self.tr("Language")),
            (self._folder_row, self.tr("Folder")),
            (self.template, self.tr("File name")),
            (self.threads, self.tr("Threads")),
            (self.notify, self.tr("Notices")),
            (self.network, self.tr("Models from the Hub")),
            (self.token, self.tr("Access token")),
            (self.connection.server, self.tr("Server")),
            (self.connection.proxy, self.tr("Proxy")),
            (self.connection.trust, self.tr("Certificates")),
            (self._data_row, self.tr("Place")),
            (self.version, self.tr("Version")),
            (self.licences, self.tr("Licences")),
        ):
            self._labels[control].setText(text)
            control.setAccessibleName(text)
        self.version.setAccessibleName(self.version.text())
        self.folder.setAccessibleName(self.tr("Folder of exports"))
        self.home.setAccessibleName(self.tr("Folder of your data"))
        follow = self.tr("Like the system")
        for at, text in enumerate((follow, self.tr("Light"), self.tr("Dark"))):
            self.theme.setItemText(at, text)
        # The names of languages are written in themselves.
        for at, text in enumerate((follow, "English", "Português (Brasil)")):
            self.language.setItemText(at, text)
        self.choose.setText(self.tr("Choose…"))
        self.beside.setText(self.tr("Folder of the source file"))
        self.open_home.setText(self.tr("Open"))
        for button in (self.choose, self.beside, self.open_home):
            button.setAccessibleName(button.text())
        self.choose.setToolTip(self.tr("Choose the folder exports go to"))
        self.open_home.setToolTip(self.tr("Open the folder of your data"))
        self.threads.setSpecialValueText(self.tr("Automatic"))
        self._threads_note.setText(self.tr("Processor threads of the engine; used from its next start on."))
        self.notify.setText(self.tr("Tell me when a long job ends"))
        self._notify_note.setText(self.tr("Only after more than ten seconds, while the window is in the background."))
        self._network_note.setText(
            self.tr(
                "Nothing is ever sent by itself. Your files go nowhere but to a cluster that a command of yours names."
            )
        )
        self._data_note.setText(self.tr("Results, history and settings lie here and nowhere else."))
        self._terms.setText(self.tr("Under the Apache License 2.0, without any warranty."))
        self._licences_note.setText(
            self.tr("Qt is used under the LGPL: a library of its own in the program's folder, which you may replace.")
        )
        self.fields.setText(self._field_list())
        self.fill(self._services.preferences.current)

    def _field_list(self) -> str:
        meanings = {
            "name": self.tr("name of the file"),
            "task": self.tr("task"),
            "model": self.tr("model"),
            "date": self.tr("date"),
            "time": self.tr("time"),
        }
        listed = ", ".join(f"{{{field}}} {meanings.get(field, '')}".strip() for field in FIELDS)
        return self.tr("Fields: {fields}").format(fields=listed)

    # --- changes -----------------------------------------------------------------------------------------------------

    def _change(self, **fields: object) -> None:
        if self._filling:
            return
        try:
            self._services.preferences.change(**fields)
        except IlhaError as error:
            self.trouble.setText(" ".join(failure_text(error.failure())))
            self.trouble.show()
        else:
            self.trouble.hide()

    def _choose_folder(self) -> None:
        start = self._services.preferences.current.output_folder or str(Path.home())
        dialog = QFileDialog(self, self.tr("Choose the folder exports go to"), start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.set_folder)
        dialog.open()

    def _set_template(self, template: str) -> None:
        if self.template.text() != template:
            self.template.setText(template)

    def _take_template(self, template: str) -> None:
        self._preview()
        if self._is_good(template):
            self._change(file_name_template=template)

    def _is_good(self, template: str) -> bool:
        try:
            check_template(template)
        except IlhaError:
            return False
        return True

    def _preview(self) -> None:
        when = datetime.now().astimezone()
        try:
            name = file_name(self.template.text(), self.tr("letter") + ".pdf", "ocr", "pp-ocrv6", when, "txt")
        except IlhaError as error:
            text, tone = " ".join(failure_text(error.failure())), "bad"
        else:
            text, tone = self.tr("For example {name}").format(name=name), "muted"
        self.preview.setText(text)
        if self.preview.property("tone") != tone:
            self.preview.setProperty("tone", tone)
            self.preview.style().unpolish(self.preview)
            self.preview.style().polish(self.preview)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the network in fewer words beside a result."""
        self.network.set_compact(self.width() < _WIDEST)
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
