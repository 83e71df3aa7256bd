"""The benchmark judges rightly, shows what it found, and ends with the right status; nothing is measured here."""

from __future__ import annotations

import importlib
import itertools
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
RATIOS = {
    "start-first-paint": 1.5,
    "memory-first-paint": 1.25,
    "package-first-paint": 1.5,
    "package-size": 4.3,
    "package-opencv": 0.4,
    "sentiment-lines": 1.1,
    "classify-photos": 1.1,
    "distilbert-bare": 1.1,
    "distilbert-torch": 0.5,
    "vit-base-bare": 1.1,
    "vit-base-torch": 0.5,
    "yolos-tiny-bare": 1.1,
    "yolos-tiny-torch": 0.5,
    "minilm-bare": 1.1,
    "minilm-torch": 1.0,
    "marian-bare": 1.1,
    "marian-optimum": 0.55,
    "marian-torch": 0.33,
    "whisper-base-bare": 1.1,
    "whisper-base-optimum": 0.55,
    "whisper-base-torch": 0.33,
    "qwen2-bare": 1.1,
    "qwen2-optimum": 1.0,
    "qwen2-torch": 0.33,
    "qwen2-float-optimum": 1.0,
    "qwen2-q4-optimum": 0.65,
    "translate-sentence": 1.3,
    "translate-document": 2.0,
    "translate-threads": 1.1,
    "translate-memory": 1.1,
    "speech-hour": 0.08,
    "speech-hour-memory": 1.1,
    "speech-1-wall": 0.85,
    "speech-1-processor": 1.2,
    "speech-1-memory": 2.0,
    "speech-5-wall": 0.85,
    "speech-5-processor": 1.2,
    "speech-5-memory": 2.0,
    "chat-first-bare": 1.1,
    "chat-first-1000-bare": 1.1,
    "chat-token-bare": 1.1,
    "chat-token-1000-bare": 1.1,
    "chat-second-turn": 0.3,
    "chat-memory": 1.1,
    "chat-token-llama": 1.11,
    "chat-token-1000-llama": 1.25,
    "chat-load-llama": 3.0,
    "chat-memory-llama": 2.0,
    "engines-lines": 1.1,
    "engines-photos": 1.1,
    "engines-pages": 1.1,
    "engines-letters": 1.1,
    "engines-speech": 1.1,
    "cluster-photos": 1.5,
    "files-together": 1.0,
    "index-passages": 1.25,
    "table-rows": 1.1,
    "table-many-rows": 1.1,
    "table-memory": 1.1,
    "table-window-memory": 1.1,
    "memory-after-unload": 1.2,
    "download": 1.25,
    "download-memory": 1.05,
    "wall-throughput": 1.03,
    "queue-memory": 1.2,
    "queue-memory-crowd": 1.6,
}
"""What is compared with a limit, and how often it may need that."""
VALUES = {
    "package-download": 140.0,
    "search-passages": 50.0,
    "wall-set-up": 5.0,
    "alarm-event": 3000.0,
    "event-loop-stall": 50.0,
    "table-stall": 50.0,
    "queue-stall": 50.0,
}
"""What has to stay below a number by itself."""
KEYS = ["name", "value", "unit", "limit", "ratio", "budget", "ok"]


