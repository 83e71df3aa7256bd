"""Pieces of long jobs that outlive a crash."""

from __future__ import annotations

from pathlib import Path

from desktop.engine.checkpoint import Checkpoint, name_of


def test_what_was_kept_is_there_for_the_next_run(tmp_path: Path) -> None:
    first = Checkpoint(tmp_path / "resume" / "x", anew=False)
    first.put("a", "eins\n“zwei”")
    second = Checkpoint(tmp_path / "resume" / "x", anew=False)  # the first was never closed, as after a crash
    assert (second.get("a"), second.get("b")) == ("eins\n“zwei”", None)
    assert second.resumed == 1
    first.close()


def test_only_what_an_earlier_run_made_counts_and_that_once(tmp_path: Path) -> None:
    first = Checkpoint(tmp_path / "x", anew=False)
    first.put("a", "1")
    first.close()
    second = Checkpoint(tmp_path / "x", anew=False)
    second.put("b", "2")
    assert [second.get(key) for key in "aabb"] == ["1", "1", "2", "2"]
    assert second.resumed == 1
    second.close()


def test_a_torn_line_costs_that_line_alone(tmp_path: Path) -> None:
    path = tmp_path / "x"
    checkpoint = Checkpoint(path, anew=False)
    checkpoint.put("a", "1")
    checkpoint.put("b", "2")
    checkpoint.close()
    path.write_bytes(b"2\n" + path.read_bytes()[:-3])
    again = Checkpoint(path, anew=False)
    assert (again.get("a"), again.get("b")) == ("1", None)


def test_pieces_after_a_torn_line_are_found_again(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b'["a", "1"]\n["b", "2')
    torn = Checkpoint(path, anew=False)
    torn.put("c", "3")
    torn.close()
    assert Checkpoint(path, anew=False).get("c") == "3"


def test_anew_forgets(tmp_path: Path) -> None:
    old = Checkpoint(tmp_path / "x", anew=False)
    old.put("a", "1")
    old.close()
    assert Checkpoint(tmp_path / "x", anew=True).get("a") is None


def test_the_name_follows_everything_the_result_depends_on() -> None:
    base = {"input": "d1", "task": "translation", "params": {"beams": 0}, "models": [["m", "r"]]}
    assert name_of(base) == name_of(dict(reversed(base.items())))
    assert len({name_of(base), name_of(base | {"input": "d2"}), name_of(base | {"models": [["m", "s"]]})}) == 3
