"""The starter model that chats: the engine's own code against a bare loop over onnxruntime and against llama.cpp.

`python -m bench_chat answer MANIFEST THREADS FILE` is our side of a comparison: a first run unmeasured, then one for
every line on standard input. `… load MANIFEST THREADS FILE` says once how long it takes from nothing to a token, and
the memory after all of it. FILE holds a `Work`.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import bench_bare
from bench_figures import Broken, Measured, Spec, Unmeasurable, interleaved, of_rounds
from bench_inputs import paragraph
from bench_worker import THREADS, part, places, serving, starter

from desktop.core.chat import TASK, Message, Role
from desktop.core.job import ChatTurn, Done, Item, RequestDone
from desktop.core.media import InputFile, MediaKind
from desktop.core.model import InstalledModel
from desktop.core.task import parse_params
from desktop.tasks import get_task
from desktop.worker.client import EngineClient

ROOT = Path(__file__).resolve().parent.parent
LLAMA = ROOT / ".venv-llama" / "bin" / "python"
GGUF = "SmolLM2-135M-Instruct.Q4_1.gguf"
ROUNDS = 7
CONTEXT, PROMPT, SHORT = 1000, 500, 32
TOKENS = 64
TURNS, EARLY_TURNS, TURN_CONTEXT = 1000, 100, 512
LOADS = 3


@dataclass(frozen=True, kw_only=True)
class Work:
    """What is measured.

    Attributes:
        talks: conversations that are answered in turn.
        tokens: of each answer.
        remember: whether what an earlier answer left is used.
        prompts: the tokens of each conversation.
        cached: how many of them are remembered when the time begins.
    """

    talks: tuple[tuple[tuple[str, str], ...], ...]
    tokens: int
    remember: bool
    prompts: tuple[tuple[int, ...], ...]
    cached: int


def first_token() -> Mapping[str, Measured]:
    """Measure the first token after 500 tokens, alone and behind 1,000 that are remembered, against a bare loop."""
    return {
        "chat-first-bare": _against_bare(_alone(PROMPT, 1), 1000),
        "chat-first-1000-bare": _against_bare(_behind(CONTEXT, PROMPT, 1), 1000),
    }


def speed() -> Mapping[str, Measured]:
    """Measure a token of an answer, at the beginning and behind 1,000 that are remembered, against a bare loop."""
    return {
        "chat-token-bare": _against_bare(_alone(SHORT, TOKENS), 1000 / TOKENS),
        "chat-token-1000-bare": _against_bare(_again(CONTEXT, TOKENS), 1000 / TOKENS),
    }


def second_turn() -> Mapping[str, Measured]:
    """Measure the first token of a second turn against that of a first turn as long as both."""
    with ExitStack() as cleanup:
        model, folder = _model(cleanup)
        second = _behind(CONTEXT, SHORT, 1)(model)
        length = len(second.prompts[0])
        ours = cleanup.enter_context(serving(_answering(model, folder, second)))
        first = cleanup.enter_context(serving(_answering(model, folder, _alone(length, 1)(model))))
        return {"chat-second-turn": of_rounds(interleaved(ours, first, rounds=ROUNDS), 1000)}


def memory() -> Mapping[str, Measured]:
    """Compare the memory of an engine after 1,000 turns of a conversation with that after 100."""
    with ExitStack() as cleanup:
        home, _ = places(cleanup)
        found = starter(home, TASK)
        model = _smaller(found, TURN_CONTEXT)
        client = EngineClient(home.work, THREADS)
        cleanup.callback(client.stop)
        said: list[Message] = []
        sizes = []
        for number in range(TURNS):
            said.append(Message(role=Role.USER, text=f"Turn {number}"))
            text, size = _turn(client, model, said, home.work)
            said.append(Message(role=Role.ASSISTANT, text=text or "."))
            sizes.append(size)
        early, late = max(sizes[:EARLY_TURNS]), statistics.median(sizes[-EARLY_TURNS:])
        return {"chat-memory": Measured(value=late / 1e6, limit=early / 1e6, ratio=late / early)}


def llama() -> Mapping[str, Measured]:
    """Measure tokens, memory and loading against llama.cpp on the weights that the starter model was made from."""
    if not LLAMA.exists():
        msg = "llama.cpp is missing: make .venv-llama and install llama-cpp-python==0.3.36 in it"
        raise Unmeasurable(msg)
    weights = next((ROOT / ".cache" / "starter").glob(f"**/{GGUF}"), None)
    if weights is None:
        msg = f"{GGUF} is not in .cache/starter: run packaging/starter/build.py first"
        raise Unmeasurable(msg)
    found = {}
    with ExitStack() as cleanup:
        model, folder = _model(cleanup)
        for name, make in (
            ("chat-token-llama", _alone(SHORT, TOKENS)),
            ("chat-token-1000-llama", _again(CONTEXT, TOKENS)),
        ):
            work = make(model)
            with (
                serving(_answering(model, folder, work)) as ours,
                serving([LLAMA, "bench_llama.py", "answer", weights, THREADS, _file(folder, work)]) as theirs,
            ):
                found[name] = of_rounds(interleaved(ours, theirs, rounds=ROUNDS), 1000 / TOKENS)
        file = _file(folder, work)
        manifest = model.folder / "manifest.json"
        ours_once = [_once(sys.executable, "-m", "bench_chat", "load", manifest, THREADS, file) for _ in range(LOADS)]
        theirs_once = [_once(LLAMA, "bench_llama.py", "load", weights, THREADS, file) for _ in range(LOADS)]
        for name, key, scale in (("chat-load-llama", "load_s", 1000), ("chat-memory-llama", "rss_bytes", 1e-6)):
            pairs = [(one[key], other[key]) for one, other in zip(ours_once, theirs_once, strict=True)]
            found[name] = of_rounds(pairs, scale)
    return found


def _bare(name: str, what: str) -> Spec:
    return Spec(name=f"{name}-bare", what=f"{what}, against a bare loop over onnxruntime", unit="ms", budget=1.10)


def _llama(name: str, what: str, unit: str, budget: float) -> Spec:
    return Spec(name=f"{name}-llama", what=f"{what}, against llama.cpp on the same weights", unit=unit, budget=budget)


FIGURES: tuple[tuple[tuple[Spec, ...], Callable[[], Mapping[str, Measured]]], ...] = (
    (
        (
            _bare("chat-first", "the first token after a message of 500 tokens by the starter model that chats"),
            _bare("chat-first-1000", "the same behind 1,000 tokens that are remembered"),
        ),
        first_token,
    ),
    (
        (
            _bare("chat-token", "a token of an answer by the starter model that chats"),
            _bare("chat-token-1000", "the same behind 1,000 tokens"),
        ),
        speed,
    ),
    (
        (
            Spec(
                name="chat-second-turn",
                what="the first token of a second turn, against that of a first turn as long as both",
                unit="ms",
                budget=0.3,
            ),
        ),
        second_turn,
    ),
    (
        (
            Spec(
                name="chat-memory",
                what="resident memory of an engine after 1,000 turns of a conversation, against the first 100",
                unit="MB",
                budget=1.10,
            ),
        ),
        memory,
    ),
    (
        (
            _llama("chat-token", "a token of an answer", "ms", 1.11),
            _llama("chat-token-1000", "the same behind 1,000 tokens", "ms", 1.25),
            _llama("chat-load", "from nothing to the first token", "ms", 3.0),
            _llama("chat-memory", "resident memory with 1,000 tokens in mind", "MB", 2.0),
        ),
        llama,
    ),
)
"""What is found by which function; each takes more than a minute."""


# --- what is said ----------------------------------------------------------------------------------------------------

Make = Callable[[InstalledModel], Work]


def _alone(tokens: int, new: int) -> Make:
    """Answer one message of so many tokens, with nothing remembered."""
    return lambda model: _work(model, [[_said(model, tokens)]], new, remember=False)


def _behind(context: int, tokens: int, new: int) -> Make:
    """Answer one of two messages in turn, behind a conversation of so many tokens that is remembered."""

    def make(model: InstalledModel) -> Work:
        before = [_said(model, context), ("assistant", "I see.")]
        talks = [[*before, _said(model, tokens, skip=skip)] for skip in (1, 2)]
        return _work(model, talks, new, remember=True)

    return make


def _again(context: int, new: int) -> Make:
    """Answer the same message of so many tokens again, which is remembered."""
    return lambda model: _work(model, [[_said(model, context)]], new, remember=True)


def _said(model: InstalledModel, tokens: int, *, skip: int = 0) -> tuple[str, str]:
    """Return a message that has so many tokens, but for a few that the template adds."""
    tokenizer = _tokenizer(model)
    ids = tokenizer.encode(paragraph(tokens, skip=skip), add_special_tokens=False).ids
    return "user", str(tokenizer.decode(ids[:tokens]))


def _work(model: InstalledModel, talks: Sequence[Sequence[tuple[str, str]]], new: int, *, remember: bool) -> Work:
    from desktop.engine.chat.template import ChatTemplate
    from desktop.engine.loaded import LoadedModel

    template, tokenizer = ChatTemplate(LoadedModel(model, threads=1)), _tokenizer(model)
    texts = [template.render(_messages(talk)) for talk in talks]
    prompts = [tuple(tokenizer.encode(text, add_special_tokens=False).ids) for text in texts]
    cached = len(prompts[0]) - 1
    if len(prompts) > 1:
        cached = next(at for at, (one, other) in enumerate(zip(*prompts, strict=False)) if one != other)
    return Work(
        talks=tuple(tuple(talk) for talk in talks),
        tokens=new,
        remember=remember,
        prompts=tuple(prompts),
        cached=cached if remember else 0,
    )


def _messages(talk: Sequence[tuple[str, str]]) -> list[Message]:
    return [Message(role=Role(role), text=text) for role, text in talk]


def _tokenizer(model: InstalledModel) -> Any:
    from desktop.engine.loaded import LoadedModel
    from desktop.engine.translation.translator import tokenizer_of

    return tokenizer_of(LoadedModel(model, threads=1))


# --- both sides ------------------------------------------------------------------------------------------------------


def _against_bare(make: Make, scale: float) -> Measured:
    with ExitStack() as cleanup:
        model, folder = _model(cleanup)
        work = make(model)
        ours = cleanup.enter_context(serving(_answering(model, folder, work)))
        command = [sys.executable, "-m", "bench_bare", "answering", part(model, "model"), THREADS, _file(folder, work)]
        bare = cleanup.enter_context(serving(command))
        return of_rounds(interleaved(ours, bare, rounds=ROUNDS), scale)


def _model(cleanup: ExitStack) -> tuple[InstalledModel, Path]:
    home, folder = places(cleanup)
    return starter(home, TASK), folder


def _answering(model: InstalledModel, folder: Path, work: Work) -> list[object]:
    return [sys.executable, "-m", "bench_chat", "answer", model.folder / "manifest.json", THREADS, _file(folder, work)]


def _file(folder: Path, work: Work) -> Path:
    path = folder / f"work-{abs(hash(work))}.json"
    path.write_text(json.dumps(asdict(work)), encoding="utf-8")
    return path


def _once(*command: object) -> dict[str, float]:
    done = subprocess.run([*map(str, command)], cwd=Path(__file__).parent, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Broken(done.stderr.strip()[-500:])
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _smaller(model: InstalledModel, context: int) -> InstalledModel:
    """Return the model with a shorter context, so that 1,000 turns fill it many times."""
    from dataclasses import replace

    return replace(model, spec=replace(model.spec, settings={**model.spec.settings, "max_tokens": context}))


def _turn(client: EngineClient, model: InstalledModel, said: Sequence[Message], work: Path) -> tuple[str, int]:
    """Have one turn answered in a word; returns the answer and the engine's memory after it."""
    from multiprocessing.connection import wait

    params = parse_params(get_task(TASK), {"max_new_tokens": 2, "temperature": 0})
    job_id = f"turn-{len(said)}"
    file = InputFile(path=Path(job_id), kind=MediaKind.TEXT, mime="text/plain", label="", size_bytes=0)
    item = Item(job_id=job_id, input=file, work=work / job_id)
    client.submit(ChatTurn(model=model, messages=tuple(said), params=params, items=(item,)))
    text, size = None, 0
    while client.busy:
        wait(client.waitables, client.timeout_s)
        for message in client.collect():
            if isinstance(message, Done):
                text = getattr(message.result.value, "text", None)
            elif isinstance(message, RequestDone):
                size = message.memory_bytes
    if text is None:
        raise Broken("a turn was not answered")
    return text, size


