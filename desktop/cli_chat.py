"""`ilha chat`: one turn of a conversation for each line that comes in, in a terminal or from a pipe."""

from __future__ import annotations

import contextlib
import dataclasses
import multiprocessing
import signal
import sys
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli_output import DONE, INTERRUPTED, SOME_FAILED, Meter, emit, note, report
from desktop.core.chat import NOTHING_FOUND, MessageState
from desktop.core.errors import IlhaError, StorageError
from desktop.core.job import Failed, Partial

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping, Sequence
    from multiprocessing.connection import Connection

    from desktop.core.assistant import Assistant
    from desktop.core.chat import ChatMessage, Source
    from desktop.core.task import Value
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home
    from desktop.worker.chat import ChatSession, Turn
    from desktop.worker.client import EngineClient

_ASK = "› "


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument("--assistant", metavar="NAME", help="an assistant, by its name")
    parser.add_argument(
        "--documents", nargs="+", default=[], metavar="PATH", help="answer from these files and folders alone"
    )
    parser.add_argument("--model", metavar="ID", help="a model that writes; the first that is ready without")
    parser.add_argument(
        "--param", action="append", default=[], metavar="K=V", help="an option of text-generation; repeatable"
    )


def run(options: argparse.Namespace, home: Home, given: Mapping[str, str]) -> int:
    """Hold a conversation and keep it; `given` are the options of the task."""
    from desktop import tasks
    from desktop.core.assistant import Assistant
    from desktop.core.chat import TASK
    from desktop.core.task import parse_params
    from desktop.state.assistants import Assistants
    from desktop.state.chats import Chats
    from desktop.state.models import ModelShelf
    from desktop.state.settings import load_settings
    from desktop.worker.batch import chosen
    from desktop.worker.chat import ChatSession
    from desktop.worker.client import EngineClient
    from desktop.worker.documents import let_go, located, named_documents

    who = Assistants(home).get(options.assistant) if options.assistant else Assistant(id="", name="")
    params: dict[str, Value] = {**who.all_params, **given}
    shelf, task = ModelShelf(home), tasks.get_task(TASK)
    values = parse_params(task, params)
    documents = tuple(map(str, located([*who.documents, *options.documents])))
    who = dataclasses.replace(
        who, model=options.model or who.model, params={name: values[name] for name in params}, documents=documents
    )
    chosen(shelf, task, who.model)
    client = EngineClient(home.work, load_settings(home.settings).threads)
    chats = Chats(home.chats)
    session = ChatSession(chats, shelf, home, _complain)
    talk = _Talk(session, client, home, shelf, as_json=options.json)
    client.start()
    try:
        status = talk.hold(who)
        let_go(home, named_documents(home, chats))
        return status
    finally:
        session.close()
        client.stop()
        chats.close()


