"""`ilha chat`: one turn of a conversation for each line that comes in, in a terminal or from a pipe."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import sys
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from desktop.cli_output import DONE, SOME_FAILED, emit, report
from desktop.core.chat import MessageState
from desktop.core.errors import StorageError
from desktop.core.job import AUTOMATIC, Partial

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping
    from multiprocessing.connection import Connection

    from desktop.core.chat import ChatMessage
    from desktop.core.task import Value
    from desktop.state.paths import Home
    from desktop.worker.chat import ChatSession, Turn
    from desktop.worker.client import EngineClient

_ASK = "› "
INTERRUPTED = 130


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument("--assistant", metavar="NAME", help="an assistant, by its name")
    parser.add_argument("--model", metavar="ID")
    parser.add_argument("--param", action="append", default=[], metavar="K=V", help="an option; repeatable")


def run(options: argparse.Namespace, home: Home, given: Mapping[str, str]) -> int:
    """Hold a conversation and keep it; `given` are the options of the task."""
    from desktop import tasks
    from desktop.core.chat import TASK
    from desktop.core.task import parse_params
    from desktop.state.assistants import Assistants
    from desktop.state.chats import Chats
    from desktop.state.models import ModelShelf
    from desktop.state.settings import load_settings
    from desktop.worker.batch import chosen
    from desktop.worker.chat import ChatSession
    from desktop.worker.client import EngineClient

    assistant = Assistants(home).get(options.assistant) if options.assistant else None
    params: dict[str, Value] = {**(assistant.all_params if assistant else {}), **given}
    shelf, task = ModelShelf(home), tasks.get_task(TASK)
    values = parse_params(task, params)
    params = {name: values[name] for name in params}
    model = options.model or (assistant.model if assistant else AUTOMATIC)
    chosen(shelf, task, model)
    client = EngineClient(home.work, load_settings(home.settings).threads)
    chats = Chats(home.chats)
    session = ChatSession(chats, shelf, home, _complain)
    talk = _Talk(session, client, as_json=options.json)
    client.start()
    try:
        return talk.hold(assistant.id if assistant else "", model, params)
    finally:
        session.close()
        client.stop()
        chats.close()


class _Talk:
    """One conversation on the standard streams."""

    def __init__(self, session: ChatSession, client: EngineClient, *, as_json: bool) -> None:
        self._session = session
        self._client = client
        self._json = as_json
        self._live = sys.stdin.isatty()

    def hold(self, assistant: str, model: str, params: Mapping[str, Value]) -> int:
        """Answer line after line; returns the exit status."""
        chat_id, status = "", DONE
        for line in self._lines():
            if chat_id:
                turn = self._session.ask(chat_id, line)
            else:
                turn = self._session.begin(line, assistant=assistant, model=model, params=params)
                chat_id = turn.answer.chat
            answer = self._answered(turn)
            self._print(answer)
            if answer.failure is not None:
                status = SOME_FAILED
            elif answer.state is MessageState.STOPPED and not self._live:
                return INTERRUPTED
        return status

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

    def _print(self, answer: ChatMessage) -> None:
        if not self._json:
            print(flush=True)
            if answer.usage is not None and answer.usage.dropped_turns:
                left_out = answer.usage.dropped_turns
                print(f"ilha: The oldest turns were left out for want of room: {left_out}.", file=sys.stderr)
        if answer.failure is not None:
            report(answer.failure, as_json=self._json)
        elif self._json:
            from desktop.media.forms.record import usage_form

            made = usage_form(answer.usage) if answer.usage is not None else {"usage": None, "ended": "stopped"}
            emit({"text": answer.text, "sources": [], **made})


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
    print(f"ilha: {error}", file=sys.stderr)
