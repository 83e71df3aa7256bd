"""The first page: hand in anything, see what it is and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.media import MediaKind
from desktop.ui.task_cards import TaskCards
from desktop.ui.text_box import TextBox
from desktop.ui.text_label import page_head, text_label
from desktop.ui.theme import GAP
from desktop.ui.work_page import WorkPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.core.media import InputFile
    from desktop.core.task import Task
    from desktop.ui.chips import Offer
    from desktop.ui.file_tray import FileTray
    from desktop.ui.reception import Reception, Refused
    from desktop.ui.services import Services

_MARGIN = GAP * 3
_REST_MS = 100


class AssistantPage(WorkPage):
    """Empty, looking, asking, working: one page."""

    task_wanted = Signal(str)
    """Id of a task whose page is wanted."""
    words_wanted = Signal(str, object)
    """Id of a task that needs to be told something, and the files it waits with."""

    tray: FileTray

    def __init__(self, tasks: Sequence[Task], parent: QWidget | None = None) -> None:
        """Start empty, with what `tasks` can do."""
        super().__init__(parent)
        self._files: tuple[InputFile, ...] = ()
        self._refused: tuple[Refused, ...] = ()
        self._looking = False
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._tasks = tasks
        self._listens = False
        self.title = text_label("title")
        self.summary = text_label("body", tone="muted", wrap=True)
        self.text = TextBox()
        self.text.submitted.connect(self._take_text)
        self.text.pasted.connect(self.take_mime)
        self.cards = TaskCards(tasks)
        self.cards.chosen.connect(self.task_wanted)
        self._column = QVBoxLayout(self)
        self._lay_out()
        self.retranslate()

    def attach(self, services: Services, reception: Reception, task: str = "") -> None:
        """Add what is shown once there are files and jobs."""
        from desktop.ui.file_tray import FileTray
        from desktop.ui.fitting_area import FittingArea

        super().attach(services, reception, task)
        self.tray = FileTray()
        self.tray.chosen.connect(self._run)
        self.tray.help_wanted.connect(self.task_wanted)
        self.tray.cleared.connect(self.cancel)
        self.model.counted.connect(self._arrange)
        self._asking = FittingArea(self.tray)
        for widget, share in ((self._asking, 0), (self.jobs, 4)):
            widget.hide()
            self._column.addWidget(widget, share)
        self._column.addStretch(0)
        self._arrange()

    def set_available(self, tasks: frozenset[str]) -> None:
        """Promise only what these tasks can do: the others have no model."""
        self._listens = any(MediaKind.AUDIO in task.accepts and task.id in tasks for task in self._tasks)
        self.cards.set_available(tasks)
        self.retranslate()

    def submit(self) -> None:
        """Use the text that was typed, or press the first chip."""
        if self.text.text.strip():
            self.text.submit()
        elif self.tray.isVisible() and self.tray.chips.chips:
            self.tray.chips.chips[0].click()

    def cancel(self) -> bool:
        """Put the recognised files away."""
        had = bool(self._files or self._refused)
        self._put_away()
        return had

    def take_files(self, files: tuple[InputFile, ...]) -> None:
        """Show files as they are recognised."""
        self._begin()
        self._files += files
        self._show_more()

    def take_refused(self, refused: tuple[Refused, ...]) -> None:
        """Show what cannot be used."""
        self._begin()
        self._refused += refused
        self._show_more()

    def take_end(self) -> None:
        """Run the only action that fits and can run now, or ask."""
        from desktop.ui.file_tray import kinds_text, offers_for

        self._looking = False
        self._rest.stop()
        if not self._files and not self._refused:
            return
        offers = offers_for(self._files, self.services.queue.suggest)
        enough = [offer for offer in offers if offer.all_files][:1] or offers  # of thousands once
        fitting = {id(file) for offer in enough for file in offer.files}
        unfit = [file for file in self._files if id(file) not in fitting]
        if unfit:
            kinds = dict.fromkeys(kind for task in self.services.tasks.values() for kind in task.accepts)
            accepts = kinds_text(kinds)
            self._refused += tuple(self.refusal(file, accepts) for file in unfit)
            self._files = tuple(file for file in self._files if id(file) in fitting)
            offers = offers_for(self._files, self.services.queue.suggest)
        able = [offer for offer in offers if offer.ready]
        if len(able) == 1 and able[0].all_files and not able[0].asks and not self._refused:
            self._run(able[0])
            return
        self._show(offers)
        self.tray.chips.focus_first()

    def retranslate(self) -> None:
        """Write every text anew."""
        self.setAccessibleName(self.tr("Assistant"))
        self.title.setText(self.tr("What shall I look at?"))
        self.summary.setText(self.tr("Drop files here, paste, or type. Nothing leaves this computer."))
        if self._listens:
            accepts = self.tr("Pictures, PDF documents, texts and recordings · or paste with Ctrl+V")
            brief = self.tr("Pictures, PDFs, texts, recordings")
        else:
            accepts = self.tr("Pictures, PDF documents and texts · or paste with Ctrl+V")
            brief = self.tr("Pictures, PDFs, texts")
        self.zone.set_accepts(accepts, brief)

    def _lay_out(self) -> None:
        column = self._column
        column.setContentsMargins(_MARGIN, GAP * 3, _MARGIN, GAP * 2)
        column.setSpacing(GAP * 2)
        column.addLayout(page_head(self.title, self.summary))
        column.addWidget(self.zone, 3)
        column.addWidget(self.text)
        column.addWidget(self.cards)

    def focus_text(self) -> None:
        """Let the user type at once."""
        self.text.field.setFocus()

    def _take_text(self, text: str) -> None:
        self.reception.text(self, text)

    def _begin(self) -> None:
        """Start a new tray with the first answer of a batch; files of the last one are replaced."""
        if not self._looking:
            self._looking = True
            self._files, self._refused = (), ()

    def _show_more(self) -> None:
        """Show what is there by now; thousands come in many batches, of which not each is worth it."""
        if not self._rest.isActive():
            self._rest.start()
            self._show(None)

    def _show(self, offers: list[Offer] | None) -> None:
        self.tray.show_files(self._files, self._refused, offers)
        self._arrange()

    def _put_away(self) -> None:
        self._files, self._refused = (), ()
        self._arrange()

    def _run(self, offer: Offer) -> None:
        """Do what was chosen; files that it is not for stay, to be asked about next."""
        from desktop.ui.file_tray import offers_for

        taken = set(map(id, offer.files))  # comparing the paths of thousands is felt
        rest = tuple(file for file in self._files if id(file) not in taken)
        self._put_away()
        if offer.asks:
            self.words_wanted.emit(offer.task.id, offer.files)
        elif offer.is_recipe:
            self.start_recipe(offer.files, offer.task.id)
            self.jobs.view.setFocus()
        else:
            self.start(offer.files, offer.task.id, offer.model)
            self.jobs.view.setFocus()
        if rest:
            self._files = rest
            self._show(offers_for(rest, self.services.queue.suggest))

    def _arrange(self) -> None:
        """Give the room to what matters now: the zone, the question, or the jobs."""
        asking = bool(self._files or self._refused)
        working = self.model.rowCount() > 0
        self.zone.set_compact(asking or working)
        self.text.setVisible(not asking)
        self._asking.setVisible(asking)
        self.cards.setVisible(not asking and not working)
        self.jobs.setVisible(working)
        self._column.setStretch(self._column.count() - 1, 1 if asking and not working else 0)
