"""Names in texts and texts without them, with a graph that knows a few names by heart."""

from __future__ import annotations

import json
import stat
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from desktop import tasks
from desktop.core.errors import InputEmpty, ModelIncompatible
from desktop.core.result import Provenance, Result, Spans
from desktop.engine.rounds import Member, play
from desktop.media.forms.record import to_json
from desktop.media.sniff import recognise
from desktop.tasks.token_classification import MAP
from tests.unit.engine.text_models import (
    context,
    files,
    load,
    result,
    spaced_tokenizer_json,
    token_graph,
    vocabulary,
    work,
)

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.core.result import Artifact
    from desktop.engine.loaded import LoadedModel

TASK = "token-classification"
LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")
OUTSIDE, FIRST, NEXT, PLACE = (9, 0, 0, 0, 0), (0, 9, 0, 0, 0), (0, 0, 9, 0, 0), (0, 0, 0, 9, 0)
UNSURE = (2, 1.9, 1.8, 0, 0)  # nothing comes first, and yet something is likelier
TABLE = {
    **dict.fromkeys((".", ",", "writes", "to", "and", "lives", "in"), OUTSIDE),
    **dict.fromkeys(("Ana", "Rui"), FIRST),
    **dict.fromkeys(("Sousa", "##ia"), NEXT),
    "Rio": PLACE,
    "Mar": UNSURE,
}
WORDS = vocabulary(*TABLE)


def made(folder: Path, labels: tuple[str, ...] = LABELS, **config: Any) -> LoadedModel:
    return load(folder / "model", TASK, files(WORDS, token_graph(WORDS, {"logits": TABLE}), labels, **config))


@pytest.fixture
def model(tmp_path: Path) -> LoadedModel:
    return made(tmp_path)


def names(value: Any) -> list[tuple[str, int, str]]:
    assert isinstance(value, Spans)
    assert all(value.text[span.start : span.end] == span.text for span in value.spans)
    return [(span.label, span.start, span.text) for span in value.spans]


def test_names_are_marked_where_they_stand(model: LoadedModel, tmp_path: Path) -> None:
    text = "Ana Sousa\nlives  in Rio, Rui to."
    found = result(model, tmp_path, TASK, text)
    assert (found.text, found.redacted) == (text, False)
    assert names(found) == [("PER", 0, "Ana Sousa"), ("LOC", 20, "Rio"), ("PER", 25, "Rui")]
    assert all(0.99 < span.score <= 1 for span in found.spans)


@pytest.mark.parametrize(
    ("aggregation", "expected"),
    [
        ("none", [("B-PER", 0, "Rui"), ("B-LOC", 7, "Rio"), ("I-PER", 10, "ia")]),
        ("simple", [("PER", 0, "Rui"), ("LOC", 7, "Rio"), ("PER", 10, "ia")]),
        ("first", [("PER", 0, "Rui"), ("LOC", 7, "Rioia")]),
    ],
)
def test_words_are_put_together_as_asked(
    model: LoadedModel, tmp_path: Path, aggregation: str, expected: list[tuple[str, int, str]]
) -> None:
    assert names(result(model, tmp_path, TASK, "Rui to Rioia", aggregation=aggregation)) == expected


def test_the_space_before_a_word_belongs_to_no_name(tmp_path: Path) -> None:
    words = [*WORDS, *(f"▁{word}" for word in WORDS)]
    table = TABLE | {f"▁{word}": row for word, row in TABLE.items()}
    content = files(words, token_graph(words, {"logits": table}), LABELS)
    model = load(tmp_path / "model", TASK, content | {"tokenizer.json": spaced_tokenizer_json(WORDS)})
    found = result(model, tmp_path, TASK, "to Ana Sousa in Rio")
    assert names(found) == [("PER", 3, "Ana Sousa"), ("LOC", 16, "Rio")]


def test_a_name_at_the_edge_of_a_window_is_whole_in_the_next(tmp_path: Path) -> None:
    model = made(tmp_path, max_position_embeddings=8)
    text = "to to to to to Ana Sousa to to to Rui Sousa Sousa Sousa to"
    expected = [("PER", 15, "Ana Sousa"), ("PER", 34, "Rui Sousa Sousa Sousa")]
    assert names(result(model, tmp_path, TASK, text)) == expected


def test_a_long_text_is_read_to_its_end(model: LoadedModel, tmp_path: Path) -> None:
    start = "Ana to Rio. " * 9000
    found = names(result(model, tmp_path, TASK, start + "Rui Sousa"))
    assert found[-2:] == [("LOC", len(start) - 5, "Rio"), ("PER", len(start), "Rui Sousa")]
    assert len(found) == 18_001, "nothing is lost or found twice where windows and blocks meet"


def test_texts_side_by_side_keep_their_order_and_one_fails_alone(tmp_path: Path) -> None:
    model = made(tmp_path, max_position_embeddings=8)
    members = work(model, tmp_path, TASK, "to Ana", "", "in Rio and " * 20, "Rui")
    assert isinstance(members[1].error, InputEmpty)
    assert names(members[0].value) == [("PER", 3, "Ana")]
    assert names(members[2].value) == [("LOC", 3 + 11 * index, "Rio") for index in range(20)]
    assert names(members[3].value) == [("PER", 0, "Rui")]


