"""Text models of a few words whose answers are written into their graphs, and tasks at work on them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Generator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from desktop import tasks
from desktop.core.model import InstalledModel, ModelFile, ModelSpec, ModelState
from desktop.core.result import Table as NoResult
from desktop.engine.context import Context
from desktop.engine.interrupt import Interrupt
from desktop.engine.layout import graph_file
from desktop.engine.loaded import LoadedModel
from desktop.engine.rounds import Member, play
from desktop.engine.rows import Outputs, Rows, Steps
from desktop.media.sniff import recognise
from tests.unit.engine.graphs import Files, Node, graph

SPECIALS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
PUNCTUATION = tuple(".,;:!?'-@()")
Table = Mapping[str, Sequence[float]]
"""What a graph answers for a word; zeros for the others."""


def vocabulary(*words: str) -> list[str]:
    return list(dict.fromkeys([*SPECIALS, *PUNCTUATION, *words]))


def tokenizer_json(words: Sequence[str]) -> bytes:
    """Return a WordPiece tokeniser that knows the words, in their own case."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    ids = {word: number for number, word in enumerate(words)}
    tokenizer = Tokenizer(models.WordPiece(ids, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=False, strip_accents=False)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS]:0 $A:0 [SEP]:0",
        pair="[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1",
        special_tokens=[("[CLS]", ids["[CLS]"]), ("[SEP]", ids["[SEP]"])],
    )
    tokenizer.add_special_tokens(list(SPECIALS))
    return str(tokenizer.to_str()).encode()


