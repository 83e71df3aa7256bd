"""What keys and the palette can ask of the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from desktop.ui import language
from desktop.ui.job_text import state_word
from desktop.ui.palette import Entry, Palette
from desktop.ui.rail import ASSISTANT, HELP, SETTINGS
from desktop.ui.recipe_text import job_title
from desktop.ui.shortcuts import find
from desktop.ui.tab_order import bring_into_sight
from desktop.ui.work_page import WorkPage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.core.job import Job
    from desktop.ui.main_window import MainWindow

_FOUND = 8


class WindowCommands(QObject):
    """The commands by shortcut id, and the same as entries of the palette."""

    def __init__(self, window: MainWindow) -> None:
        """Act on `window`."""
        super().__init__(window)
        self._window = window
        self._palette: Palette | None = None

    def bind(self) -> None:
        """Give every command its key."""
        for shortcut_id, run in self.keys().items():
            shortcut = QShortcut(QKeySequence(find(shortcut_id).keys), self._window)
            shortcut.activated.connect(run)
        for number in range(1, 10):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self._window)
            shortcut.activated.connect(partial(self._window.show_number, number))
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow_keyboard)

    def keys(self) -> dict[str, Callable[[], None]]:
        """Return what each shortcut of the window does."""
        return {
            "open": self.open_files,
            "paste": self.paste,
            "run": self.run,
            "palette": self.open_palette,
            "find": self.find,
            "export": self.export,
            "cancel": self.cancel,
            "undo": self._window.undo.undo,
            "pane": self._window.toggle_pane,
            "network": self.switch_network,
            "pause": self.switch_queue,
            "settings": partial(self._window.show_page, SETTINGS),
            "help": partial(self._window.show_page, HELP),
        }

    @property
    def palette(self) -> Palette:
        """Return the palette, made when it is first needed."""
        if self._palette is None:
            self._palette = Palette(self._window, self.entries, self.search)
        return self._palette

    def open_palette(self) -> None:
        """Open the palette, or close it."""
        if self.palette.isVisible():
            self.palette.close_up()
        else:
            self.palette.open()

    def open_files(self) -> None:
        """Ask for files on a page that takes them."""
        self._work_page().open_files()

    def paste(self) -> None:
        """Take the clipboard on a page that uses it."""
        if not self._work_page().paste():
            self._window.status.say(self.tr("The clipboard holds nothing that can be used."))

    def run(self) -> None:
        """Do the likely thing of the page."""
        if isinstance(self._window.page, WorkPage):
            self._window.page.submit()

    def find(self) -> None:
        """Search the conversations or the result, or open the palette when there is neither."""
        from desktop.ui.chat_page import ChatPage
        from desktop.ui.result_pane import ResultPane

        pane = self._window.pane
        if isinstance(self._window.page, ChatPage):
            self._window.page.search()
        elif isinstance(pane, ResultPane) and pane.isVisible() and pane.viewer is not None:
            pane.find()
        else:
            self.open_palette()

    def export(self) -> None:
        """Export the conversation or the result that is shown."""
        from desktop.ui.chat_page import ChatPage
        from desktop.ui.result_pane import ResultPane

        if isinstance(self._window.page, ChatPage):
            self._window.page.export()
        elif isinstance(self._window.pane, ResultPane):
            self._window.pane.export()

    def switch_network(self) -> None:
        """Go offline, or where it is so already, back to being asked each time."""
        preferences, status = self._window.services.preferences, self._window.status
        if preferences.current.network == "offline":
            preferences.change(network="ask")
            status.say(self.tr("Ilha asks each time before anything is sent."))
        else:
            preferences.change(network="offline")
            status.say(self.tr("Offline: nothing is sent unless you say yes."))

    def switch_queue(self) -> None:
        """Pause the queue, or let it go on."""
        waiting = self._window.services.queue.waiting
        (waiting.resume if waiting.paused else waiting.pause)()

    def cancel(self) -> None:
        """Close what is open, put away what waits, or give up the job that is shown."""
        from desktop.ui.models_page import ModelsPage
        from desktop.ui.result_pane import ResultPane

        window = self._window
        if self._palette is not None and self._palette.isVisible():
            self._palette.close_up()
        elif window.banner.isVisible():
            window.banner.hide()
        elif isinstance(window.page, WorkPage | ModelsPage) and window.page.cancel():
            return
        elif isinstance(window.pane, ResultPane) and window.pane.job_id:
            window.services.queue.cancel(window.pane.job_id)

    def entries(self) -> Sequence[Entry]:
        """Return pages and actions for the palette."""
        window = self._window
        found = []
        for number, page in enumerate(window.rail.pages(), 1):
            button = window.rail.button(page)
            keys = f"Ctrl+{number}" if number <= 9 else ""
            go = partial(window.show_page, page)
            found.append(Entry(title=button.text(), detail=keys, icon=button.icon_name, run=go))
        actions = {
            "open": ("folder-open", self.open_files),
            "paste": ("clipboard-paste", self.paste),
            "export": ("download", self.export),
            "pane": ("panel-right", window.toggle_pane),
            "network": ("shield-check", self.switch_network),
            "pause": ("pause", self.switch_queue),
        }
        for name, (icon, run) in actions.items():
            found.append(Entry(title=find(name).title, detail=find(name).native, icon=icon, run=run))
        for mode, title, icon in (
            ("light", self.tr("Light theme"), "sun"),
            ("dark", self.tr("Dark theme"), "moon"),
        ):
            run = partial(window.services.preferences.change, theme=mode)
            found.append(Entry(title=title, detail="", icon=icon, run=run))
        return found

    def search(self, words: str) -> Sequence[Entry]:
        """Return earlier jobs whose name or result has `words`."""
        return [self._entry_of(job) for job in self._window.services.queue.find(words, limit=_FOUND)]

    def _entry_of(self, job: Job) -> Entry:
        title = job_title(job, self._window.services.tasks)
        detail = f"{title} · {state_word(job.state)} · {language.date_time(job.created)}"
        return Entry(title=job.input.name, detail=detail, icon="file", run=partial(self._window.show_job, job.id))

    def _follow_keyboard(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._window.isAncestorOf(now):
            bring_into_sight(now)

    def _work_page(self) -> WorkPage:
        page = self._window.page
        if not isinstance(page, WorkPage):
            page = self._window.visit(ASSISTANT)
        assert isinstance(page, WorkPage)
        return page