# --- our side --------------------------------------------------------------------------------------------------------


def answer(manifest: str, threads: str, file: str) -> int:
    """Answer the conversations of a `Work` in turn."""
    return bench_bare.serve(_run(manifest, threads, file))


def load(manifest: str, threads: str, file: str) -> int:
    """Say how long it takes from nothing to a token, and the memory after all tokens."""
    import psutil

    began = time.perf_counter()
    run = _run(manifest, threads, file)
    run(1)
    seconds = time.perf_counter() - began
    run()
    print(json.dumps({"load_s": seconds, "rss_bytes": psutil.Process().memory_info().rss}))
    return 0


def _run(manifest: str, threads: str, file: str) -> Callable[..., object]:
    from itertools import cycle

    from desktop.engine.chat.conversation import reply
    from desktop.engine.generation.settings import settings_of
    from desktop.engine.interrupt import Interrupt
    from desktop.engine.loaded import LoadedModel
    from desktop.state.models import model_at

    work = json.loads(Path(file).read_text(encoding="utf-8"))
    model = LoadedModel(model_at(Path(manifest)), int(threads))
    talks = cycle([_messages(talk) for talk in work["talks"]])

    def run(tokens: int = work["tokens"]) -> object:
        settings = settings_of(model, max_new_tokens=tokens, min_new_tokens=tokens, do_sample=False, num_beams=1)
        return reply(model, next(talks), settings, Interrupt(), show=lambda _: None, remember=work["remember"])

    return run


if __name__ == "__main__":
    COMMANDS: dict[str, Callable[..., int]] = {"answer": answer, "load": load}
    sys.exit(COMMANDS[sys.argv[1]](*sys.argv[2:]))
