"""Search my files: what one looks for, the passages that fit it, and the files in which they are looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import InputNotFound, NoModelForTask
from desktop.core.model import ModelState
from desktop.core.passages import Hit
from desktop.ui import drops, icons, reveal, theme
from desktop.ui.folder_choice import FolderChoice
from desktop.ui.found_list import HIT_ROLE, FoundDelegate, FoundModel
from desktop.ui.index_panel import IndexPanel
from desktop.ui.language import failure_text
from desktop.ui.notice_bar import NoticeBar
from desktop.ui.place_dialog import PlaceDialog
from desktop.ui.result_states import StatePage
from desktop.ui.text_label import ElidedLabel, page_head, text_label
from desktop.ui.theme import GAP
from desktop.worker.transcripts import recording_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

    from desktop.core.errors import Failure
    from desktop.ui.model_import import ModelImport
    from desktop.ui.services import Services
    from desktop.ui.undo_bar import UndoBar

_PAUSE_MS = 200
_PANEL, _LOW, _LEAST = 280, 240, 340
"""Pixels: the width of the files beside what was found, their height below it, and the width of a narrow page."""
_MAKES_VECTORS = "feature-extraction"
_ANY_SIZE = 16_777_215


class SearchPage(QWidget):
    """Searches while one types.

    Signals:
        models_wanted: a task that has no model.
        job_wanted: id of a job whose transcript was found.
    """

    models_wanted = Signal(str)
    job_wanted = Signal(str)

    def __init__(self, services: Services, undo: UndoBar, adding: ModelImport, parent: QWidget | None = None) -> None:
        """Use the index of the queue; `undo` offers to bring back what was removed, `adding` takes dropped models."""
        super().__init__(parent)
        self._adding = adding
        self._services, self._index = services, services.queue.index
        self._asked = 0
        self._searched = ""
        self._failure: Failure | None = None
        self._hot = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.search)
        self.model = FoundModel(services.home, self)
        self.panel = IndexPanel(self._index, undo)
        self._build_field()
        self._build_list()
        self._build_states()
        self._lay_out()
        self._index.found.connect(self._take)
        self._index.trouble.connect(self._tell_trouble)
        services.queue.job_changed.connect(self.panel.follow_job)
        self.panel.changed.connect(self._show_state)
        self.panel.renewed.connect(self._search_again)
        self.setAcceptDrops(True)
        self.retranslate()
        self._choose()

    def _build_field(self) -> None:
        self.title = text_label("title")
        self.summary = text_label("body", tone="muted", wrap=True)
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.setAcceptDrops(False)  # a file that is dropped on it is for the page
        self.field.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.textChanged.connect(self._pause.start)
        self.field.returnPressed.connect(self.search)
        self.field.installEventFilter(self)
        self.where = FolderChoice()
        self.where.currentIndexChanged.connect(self.search)
        self.notice = NoticeBar(text_label("body", tone="bad", wrap=True), "rotate-ccw")
        self.notice.action.clicked.connect(self._mend)

    def _build_list(self) -> None:
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(FoundDelegate(self.model, self))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setProperty("card", True)
        self.list.setViewportMargins(GAP // 2, GAP // 2, GAP // 2, GAP // 2)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self.list.activated.connect(self.show_place)
        self.list.selectionModel().selectionChanged.connect(self._choose)
        self.model.modelReset.connect(self._choose)
        self.count = ElidedLabel(tone="muted", at_end=True)
        self.place_button, self.open_button, self.folder_button = self._buttons = [QPushButton() for _ in range(3)]
        slots = self.show_place, self.open_selected, self.show_selected
        drawn = "book-open", "external-link", "folder-open"
        for button, icon, action in zip(self._buttons, drawn, slots, strict=True):
            button.setIcon(icons.icon(icon))
            button.clicked.connect(action)

    def _build_states(self) -> None:
        self.waiting, self.nothing, self.start = StatePage("search"), StatePage("search"), StatePage("scan-search")
        self.files_button, self.add_folder_button = self.start.add_button("primary"), self.start.add_button()
        self.files_button.clicked.connect(self.panel.choose_files)
        self.add_folder_button.clicked.connect(self.panel.choose_folder)
        self.models_button = self.start.add_button("primary")
        self.models_button.clicked.connect(lambda: self.models_wanted.emit(_MAKES_VECTORS))

    def _lay_out(self) -> None:
        self._results = QStackedWidget()
        for state in (self.waiting, self.nothing, self.list):
            self._results.addWidget(state)
        actions = QHBoxLayout()
        actions.setSpacing(GAP)
        actions.addWidget(self.count, 1)
        for button in self._buttons:
            actions.addWidget(button)
        left = self._left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addWidget(self._results, 1)
        left.addLayout(actions)
        self._working = QWidget()
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._working)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(GAP * 2)
        self._body.addLayout(left, 3)
        self._body.addWidget(self.panel, 2)
        self._states = QStackedWidget()
        self._states.addWidget(self._working)
        self._states.addWidget(self.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(GAP * 3,) * 4)
        column.setSpacing(GAP)
        asked = QHBoxLayout()
        asked.setSpacing(GAP)
        asked.addWidget(self.field, 1)
        asked.addWidget(self.where)
        column.addLayout(page_head(self.title, self.summary))
        column.addLayout(asked)
        column.addWidget(self.notice)
        column.addWidget(self._states, 1)

    # --- searching ---------------------------------------------------------------------------------------------------

    def search(self) -> None:
        """Look for what stands in the field."""
        self._pause.stop()
        self._searched = self.field.text().strip()
        if self._searched:
            self._asked = self._index.search(self._searched, under=self.where.under)
        else:
            self._asked = 0
            self.model.show(())
        self._show_state()

    def _search_again(self) -> None:
        """Find also what was read meanwhile."""
        if self.isVisible() and self._searched:
            self.search()

    @Slot(int, object)
    def _take(self, number: int, hits: tuple[Hit, ...]) -> None:
        if number == self._asked:
            self._asked = 0
            self.model.show(hits)
            self.list.scrollToTop()
            self._show_state()

    @Slot(object)
    def _tell_trouble(self, failure: Failure) -> None:
        self._failure = failure
        self._asked = 0
        self._write_notice()
        self.notice.show()
        self._show_state()

    def _mend(self) -> None:
        """Do what the button of the notice says."""
        self.notice.hide()
        if self._failure is not None and self._failure.code == NoModelForTask.code:
            self.models_wanted.emit(_MAKES_VECTORS)
        else:
            self.panel.update_files()

    # --- what is shown -----------------------------------------------------------------------------------------------

    def _show_state(self) -> None:
        empty = self.panel.empty
        self._states.setCurrentWidget(self.start if empty else self._working)
        self.field.setEnabled(not empty)
        self.where.show_folders(self.panel.model.folders)
        if self.model.hits:
            self._results.setCurrentWidget(self.list)
        elif self._searched and not self._asked:
            self._results.setCurrentWidget(self.nothing)
        else:
            self._results.setCurrentWidget(self.waiting)
        if empty:
            self._offer_model()
        self._tell_count()

    def _offer_model(self) -> None:
        """Let the start say what is missing where nothing can be read at all."""
        models = self._services.shelf.for_task(_MAKES_VECTORS)
        able = any(model.state is ModelState.READY for model in models)
        for button in (self.files_button, self.add_folder_button):
            button.setEnabled(able)
        self.models_button.setHidden(able)
        text = self.tr(
            "Add files or folders, or drop them here. Ilha reads texts, documents, PDF files and pictures once, and "
            "then finds what you mean, also in other words. All of it stays on this computer."
        )
        missing = self.tr("This needs a model that tells what texts mean, and there is none on this computer yet.")
        self.start.say(self.tr("Nothing to search yet"), text if able else missing)

    def _tell_count(self) -> None:
        if self._asked and not self.model.hits:
            self.count.setText(self.tr("Searching…"))
        elif self.model.hits:
            files = len({hit.path for hit in self.model.hits})
            places = self.tr("%Ln place(s)", "", len(self.model.hits))
            self.count.setText(f"{places} · " + self.tr("%Ln file(s)", "", files))
        else:
            self.count.setText("")

    def retranslate(self) -> None:
        """Set every visible string again."""
        self.title.setText(self.tr("Search my files"))
        self.summary.setText(self.tr("By meaning and by words. Ilha only looks into what you add."))
        self.field.setPlaceholderText(self.tr("What are you looking for?"))
        self.field.setAccessibleName(self.tr("Search my files"))
        self.list.setAccessibleName(self.tr("What was found"))
        self.waiting.say(self.tr("Ask as you would ask somebody"), self.tr("A few words or a whole question will do."))
        self.nothing.say(self.tr("Nothing found"), self.tr("Try other words, or add the files that may have it."))
        self.place_button.setText(self.tr("Read here"))
        self.place_button.setToolTip(self.tr("Show the passage in what was read of its file (Enter)"))
        self.open_button.setText(self.tr("Open"))
        self.open_button.setToolTip(self.tr("Open the file with the program you have for it"))
        self.folder_button.setText(self.tr("Show in folder"))
        self.folder_button.setToolTip(self.tr("Open the folder that the file is in"))
        self.files_button.setText(self.tr("Add files…"))
        self.add_folder_button.setText(self.tr("Add a folder…"))
        self.models_button.setText(self.tr("Show models"))
        self.model.retranslate()
        self._write_notice()
        self._offer_model()
        self._tell_count()

    def _write_notice(self) -> None:
        if self._failure is None:
            return
        self.notice.text.setText(" ".join(failure_text(self._failure)))
        models = self._failure.code == NoModelForTask.code
        self.notice.action.setText(self.tr("Show models") if models else self.tr("Try again"))

    # --- actions -----------------------------------------------------------------------------------------------------

    def show_place(self) -> None:
        """Show the selected hit in its file."""
        if (hit := self._hit()) is not None:
            PlaceDialog(self._services.home, hit.path, hit.passage, self).open()

    def open_selected(self) -> None:
        """Open the file of the selected hit with the program of the system."""
        self._reveal(reveal.open_file)

    def show_selected(self) -> None:
        """Show the file of the selected hit in its folder."""
        self._reveal(reveal.show_in_folder)

    def _reveal(self, show: Callable[[Path], None]) -> None:
        if (hit := self._hit()) is None:
            return
        if hit.path.exists():
            show(hit.path)
        else:
            self._tell_trouble(InputNotFound(name=hit.path.name).failure())

    def _hit(self) -> Hit | None:
        """Return the selected hit; a transcript is shown in the window instead."""
        hit = self.list.currentIndex().data(HIT_ROLE)
        recording = recording_of(self._services.home, hit.path) if isinstance(hit, Hit) else None
        if recording is not None:
            self.job_wanted.emit(recording[0])
        return hit if isinstance(hit, Hit) and recording is None else None

    def _choose(self) -> None:
        for button in self._buttons:
            button.setEnabled(self.list.selectionModel().hasSelection())

    def _open_menu(self, position: QPoint) -> None:
        if not self.list.selectionModel().hasSelection():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in self._buttons:
            menu.addAction(button.icon(), button.text(), button.click)
        menu.popup(self.list.viewport().mapToGlobal(position))

    # --- Qt ----------------------------------------------------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:
        """Leave room for a result beside the page: what does not fit side by side goes below one another."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the files beside or below what was found."""
        beside = self.width() >= self._left.minimumSize().width() + _PANEL + GAP * 8
        directions = QBoxLayout.Direction
        self._body.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        self.panel.setMaximumWidth(max(_PANEL, self.panel.minimumSizeHint().width()) if beside else _ANY_SIZE)
        self.panel.setMaximumHeight(_ANY_SIZE if beside else max(_LOW, self.panel.minimumSizeHint().height()))
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what became of the files meanwhile."""
        self.panel.reload()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        super().showEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move from the field into the list."""
        down = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        if watched is self.field and down and event.type() == QEvent.Type.KeyPress and self.model.hits:
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.model.index(0))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if drops.paths_of(event.mimeData()):
            event.acceptProposedAction()
            self._set_hot(True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Calm down."""
        self._set_hot(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what is dropped."""
        self._set_hot(False)
        event.acceptProposedAction()
        self.panel.add(self._adding.divide(drops.paths_of(event.mimeData())))

    def _set_hot(self, hot: bool) -> None:
        self._hot = hot
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame the page while files hover over it."""
        super().paintEvent(event)
        if self._hot:
            with QPainter(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(theme.colour("accent"), 2, Qt.PenStyle.DashLine))
                painter.drawRoundedRect(self.rect().adjusted(GAP, GAP, -GAP, -GAP), 14, 14)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
