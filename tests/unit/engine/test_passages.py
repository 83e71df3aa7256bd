"""Long texts in blocks, and answers for whole texts from those for windows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import Cancelled, InputTooLarge
from desktop.core.media import InputFile, MediaKind
from desktop.engine import passages as module
from desktop.engine.passages import BLOCK_CHARACTERS, LONGEST_TEXT, blocks, means, passages, refuse_endless
from desktop.engine.tokens import text_encoder
from tests.unit.engine.text_models import answered, context, files, load, text_graph, vocabulary

WORDS = vocabulary("one", "two")
SEAMS = ["\n\n", "\n", ". ", " "]


def test_a_text_nobody_can_judge_as_one_is_refused() -> None:
    file = InputFile(path=Path("book.txt"), kind=MediaKind.TEXT, mime="text/plain", label="", size_bytes=1, name="book")
    refuse_endless(file, LONGEST_TEXT)
    with pytest.raises(InputTooLarge, match="book"):
        refuse_endless(file, LONGEST_TEXT + 1)


@pytest.mark.parametrize("text", ["", "short", "x" * BLOCK_CHARACTERS])
def test_what_fits_stays_whole(text: str) -> None:
    assert list(passages(text)) == [(0, text)]


@pytest.mark.parametrize("mark", SEAMS)
def test_a_long_text_is_cut_at_the_last_seam_of_the_best_kind(mark: str) -> None:
    half = BLOCK_CHARACTERS // 2
    worse = "x".join(SEAMS[SEAMS.index(mark) + 1 :])
    start = f"{'x' * (half - 2)}\n\n{mark}x{mark}"
    first, second = passages(f"{start}x{worse}{'x' * half}{mark}")
    assert first == (0, start), "the gap is in the first half and the last mark beyond the block"
    assert second[0] == len(start)


def test_without_a_seam_the_cut_is_anywhere() -> None:
    text = "x" * (BLOCK_CHARACTERS + 7)
    assert list(passages(text)) == [(0, text[:-7]), (BLOCK_CHARACTERS, text[-7:])]


@given(st.text(alphabet="ab .\n", max_size=400), st.integers(2, 40))
def test_the_pieces_of_a_text_are_the_text(text: str, size: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "BLOCK_CHARACTERS", size)
        pieces = list(passages(text))
        assert "".join(piece for _, piece in pieces) == text
        assert all(text[start : start + len(piece)] == piece for start, piece in pieces)
        assert all(0 < len(piece) <= size for _, piece in pieces) or text == ""


@given(st.lists(st.text(alphabet="ab .\n", max_size=60), max_size=20), st.integers(2, 40))
def test_blocks_hold_every_text_once_and_never_much(texts: list[str], size: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "BLOCK_CHARACTERS", size)
        made = list(blocks(texts))
        joined = [""] * len(texts)
        for owner, piece in [part for block in made for part in block]:
            joined[owner] += piece
        assert joined == texts
        assert {owner for block in made for owner, _ in block} == set(range(len(texts))), "an empty one as well"
        assert all(sum(len(piece) for _, piece in block) < 2 * size for block in made)


def judged(folder: Path, texts: list[str], **more: Any) -> tuple[np.ndarray, list[int]]:
    """Return the means where a window is worth its number of tokens, and how many windows each question asks for."""
    model = load(folder, "x", files(WORDS, text_graph(WORDS, {"one": (1.0,)}), max_position_embeddings=4))
    own = context(model, folder)
    value, asked = answered(
        own,
        lambda: means(
            texts,
            own,
            encoder=text_encoder(model),
            outputs=("logits",),
            judge=lambda _, tokens: np.array([[number, -number] for number in tokens], np.float64),
            **more,
        ),
    )
    return value, [len(rows.rows) for rows in asked]


def test_a_window_counts_as_much_as_it_has_tokens(tmp_path: Path) -> None:
    found, asked = judged(tmp_path, ["one two one", "one", "one two"])
    assert found[:, 0].tolist() == pytest.approx([(4 * 4 + 3 * 3) / 7, 3, 4])
    assert found[:, 1].tolist() == (-found[:, 0]).tolist()
    assert asked == [4]


def test_windows_of_one_text_may_lie_in_several_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BLOCK_CHARACTERS", 8)
    found, asked = judged(tmp_path, ["one two one", "one"])
    assert asked == [1, 2], "the second block holds the end of the first text"
    assert found[:, 0].tolist() == pytest.approx([(4 * 4 + 3 * 3) / 7, 3])


def test_the_owners_may_be_others_than_the_texts(tmp_path: Path) -> None:
    model = load(tmp_path / "other", "x", files(WORDS, text_graph(WORDS, {"one": (1.0,)})))
    encoder = text_encoder(model)
    found, asked = judged(
        tmp_path,
        ["one"],
        windows=lambda block: encoder.windows([(2, "one two one"), (0, block[0][1]), (1, "one two")]),
        rows=3,
    )
    assert (found[:, 0].tolist(), asked) == ([3, 4, 5], [3])


def test_between_blocks_somebody_may_give_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BLOCK_CHARACTERS", 8)
    model = load(tmp_path, "x", files(WORDS, text_graph(WORDS, {"one": (1.0,)})))
    own = context(model, tmp_path)
    steps = means(
        ["one two one"],
        own,
        encoder=text_encoder(model),
        outputs=(),
        judge=lambda answers, _: np.zeros((len(answers), 1)),
    )
    rows = next(steps)
    own.interrupt.cancel()
    with pytest.raises(Cancelled):
        steps.send([(np.zeros(1),)] * len(rows.rows))
