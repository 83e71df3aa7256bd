"""Edits of transcripts: what is not touched keeps its time."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.result import Segment, Segments, Word
from desktop.core.transcript import Reach, edited, named, rewritten, word_places


def piece(start_s: float, text: str, *, words: bool = True, speaker: str | None = None) -> Segment:
    """A piece whose words last one second each."""
    written = text.split()
    timed = tuple(Word(start_s=start_s + at, end_s=start_s + at + 1, text=word) for at, word in enumerate(written))
    return Segment(
        start_s=start_s, end_s=start_s + len(written), text=text, words=timed if words else None, speaker=speaker
    )


def times(made: Segment) -> list[tuple[str, float, float]]:
    return [(word.text, word.start_s, word.end_s) for word in made.words or ()]


def test_a_word_that_is_corrected_keeps_its_time() -> None:
    (made,) = rewritten([piece(10, "the bout leaves")], ["the boat leaves"])
    assert times(made) == [("the", 10, 11), ("boat", 11, 12), ("leaves", 12, 13)]
    assert (made.start_s, made.end_s) == (10, 13)


def test_words_that_are_new_share_the_time_between_their_neighbours() -> None:
    before = Segment(
        start_s=0,
        end_s=9,
        text="from here",
        words=(Word(start_s=0, end_s=1, text="from"), Word(start_s=8, end_s=9, text="here")),
    )
    (made,) = rewritten([before], ["from the harbour here"])
    (first, *new, last) = times(made)
    assert (first, last) == (("from", 0, 1), ("here", 8, 9))
    assert [word for word, _start, _end in new] == ["the", "harbour"]
    assert 1 <= new[0][1] < new[0][2] <= new[1][1] < new[1][2] <= 8


def test_a_line_is_cut_where_its_words_are_and_both_have_its_speaker() -> None:
    one, two = rewritten([piece(0, "we go now", speaker="Ana")], ["we go", "now"])
    assert (one.start_s, one.end_s, two.start_s, two.end_s) == (0, 2, 2, 3)
    assert (times(one), times(two)) == ([("we", 0, 1), ("go", 1, 2)], [("now", 2, 3)])
    assert one.speaker == two.speaker == "Ana"


def test_a_line_without_times_of_words_is_cut_by_its_letters() -> None:
    one, two = rewritten([Segment(start_s=0, end_s=11, text="abcde fghij")], ["abcde", "fghij"])
    assert one.words is None
    assert two.words is None
    assert one.end_s == pytest.approx(5)
    assert two.start_s == pytest.approx(6)


def test_two_lines_become_one_from_the_beginning_to_the_end_of_both() -> None:
    (made,) = rewritten([piece(0, "we go", speaker="Ana"), piece(5, "now", speaker="Rui")], ["we go now"])
    assert (made.start_s, made.end_s, made.speaker) == (0, 6, "Ana")
    assert times(made) == [("we", 0, 1), ("go", 1, 2), ("now", 5, 6)]


def test_what_was_cut_and_put_together_again_is_as_before() -> None:
    before = piece(3, "one two three four")
    assert rewritten(rewritten([before], ["one two", "three four"]), [before.text]) == (before,)


def test_words_of_a_language_without_spaces_keep_their_borders() -> None:
    words = tuple(
        Word(start_s=at, end_s=at + 1, text=text) for at, text in enumerate(("\u4eca\u65e5", "\u306f", "\u6674"))
    )
    before = Segment(start_s=0, end_s=3, text="".join(word.text for word in words), words=words)
    (made,) = rewritten([before], [before.text + "\u5929"])
    assert times(made)[:2] == [(word.text, word.start_s, word.end_s) for word in words[:2]]
    assert times(made)[2][0] == "\u6674\u5929"


@given(st.lists(st.text("ab \U0001f6a2", max_size=12), min_size=1, max_size=4), st.data())
def test_any_edit_leaves_pieces_in_order_inside_their_time(lines: list[str], data: st.DataObject) -> None:
    pieces, start = [], 0.0
    for line in lines:
        made = piece(start, line)
        pieces.append(made)
        start = made.end_s + 0.5
    old = "\n".join(lines)
    low = data.draw(st.integers(0, len(old)))
    high = data.draw(st.integers(low, len(old)))
    texts = (old[:low] + data.draw(st.text("ab \n", max_size=6)) + old[high:]).split("\n")
    after = rewritten(pieces, texts)
    assert [one.text for one in after] == texts
    assert (after[0].start_s, after[-1].end_s) == (pieces[0].start_s, pieces[-1].end_s)
    for one in after:
        assert one.start_s <= one.end_s
        assert [word.text for word in one.words or ()] == [one.text[a:b] for a, b in word_places(one)]
        assert all(a.start_s <= b.start_s and a.start_s <= a.end_s for a, b in pairwise(one.words or ()))
    assert all(a.end_s <= b.start_s for a, b in pairwise(after))


def test_names_reach_as_far_as_was_asked() -> None:
    pieces = [piece(at, "word", speaker=who) for at, who in enumerate(("A", None, None, "A", None))]

    def speakers(index: int, name: str | None, reach: Reach) -> list[str | None]:
        return [one.speaker for one in named(pieces, index, name, reach)]

    assert speakers(1, "B", Reach.ONE) == ["A", "B", None, "A", None]
    assert speakers(1, "B", Reach.FOLLOWING) == ["A", "B", "B", "A", None]
    assert speakers(3, "B", Reach.SAME) == ["B", None, None, "B", None]
    assert speakers(0, None, Reach.SAME) == [None] * 5


def test_the_text_follows_the_pieces_and_empty_ones_go() -> None:
    value = Segments(text="old", language="en", segments=(piece(0, "old"),), duration_s=9, peaks="peaks")
    made = edited(value, [piece(0, "we go"), piece(2, " "), piece(3, "now")])
    assert (made.text, len(made.segments)) == ("we go now", 2)
    assert (made.duration_s, made.peaks, made.language) == (9, "peaks", "en")
