"""Several inputs through one model together: order, padding, and a fault that stays with its input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from desktop.core.errors import Cancelled, ModelIncompatible, describe
from desktop.core.result import Label, Labels
from desktop.engine.interrupt import Interrupt
from desktop.engine.loaded import ModelCache
from desktop.engine.rounds import Member, full, play, rows_together
from desktop.engine.rows import Rows, Steps
from tests.unit.engine.graphs import Node, graph
from tests.unit.engine.text_models import load

if TYPE_CHECKING:
    from desktop.engine.loaded import LoadedModel
    from desktop.state.models import ModelShelf

IDS = "input_ids"
FILL = {IDS: 0, "attention_mask": 0, "token_type_ids": 0}


@pytest.fixture
def model(shelf: ModelShelf) -> LoadedModel:
    return ModelCache(threads=1).get(shelf.choose("text-classification", "starter/minilm-sentiment"))


def row(*ids: int) -> dict[str, Any]:
    tokens = np.array(ids, np.int64)
    return {IDS: tokens, "attention_mask": np.ones_like(tokens), "token_type_ids": np.zeros_like(tokens)}


def task(rows: Sequence[dict[str, Any]], output: str = "logits") -> Steps:
    answers = yield Rows(rows=rows, outputs=(output,), fill=FILL)
    return Labels(labels=tuple(Label(label=str(len(logits)), score=float(logits[0])) for (logits,) in answers))


def begun(steps: Steps) -> Member:
    member = Member(interrupt=Interrupt())
    member.begin(lambda: steps)
    return member


def scores(member: Member) -> list[float]:
    assert isinstance(member.value, Labels)
    return [label.score for label in member.value.labels]


def test_rows_of_several_inputs_share_a_batch_and_come_back_in_their_order(model: LoadedModel) -> None:
    long, short, other = row(101, *range(2000, 2040), 102), row(101, 2307, 102), row(101, 3000, 3001, 102)
    together = [begun(task([long, short])), begun(task([other]))]
    play(model, together)
    alone = []
    for one in (long, short, other):
        member = begun(task([one]))
        play(model, [member])
        alone += scores(member)
    assert np.allclose(scores(together[0]) + scores(together[1]), alone, rtol=0.1, atol=0.3), (
        "int8 activations move a little"
    )
    assert np.argsort(scores(together[0]) + scores(together[1])).tolist() == np.argsort(alone).tolist()
    assert all(member.seconds > 0 for member in together)


def test_short_rows_are_not_filled_up_to_long_ones(model: LoadedModel, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, ...]] = []
    session = model.session()
    run = session.run

    def watched(feeds: Mapping[str, np.ndarray], *rest: Any) -> list[np.ndarray]:
        seen.append(feeds[IDS].shape)
        return run(feeds, *rest)

    monkeypatch.setattr(session, "run", watched)
    lengths = (40, 3, 38, 20, 4)
    play(model, [begun(task([row(101, *range(2000, 1998 + length), 102) for length in lengths]))])
    assert seen == [(3, 40), (2, 4)]


def test_a_row_that_cannot_be_run_costs_its_own_input_only(model: LoadedModel) -> None:
    members = [begun(task([row(101, 2307, 102)])), begun(task([row(101, 10**9, 102)])), begun(task([row(101, 102)]))]
    play(model, members)
    assert [member.error is None for member in members] == [True, False, True]
    assert all(member.asked is None for member in members)


def test_a_graph_that_answers_for_one_row_is_given_one_at_a_time(tmp_path: Path) -> None:
    summed = Node("ReduceSum", ("input_values", "first"), "logits", {"keepdims": 1})
    content = graph(
        [summed],
        inputs={"input_values": ("batch", 2)},
        outputs={"logits": (1, 2)},
        constants={"first": np.array([0], np.int64)},
    )
    model = load(tmp_path, "audio-classification", {"model.onnx": content})
    rows = [{"input_values": np.array([number, 0], np.int64)} for number in (1, 2, 3)]
    members = [begun(task(rows[:2])), begun(task(rows[2:]))]
    play(model, members)
    assert [scores(member) for member in members] == [[1.0, 2.0], [3.0]]


def test_an_output_the_graph_does_not_have_is_named(model: LoadedModel) -> None:
    member = begun(task([row(101, 102)], output="pred_boxes"))
    play(model, [member])
    assert isinstance(member.error, ModelIncompatible)
    assert "pred_boxes" in describe(member.error.failure())[0]


def test_a_cancelled_input_leaves_the_batch(model: LoadedModel) -> None:
    members = [begun(task([row(101, 102)])), begun(task([row(101, 102)]))]
    members[0].interrupt.cancel()
    play(model, members)
    assert isinstance(members[0].error, Cancelled)
    assert len(scores(members[1])) == 1


def test_batches_are_sized_by_the_memory_that_is_free() -> None:
    picture = {"pixel_values": np.zeros((3, 224, 224), np.float32)}
    assert rows_together(picture, 64 << 30) == 4
    assert rows_together(picture, 256 << 20) == 3
    assert rows_together(picture, 0) == 1
    assert rows_together({"input_values": np.zeros(16000, np.float32)}, 64 << 30) == 1
    assert rows_together(row(*range(100)), 64 << 30) == 32
    assert rows_together(row(*range(512)), 64 << 30) == 32
    assert rows_together({"pixel_values": np.zeros((3, 2000, 2000), np.float32)}, 64 << 30) == 1


def test_no_more_inputs_are_prepared_than_fill_a_batch() -> None:
    assert not full([], 64 << 30)
    assert not full([begun(task([row(101, 102)]))], 64 << 30)
    assert full([begun(task([row(101, 102)] * 32))], 64 << 30)