def test_fewer_names_than_classes_are_the_models_fault(tmp_path: Path) -> None:
    with pytest.raises(ModelIncompatible, match="5 classes apart and names 3"):
        result(made(tmp_path, labels=LABELS[:3]), tmp_path, TASK, "Ana")


# --- masking ---------------------------------------------------------------------------------------------------------


def redacted(model: LoadedModel, folder: Path, text: str) -> tuple[Spans, Artifact]:
    """Mask a text; returns the result and the map beside it."""
    path = folder / "letter.txt"
    path.write_text(text, encoding="utf-8")
    own = context(model, folder)
    member = Member(interrupt=own.interrupt)
    given = tasks.get_task(TASK).params(redact=True)
    member.begin(partial(tasks.runner(TASK), recognise(path), given, own))
    while member.asked is not None:
        play(model, [member])
    if member.error is not None:
        raise member.error
    assert isinstance(member.value, Spans)
    (artifact,) = own.artifacts
    return member.value, artifact


def test_every_name_is_masked_and_the_same_name_by_the_same_mask(model: LoadedModel, tmp_path: Path) -> None:
    found, _ = redacted(model, tmp_path, "Ana Sousa writes to Rui. Rui lives in Rio, Ana Sousa in Rio.")
    assert found.text == "[PER 1] writes to [PER 2]. [PER 2] lives in [LOC 1], [PER 1] in [LOC 1]."
    assert found.redacted
    assert [label for label, _, _ in names(found)] == ["PER", "PER", "PER", "LOC", "PER", "LOC"]


def test_what_needs_no_model_is_masked_as_well(model: LoadedModel, tmp_path: Path) -> None:
    text = (
        "Ana, ana@example.org, +351 912 345 678, 4111 1111 1111 1111, PT50 0002 0123 1234 5678 9015 4, "
        "529.982.247-25, 11.222.333/0001-81."
    )
    found, _ = redacted(model, tmp_path, text)
    assert found.text == "[PER 1], [EMAIL 1], [PHONE 1], [CARD 1], [IBAN 1], [CPF 1], [CNPJ 1]."


def test_what_is_masked_can_be_put_back_by_the_map_alone(model: LoadedModel, tmp_path: Path) -> None:
    text = "Rui\tlives in Rio, ana@example.org.\nRUI, Rui"
    found, artifact = redacted(model, tmp_path, text)
    assert (artifact.name, artifact.mime) == (MAP, "application/json")
    assert stat.S_IMODE(artifact.path.stat().st_mode) == 0o600
    masks = json.loads(artifact.path.read_text("utf-8"))["masks"]
    assert masks[0] == {"mask": "[PER 1]", "original": "Rui", "label": "PER", "start": 0, "end": 3}
    assert all(text[one["start"] : one["end"]] == one["original"] for one in masks)
    restored = found.text
    for span, one in sorted(zip(found.spans, masks, strict=True), key=lambda pair: -pair[0].start):
        assert span.text == one["mask"]
        restored = restored[: span.start] + one["original"] + restored[span.end :]
    assert restored == text


def test_nothing_that_is_shown_or_exported_knows_what_was_masked(model: LoadedModel, tmp_path: Path) -> None:
    found, artifact = redacted(model, tmp_path, "Ana in Rio: ana@example.org")
    provenance = Provenance(
        app="", model="", revision="", files={}, input_sha256="", params={}, runtime={}, started="", finished=""
    )
    form = to_json(Result(value=found, provenance=provenance, artifacts=(artifact,)))
    assert form["kind"] == "spans"
    assert form["text"] == "[PER 1] in [LOC 1]: [EMAIL 1]"
    assert [sorted(span) for span in form["spans"]] == [["end", "label", "score", "start", "text"]] * 3
    assert not any(secret in json.dumps(form) for secret in ("Ana", "Rio", "example"))


def test_when_in_doubt_a_name_is_masked(model: LoadedModel, tmp_path: Path) -> None:
    assert names(result(model, tmp_path, TASK, "to Mar")) == []
    assert redacted(model, tmp_path, "to Mar")[0].text == "to [PER 1]"


def test_names_at_the_edges_of_windows_are_masked_whole(tmp_path: Path) -> None:
    model = made(tmp_path, max_position_embeddings=8)
    found, _ = redacted(model, tmp_path, "to to to to to Ana Sousa to to to Rui Sousa Sousa Sousa to")
    assert found.text == "to to to to to [PER 1] to to to [PER 2] to"


def test_a_text_without_names_stays_as_it_is(model: LoadedModel, tmp_path: Path) -> None:
    found, artifact = redacted(model, tmp_path, "to and in")
    assert (found.text, found.spans, found.redacted) == ("to and in", (), True)
    assert json.loads(artifact.path.read_text("utf-8")) == {"masks": []}
