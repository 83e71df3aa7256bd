"""Letters of a CTC model become words with times."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from desktop.core.errors import ModelIncompatible
from desktop.engine.interrupt import Interrupt
from desktop.engine.speech.letters import Alphabet, LetterListener, alphabet_of, words_of
from desktop.engine.speech.windows import Piece, Stretch, Window
from tests.unit.engine.graphs import Files, Node, graph
from tests.unit.engine.text_models import load

LETTERS = {"<pad>": 0, "<s>": 1, "</s>": 2, "<unk>": 3, "|": 4, "A": 5, "B": 6, "É": 7}
RATE, STRIDE = 16_000, 320
SOUND = {"feature_extractor_type": "Wav2Vec2FeatureExtractor", "do_normalize": False, "sampling_rate": RATE}


def spelling() -> bytes:
    """Return a graph that reads a letter out of every frame: the first sample of it, times ten, is its number."""
    nodes = [
        Node("Reshape", ("input_values", "frames"), "rows"),
        Node("Gather", ("rows", "first"), "samples", {"axis": 2}),
        Node("Mul", ("samples", "ten"), "large"),
        Node("Round", ("large",), "whole"),
        Node("Cast", ("whole",), "numbers", {"to": 7}),
        Node("OneHot", ("numbers", "letters", "scores"), "logits"),
    ]
    return graph(
        nodes,
        inputs={"input_values": ("batch", "samples")},
        outputs={"logits": ("batch", "frames", len(LETTERS))},
        constants={
            "frames": np.array([0, -1, STRIDE], np.int64),
            "first": np.array(0, np.int64),
            "ten": np.array(10, np.float32),
            "letters": np.array(len(LETTERS), np.int64),
            "scores": np.array([0, 10], np.float32),
        },
    )


def listener(folder: Path, *, words: bool = True, vocabulary: Mapping[str, object] = LETTERS) -> LetterListener:
    content: Files = {
        "onnx/model.onnx": spelling(),
        "vocab.json": vocabulary,
        "config.json": {"model_type": "wav2vec2", "conv_stride": [5, 4, 4, 4], "conv_kernel": [1, 1, 1, 1]},
        "preprocessor_config.json": SOUND,
    }
    return LetterListener(load(folder, "automatic-speech-recognition", content), Interrupt(), words=words)


def window(text: str, *, speech: bool = True, repeat: int = 2, start: int = 0) -> Window:
    """Return sound that spells a text: "_" is the blank, "|" a space, each for some frames."""
    numbers = [LETTERS.get(sign, 0) for sign in text for _ in range(repeat)]
    samples = np.repeat(np.array(numbers, np.float32) / 10, STRIDE)
    known = (Stretch(start=0, end=len(samples)),) if speech else ()
    piece = Piece(at=0, start=start, length=len(samples))
    return Window(samples=samples, rate_hz=RATE, pieces=(piece,), speech=known)


def test_letters_become_words_with_times(tmp_path: Path) -> None:
    (heard,) = listener(tmp_path).hear([window("__AB_B|_|A|", start=RATE)])
    (segment,) = heard.segments
    assert segment.text == "ABB A"
    assert segment.words is not None
    assert [word.text for word in segment.words] == ["ABB", "A"]
    times = [second for word in segment.words for second in (word.start_s, word.end_s)]
    assert times == pytest.approx([1.08, 1.24, 1.36, 1.4])
    assert [segment.start_s, segment.end_s] == pytest.approx([1.08, 1.4])


def test_words_are_left_out_unless_they_are_wanted(tmp_path: Path) -> None:
    (heard,) = listener(tmp_path, words=False).hear([window("A|B")])
    assert [(one.text, one.words) for one in heard.segments] == [("A B", None)]


def test_a_long_pause_begins_a_new_piece(tmp_path: Path) -> None:
    (heard,) = listener(tmp_path).hear([window("A|" + "_" * 30 + "B|")])
    assert [one.text for one in heard.segments] == ["A", "B"]


def test_nothing_said_is_nothing(tmp_path: Path) -> None:
    (heard,) = listener(tmp_path).hear([window("____")])
    assert heard.segments == ()


def test_a_word_at_the_edge_is_left_to_the_next_window(tmp_path: Path) -> None:
    ears = listener(tmp_path)
    ears.longest = len(window("A|__AB").samples)
    (cut,) = ears.hear([window("A|__AB", speech=False)])
    assert [one.text for one in cut.segments] == ["A"]
    assert cut.until_s == pytest.approx(8 * STRIDE / RATE)
    (known,) = ears.hear([window("A|__AB")])
    assert known.segments[0].text == "A AB"


def test_repeated_letters_and_blanks_collapse() -> None:
    logits = np.eye(8)[[5, 5, 0, 5, 6, 6, 4, 4, 7]]
    alphabet = Alphabet(signs=("", "", "", "", "", "A", "B", "É"), blank=0, space=4)
    found = words_of(logits, alphabet, 0.02)
    assert [word.text for word in found] == ["AAB", "É"]


def test_a_vocabulary_for_each_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelIncompatible, match="letters"):
        listener(tmp_path, vocabulary={"eng": LETTERS})


@pytest.mark.parametrize("number", [1 << 40, -2])
def test_a_letter_without_an_output_is_refused(tmp_path: Path, number: int) -> None:
    with pytest.raises(ModelIncompatible, match="letters"):
        listener(tmp_path, vocabulary={**LETTERS, "z": number})


def test_the_blank_is_named_by_the_tokeniser(tmp_path: Path) -> None:
    other = {"[PAD]": 3, "|": 4, "a": 0, "b": 1}
    model = load(
        tmp_path,
        "automatic-speech-recognition",
        {"vocab.json": other, "tokenizer_config.json": {"pad_token": "[PAD]", "word_delimiter_token": "|"}},
    )
    found = alphabet_of(model)
    assert (found.blank, found.space, found.signs) == (3, 4, ("a", "b", "", "", ""))
