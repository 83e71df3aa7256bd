"""The window: rail, page, result, status bar; pages are made when they are first visited."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.state.paths import resources
from desktop.ui import drops
from desktop.ui.assistant_page import AssistantPage
from desktop.ui.drop_zone import count
from desktop.ui.language import failure_text
from desktop.ui.rail import ASSISTANT, MODELS, PRIVACY, QUEUE, Rail, task_page
from desktop.ui.status_bar import StatusBar
from desktop.ui.window_memory import WindowMemory
from desktop.ui.work_page import WorkPage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPaintEvent

    from desktop.core.errors import Failure
    from desktop.core.media import InputFile
    from desktop.core.model import InstalledModel
    from desktop.core.task import Task
    from desktop.hub.alarm import Stray
    from desktop.jobs.traffic import Traffic
    from desktop.ui.banner import Banner
    from desktop.ui.finish_offer import FinishOffer
    from desktop.ui.model_import import ModelImport
    from desktop.ui.notify import Notifier
    from desktop.ui.reception import Reception
    from desktop.ui.result_pane import ResultPane
    from desktop.ui.services import Services
    from desktop.ui.undo_bar import UndoBar
    from desktop.ui.way_back import WayBack
    from desktop.ui.window_commands import WindowCommands

_SIZE, _SMALLEST = (1240, 800), (960, 600)
_PANE_SHARE = 0.43


class MainWindow(QMainWindow):
    """Holds the parts and carries messages between them.

    What the first paint needs is built at once; `attach` adds everything that works.
    """

    painted = Signal()
    """The first paint is over; slow things may begin."""
    closed = Signal()
    """The window goes away; threads and processes have to end."""
    erase_wanted = Signal(bool)
    """The window is to end, and everything to be erased, models too or not."""

    services: Services
    reception: Reception
    undo: UndoBar
    way_back: WayBack
    traffic: Traffic
    commands: WindowCommands
    ending: FinishOffer
    adding: ModelImport

    def __init__(self, tasks: dict[str, Task], memory: Path, parent: QWidget | None = None) -> None:
        """Build the rail, the first page and the status bar; the file `memory` keeps the window's place."""
        super().__init__(parent)
        self._tasks = tasks
        self.memory = WindowMemory(memory)
        self.rail = Rail(list(tasks.values()))
        self.stack = QStackedWidget()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.status = StatusBar()
        self.assistant = AssistantPage(list(tasks.values()))
        self._pages: dict[str, QWidget] = {}
        self._shared = False
        self._painted = False
        self._attached = False
        self._lay_out()
        self._restore()
        if self.memory.ready is not None:  # what was there last time is there at the first paint
            self._set_available(self.memory.ready)

    def attach(self, services: Services) -> None:
        """Connect the window to what works below it."""
        from desktop.jobs.traffic import Traffic
        from desktop.ui.finish_offer import FinishOffer
        from desktop.ui.model_import import ModelImport
        from desktop.ui.reception import Reception
        from desktop.ui.undo_bar import UndoBar
        from desktop.ui.way_back import WayBack
        from desktop.ui.window_commands import WindowCommands

        self.setWindowIcon(QIcon(str(resources() / "ilha.svg")))  # not in the first paint's way
        self.services = services
        self.adding = ModelImport(services, self)
        self.reception = Reception(services.intake, self.adding.divide, self)
        self.undo = UndoBar(self.stack)
        self.way_back = WayBack(services.queue, self.undo)
        self.ending = FinishOffer(self)
        self.assistant.attach(services, self.reception)
        self.welcome(self.assistant)
        self.assistant.task_wanted.connect(lambda task: self.show_page(task_page(task)))
        self.assistant.words_wanted.connect(self._ask_for_words)
        self.adding.offered.connect(partial(self.show_models, ""))
        self.adding.imported.connect(self.follow_models)
        self.adding.all_wanted.connect(self.show_models)
        for signal in (self.adding.downloads.changed, self.adding.downloads.listed):
            signal.connect(lambda *_: self.status.show_downloads(self.adding.downloads))
        self.rail.chosen.connect(self.show_page)
        self.status.pane_toggled.connect(self.toggle_pane)
        services.queue.engine_changed.connect(self.status.show_engine)
        services.queue.totals_changed.connect(self.status.show_totals)
        self.traffic = Traffic(services.home, services.background, self)
        self.traffic.changed.connect(self.status.show_traffic)
        self.status.privacy_wanted.connect(partial(self.show_page, PRIVACY))
        self.status.queue_wanted.connect(partial(self.show_page, QUEUE))
        self.status.show_private(services.home.lasting is not None)
        self.commands = WindowCommands(self)
        self.commands.bind()
        self.traffic.start()
        self._attached = True
        if self.memory.page:
            self.show_page(self.memory.page)

    @property
    def page(self) -> QWidget:
        """Return the page that is shown."""
        return self.stack.currentWidget() or self.assistant

    @property
    def page_id(self) -> str:
        """Return the id of the page that is shown."""
        return next((name for name, page in self._pages.items() if page is self.page), ASSISTANT)

    @cached_property
    def notifier(self) -> Notifier:
        """What announces the end of long jobs, made when it is first needed."""
        from desktop.ui.notify import Notifier

        return Notifier(self, self.services.preferences, self.status.say)

    @property
    def pane(self) -> QWidget | None:
        """Return the result pane, if it was needed so far."""
        return self.__dict__.get("_result_pane")

    def show_page(self, name: str) -> None:
        """Go to a page; it is made when it is first visited."""
        if self._has_page(name):
            self.stack.setCurrentWidget(self._pages[name])
            self.rail.select(name)

    def _has_page(self, name: str) -> bool:
        from desktop.ui.pages import make_page

        if name not in self._pages and (made := make_page(self, name)) is not None:
            self._pages[name] = made
            self.stack.addWidget(made)
        return name in self._pages

    def visit(self, name: str) -> QWidget:
        """Go to a page and return it."""
        self.show_page(name)
        return self.page

    @Slot(str)
    def show_job(self, job_id: str) -> None:
        """Show the result of a job beside the page."""
        self._result_pane.show_job(job_id or None)
        self._result_pane.show()
        if not self._shared:
            self._shared = True
            self._share()

    def prepare(self) -> None:
        """Build what the first jobs would have to wait for, while nobody waits."""
        self._result_pane.prepare()
        QTimer.singleShot(0, self, partial(self._has_page, QUEUE))

    @cached_property
    def _result_pane(self) -> ResultPane:
        from desktop.ui.result_pane import ResultPane

        made = ResultPane(self.services)
        made.setMinimumWidth(320)
        made.hide()
        self.splitter.addWidget(made)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 1)
        return made

    def toggle_pane(self) -> None:
        """Show or hide the result."""
        if self.pane is not None and self.pane.isVisibleTo(self):
            self.pane.hide()
        elif self._shared:
            self._result_pane.show()
        else:
            self.show_job("")

    @cached_property
    def banner(self) -> Banner:
        """The place for failures, made with the first: it may be one of what `attach` needs."""
        from desktop.ui.banner import Banner

        made = Banner()
        self._column.insertWidget(0, made)
        return made

    def report_bug(self, summary: str, details: str) -> None:
        """Show a caught exception calmly."""
        text = self.tr("Ilha made a mistake of its own (%1). Your files and results are safe.").replace("%1", summary)
        self.banner.tell(text, details)

    @Slot(object)
    def show_failure(self, failure: Failure, *more: Failure) -> None:
        """Show a failure that belongs to no job, and others that came with it."""
        self.banner.tell("\n".join(" ".join(failure_text(one)) for one in (failure, *more)), failure.detail, failure)

    @Slot(object)
    def show_stray(self, stray: Stray) -> None:
        """Show that something was kept from the network."""
        from desktop.ui.privacy_text import stray_text

        self.banner.tell(stray_text(stray), f"{stray.who} {stray.what} {stray.where}")

    def hand_in(self, paths: Sequence[Path]) -> None:
        """Give files to the assistant."""
        self.show_page(ASSISTANT)
        self.assistant.take_paths(list(paths))

    def look_at_models(self) -> None:
        """Put tasks without a model under "More"."""
        from desktop.core.model import ModelState

        shelf = self.services.shelf
        ready = frozenset(
            task for task in self._tasks if any(model.state is ModelState.READY for model in shelf.for_task(task))
        )
        self.memory.ready = ready
        self._set_available(ready)

    def _set_available(self, ready: frozenset[str]) -> None:
        self.rail.set_available(ready)
        self.assistant.set_available(ready)

    def follow_models(self, added: InstalledModel | None = None) -> None:
        """Let rail and pages follow models that came or went."""
        from desktop.ui.chat_page import ChatPage
        from desktop.ui.recipes_page import RecipesPage
        from desktop.ui.task_page import TaskPage

        self.look_at_models()
        for page in self._pages.values():
            if isinstance(page, TaskPage | ChatPage | RecipesPage):
                page.follow_models(added)

    def show_models(self, task: str, dropped: Sequence[Path] = ()) -> None:
        """Go to the models for a task, and ask about those that were dropped somewhere."""
        from desktop.ui.models_page import ModelsPage

        page = self.visit(MODELS)
        if isinstance(page, ModelsPage):
            page.filter_by(task)
            if dropped:
                page.offer(dropped)

    def _ask_for_words(self, task: str, files: tuple[InputFile, ...]) -> None:
        """Go to the page of a task that needs to know something, with the files waiting there."""
        from desktop.ui.task_page import TaskPage

        page = self.visit(task_page(task))
        if isinstance(page, TaskPage):
            page.wait_for(files)

    # --- building ----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.setWindowTitle("Ilha")
        self.setMinimumSize(*_SMALLEST)
        self.setAcceptDrops(True)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        whole = QWidget()
        self.setCentralWidget(whole)  # from the outside in: what gets a parent passes its style on to all inside
        self._column = QVBoxLayout(whole)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        middle = QHBoxLayout()
        self._column.addLayout(middle, 1)
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self.splitter, 1)
        self.splitter.addWidget(self.stack)
        self.stack.setMinimumWidth(360)
        self._column.addWidget(self.status)
        self._pages[ASSISTANT] = self.assistant
        self.stack.addWidget(self.assistant)
        self.assistant.focus_text()

    def show_number(self, number: int) -> None:
        """Go to the page of Ctrl+`number`."""
        pages = self.rail.pages()
        if number <= len(pages):
            self.show_page(pages[number - 1])

    def welcome(self, page: WorkPage) -> WorkPage:
        """Follow a page that takes files, and return it."""
        page.opened.connect(self.show_job)
        page.removed.connect(self.way_back.offer_return)
        page.export_wanted.connect(self._export)
        page.told.connect(self.banner.tell)
        return page

    # --- messages ----------------------------------------------------------------------------------------------------

    def _export(self, job_ids: Sequence[str]) -> None:
        from desktop.ui.export_dialog import ExportDialog

        if job_ids:
            dialog = ExportDialog(self.services, tuple(job_ids), self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    # --- memory ------------------------------------------------------------------------------------------------------

    def _restore(self) -> None:
        self.resize(*_SIZE)
        if not (geometry := self.memory.bytes("geometry")).isEmpty():
            self.restoreGeometry(geometry)

    def _share(self) -> None:
        """Give the result its share of the width, or what the user gave it last."""
        state = self.memory.bytes("splitter")
        if state.isEmpty() or not self.splitter.restoreState(state):
            width = max(self.splitter.width(), 1)
            self.splitter.setSizes([round(width * (1 - _PANE_SHARE)), round(width * _PANE_SHARE)])

    def _remember(self) -> None:
        self.memory.keep_bytes("geometry", self.saveGeometry())
        if self.pane is not None and self.pane.isVisibleTo(self):
            self.memory.keep_bytes("splitter", self.splitter.saveState())
        self.memory.page = self.page_id
        self.memory.save()

    # --- Qt ----------------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange and self._attached:
            self.undo.hide()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window and let everything end."""
        if self.pane is not None:
            self._result_pane.settle()
        for page in self._pages.values():
            if isinstance(page, WorkPage):
                page.settle()
        self._remember()
        self.closed.emit()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take drops anywhere; files that a page has no use for are for the assistant."""
        page, mime = self.page, event.mimeData()
        if self._attached and isinstance(page, WorkPage) and drops.usable(mime):
            event.acceptProposedAction()
            page.zone.set_hot(count(mime))
        elif self._attached and drops.paths_of(mime):
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Calm the zone."""
        if isinstance(self.page, WorkPage):
            self.page.zone.set_hot(0)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand a drop to the page."""
        event.acceptProposedAction()
        if isinstance(page := self.page, WorkPage):
            page.zone.set_hot(0)
            page.take_mime(event.mimeData())
        else:
            self.hand_in(drops.paths_of(event.mimeData()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Announce the first paint once it is over."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)
