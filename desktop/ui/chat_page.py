"""The page of conversations: those there were at the left, and the one that is held now."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot

from desktop.core.assistant import Assistant
from desktop.core.catalogue import MULTILINGUAL
from desktop.core.chat import ChatMessage, MessageState, Tool
from desktop.core.errors import IlhaError
from desktop.core.languages import language_name
from desktop.core.task import AUTOMATIC
from desktop.ui import chat_start, drops, language, reveal
from desktop.ui.chat_frame import ChatFrame
from desktop.ui.chat_options import SYSTEM
from desktop.ui.language import failure_text, translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QWidget

    from desktop.core.chat import Chat
    from desktop.core.errors import Failure
    from desktop.core.model import InstalledModel
    from desktop.core.task import Task
    from desktop.ui.model_import import ModelImport
    from desktop.ui.services import Services
    from desktop.ui.undo_bar import UndoBar
    from desktop.ui.window_memory import WindowMemory

_NAME_CHARACTERS = 60


class ChatPage(ChatFrame):
    """One conversation at a time; answers of others go on being written."""

    def __init__(
        self,
        services: Services,
        task: Task,
        memory: WindowMemory,
        undo: UndoBar,
        *,
        adding: ModelImport,
        parent: QWidget | None = None,
    ) -> None:
        """Begin a new conversation; `adding` brings models, and `undo` offers to bring removed conversations back."""
        super().__init__(services, task, adding, parent)
        self.memory = memory
        self.undo = undo
        self._drafts: dict[str, str] = {}
        self.head.options.setChecked(memory.options(task.id).get("open") is True)
        self._connect()
        self.new_chat()
        self.retranslate()

    def _connect(self) -> None:
        desk, head, who = self.desk, self.head, self.who
        desk.added.connect(self._add)
        desk.changed.connect(self._grow)
        desk.shown.connect(self._show)
        desk.listed.connect(self._follow_options)
        self.list.begun.connect(self.new_chat)
        self.list.opened.connect(self.open_chat)
        self.list.renaming.connect(self._begin_rename)
        self.list.removing.connect(self.remove)
        head.renamed.connect(self._rename)
        head.export_wanted.connect(self.export)
        head.remove_wanted.connect(lambda: self.remove(self.chat_id))
        head.keep_wanted.connect(self._keep_assistant)
        head.options.toggled.connect(self._remember)
        who.picked.connect(self._pick_assistant)
        who.told.connect(self.say)
        who.failed.connect(self._fail)
        self.options.changed.connect(self._change_options)
        self.composer.sent.connect(self.send)
        self.composer.stopped.connect(self.stop)
        self.composer.field.files_given.connect(self.take_paths)
        self.documents.changed.connect(self._attach)
        self.documents.reading_wanted.connect(self._read)
        self.view.again_wanted.connect(lambda answer: self._try(lambda: self.desk.again(answer)))
        self.view.edited.connect(lambda message, text: self._try(lambda: self.desk.edit(message, text)))
        self.view.other_wanted.connect(lambda message: self._try(lambda: self.desk.show(message)))

    # --- conversations -----------------------------------------------------------------------------------------------

    @property
    def chat(self) -> Chat | None:
        """Return the conversation that is shown; None while it is a new one."""
        return self.desk.get(self.chat_id) if self.chat_id else None

    def new_chat(self) -> None:
        """Begin another conversation."""
        self._turn_to("")
        self.who.load(self.who.chosen.id if self.who.chosen is not None else "")
        self.show_all()

    def open_chat(self, chat_id: str, message_id: int | None = None) -> None:
        """Show a conversation, on the branch of a message where one is named."""
        chat = self.desk.get(chat_id)
        if chat is None:
            return
        if chat_id != self.chat_id:
            self._turn_to(chat_id)
            self.options.show_options(chat.model, chat.params)
            self.documents.show_documents(chat.documents, chat.tools)
        if message_id is not None and all(message.id != message_id for message in self.desk.branch(chat_id)):
            self._show_branch_of(message_id)
        self.browse(shown=False)
        self.show_all()
        if message_id is not None:
            self.view.show_message(message_id)

    def _show_branch_of(self, message_id: int) -> None:
        found = next((message for message in self.desk.messages(self.chat_id) if message.id == message_id), None)
        if found is not None:
            self._try(partial(self.desk.show, found))

    def _turn_to(self, chat_id: str) -> None:
        """Leave a conversation, with what was being written there, for another one."""
        self._drafts[self.chat_id] = self.composer.text
        self.chat_id = chat_id
        self.view.show_branch((), ())
        self.composer.field.setPlainText(self._drafts.pop(chat_id, ""))
        self.composer.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.notice.hide()
        self.browse(shown=False)

    # --- what one does here ------------------------------------------------------------------------------------------

    def submit(self) -> None:
        """Send what was written."""
        self.composer.submit()

    def send(self) -> None:
        """Ask; what was written stays where it cannot be asked."""
        if self._try(self._ask if self.chat_id else self._begin):
            self.composer.field.clear()

    def _begin(self) -> None:
        options, chosen = self.options, self.who.chosen
        who = chosen.id if chosen is not None else ""
        self.chat_id = self.desk.begin(
            self.composer.text,
            assistant=who,
            model=options.model,
            params=options.params(),
            documents=self.documents.paths,
            tools=self.documents.tools,
        )
        self.show_all()

    def _ask(self) -> None:
        self.desk.choose(self.chat_id, self.options.model, self.options.params())
        self.desk.ask(self.chat_id, self.composer.text)

    def stop(self) -> None:
        """End the answers of this conversation; what there is of them stays."""
        if self.chat_id:
            self.desk.stop_answers(self.chat_id)

    def cancel(self) -> bool:
        """Leave a field, close a message or end an answer; returns whether there was any of it."""
        if self.head.end_rename() or self.view.end_edit():
            return True
        if self.notice.isVisible():
            self.notice.hide()
            return True
        writing = bool(self.chat_id) and self.desk.is_writing(self.chat_id)
        self.stop()
        return writing

    def search(self) -> None:
        """Search the conversations."""
        self.browse(shown=True)

    def export(self, form: str = "md") -> None:
        """Ask where the conversation goes."""
        chat = self.chat
        if chat is not None:
            letters = "".join(char if char.isalnum() or char in " -_" else " " for char in chat.title)
            name = " ".join(letters.split())[:_NAME_CHARACTERS].strip() or "chat"
            take = partial(self.export_to, form)
            chat_start.ask_for_path(self, self.tr("Export the chat"), f"{name}.{form}", take)

    def export_to(self, form: str, path: Path) -> None:
        """Write the conversation; a name that is taken gets a number."""
        from desktop.media.conversations import write

        chat = self.chat
        if chat is not None:
            self._try(lambda: self._tell_saved(write(chat, self.desk.messages(chat.id), form, path)))

    def remove(self, chat_id: str) -> None:
        """Take a conversation out of the list, with a way back."""
        if self._try(lambda: self.desk.remove([chat_id])):
            if chat_id == self.chat_id:
                self.new_chat()
            restore, forget = partial(self._restore, chat_id), partial(self.desk.forget, [chat_id])
            self.undo.offer(self.tr("Chat deleted"), restore, forget)

    def _restore(self, chat_id: str) -> None:
        if self._try(lambda: self.desk.restore([chat_id])):
            self.open_chat(chat_id)

    def _rename(self, title: str) -> None:
        if self.chat_id:
            self._try(lambda: self.desk.rename(self.chat_id, title))

    def _begin_rename(self, chat_id: str) -> None:
        self.open_chat(chat_id)
        self.head.begin_rename()

    def _keep_assistant(self) -> None:
        chat, params = self.chat, self.options.params()
        name = chat.title if chat is not None else self.tr("My assistant")
        made = Assistant(
            id="",
            name=name,
            prompt=str(params.pop(SYSTEM, "")),
            model=self.options.model,
            documents=self.documents.paths,
            tools=self.documents.tools,
            params=params,
        )
        if self._try(lambda: self.who.keep(made)):
            self.say(self.tr("Kept as “%1”. It is among those who can answer a new chat.").replace("%1", name))

    def take_mime(self, mime: QMimeData) -> bool:
        """Take words into the field, and files as documents or, where the assistant wants it so, as words."""
        paths = drops.paths_of(mime)
        if paths:
            self.take_paths(paths)
            return True
        if mime.hasImage():
            self.told.emit(self.tr("A chat takes words and files. Pictures find their place on the page “Assistant”."))
            return True
        self.composer.field.insertPlainText(mime.text())
        return bool(mime.text())

    def take_paths(self, paths: list[Path]) -> None:
        """Take files and folders."""
        paths = self.adding.divide(paths)
        if not paths:
            return
        if Tool.READ in self.documents.tools and all(path.is_file() for path in paths):
            self._read(paths)
        else:
            self.documents.add(paths)
            self.arrange()

    def open_files(self) -> None:
        """Ask for files to answer from."""
        self.documents.choose_files()

    def _read(self, paths: list[Path]) -> None:
        """Put the text of files into the message, as soon as they are read."""
        reader = self.services.queue.documents
        reader.read(paths)
        for path in paths:
            self.say(self.tr("“%1” is being read.").replace("%1", path.name))
            reader.text(path, self._insert, self._fail)

    def _insert(self, text: str) -> None:
        self.notice.hide()
        if kept := self.composer.quote(text):
            shown = self.tr("The text is long: the first %1 characters of it are in the message.")
            self.say(shown.replace("%1", language.number(kept)))

    def _attach(self) -> None:
        """Keep the documents of the conversation."""
        if self.chat_id:
            self._try(lambda: self.desk.attach(self.chat_id, self.documents.paths, self.documents.tools))
        self.arrange()

    # --- following ---------------------------------------------------------------------------------------------------

    def follow_models(self, added: InstalledModel | None) -> None:
        """Show the models that are on the shelf now."""
        self.options.picker.refresh()
        if added is not None and added.spec.serves(self.task.id):
            self.options.picker.pick(added.spec.id)
        self.show_all()

    def _pick_assistant(self, assistant: Assistant) -> None:
        if not self.chat_id:
            wanted = assistant.model
            if wanted == AUTOMATIC:
                wanted = str(self.memory.options(self.task.id).get("model", AUTOMATIC))
            self.options.show_options(wanted, assistant.all_params)
            self.documents.show_documents(assistant.documents, assistant.tools)
            self._follow_options()
            self.arrange()

    def _remember(self) -> None:
        """Keep the model and whether the options are open, and nothing that was written."""
        kept = {"open": self.head.options.isChecked(), "model": self.options.model}
        self.memory.keep_options(self.task.id, kept)

    def _change_options(self) -> None:
        self._remember()
        chat = self.chat
        if chat is not None:
            self._try(lambda: self.desk.choose(chat.id, self.options.model, self.options.params()))
        self._follow_options()

    @Slot(object)
    def _add(self, message: ChatMessage) -> None:
        if message.chat == self.chat_id:
            self.show_all()

    @Slot(object)
    def _grow(self, message: ChatMessage) -> None:
        if message.chat == self.chat_id:
            self.view.grow(message)
            if message.state is not MessageState.WRITING:
                self.show_all()

    @Slot(str)
    def _show(self, chat_id: str) -> None:
        if chat_id == self.chat_id:
            self.show_all()

    def show_all(self) -> None:
        """Show the conversation as it is now."""
        if self.chat_id and self.chat is None:  # removed elsewhere
            self.chat_id = ""
        branch = self.desk.branch(self.chat_id) if self.chat_id else ()
        self.view.show_branch(branch, self.desk.messages(self.chat_id) if self.chat_id else ())
        writing = any(message.state is MessageState.WRITING for message in branch)
        used = [message.usage for message in branch if message.usage is not None]
        self.composer.show_usage(used[-1] if used else None)
        self.composer.set_state(writing=writing)
        self.list.select(self.chat_id)
        self._follow_options()
        self.arrange()

    def _follow_options(self) -> None:
        chat, installed = self.chat, self.options.installed
        who = self._assistant_name(chat.assistant) if chat is not None else ""
        model = self.title_of(installed.spec.id) if installed is not None else self.tr("No model yet")
        params = self.options.params()
        chosen = self.who.chosen
        usual = chosen.all_params if chosen is not None and chat is None else {}
        self.head.show_chat(
            chat.title if chat is not None else self.tr("New chat"),
            " · ".join(part for part in (who, model) if part),
            kept=chat is not None,
            changed=params != usual if chat is None else bool({name for name in params if name != SYSTEM}),
        )
        self.honest.setText(self._expectation(installed))

    def _expectation(self, installed: InstalledModel | None) -> str:
        if installed is None:
            return ""
        size_bytes = installed.spec.size_bytes
        words = (
            self.tr("A model of %1 rewrites, shortens and lists; facts and sums are often wrong, and it knows no news.")
            if installed.spec.small
            else self.tr("A model of %1 explains and drafts; check names, figures and facts, and it knows no news.")
        )
        words = words.replace("%1", language.size(size_bytes))
        codes = installed.spec.languages
        if len(codes) == 1 and codes[0] != MULTILINGUAL:
            tongue = translate("languages", language_name(codes[0]))
            words += " " + self.tr("It speaks %1 alone.").replace("%1", tongue)
        return words

    def _assistant_name(self, assistant: str) -> str:
        found = (tile.assistant for tile in self.who.tiles if tile.assistant.id == assistant)
        return next(map(chat_start.name_of, found), "")

    # --- messages of the page ----------------------------------------------------------------------------------------

    def _try(self, change: Callable[[], object]) -> bool:
        """Do what may fail; a failure is told, and costs nothing."""
        try:
            change()
        except IlhaError as error:
            self._fail(error.failure())
            return False
        return True

    def _fail(self, failure: Failure) -> None:
        self.told.emit(" ".join(failure_text(failure)))

    def _tell_saved(self, path: Path) -> None:
        text = self.tr("Saved as “%1”.").replace("%1", path.name)
        self.say(text, self.tr("Show in folder"), lambda: reveal.show_in_folder(path))

    def retranslate(self) -> None:
        """Write every text anew."""
        super().retranslate()
        self.show_all()