@pytest.fixture(autouse=True)
def packaging(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The folder of the scripts is on the path when one of them runs; `packaging` in the root is no package."""
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    yield
    for name in set(sys.modules) - before:
        if name.startswith("bench"):
            del sys.modules[name]


@pytest.fixture
def bench() -> ModuleType:
    return importlib.import_module("bench")


@pytest.fixture
def figures() -> ModuleType:
    return importlib.import_module("bench_figures")


@pytest.fixture
def spec(figures: ModuleType) -> Callable[..., Any]:
    def make(name: str = "speed", budget: float = 1.5, *, absolute: bool = False) -> Any:
        return figures.Spec(name=name, what="this against that", unit="ms", budget=budget, absolute=absolute)

    return make


@pytest.fixture
def group(bench: ModuleType, spec: Callable[..., Any], figures: ModuleType) -> Callable[..., Any]:
    """A group of figures that is measured by looking into a dictionary, or by raising."""

    def make(found: Mapping[str, float] | Exception, *, long: bool = False, names: tuple[str, ...] = ()) -> Any:
        def measure() -> dict[str, Any]:
            if isinstance(found, Exception):
                raise found
            return {name: figures.Measured(value=ratio * 10, limit=10, ratio=ratio) for name, ratio in found.items()}

        every = names or (tuple(found) if isinstance(found, Mapping) else ("speed",))
        return bench.Group(specs=tuple(spec(name) for name in every), measure=measure, long=long)

    return make


class TestFigures:
    def test_they_and_their_budgets_are_known(self, bench: ModuleType) -> None:
        specs = [spec for group in bench.GROUPS for spec in group.specs]
        assert bench.names() == [spec.name for spec in specs]
        assert {spec.name: spec.budget for spec in specs if not spec.absolute} == RATIOS
        assert {spec.name: spec.budget for spec in specs if spec.absolute} == VALUES

    @pytest.mark.parametrize(("ratio", "ok"), [(1.49, True), (1.5, True), (1.51, False)])
    def test_a_ratio_is_judged(self, figures: ModuleType, spec: Callable[..., Any], ratio: float, ok: bool) -> None:
        measured = figures.Measured(value=ratio * 100, limit=100, ratio=ratio)
        assert figures.judge(spec(), measured).ok is ok

    @pytest.mark.parametrize(("value", "ok"), [(50.0, True), (50.1, False)])
    def test_a_value_is_judged(self, figures: ModuleType, spec: Callable[..., Any], value: float, ok: bool) -> None:
        measured = figures.Measured(value=value, limit=5, ratio=value / 5)
        assert figures.judge(spec(budget=50, absolute=True), measured).ok is ok

    def test_json_has_exactly_these_keys(self, figures: ModuleType, spec: Callable[..., Any]) -> None:
        measured = figures.judge(spec(), figures.Measured(value=12.34567, limit=10, ratio=1.234567))
        shown = json.loads(figures.to_json([measured, figures.left_out(spec(), "no peer")]))
        assert list(shown) == ["figures"]
        first, second = shown["figures"]
        assert list(first) == KEYS
        assert first == {
            "name": "speed", "value": 12.3457, "unit": "ms", "limit": 10, "ratio": 1.2346, "budget": 1.5, "ok": True,
        }  # fmt: skip
        assert list(second) == [*KEYS, "reason"]
        assert (second["value"], second["limit"], second["ratio"], second["ok"]) == (None, None, None, None)
        assert second["reason"] == "no peer"

    def test_what_was_left_out_fails_nothing(self, figures: ModuleType, spec: Callable[..., Any]) -> None:
        assert figures.passed([figures.left_out(spec(), "no peer")])
        assert not figures.passed([figures.left_out(spec(), "no peer"), figures.broken(spec(), "it crashed")])

    def test_the_table_shows_every_verdict(self, figures: ModuleType, spec: Callable[..., Any]) -> None:
        good, bad = (figures.Measured(value=ratio * 123, limit=123, ratio=ratio) for ratio in (1.2, 2.0))
        slow = figures.Measured(value=49.95, limit=5.5, ratio=9.08)
        lines = figures.table(
            [
                figures.judge(spec("good"), good),
                figures.judge(spec("bad"), bad),
                figures.judge(spec("stall", 50.0, absolute=True), slow),
                figures.left_out(spec("peer"), "not installed"),
            ]
        ).splitlines()
        assert lines[0].split() == ["figure", "value", "limit", "ratio", "budget", "verdict"]
        assert lines[2].split() == ["good", "148", "ms", "123", "ms", "1.20", "≤", "1.50", "ok"]
        assert lines[3].split()[-1] == "MISSED"
        assert lines[4].split() == ["stall", "50.0", "ms", "5.50", "ms", "9.08", "≤", "50", "ms", "ok"]
        assert lines[5].split() == ["peer", "–", "–", "–", "≤", "1.50", "not", "measured"]
        assert "  good: this against that" in lines
        assert lines[-1] == "  peer: not installed"


class TestRounds:
    def test_the_one_that_begins_changes(self, figures: ModuleType) -> None:
        order: list[str] = []

        def run(name: str, seconds: float) -> float:
            order.append(name)
            return seconds

        pairs = figures.interleaved(lambda: run("ours", 3), lambda: run("limit", 2), rounds=3)
        assert order == ["ours", "limit", "limit", "ours", "ours", "limit"]
        assert pairs == [(3, 2)] * 3

    @pytest.mark.parametrize(("seconds_per_run", "rounds"), [(1, 9), (6, 5), (25, 1), (100, 1)])
    def test_as_many_as_fit_and_at_least_one(self, figures: ModuleType, seconds_per_run: float, rounds: int) -> None:
        now = [0.0]

        def run() -> float:
            now[0] += seconds_per_run
            return seconds_per_run

        assert len(figures.interleaved(run, run, clock=lambda: now[0])) == rounds

    def test_one_disturbed_round_changes_nothing(self, figures: ModuleType) -> None:
        measured = figures.of_rounds([(1.1, 1.0), (5.5, 5.0), (1.1, 1.0), (9.0, 1.0), (1.1, 1.0)], 1000)
        assert (measured.value, measured.limit) == (1100, 1000)
        assert measured.ratio == pytest.approx(1.1)


class TestCommand:
    def test_inside_the_budgets(
        self, bench: ModuleType, group: Callable[..., Any], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert bench.main([], [group({"speed": 1.2, "memory": 1.5})]) == 0
        out, err = capsys.readouterr()
        assert "speed" in out
        assert "measured speed, memory in" in err

    def test_a_missed_budget(
        self, bench: ModuleType, group: Callable[..., Any], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert bench.main(["--json"], [group({"speed": 1.2}), group({"memory": 1.6})]) == 1
        shown = json.loads(capsys.readouterr().out)["figures"]
        assert [(figure["name"], figure["ok"]) for figure in shown] == [("speed", True), ("memory", False)]

    def test_only_what_is_wanted(
        self, bench: ModuleType, group: Callable[..., Any], capsys: pytest.CaptureFixture[str]
    ) -> None:
        groups = [group({"speed": 1.2, "memory": 9}), group(AssertionError("measured"), names=("stall",))]
        assert bench.main(["--json", "--only", "speed"], groups) == 0
        assert [figure["name"] for figure in json.loads(capsys.readouterr().out)["figures"]] == ["speed"]

    def test_quick_leaves_out_what_is_long(
        self, bench: ModuleType, group: Callable[..., Any], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert bench.main(["--quick", "--json"], [group(AssertionError("measured"), long=True)]) == 0
        (figure,) = json.loads(capsys.readouterr().out)["figures"]
        assert (figure["value"], figure["ok"]) == (None, None)
        assert "--quick" in figure["reason"]

    def test_a_missing_peer_fails_nothing_and_a_crash_does(
        self,
        bench: ModuleType,
        figures: ModuleType,
        group: Callable[..., Any],
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        assert bench.main(["--json"], [group(figures.Unmeasurable("no peer"))]) == 0
        assert json.loads(capsys.readouterr().out)["figures"][0]["reason"] == "no peer"
        assert bench.main(["--json"], [group(figures.Broken("the window crashed"))]) == 1
        (figure,) = json.loads(capsys.readouterr().out)["figures"]
        assert (figure["value"], figure["ok"], figure["reason"]) == (None, False, "the window crashed")

    @pytest.mark.parametrize("arguments", [["--only", "nonsense"], ["--only"], ["now"]])
    def test_wrong_arguments(self, bench: ModuleType, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as stopped:
            bench.main(arguments)
        assert stopped.value.code == 2
        assert "usage: dev.py bench" in capsys.readouterr().err


class TestInputs:
    def test_they_are_the_same_in_every_run(self, tmp_path: Path) -> None:
        inputs = importlib.import_module("bench_inputs")
        lines = [inputs.write_lines(tmp_path / name, 200).read_text(encoding="utf-8") for name in ("a", "b")]
        assert lines[0] == lines[1]
        assert len(lines[0].splitlines()) == 200
        photos = [[path.read_bytes() for path in inputs.write_photos(tmp_path / name, 4)] for name in ("c", "d")]
        assert photos[0] == photos[1]
        assert len(set(photos[0])) == 4
        texts = [path.read_text(encoding="utf-8") for path in inputs.write_texts(tmp_path / "e", 5)]
        assert all(first != second for first, second in itertools.pairwise(texts))
