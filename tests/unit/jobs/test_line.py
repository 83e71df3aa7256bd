"""The order of what waits, whatever is done to it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.queue import Priority
from desktop.jobs.line import Entry, Line


def line_of(*names: str, priority: Priority = Priority.NORMAL, line: Line | None = None) -> Line:
    made = line or Line()
    places = made.places(priority, len(names))
    made.add(Entry(-priority, place, name) for name, place in zip(names, places, strict=True))
    return made


def order(line: Line) -> str:
    return "".join(entry.id for entry in line.head(len(line)))


@pytest.fixture
def three_kinds() -> Line:
    line = line_of("l", "m", priority=Priority.LOW)
    line_of("a", "b", "c", line=line)
    return line_of("X", "Y", priority=Priority.HIGH, line=line)


def test_what_is_urgent_comes_first_whenever_it_came(three_kinds: Line) -> None:
    assert order(three_kinds) == "XYabclm"
    line_of("Z", priority=Priority.HIGH, line=three_kinds)
    line_of("d", line=three_kinds)
    assert order(three_kinds) == "XYZabcdlm"


@pytest.mark.parametrize(
    ("moved", "before", "expected"),
    [
        ("c", "a", "XYcablm"),
        ("ac", "l", "XYbaclm"),
        ("m", "X", "mXYabcl"),
        ("X", None, "YabclmX"),
        ("Xm", "b", "YaXmbcl"),
        ("c", "X", "cXYablm"),
        ("b", "gone", "XYaclmb"),
        ("XYabclm", "a", "XYabclm"),
    ],
)
def test_who_is_moved_stands_there(three_kinds: Line, moved: str, before: str | None, expected: str) -> None:
    three_kinds.move(list(moved), before)
    assert order(three_kinds) == expected
    line_of("n", line=three_kinds)
    entries = three_kinds.head(len(three_kinds))
    assert all(one.priority >= other.priority for one, other in pairwise(entries))


@pytest.mark.parametrize(
    ("moved", "by", "expected"),
    [
        ("b", -1, "XYbaclm"),
        ("b", 1, "XYacblm"),
        ("X", -1, "XYabclm"),
        ("m", 1, "XYabclm"),
        ("bc", -1, "XYbcalm"),
        ("ac", 1, "XYblacm"),
        ("a", -1, "XaYbclm"),
    ],
)
def test_steps_go_past_one_neighbour(three_kinds: Line, moved: str, by: int, expected: str) -> None:
    three_kinds.step(list(moved), by)
    assert order(three_kinds) == expected


def test_another_priority_puts_behind_its_others(three_kinds: Line) -> None:
    changed = three_kinds.prioritise(["a", "l", "X"], Priority.HIGH)
    assert order(three_kinds) == "XYalbcm"
    assert {entry.id for entry in changed} == {"a", "l"}


def test_only_who_moves_gets_another_place(three_kinds: Line) -> None:
    assert {entry.id for entry in three_kinds.move(["c"], "a")} == {"c"}


def test_there_is_always_room_between_two_neighbours() -> None:
    line = line_of("a", "z", *(f"{number:03}" for number in range(200)))
    for number in range(200):
        line.move([f"{number:03}"], "z")
    expected = ["a", *(f"{number:03}" for number in range(200)), "z"]
    assert [entry.id for entry in line.head(300)] == expected


@given(st.lists(st.tuples(st.sets(st.sampled_from("abcdefgh"), min_size=1), st.sampled_from("abcdefgh")), max_size=40))
@settings(max_examples=50, deadline=None)
def test_moving_never_loses_anybody_and_says_what_changed(moves: list[tuple[set[str], str]]) -> None:
    line = line_of(*"abc", priority=Priority.HIGH)
    line_of(*"defgh", line=line)
    known = {entry.id: entry for entry in line.head(8)}
    for moved, before in moves:
        known.update((entry.id, entry) for entry in line.move(list(moved), before))
        assert sorted(known.values()) == line.head(8)
        assert set(order(line)) == set("abcdefgh")
