"""The parts of the page of conversations and their places; what they do is said by the page itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, QUrl, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui import icons, reveal
from desktop.ui.chat_composer import ChatComposer
from desktop.ui.chat_documents import ChatDocuments
from desktop.ui.chat_head import ChatHead
from desktop.ui.chat_list import ChatList
from desktop.ui.chat_options import ChatOptions
from desktop.ui.chat_start import ChatStart
from desktop.ui.chat_view import ChatView
from desktop.ui.fitting_area import FittingArea
from desktop.ui.language import translate
from desktop.ui.missing_model import MissingModel
from desktop.ui.model_text import model_title
from desktop.ui.notice_bar import NoticeBar
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP
from desktop.ui.work_page import WorkPage
from desktop.worker.transcripts import recording_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from desktop.core.assistant import Assistant
    from desktop.core.chat import Source
    from desktop.core.task import Task
    from desktop.ui.chat_message import MessageCard
    from desktop.ui.model_import import ModelImport
    from desktop.ui.services import Services

_NARROW = 600  # pixels below which list and conversation do not stand beside each other
_ADDRESS_CHARACTERS = 500


class ChatFrame(WorkPage):
    """The list at the left, the conversation beside it; in a narrow window one of them at a time."""

    def __init__(self, services: Services, task: Task, adding: ModelImport, parent: QWidget | None = None) -> None:
        """Build the parts; `adding` brings models."""
        super().__init__(parent)
        self.zone.setParent(self)
        self.zone.hide()
        self.services = services
        self.task = task
        self.adding = adding
        self.desk = services.queue.chats
        self.chat_id = ""
        self._browsing = False
        self._ready_for = ""
        self._then: Callable[[], None] | None = None
        self.list = ChatList(self.desk)
        self.head = ChatHead()
        self.options = ChatOptions(services, task, adding)
        self.who = ChatStart(services.home)
        self.view = ChatView(self.title_of)
        self.missing = MissingModel(task, adding)
        self.notice = NoticeBar(text_label("body", wrap=True), "external-link")
        self.notice.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.composer = ChatComposer()
        self.documents = ChatDocuments(services.queue.documents)
        self.composer.side.addWidget(self.documents.button)
        self.honest = text_label("small", tone="muted", wrap=True)
        self.better, self.lists = QPushButton(), QPushButton()
        for button, icon in ((self.better, "package"), (self.lists, "panel-left")):
            button.setProperty("kind", "quiet")
            button.setIcon(icons.icon(icon, "accent"))
        self._lay_out()
        self.lists.clicked.connect(lambda: self.browse(shown=True))
        self.better.clicked.connect(lambda: adding.all_wanted.emit(task.id))
        self.head.options.toggled.connect(self.arrange)
        self.notice.action.clicked.connect(self._act)
        adding.changed.connect(self._show_adding)
        self.view.link_asked.connect(self.ask_link)
        self.view.source_wanted.connect(self.open_source)
        self.view.translation_wanted.connect(self.translate_answer)
        self.who.edit_wanted.connect(self.edit_assistant)
        services.queue.engine_changed.connect(self._get_ready)
        self.options.picker.changed.connect(self._get_ready)

    def title_of(self, model: str) -> str:
        """Return what a model is called."""
        models = self.services.shelf.for_task(self.task.id)
        return next((model_title(one.spec) for one in models if one.spec.id == model), model)

    def browse(self, *, shown: bool) -> None:
        """Show the list instead of the conversation where there is no room for both."""
        self._browsing = shown
        self.arrange()
        if shown:
            self.list.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.list.field.selectAll()

    def arrange(self) -> None:
        """Show what the state of the page and its width ask for."""
        able, narrow = self.options.picker.able, self.width() < _NARROW
        new = not self.chat_id
        self.list.setVisible(not narrow or self._browsing)
        self._pane.setVisible(not narrow or not self._browsing)
        self._line.setVisible(not narrow)
        self.list.set_wide(wide=narrow)
        self.lists.setVisible(narrow)
        self._options_area.setVisible(able and self.head.options.isChecked())
        # Not before it has its width: its height depends on that.
        QTimer.singleShot(0, self._options_area, self._options_area.updateGeometry)
        self.head.options.setVisible(able)
        self._start_area.setVisible(new and able)
        self.view.setVisible(not new)
        self._missing_area.setVisible(not able)
        self._rest.setVisible(new)
        self.composer.setVisible(able)
        self.documents.setVisible(able and bool(self.documents.chips))
        self.composer.set_narrow(narrow)
        self.better.setVisible(not narrow)
        self._foot.setVisible(able)

    def say(self, text: str, action: str = "", then: Callable[[], None] | None = None) -> None:
        """Say something on the page, with a button where there is something to do."""
        self._then = then
        self.notice.text.setText(text)
        self.notice.action.setText(action)
        self.notice.action.setVisible(bool(action))
        self.notice.show()

    def ask_link(self, link: QUrl) -> None:
        """Show where a link leads; only the button opens it, with the program of the system."""
        shown = link.toDisplayString()[:_ADDRESS_CHARACTERS]
        if link.scheme() not in {"http", "https", "mailto"}:
            self.say(self.tr("This link is none that can be opened: %1").replace("%1", shown))
            return
        text = self.tr("This link leads out of Ilha, to %1").replace("%1", shown)
        self.say(text, self.tr("Open it"), lambda: reveal.open_address(link))

    def open_source(self, source: Source) -> None:
        """Show the passage that an answer was drawn from in its file; a transcript in the window."""
        recording = recording_of(self.services.home, source.path)
        if recording is not None:
            self.opened.emit(recording[0])
            return
        from desktop.ui.place_dialog import PlaceDialog

        PlaceDialog(self.services.home, source.path, source.passage, self).open()

    def translate_answer(self, card: MessageCard) -> None:
        """Show an answer in another language below it, or put that away again."""
        from desktop.ui.chat_translation import ChatTranslation

        if card.translation is None:
            card.show_translation(ChatTranslation(self.services.queue.live, card.message.text))
        else:
            card.translation.setVisible(card.translation.isHidden())

    def edit_assistant(self, assistant: Assistant) -> None:
        """Show an assistant as a form, and keep what becomes of it."""
        from desktop.ui.assistant_dialog import AssistantDialog

        dialog = AssistantDialog(assistant, self.services, self)
        dialog.kept.connect(self.who.keep)
        dialog.open()

    def retranslate(self) -> None:
        """Write every text anew."""
        self.setAccessibleName(translate("tasks", self.task.title))
        self.better.setText(self.tr("Better models"))
        self.better.setToolTip(self.tr("Larger models know more and are slower"))
        self.lists.setText(self.tr("All chats"))
        self.notice.hide()

    @Slot()
    def _get_ready(self) -> None:
        """Have the model loaded once after the page was opened, as soon as nobody else waits for the engine."""
        wanted = self.options.picker.chosen or ""
        if wanted != self._ready_for and self.isVisible() and self.options.picker.able:
            ready = self.desk.get_ready(self.options.model, self.options.params())
            self._ready_for = wanted if ready else self._ready_for

    def _show_adding(self) -> None:
        """Say what became of a folder that was added."""
        said = self.adding.trouble or self.adding.news
        if said:
            self.say(said)

    def _act(self) -> None:
        self.notice.hide()
        if self._then is not None:
            self._then()

    def _lay_out(self) -> None:
        self._line = QFrame()
        self._line.setProperty("line", True)
        self._line.setFixedWidth(1)
        self._line.setStyleSheet("min-height: 0; max-height: 16777215;")
        self._pane, self._foot, self._rest = QWidget(), QWidget(), QWidget()
        self._options_area = FittingArea(self.options)
        self._start_area, self._missing_area = FittingArea(self.who), FittingArea(self.missing)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self.honest, 1)
        foot.addWidget(self.better)
        column = QVBoxLayout(self._pane)
        column.setContentsMargins(GAP * 3, GAP * 3, GAP * 3, GAP)
        column.setSpacing(GAP + 4)
        column.addWidget(self.lists, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.head)
        for area in (self._options_area, self._start_area):
            column.addWidget(area)
        column.addWidget(self.view, 1)
        column.addWidget(self._missing_area)
        column.addWidget(self._rest, 1)
        for widget in (self.notice, self.documents, self.composer, self._foot):
            column.addWidget(widget)
        side = QVBoxLayout()
        side.setContentsMargins(GAP * 2, GAP * 3, GAP, GAP)
        side.addWidget(self.list)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(side)
        row.addWidget(self._line)
        row.addWidget(self._pane, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self.arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Let one write at once, and the model be loaded meanwhile."""
        super().showEvent(event)
        if not event.spontaneous():
            self._ready_for = ""
        self._get_ready()
        if not event.spontaneous() and self.options.picker.able:
            self.composer.field.setFocus(Qt.FocusReason.OtherFocusReason)