def spaced_tokenizer_json(words: Sequence[str]) -> bytes:
    """Return a tokeniser as sentencepiece makes them: a token begins with the space before its word."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    known = dict.fromkeys([*words, *(f"▁{word}" for word in words)])
    tokenizer = Tokenizer(models.WordLevel({word: number for number, word in enumerate(known)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="never")
    return str(tokenizer.to_str()).encode()


def _rows(words: Sequence[str], table: Table) -> np.ndarray:
    width = len(next(iter(table.values())))
    nothing = [0.0] * width
    return np.array([table.get(word, nothing) for word in words], np.float32)


def token_graph(
    words: Sequence[str],
    outputs: Mapping[str, Table],
    *,
    inputs: Sequence[str] = ("input_ids", "attention_mask"),
    length: int | str = "length",
) -> bytes:
    """Return a graph that answers for every token: [batch, length, numbers], or [batch, length] for single numbers."""
    nodes, constants, shapes = [], {}, {}
    for name, table in outputs.items():
        rows = _rows(words, table)
        single = rows.shape[1] == 1
        constants[f"{name}_table"] = rows[:, 0] if single else rows
        nodes.append(Node("Gather", (f"{name}_table", "input_ids"), name, {"axis": 0}))
        shapes[name] = ("batch", length) if single else ("batch", length, rows.shape[1])
    return graph(nodes, inputs=dict.fromkeys(inputs, ("batch", length)), outputs=shapes, constants=constants)


def text_graph(words: Sequence[str], table: Table, *, output: str = "logits") -> bytes:
    """Return a graph that answers for the whole text with the sum over its tokens: [batch, numbers]."""
    rows = _rows(words, table)
    nodes = [
        Node("Gather", ("table", "input_ids"), "rows", {"axis": 0}),
        Node("ReduceSum", ("rows", "axis"), output, {"keepdims": 0}),
    ]
    return graph(
        nodes,
        inputs=dict.fromkeys(("input_ids", "attention_mask", "token_type_ids"), ("batch", "length")),
        outputs={output: ("batch", rows.shape[1])},
        constants={"table": rows, "axis": np.array([1], np.int64)},
    )


def pair_graph(words: Sequence[str], table: Table, signs: Sequence[float]) -> bytes:
    """Return a graph that answers for a pair: the sums over the tokens of both, multiplied, times each of the signs."""
    typed = [
        Node("Gather", ("table", "input_ids"), "rows", {"axis": 0}),
        Node("Cast", ("token_type_ids",), "types", {"to": 1}),
        Node("Unsqueeze", ("types", "last"), "column"),
        Node("Mul", ("rows", "column"), "seconds"),
        Node("Sub", ("rows", "seconds"), "firsts"),
    ]
    agreed = [
        Node("ReduceSum", ("firsts", "one"), "first", {"keepdims": 0}),
        Node("ReduceSum", ("seconds", "one"), "second", {"keepdims": 0}),
        Node("Mul", ("first", "second"), "products"),
        Node("ReduceSum", ("products", "one"), "agreement"),
        Node("Mul", ("agreement", "signs"), "logits"),
    ]
    constants: dict[str, np.ndarray] = {
        "table": _rows(words, table),
        "one": np.array([1], np.int64),
        "last": np.array([2], np.int64),
        "signs": np.array([signs], np.float32),
    }
    return graph(
        [*typed, *agreed],
        inputs=dict.fromkeys(("input_ids", "attention_mask", "token_type_ids"), ("batch", "length")),
        outputs={"logits": ("batch", len(signs))},
        constants=constants,
    )


def files(words: Sequence[str], model: bytes, labels: Sequence[str] = (), **config: Any) -> dict[str, Any]:
    """Return a folder with tokeniser, graph and configuration."""
    named = {"id2label": {str(number): label for number, label in enumerate(labels)}} if labels else {}
    return {"onnx/model.onnx": model, "tokenizer.json": tokenizer_json(words), "config.json": {**named, **config}}


def installed(folder: Path, task: str, content: Files, **settings: Any) -> InstalledModel:
    """Write a model to `folder`."""
    listed = []
    for path, part in content.items():
        stored = part if isinstance(part, bytes) else json.dumps(part).encode()
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(stored)
        role = graph_file(path).role if path.endswith(".onnx") else "data" if ".onnx_data" in path else "config"
        digest = hashlib.sha256(stored).hexdigest()
        listed.append(ModelFile(path=path, size_bytes=len(stored), sha256=digest, role=role))
    spec = ModelSpec(
        id="local/words",
        task=task,
        title="",
        summary="",
        repo="",
        revision="",
        variant="fp32",
        licence="",
        base_licence="",
        files=tuple(listed),
        settings=settings,
    )
    return InstalledModel(spec=spec, folder=folder, state=ModelState.READY)


def load(folder: Path, task: str, content: Files, **settings: Any) -> LoadedModel:
    """Write a model to `folder` and load it."""
    return LoadedModel(installed(folder, task, content, **settings), threads=1)


def context(model: LoadedModel, folder: Path) -> Context:
    return Context(
        job_id="job",
        models=[model],
        interrupt=Interrupt(),
        work=folder / "work",
        report=lambda _: None,
        private=True,
    )


def answered(own: Context, start: Callable[[], Generator[Rows, list[Outputs], Any]]) -> tuple[Any, list[Rows]]:
    """Return what steps that ask the model come to, and what they asked."""
    kept, asked = [], []

    def steps() -> Steps:
        kept.append((yield from start()))
        return NoResult(columns=(), rows=())

    member = Member(interrupt=own.interrupt)
    member.begin(steps)
    while member.asked is not None:
        asked.append(member.asked)
        play(own.model, [member])
    if member.error is not None:
        raise member.error
    return kept[0], asked


def work(model: LoadedModel, folder: Path, task: str, *texts: str, **params: Any) -> list[Member]:
    """Run a task on texts side by side, as the engine does, to their end."""
    members = []
    for number, text in enumerate(texts):
        path = folder / f"text {number}.txt"
        path.write_text(text, encoding="utf-8")
        member = Member(interrupt=Interrupt())
        given = tasks.get_task(task).params(**params)
        own = context(model, folder / f"job {number}")
        member.begin(partial(tasks.runner(task), recognise(path), given, own))
        members.append(member)
    while any(member.asked is not None for member in members):
        play(model, [member for member in members if member.asked is not None])
    return members


def result(model: LoadedModel, folder: Path, task: str, text: str, **params: Any) -> Any:
    """Return what a task makes of one text, or raise its error."""
    (member,) = work(model, folder, task, text, **params)
    if member.error is not None:
        raise member.error
    return member.value
