"""What one model is: its purpose and licences, what it needs, whether it will run, and what can be done with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.hub.card import card_body
from desktop.ui import icons, language
from desktop.ui.download_row import DownloadRow
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.icon_label import IconLabel
from desktop.ui.language import translate
from desktop.ui.look_up_bar import LookUpBar
from desktop.ui.markdown_browser import MarkdownBrowser
from desktop.ui.model_facts import choices, facts, verdict_text
from desktop.ui.model_text import warning_text
from desktop.ui.text_label import ElidedLabel, term_label, text_label
from desktop.ui.theme import GAP
from desktop.ui.token_field import TokenField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QLabel

    from desktop.core.model import InstalledModel
    from desktop.core.task import Task
    from desktop.hub.explanation import Explanation
    from desktop.hub.fit import Computer
    from desktop.hub.updates import Update
    from desktop.jobs.background import Background
    from desktop.ui.downloads import Downloads
    from desktop.ui.model_rows import ModelRow

_ADDRESS = "https://huggingface.co/"
_CARD_AT_MOST = 20_000  # characters


class ModelExplainer(QFrame):
    """Explains a row; what only its server knows is asked when somebody wants to know it.

    Signals:
        closed: nobody wants to see it any more.
        acted: what to do with a model that is here: `verify`, `export` or `remove`.
        looked: an Explanation of the row that is shown.
    """

    closed = Signal()
    acted = Signal(str)
    looked = Signal(object)

    def __init__(self, downloads: Downloads, tasks: Mapping[str, Task], background: Background) -> None:
        """Start without a model."""
        super().__init__()
        self.setProperty("card", True)
        self._downloads = downloads
        self._background = background
        self._tasks = tasks
        self._computer: Computer | None = None
        self.row: ModelRow | None = None
        self.explanation: Explanation | None = None
        self._news = ""
        self._transfer: DownloadRow | None = None
        self._build()
        self._lay_out()
        self.look_up.answered.connect(self._take)
        self.look_up.changed.connect(self._show_actions)
        downloads.listed.connect(self._show_transfer)
        self.retranslate()

    def show_row(self, row: ModelRow, computer: Computer, explanation: Explanation | None = None) -> None:
        """Explain a row; what was found out about the same one stays."""
        if self.row is None or self.row.id != row.id:
            self.look_up.forget()
            self.explanation, self._news = None, ""
        self.row, self._computer = row, computer
        self.explanation = explanation or self.explanation
        self.retranslate()
        self._show_transfer()

    def look_closer(self) -> None:
        """Ask the server what the repository holds."""
        if self.row is not None:
            ask = partial(self._downloads.network.explain, self.row.id)
            self.look_up.begin("info", self.row.id, ask)

    def download(self) -> None:
        """Download the precision that is chosen, or every model of a pack."""
        if self.row is None:
            return
        if self.row.members:
            self._downloads.begin_pack(self.row.id, [member.repo_id for member in self.row.members])
        else:
            self._downloads.begin(self.row.id, self._precision(self.row))

    def _precision(self, row: ModelRow) -> str | None:
        """Return the precision to download: of a newer one the same, as far as it still has that."""
        if row.kept is None:
            return str(self.variant.currentData()) if self.variant.count() else None
        same = row.kept.model.spec.variant
        return same if self.explanation is not None and self.explanation.variant(same) is not None else None

    # --- building ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.title = text_label("heading", wrap=True)
        self.about = text_label("body", tone="muted", wrap=True)
        self.close_button = _tool("x")
        self.close_button.clicked.connect(self.closed)
        self.verdict = text_label("body", wrap=True)
        self._verdict_icon = IconLabel("check", 18, "good")
        self.warnings = text_label("small", tone="warning", wrap=True)
        self.news = text_label("small", tone="good", wrap=True)
        self.look_up = LookUpBar(self._downloads)
        self.token = TokenField(self._downloads.network, self._background)
        self.token.hide()
        self.variant = QComboBox()
        self.variant.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.variant.setMinimumContentsLength(18)
        self._facts = QFormLayout()
        self.download_button, self.look_button = QPushButton(), QPushButton()
        self.download_button.setProperty("kind", "primary")
        self.download_button.setIcon(icons.icon("download", "accent_text"))
        self.download_button.clicked.connect(self.download)
        self.look_button.setIcon(icons.icon("scan-search", "text"))
        self.look_button.clicked.connect(self.look_closer)
        self.verify_button, self.export_button, self.remove_button = QPushButton(), QPushButton(), QPushButton()
        self.copy_button = _tool("copy")
        self.copy_button.clicked.connect(self._copy_address)
        for button, icon, action in (
            (self.verify_button, "shield-check", "verify"),
            (self.export_button, "file-archive", "export"),
            (self.remove_button, "trash-2", "remove"),
        ):
            button.setIcon(icons.icon(icon))
            button.clicked.connect(lambda _checked=False, action=action: self.acted.emit(action))
        self.reason = text_label("small", tone="muted", wrap=True)
        self.card = MarkdownBrowser()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP // 2)
        head.addWidget(self.title, 1)
        head.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self._said = QWidget()
        said = QHBoxLayout(self._said)
        said.setContentsMargins(0, 0, 0, 0)
        said.setSpacing(GAP)
        said.addWidget(self._verdict_icon, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.verdict, 1)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in self._buttons():
            flow.addWidget(button)
        self._facts.setHorizontalSpacing(GAP * 2)
        self._facts.setVerticalSpacing(GAP // 2)
        self._facts.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(GAP * 2, 0, GAP * 2, GAP * 2)
        column.setSpacing(GAP)
        self._place = column
        for widget in (self.about, self._said, self.warnings, self.variant, buttons, self.reason, self.look_up):
            column.addWidget(widget)
        column.addWidget(self.news)
        column.addWidget(self.token)
        column.addSpacing(GAP // 2)
        column.addLayout(self._facts)
        column.addWidget(self.card)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, GAP + 4, 1, 1)
        outer.setSpacing(GAP)
        upper = QWidget()
        upper.setLayout(head)
        head.setContentsMargins(GAP * 2, 0, GAP, 0)
        outer.addWidget(upper)
        outer.addWidget(area, 1)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return self.download_button, self.look_button, self.verify_button, self.export_button, self.remove_button

    # --- what is shown -----------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Write every text anew."""
        self.close_button.setAccessibleName(self.tr("Close the explanation"))
        self.copy_button.setAccessibleName(self.tr("Copy the address of its page"))
        self.verify_button.setText(self.tr("Check"))
        self.verify_button.setToolTip(self.tr("Compare every file with its digest"))
        self.export_button.setText(self.tr("Export kit…"))
        self.export_button.setToolTip(self.tr("Write it into an archive for a computer without a network"))
        self.remove_button.setText(self.tr("Remove"))
        self.remove_button.setToolTip(self.tr("Move it to the trash of the store; can be undone"))
        self.variant.setAccessibleName(self.tr("Precision"))
        self.variant.setToolTip(self.tr("The first is the best for a processor"))
        self.card.setAccessibleName(self.tr("Model card"))
        for button in (self.close_button, self.copy_button):
            button.setToolTip(button.accessibleName())
        self._show()

    def _show(self) -> None:
        row = self.row
        if row is None or self._computer is None:
            return
        self.setAccessibleName(self.tr("About %1").replace("%1", row.name))
        self.title.setText(row.name)
        self.about.setText(self._said_about(row))
        self.about.setVisible(bool(self.about.text()))
        self._show_variants(row, self._computer)
        listed = choices(row, self.explanation, self._computer)
        fit = listed[max(self.variant.currentIndex(), 0)].fit if listed else row.fit
        text, tone = verdict_text(row, self.explanation, fit)
        self.verdict.setText(text)
        self._said.setVisible(bool(text))
        self._verdict_icon.show_icon("check" if tone == "good" else "circle-alert", tone or "muted")
        warnings = self.explanation.warnings if self.explanation is not None else ()
        self.warnings.setText("\n".join(map(warning_text, warnings)))
        self.warnings.setVisible(bool(warnings))
        self.token.setVisible("gated" in warnings or (row.found is not None and row.found.gated))
        self.news.setText(self._news)
        self.news.setVisible(bool(self._news))
        self._show_facts(row)
        card = card_body(self.explanation.listing.text)[:_CARD_AT_MOST] if self.explanation is not None else ""
        self.card.setVisible(bool(card))
        self.card.show_markdown(card)
        self._show_actions()

    def _said_about(self, row: ModelRow) -> str:
        if row.members:
            return self.tr("Models that together serve one kind of work. They are asked about once, and come as one.")
        return translate("catalogue", row.about)

    def _show_variants(self, row: ModelRow, computer: Computer) -> None:
        listed = choices(row, self.explanation, computer) if row.kept is None else ()
        chosen = self.variant.currentData()
        self.variant.blockSignals(True)
        self.variant.clear()
        for choice in listed:
            self.variant.addItem(choice.text, choice.name)
        self.variant.setCurrentIndex(max(self.variant.findData(chosen), 0) if listed else -1)
        self.variant.blockSignals(False)
        self.variant.setVisible(bool(listed))

    def _show_facts(self, row: ModelRow) -> None:
        while self._facts.rowCount():
            self._facts.removeRow(0)
        for term, said in facts(row, self._tasks, self.explanation):
            if said:
                self._facts.addRow(term_label(term), _value(said))

    def _show_actions(self) -> None:
        row, explanation = self.row, self.explanation
        if row is None:
            return
        kept, packed = row.kept, bool(row.members)
        coming = row.id in self._downloads.coming
        runs = row.entry is not None or packed or (explanation is not None and explanation.fault is None)
        newer = kept is not None and explanation is not None and self._is_newer(row, explanation)
        self.download_button.setVisible(not coming and ((kept is None and runs) or newer))
        size = language.size(row.size_bytes or 0)
        self.download_button.setText(
            self.tr("Download all, ≈ %1").replace("%1", size) if packed else self.tr("Download…")
        )
        if newer:
            self.download_button.setText(self.tr("Update…"))
        asks = not packed and (kept is None or _updatable(row))
        self.look_button.setVisible(asks and explanation is None)
        self.look_button.setEnabled(not self.look_up.waiting)
        self.look_button.setText(self.tr("Look for a newer one") if kept is not None else self.tr("Look closer"))
        self.look_button.setToolTip(self.tr("Ask its server for its files, licences and card"))
        self.verify_button.setVisible(kept is not None)
        self.export_button.setVisible(kept is not None and kept.removable)
        self.remove_button.setVisible(kept is not None and kept.removable)
        self.copy_button.setVisible(not packed and (kept is None or _updatable(row)))
        self.reason.setText(self._why_not(row))
        self.reason.setVisible(bool(self.reason.text()))
        for button in self._buttons():
            button.setAccessibleName(f"{button.text()} {row.name}")

    def _why_not(self, row: ModelRow) -> str:
        if row.kept is not None and not row.kept.removable:
            return self.tr("It comes with Ilha, so it cannot be removed.")
        if row.entry is None and row.kept is None and not row.members and self.explanation is None:
            return self.tr("Whether it runs here is known when its files have been looked at.")
        return ""

    def _is_newer(self, row: ModelRow, explanation: Explanation) -> bool:
        return row.kept is not None and row.kept.model.spec.revision != explanation.listing.commit

    # --- what follows ------------------------------------------------------------------------------------------------

    @Slot(object)
    def _take(self, explanation: Explanation) -> None:
        self.explanation = explanation
        if self.row is not None and self.row.kept is not None:
            newer = self._is_newer(self.row, explanation)
            self._news = self.tr("There is a newer one.") if newer else self.tr("It is the newest one.")
            if newer:
                self._compare(self.row.kept.model, explanation)
        self.looked.emit(explanation)
        self._show()

    def _compare(self, model: InstalledModel, explanation: Explanation) -> None:
        """Find out how much of a model is another one now, which may take reading files of it."""
        from desktop.hub.updates import compare

        def tell(update: Update) -> None:
            if self.explanation is explanation:
                size = language.size(update.size_bytes)
                self._news = self.tr("There is a newer one; %1 of it changed.").replace("%1", size)
                self._show()

        self._background.run(partial(compare, model, explanation.listing), tell)

    def _show_transfer(self) -> None:
        """Show how the download of this model goes, in place."""
        key = self.row.id if self.row is not None else ""
        if self._transfer is not None and self._transfer.key != key:
            self._place.removeWidget(self._transfer)
            self._transfer.hide()
            self._transfer.deleteLater()
            self._transfer = None
        if self._transfer is None and self._downloads.state(key) is not None:
            self._transfer = DownloadRow(self._downloads, key)
            self._place.insertWidget(self._place.indexOf(self.look_up), self._transfer)
        self._show_actions()

    def _copy_address(self) -> None:
        if self.row is not None:
            QGuiApplication.clipboard().setText(_ADDRESS + self.row.id)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _updatable(row: ModelRow) -> bool:
    from desktop.hub.updates import updatable

    return row.kept is not None and updatable(row.kept.model)


def _tool(icon: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icons.icon(icon, "muted"))
    button.setIconSize(QSize(16, 16))
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def _value(text: str) -> QLabel:
    label = text_label("small", wrap=True) if " " in text else ElidedLabel("small")
    label.setText(text)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
