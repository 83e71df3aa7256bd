"""Conversations on a real engine, and what is kept of them whatever happens."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop.core.chat import Chat, ChatMessage, MessageState, Role, Source, Tool, branch
from desktop.core.errors import EngineCrashed, NoModelForTask, StorageError
from desktop.core.job import CancelDone, ChatTurn, Done, Failed, Partial
from desktop.core.passages import Passage
from desktop.core.task import AUTOMATIC
from desktop.core.usage import ModelUnknown, ParameterInvalid, ParameterUnknown
from desktop.state.chats import Chats
from desktop.worker.chat import SECONDS_BETWEEN_SAVES, ChatSession
from desktop.worker.wire import pack, unpack
from tests.unit.engine.chat_models import ENDLESS, talker
from tests.unit.engine.graphs import install

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home
    from desktop.worker.chat import Turn
    from tests.unit.worker.conftest import Bench

COLD: dict[str, Any] = {"temperature": 0.0, "max_new_tokens": 10}
LONG: dict[str, Any] = {"temperature": 0.0, "max_new_tokens": 8192}


class Talk:
    """A session with a clock of its own, on an engine when one is asked."""

    def __init__(self, home: Home, shelf: ModelShelf) -> None:
        self.now = 0.0
        self.troubles: list[StorageError] = []
        self.chats = Chats(home.chats)
        self.session = ChatSession(self.chats, shelf, home, self.troubles.append, clock=lambda: self.now)

    def begin(self, text: str = "ba be", **params: Any) -> Turn:
        return self.session.begin(text, model=AUTOMATIC, params=params or COLD)

    def chat(self, turn: Turn) -> Chat:
        chat = self.chats.get(turn.answer.chat)
        assert chat is not None
        return chat

    def shown(self, turn: Turn) -> list[ChatMessage]:
        chat = self.chat(turn)
        return list(branch(self.chats.messages(chat.id), chat.leaf))

    def answered(self, turn: Turn, bench: Bench) -> ChatMessage:
        """Wait for the end of an answer."""
        bench.client.submit(turn.request)
        return self.ended(turn, bench)

    def ended(self, turn: Turn, bench: Bench) -> ChatMessage:
        found: list[ChatMessage] = []

        def take(message: Any) -> bool:
            found[:] = [self.session.take(message) or turn.answer]
            return isinstance(message, Done | Failed | CancelDone)

        bench.until(take)
        return found[0]


@pytest.fixture
def talk(home: Home, shelf: ModelShelf) -> Iterator[Talk]:
    talk = Talk(home, shelf)
    yield talk
    talk.chats.close()


def model(home: Home, **how: Any) -> str:
    return install(home.models / "local" / "talker", "text-generation", talker(**{"context": 9000, **how}))


def test_a_conversation_goes_on_from_what_is_remembered(home: Home, talk: Talk, bench: Bench) -> None:
    model(home)
    first = talk.begin()
    one = talk.answered(first, bench)
    assert (one.state, one.model, one.role) == (MessageState.DONE, "local/talker", Role.ASSISTANT)
    assert one.usage is not None
    two = talk.answered(talk.session.ask(one.chat, "bi"), bench)
    assert two.usage is not None
    assert two.usage.cached_tokens == one.usage.prompt_tokens + one.usage.completion_tokens - 1
    assert [message.text for message in talk.shown(first)] == ["ba be", one.text, "bi", two.text]
    assert talk.chats.messages(one.chat)[-1] == two, "as it is kept"
    assert list(home.pasted.iterdir()) == [], "what is said is in the database alone"


def test_another_answer_and_another_question_leave_the_first_beside_them(home: Home, talk: Talk, bench: Bench) -> None:
    model(home)
    first = talk.begin(temperature=1.9, max_new_tokens=10)
    answer = talk.answered(first, bench)
    again = talk.session.again(answer)
    assert again.request.params["seed"] != first.request.params["seed"], "each answer is drawn anew"
    other = talk.answered(again, bench)
    assert other.text != answer.text
    assert talk.shown(first) == [first.added[0], other]
    edited = talk.session.edit(first.added[0], "du")
    assert [message.text for message in edited.request.messages] == ["du"]
    third = talk.answered(edited, bench)
    assert [message.text for message in talk.shown(first)] == ["du", third.text]
    assert talk.chats.show(answer.id).leaf == answer.id


def sources(*texts: str) -> list[Source]:
    return [Source(path=Path("/papers/a.txt"), passage=Passage(start=0, end=len(text), text=text)) for text in texts]


def test_an_answer_from_documents_waits_for_passages_and_is_remembered_with_them(
    home: Home, talk: Talk, bench: Bench
) -> None:
    model(home)
    params = {"max_new_tokens": 10}
    turn = talk.session.begin("ba be", model=AUTOMATIC, params=params, documents=["/papers"], tools=[Tool.SEARCH])
    assert turn.seeks
    assert (turn.questions, turn.documents, turn.files) == (("ba be",), (Path("/papers"),), True)
    assert turn.request.params["temperature"] == 0, "what stands in a document is not left to chance"
    ready = talk.session.found(turn, sources("du do", "fa fe"))
    assert ready is not None
    assert ready.request.messages[-1].quotes == ("du do",), "a small model is given the nearest alone"
    one = talk.answered(ready, bench)
    assert [source.passage.text for source in one.sources] == ["du do"]
    assert talk.shown(turn)[0].text == "ba be", "the conversation shows what the user wrote"
    assert talk.chats.messages(one.chat)[-1] == one
    follow = talk.session.ask(one.chat, "bi")
    assert follow.questions == ("bi", "ba be bi"), "a few words may be about what was asked before"
    found = talk.session.found(follow, sources("ga"))
    assert found is not None
    assert [message.quotes for message in found.request.messages] == [("du do",), (), ("ga",)]
    two = talk.answered(follow, bench)
    assert one.usage is not None
    assert two.usage is not None
    assert two.usage.cached_tokens == one.usage.prompt_tokens + one.usage.completion_tokens - 1


def test_without_a_passage_no_model_is_asked(home: Home, talk: Talk) -> None:
    model(home)
    turn = talk.session.begin("ba", model=AUTOMATIC, params=COLD, documents=["/papers"])
    assert talk.session.found(turn, []) is None
    answer = talk.shown(turn)[-1]
    assert (answer.state, answer.text, answer.sources, answer.model) == (MessageState.NOTHING, "", (), "")
    talk.session.chats.change(dataclasses.replace(talk.chat(turn), documents=(), tools=(Tool.SEARCH,)))
    following = talk.session.ask(answer.chat, "be")
    assert [message.text for message in following.request.messages] == ["be"]
    assert talk.session.found(following, []) is not None, "one that may search may also answer by itself"


def test_a_passage_without_room_is_no_answer(home: Home, talk: Talk, bench: Bench) -> None:
    model(home, context=64)
    turn = talk.session.begin("ba", model=AUTOMATIC, params=COLD, documents=["/papers"])
    ready = talk.session.found(turn, sources("du " * 100))
    assert ready is not None
    answer = talk.answered(ready, bench)
    assert answer.failure is not None
    assert answer.failure.code == "input-too-large"


def test_a_seed_that_is_given_draws_the_same(home: Home, talk: Talk, bench: Bench) -> None:
    model(home)
    answer = talk.answered(talk.begin(temperature=1.9, max_new_tokens=10, seed=7), bench)
    assert talk.answered(talk.session.again(answer), bench).text == answer.text


def test_a_stopped_answer_keeps_its_text_and_the_engine_its_model(home: Home, talk: Talk, bench: Bench) -> None:
    model(home, ends=ENDLESS)
    turn = talk.begin(**LONG)
    bench.client.submit(turn.request)
    bench.until(lambda message: isinstance(message, Partial) and bool(talk.session.take(message)))
    pid = bench.client.pid
    bench.client.cancel(turn.job_id)
    answer = talk.ended(turn, bench)
    assert answer.state is MessageState.STOPPED
    assert answer.usage is not None
    assert answer.usage.ended == "stopped"
    assert answer.usage.completion_tokens == len(answer.text.split()) > 0
    assert talk.shown(turn)[-1] == answer
    assert bench.client.pid == pid
    following = talk.session.ask(answer.chat, "bi")
    assert [message.text for message in following.request.messages][1] == answer.text


def test_a_job_that_is_cancelled_has_no_half_answer(home: Home, bench: Bench, tmp_path: Path) -> None:
    model(home, ends=ENDLESS)
    letter = tmp_path / "letter.txt"
    letter.write_text("ba be")
    (job,) = bench.submit("text-generation", letter, **LONG)
    bench.until(lambda message: isinstance(message, Partial))
    bench.client.cancel(job.id)
    assert isinstance(bench.end_of(job), CancelDone)


def test_when_the_engine_dies_the_text_so_far_stays(home: Home, talk: Talk, bench: Bench) -> None:
    model(home, ends=ENDLESS)
    turn = talk.begin(**LONG)
    bench.client.submit(turn.request)
    bench.until(lambda message: isinstance(message, Partial) and bool(talk.session.take(message)))
    assert bench.client._process is not None
    bench.client._process.kill()
    answer = talk.ended(turn, bench)
    assert answer.state is MessageState.FAILED
    assert answer.failure is not None
    assert answer.failure.code == "engine-crashed"
    assert answer.text
    assert talk.shown(turn)[-1] == answer


def test_a_growing_answer_is_kept_every_second(home: Home, talk: Talk) -> None:
    model(home)
    turn = talk.begin()
    kept = []
    for now, piece in ((0.4, "a"), (0.9, "b"), (1.1, "c"), (1.5, "d"), (2.2, "e")):
        talk.now = now * SECONDS_BETWEEN_SAVES
        grown = talk.session.take(Partial(job_id=turn.job_id, text=piece))
        assert grown is not None
        kept.append((talk.shown(turn)[-1].text, grown.text))
    assert kept == [("", "a"), ("", "ab"), ("abc", "abc"), ("abc", "abcd"), ("abcde", "abcde")]
    talk.session.take(Partial(job_id=turn.job_id, text="f"))
    assert [message.text for message in talk.session.current(talk.shown(turn))][-1] == "abcdef"
    talk.session.close()
    assert (talk.shown(turn)[-1].text, talk.shown(turn)[-1].state) == ("abcdef", MessageState.STOPPED)


def test_what_the_disk_refuses_is_kept_later(home: Home, talk: Talk) -> None:
    model(home)
    turn = talk.begin()
    (pages,) = talk.chats._database.execute("PRAGMA page_count").fetchone()
    talk.chats._database.execute(f"PRAGMA max_page_count={pages}")
    talk.session.take(Partial(job_id=turn.job_id, text="x" * 100_000))
    answer = talk.session.take(CancelDone(job_id=turn.job_id))
    assert answer is not None
    assert [error.code for error in talk.troubles] == ["storage-full"]
    assert talk.shown(turn)[-1].text == ""
    assert talk.session.current(talk.shown(turn))[-1] == answer
    talk.chats._database.execute("PRAGMA max_page_count=1000000")
    following = talk.session.ask(answer.chat, "bi")
    assert following.request.messages[1].text == answer.text
    talk.session.take(CancelDone(job_id=following.job_id))
    assert answer in talk.chats.messages(answer.chat)


def test_a_question_without_an_answer_is_left_out_of_what_follows(home: Home, talk: Talk) -> None:
    model(home)
    turn = talk.begin("ba")
    talk.session.take(Failed(job_id=turn.job_id, failure=EngineCrashed(exit="x").failure()))
    following = talk.session.ask(turn.answer.chat, "be")
    assert [(message.role, message.text) for message in following.request.messages] == [(Role.USER, "be")]


def test_what_cannot_be_asked_leaves_nothing_behind(
    home: Home, talk: Talk, shelf: ModelShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(shelf, "for_task", lambda _: ())
        with pytest.raises(NoModelForTask):
            talk.begin()
    model(home)
    for error, name, params in (
        (ModelUnknown, "local/other", {}),
        (ParameterUnknown, AUTOMATIC, {"warmth": 1}),
        (ParameterInvalid, AUTOMATIC, {"temperature": 9}),
    ):
        with pytest.raises(error):
            talk.session.begin("ba", model=name, params=params)
    assert talk.chats.find() == []


def test_a_turn_crosses_the_pipe(home: Home, talk: Talk) -> None:
    model(home)
    request = talk.begin("Olá 🌴").request
    found = unpack(pack(request))
    assert isinstance(found, ChatTurn)
    assert found == request