class _Talk:
    """One conversation on the standard streams."""

    def __init__(
        self, session: ChatSession, client: EngineClient, home: Home, shelf: ModelShelf, *, as_json: bool
    ) -> None:
        self._session = session
        self._client = client
        self._home = home
        self._shelf = shelf
        self._json = as_json
        self._live = sys.stdin.isatty()

    def hold(self, who: Assistant) -> int:
        """Answer line after line; returns the exit status."""
        read, status = self._read([Path(document) for document in who.documents])
        if who.documents and not read:
            return SOME_FAILED
        chat_id = ""
        for line in self._lines():
            if chat_id:
                turn = self._session.ask(chat_id, line)
            else:
                turn = self._session.begin(
                    line,
                    assistant=who.id,
                    model=who.model,
                    params=who.params,
                    documents=who.documents,
                    tools=who.tools,
                )
                chat_id = turn.answer.chat
            answer = self._answered(turn)
            self._print(answer)
            if answer.failure is not None:
                status = SOME_FAILED
            elif answer.state is MessageState.STOPPED and not self._live:
                return INTERRUPTED
        return status

    def _read(self, documents: Sequence[Path]) -> tuple[bool, int]:
        """Read documents; returns whether there is anything in them, and the exit status so far."""
        from desktop.state.index import Index
        from desktop.worker.indexing import brought_up_to_date

        if not documents:
            return False, DONE
        meter, status, passages = Meter(), DONE, 0
        with contextlib.closing(Index(self._home.documents)) as index:
            for file in brought_up_to_date(
                *(index, self._shelf, self._home, self._client, documents),
                add=True,
                on_progress=lambda progress: meter.show("documents", progress),
            ):
                meter.clear()
                passages += file.passages
                if file.failure is not None:
                    status = SOME_FAILED
                    report(file.failure, as_json=self._json, source=str(file.path))
        meter.clear()
        return passages > 0, status

    def _lines(self) -> Iterator[str]:
        """Give what the user says, without empty lines, until the input ends."""
        if self._live:
            with contextlib.suppress(ImportError):
                import readline  # noqa: F401 - lets lines be edited and called back
        while True:
            try:
                line = input(_ASK) if self._live else next(sys.stdin)
            except (EOFError, StopIteration):
                break
            except KeyboardInterrupt:
                if not self._live:
                    raise
                break
            if line.strip():
                yield line.strip()
        if self._live:
            print()

    def _answered(self, turn: Turn) -> ChatMessage:
        """Wait for an answer and show it as it grows; Ctrl+C stops it and keeps what there is."""
        answer = turn.answer
        if turn.seeks:
            try:
                found = self._session.found(turn, self._sources(turn))
            except IlhaError as error:
                return self._session.take(Failed(job_id=turn.job_id, failure=error.failure())) or answer
            if found is None:
                return dataclasses.replace(answer, state=MessageState.NOTHING)
            turn = found
        self._client.submit(turn.request)
        with _interrupts() as asked_to_stop:
            while self._client.busy:
                if asked_to_stop in wait([*self._client.waitables, asked_to_stop], self._client.timeout_s):
                    asked_to_stop.recv_bytes()
                    self._client.cancel(turn.job_id)
                for message in self._client.collect():
                    answer = self._session.take(message) or answer
                    if isinstance(message, Partial) and not self._json:
                        print(message.text, end="", flush=True)
        return answer

    def _sources(self, turn: Turn) -> tuple[Source, ...]:
        from desktop.worker.documents import find_sources

        places = turn.documents, self._home, self._shelf, self._client
        tries = (find_sources(question, *places, files=turn.files) for question in turn.questions)
        return next(filter(None, tries), ())

    def _print(self, answer: ChatMessage) -> None:
        if not self._json:
            print(NOTHING_FOUND if answer.state is MessageState.NOTHING else "", flush=True)
            self._print_sources(answer.sources)
            if answer.usage is not None and answer.usage.dropped_turns:
                left_out = answer.usage.dropped_turns
                note(f"The oldest turns were left out for want of room: {left_out}.")
        if answer.failure is not None:
            report(answer.failure, as_json=self._json)
        elif self._json:
            from desktop.media.forms.record import source_form, usage_form

            nothing = answer.state is MessageState.NOTHING
            ended = {"usage": None, "ended": "nothing-found" if nothing else "stopped"}
            made = usage_form(answer.usage) if answer.usage is not None else ended
            text = NOTHING_FOUND if nothing else answer.text
            emit({"text": text, "sources": [source_form(one) for one in answer.sources], **made})

    def _print_sources(self, sources: Sequence[Source]) -> None:
        for number, source in enumerate(sources, 1):
            page = f", page {source.passage.page}" if source.passage.page is not None else ""
            print(f"  [{number}] {source.path}{page}: {' '.join(source.passage.text.split())}", flush=True)


@contextlib.contextmanager
def _interrupts() -> Iterator[Connection]:
    """Give a pipe that becomes readable when somebody presses Ctrl+C, which ends nothing during the block."""
    reader, writer = multiprocessing.Pipe(duplex=False)
    before = signal.signal(signal.SIGINT, lambda *_: writer.send_bytes(b"!"))
    try:
        yield reader
    finally:
        signal.signal(signal.SIGINT, before)
        reader.close()
        writer.close()


def _complain(error: StorageError) -> None:
    note(str(error))
