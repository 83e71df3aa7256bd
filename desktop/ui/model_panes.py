"""The two panes of models: those of this computer with what can be done to the store, and those that could be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.hub.offers import available, packs
from desktop.ui import icons, language
from desktop.ui.ask_card import AskCard
from desktop.ui.fitting_area import FittingArea
from desktop.ui.look_up_bar import LookUpBar
from desktop.ui.model_list import ModelListModel, ModelView
from desktop.ui.model_rows import entry_row, found_row, kept_row, pack_row
from desktop.ui.search_filters import SearchFilters
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QLabel

    from desktop.core.model import InstalledModel
    from desktop.core.task import Task
    from desktop.hub.fit import Computer
    from desktop.hub.search import Found
    from desktop.jobs.model_keeper import Overview
    from desktop.ui.downloads import Downloads
    from desktop.ui.model_import import ModelImport
    from desktop.ui.model_work import ModelWork

_PAGE = 20


class InstalledPane(QFrame):
    """Models of this computer."""

    def __init__(self, tasks: Mapping[str, Task], adding: ModelImport, work: ModelWork) -> None:
        """Show what `work` is doing below the list; `adding` brings models from this computer."""
        super().__init__()
        self.setProperty("card", True)
        self._adding = adding
        self._work = work
        self.overview: Overview | None = None
        self.heading = text_label("heading")
        self.disk = text_label("small", tone="muted", wrap=True)
        self.model = ModelListModel(tasks, self)
        self.view = ModelView(self.model)
        self.news, self.trouble = (
            text_label("small", tone="good", wrap=True),
            text_label("small", tone="bad", wrap=True),
        )
        self.add, self.store = QPushButton(), QToolButton()
        self.folder, self.archive = _entries(self.add, "plus", ("folder-plus", "file-archive"))
        self.verify, self.renew, self.export, self.credits, self.elsewhere, self.clean = _entries(
            self.store, "ellipsis", ("shield-check", "rotate-ccw", "upload", "file-text", "hard-drive", "trash-2")
        )
        self.look_up = LookUpBar(adding.downloads)
        self.question = AskCard("package")
        self.drop = text_label("strong", tone="good", wrap=True)
        self.drop.hide()
        self.add.setProperty("kind", "menu")
        self.store.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.store.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP + 4, GAP, GAP + 4)
        column.setSpacing(GAP // 2)
        head = _beside(self.heading, self.add, self.store)
        upper = _inset(head, self.disk, self.drop, self.look_up, self.question, work, self.news, self.trouble)
        column.addWidget(FittingArea(upper))
        column.addWidget(self.view, 1)
        self.folder.triggered.connect(adding.ask)
        self.archive.triggered.connect(adding.ask_for_archive)
        adding.changed.connect(self.show_state)
        work.busied.connect(self.show_state)
        self.look_up.changed.connect(self.show_state)
        self.retranslate()

    def show_overview(self, overview: Overview) -> None:
        """List the models and say what they take."""
        self.overview = overview
        self.model.show([kept_row(kept, overview.computer) for kept in overview.kept])
        self.retranslate()

    @property
    def movable(self) -> list[InstalledModel]:
        """Return the models that lie in the store."""
        kept = self.overview.kept if self.overview is not None else ()
        return [one.model for one in kept if one.removable]

    @property
    def renewable(self) -> list[InstalledModel]:
        """Return the models whose servers can be asked for newer ones."""
        from desktop.hub.updates import updatable

        return [model for model in self.movable if updatable(model)]

    def set_hot(self, *, hot: bool) -> None:
        """Say what a drop would do while something hovers over the page."""
        self.drop.setVisible(hot)

    def show_state(self) -> None:
        """Say what came of an import, and allow what can be done now."""
        self.news.setText(self._adding.news)
        self.trouble.setText(self._adding.trouble)
        for label in (self.news, self.trouble):
            label.setVisible(bool(label.text()))
        self.add.setEnabled(not self._adding.busy)
        self.add.setToolTip(self._adding.reason or self.tr("Add models that are on this computer already"))
        self.verify.setEnabled(not self._work.busy and self.model.rowCount() > 0)
        self.export.setEnabled(not self._work.busy and bool(self.movable))
        self.renew.setEnabled(not self._work.busy and not self.look_up.waiting and bool(self.renewable))
        self.elsewhere.setEnabled(not self._work.busy and not self._adding.busy and self.overview is not None)
        disk = self.overview.disk if self.overview is not None else None
        left = disk is not None and disk.unfinished_bytes > 0 and not self._adding.downloads.keys
        self.clean.setEnabled(not self._work.busy and disk is not None and (disk.trash_bytes > 0 or left))

    def retranslate(self) -> None:
        """Write every text anew."""
        self.heading.setText(self.tr("Installed"))
        self.drop.setText(self.tr("Let go to add it to the models."))
        self.view.setAccessibleName(self.tr("Models on this computer"))
        self.view.set_empty_text(self.tr("No model fits these filters."))
        self.folder.setText(self.tr("Folder of a model, or a cache of the Hub…"))
        self.archive.setText(self.tr("Kit or archive…"))
        self.verify.setText(self.tr("Compare every file with its digest"))
        self.renew.setText(self.tr("Look for newer ones…"))
        self.export.setText(self.tr("Export all that were added as a kit…"))
        self.credits.setText(self.tr("Whose work they are, and their licences…"))
        self.elsewhere.setText(self.tr("Keep them in another folder…"))
        self.clean.setText(self.tr("Empty the trash and delete leftovers"))
        self.store.setToolTip(self.tr("Check, give away or tidy up all models"))
        self.add.setText(self.tr("Add"))
        self.add.setAccessibleName(self.add.text())
        self.store.setAccessibleName(self.tr("All models"))
        if self.overview is not None:
            self.disk.setText(self._disk_use(self.overview))
        self.model.retranslate()
        self.show_state()

    def _disk_use(self, overview: Overview) -> str:
        disk = overview.disk
        parts = [self.tr("%1 added").replace("%1", language.size(sum(disk.models.values())))]
        if disk.trash_bytes:
            parts.append(self.tr("%1 in the trash").replace("%1", language.size(disk.trash_bytes)))
        if disk.unfinished_bytes:
            parts.append(self.tr("%1 unfinished").replace("%1", language.size(disk.unfinished_bytes)))
        parts.append(self.tr("%1 free").replace("%1", language.size(disk.free_bytes)))
        return " · ".join(parts)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class AvailablePane(QFrame):
    """The catalogue, which needs no network, or what a search has found.

    Signals:
        counted: a search began, ended or was left.
    """

    counted = Signal()

    def __init__(self, tasks: Mapping[str, Task], downloads: Downloads) -> None:
        """Search with `downloads`."""
        super().__init__()
        self.setProperty("card", True)
        self._downloads = downloads
        self._models: Sequence[InstalledModel] = ()
        self._computer: Computer | None = None
        self._found: tuple[Found, ...] | None = None
        self._full = False
        self._asked = ("", "")
        self._arriving: frozenset[str] = frozenset()
        self.filters = SearchFilters()
        self.filters.changed.connect(lambda: self.search(*self._asked))
        self.heading = text_label("heading")
        self.note = text_label("small", tone="muted", wrap=True)
        self.back = QPushButton()
        self.back.setProperty("kind", "quiet")
        self.back.setIcon(icons.icon("chevron-left", "accent"))
        self.back.clicked.connect(self.leave_search)
        policy = self.back.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # both lists begin at the same height
        self.back.setSizePolicy(policy)
        self.look_up = LookUpBar(downloads)
        self.look_up.answered.connect(self._take)
        self.model = ModelListModel(tasks, self)
        self.view = ModelView(self.model)
        self.more = QPushButton()
        self.more.setProperty("kind", "quiet")
        self.more.clicked.connect(self.look_up.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP + 4, GAP, GAP + 4)
        column.setSpacing(GAP // 2)
        column.addWidget(FittingArea(_inset(_beside(self.heading, self.back), self.note, self.filters, self.look_up)))
        column.addWidget(self.view, 1)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignHCenter)
        self.look_up.changed.connect(self.show_rows)
        downloads.listed.connect(self.show_rows)
        downloads.changed.connect(self._follow)
        self.retranslate()

    @property
    def searching(self) -> bool:
        """Say whether the server's models are shown instead of the catalogue."""
        return self._found is not None

    def show_offers(self, models: Sequence[InstalledModel], computer: Computer) -> None:
        """List what is not among `models`."""
        self._models, self._computer = models, computer
        self.show_rows()

    def search(self, words: str, task: str) -> None:
        """Ask the server what it has for a task, with these words and the filters that are set."""
        self._asked = (words, task)
        self._found, self._full = (), False
        self.model.filter("", "")
        query = self.filters.query(words, task)
        self.look_up.begin("search", query.words or query.task, lambda: self._downloads.network.search(query))
        self.retranslate()
        self.counted.emit()

    def leave_search(self) -> None:
        """Show the catalogue again."""
        self._found = None
        self.look_up.forget()
        self.retranslate()
        self.counted.emit()

    @Slot(object)
    def _take(self, found: tuple[Found, ...]) -> None:
        if self._found is not None:
            self._found, self._full = (*self._found, *found), len(found) == _PAGE
            self.retranslate()

    def show_rows(self) -> None:
        """List what there is now."""
        if self._computer is None:
            return
        coming = self._arriving = self._downloads.arriving
        if self._found is not None:
            here = {model.spec.id for model in self._models}
            self.model.show([found_row(one, here, coming) for one in self._found])
        else:
            computer = self._computer
            packed = [pack_row(name, missing, coming) for name, missing in packs(self._models).items()]
            self.model.show([*packed, *(entry_row(entry, computer, coming) for entry in available(self._models))])
        self.more.setVisible(self._full and not self.look_up.waiting)
        self.view.set_empty_text(self._empty_text())

    def _follow(self) -> None:
        """Say that one has failed, or is tried again; how far it is, is not said here."""
        if self._downloads.arriving != self._arriving:
            self.show_rows()

    def _empty_text(self) -> str:
        if self._found is None:
            return self.tr("Nothing in the catalogue fits these filters. Press Enter in the field to ask the Hub.")
        return "" if self.look_up.isVisibleTo(self) else self.tr("The Hub has nothing with these words.")

    def retranslate(self) -> None:
        """Write every text anew."""
        searching = self.searching
        self.heading.setText(self.tr("On the Hub") if searching else self.tr("Available"))
        self.note.setText(
            self.tr("What a server says about its models; look closer before you download one.")
            if searching
            else self.tr("The built-in catalogue; it is here without a network.")
        )
        self.view.setAccessibleName(self.tr("Models of the Hub") if searching else self.tr("Models of the catalogue"))
        self.back.setText(self.tr("Catalogue"))
        self.back.setAccessibleName(self.tr("Back to the catalogue"))
        self.back.setVisible(searching)
        self.filters.setVisible(searching)
        self.more.setText(self.tr("More"))
        self.more.setAccessibleName(self.tr("More models"))
        self.model.retranslate()
        self.show_rows()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _entries(button: QPushButton | QToolButton, icon: str, entries: tuple[str, ...]) -> list[QAction]:
    """Give a button a menu with an entry for each of these icons; their words are written later."""
    menu = QMenu(button)
    button.setIcon(icons.icon(icon))
    button.setMenu(menu)
    return [menu.addAction(icons.icon(name, "muted"), "") for name in entries]


def _beside(heading: QLabel, *buttons: QWidget) -> QWidget:
    """Return a heading with buttons at its right."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GAP // 2)
    row.addWidget(heading, 1)
    for button in buttons:
        row.addWidget(button)
    return line


def _inset(*widgets: QWidget) -> QWidget:
    """Return widgets below one another, with a margin that the list has inside its rows."""
    inset = QWidget()
    column = QVBoxLayout(inset)
    column.setContentsMargins(GAP, 0, GAP, 0)
    column.setSpacing(GAP // 2)
    for widget in widgets:
        column.addWidget(widget)
    return inset
