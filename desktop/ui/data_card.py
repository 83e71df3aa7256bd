"""What Ilha keeps: where, how much and for how long, and the way to erase all of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import IlhaError
from desktop.state.erasure import MODELS, shares
from desktop.state.session import apart
from desktop.ui import icons, theme
from desktop.ui.language import failure_text, size
from desktop.ui.privacy_text import place_text
from desktop.ui.reveal import show_in_folder
from desktop.ui.text_label import text_label

if TYPE_CHECKING:
    from desktop.state.erasure import Share
    from desktop.state.settings import Settings
    from desktop.ui.services import Services

_MOST_DAYS = 3650


class DataCard(QFrame):
    """Lists what lies in the home; erasing is done by whoever closes the window.

    Signals:
        erase_wanted: everything is to be erased, models too or not.
    """

    erase_wanted = Signal(bool)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        """Look at nothing before `reload`."""
        super().__init__(parent)
        self.setProperty("card", True)
        self._services = services
        self._home = services.home.for_good()
        self._shares: tuple[Share, ...] = ()
        self._filling = False
        self.place = text_label("body", tone="muted", wrap=True)
        self.now = text_label("strong", wrap=True)
        self.now.setVisible(services.home.lasting is not None)
        self.open = QPushButton()
        self.open.setIcon(icons.icon("folder-open"))
        self.open.clicked.connect(lambda: show_in_folder(self._home.root))
        self.days = QSpinBox()
        self.days.setRange(0, _MOST_DAYS)
        self.days.lineEdit().setTextMargins(theme.GAP, 0, 0, 0)
        self.days.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.days.valueChanged.connect(self._keep_days)
        self.days_name, self.days_note = text_label("body"), text_label("small", tone="muted", wrap=True)
        self.days_name.setBuddy(self.days)
        self.private = QCheckBox()
        self.private.toggled.connect(lambda on: self._change(private=on))
        self.private_note = text_label("small", tone="muted", wrap=True)
        self.trouble = text_label("body", tone="bad", wrap=True)
        self.trouble.hide()
        self._list = QWidget()
        self.total = text_label("strong")
        self.begin = QPushButton()
        self.begin.setIcon(icons.icon("trash-2"))
        self.begin.clicked.connect(lambda: self._ask(wanted=True))
        self.question = self._make_question()
        self._lay_out()
        services.preferences.changed.connect(self.fill)
        self.retranslate()

    def reload(self) -> None:
        """Look again at what there is, in the background."""
        home = self._services.keeper.home.for_good()  # the models may have moved meanwhile
        self._services.background.run(partial(shares, home), self._take, self._miss)

    def fill(self, settings: Settings) -> None:
        """Show `settings`."""
        self._filling = True
        self.days.setValue(settings.keep_days)
        self.private.setChecked(settings.private)
        self._filling = False

    def retranslate(self) -> None:
        """Write every text anew."""
        place = self.tr("Everything lies in {folder}, readable by you alone.")
        self.place.setText(place.format(folder=self._home.root))
        self.now.setText(self.tr("This window leaves no trace: what it keeps is wiped when it is closed."))
        self.days_name.setText(self.tr("Keep history and conversations"))
        self.days.setAccessibleName(self.days_name.text())
        self.days.setSpecialValueText(self.tr("until you delete them"))
        self._name_unit(self.days.value())
        self.days_note.setText(
            self.tr("What is older is forgotten when Ilha starts. The index and the record of requests stay.")
        )
        self.private.setText(self.tr("Leave no trace"))
        self.private_note.setText(
            self.tr(
                "From the next start on nothing is added to history, conversations and index: all of it goes to a "
                "folder that is wiped when Ilha ends, after a crash at the next start. “ilha --private” does it once."
            )
        )
        self.open.setText(self.tr("Open folder"))
        self.open.setToolTip(self.tr("Open the folder of your data"))
        self.begin.setText(self.tr("Erase everything…"))
        self.begin.setToolTip(self.tr("Asks first; then Ilha closes, erases what is listed here, and says so"))
        self._models.setText(self.tr("The models that you added, too"))
        self._word_note.setText(self.tr("Write {word} to confirm:").format(word=self._word))
        self.word.setAccessibleName(self._word_note.text())
        self.yes.setText(self.tr("Close Ilha and erase"))
        self.no.setText(self.tr("Keep everything"))
        for button in (self.open, self.begin, self.yes, self.no, self.private, self._models):
            button.setAccessibleName(button.text())
        self.fill(self._services.preferences.current)
        self._show()

    @property
    def _word(self) -> str:
        return self.tr("ERASE")

    def _make_question(self) -> QWidget:
        asked = QWidget()
        self.asks = text_label("strong", wrap=True)
        self._models = QCheckBox()
        self._models.setChecked(True)
        self._models.toggled.connect(self._tell_question)
        self._word_note = text_label("body")
        self.word = QLineEdit()
        self.word.setMaximumWidth(theme.GAP * 24)
        self.word.textChanged.connect(self._tell_question)
        self.yes, self.no = QPushButton(), QPushButton()
        self.yes.clicked.connect(self._erase)
        self.no.clicked.connect(lambda: self._ask(wanted=False))
        words = QHBoxLayout()
        words.addWidget(self._word_note)
        words.addWidget(self.word)
        words.addStretch(1)
        foot = QHBoxLayout()
        for button in (self.yes, self.no):
            foot.addWidget(button)
        foot.addStretch(1)
        column = QVBoxLayout(asked)
        column.setContentsMargins(0, theme.GAP, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self.asks)
        column.addWidget(self._models)
        column.addLayout(words)
        column.addLayout(foot)
        asked.hide()
        return asked

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.place, 1)
        head.addWidget(self.open, 0, Qt.AlignmentFlag.AlignTop)
        kept = QHBoxLayout()
        kept.setSpacing(theme.GAP)
        kept.addWidget(self.days_name)
        kept.addWidget(self.days)
        kept.addStretch(1)
        self._grid = QGridLayout(self._list)
        self._grid.setContentsMargins(0, theme.GAP, 0, theme.GAP)
        self._grid.setHorizontalSpacing(theme.GAP * 3)
        self._grid.setVerticalSpacing(theme.GAP // 2)
        self._grid.setColumnStretch(3, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.GAP * 2,) * 4)
        column.setSpacing(theme.GAP)
        column.addWidget(self.now)
        column.addLayout(head)
        column.addWidget(self._list)
        column.addWidget(self.total)
        column.addLayout(kept)
        for widget in (self.days_note, self.private, self.private_note, self.trouble):
            column.addWidget(widget)
        column.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.question)

    def _take(self, found: tuple[Share, ...]) -> None:
        self._shares = tuple(share for share in found if share.files)
        self._show()

    def _miss(self, error: Exception) -> None:
        if not isinstance(error, OSError):
            raise error
        self._say(str(error))

    def _show(self) -> None:
        """List the places with what lies in them, the largest first."""
        while (item := self._grid.takeAt(0)) is not None and (shown := item.widget()) is not None:
            shown.deleteLater()
        for row, share in enumerate(sorted(self._shares, key=lambda share: -share.size_bytes)):
            files = self.tr("%Ln file(s)", "", len(share.files))
            for column, text in enumerate((place_text(share.name), size(share.size_bytes), files)):
                label = text_label("body", tone="muted" if column else "")
                label.setText(text)
                label.setToolTip("\n".join(map(str, share.tops)))
                right = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                self._grid.addWidget(label, row, column, right)
        self.total.setText(self._sum(models=True))
        self.begin.setEnabled(bool(self._shares))
        self._tell_question()

    def _sum(self, *, models: bool) -> str:
        wanted = [share for share in self._shares if models or share.name != MODELS]
        count, size_bytes = sum(len(share.files) for share in wanted), sum(share.size_bytes for share in wanted)
        files = self.tr("%Ln file(s)", "", count)
        return f"{files}, {size(size_bytes)}"

    # --- erasing -----------------------------------------------------------------------------------------------------

    def _ask(self, *, wanted: bool) -> None:
        """Open the question, or put it away."""
        self.trouble.hide()
        self.word.clear()
        self.question.setVisible(wanted)
        self.begin.setVisible(not wanted)
        (self.word if wanted else self.begin).setFocus()
        self._tell_question()

    def _tell_question(self) -> None:
        self._models.setVisible(any(share.name == MODELS for share in self._shares))
        everything = self._sum(models=self._models.isChecked())
        asked = self.tr("Erase what is listed above, {everything}? It cannot be brought back.")
        self.asks.setText(asked.format(everything=everything))
        self.yes.setEnabled(self.word.text().strip().casefold() == self._word.casefold())

    def _erase(self) -> None:
        """Ask for the end of the window, unless somebody else is at work here."""
        try:
            with apart(self._home):
                pass
        except IlhaError as error:
            self._say(" ".join(failure_text(error.failure())))
        else:
            self.erase_wanted.emit(self._models.isChecked())

    def _keep_days(self, days: int) -> None:
        self._name_unit(days)
        self._change(keep_days=days)

    def _name_unit(self, days: int) -> None:
        self.days.setSuffix(" " + self.tr("day(s)", "", days))

    def _change(self, **fields: object) -> None:
        if self._filling:
            return
        self.trouble.hide()
        try:
            self._services.preferences.change(**fields)
        except IlhaError as error:
            self._say(" ".join(failure_text(error.failure())))

    def _say(self, text: str) -> None:
        self.trouble.setText(text)
        self.trouble.show()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
