"""A computer that cannot make the proof says why, and fails only when the proof was wanted for sure."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "packaging"))

import package
import package_bundle
import package_proof
import package_use
from package_bundle import Failed, run

from desktop.tasks import registry


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was built; nothing is."""
    kinds: list[str] = []

    def build(what: str, _compression: str, report: package.Report) -> list[Path]:
        with report.step("bundle"):
            kinds.append(what)
        return []

    monkeypatch.setattr(package, "build", build)
    return kinds


def refuse(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Let one program of the system refuse its work."""

    def answer(*command: object, **_options: object) -> str:
        if command[0] == program:
            raise Failed("Operation not permitted")
        return ""

    monkeypatch.setattr(package_proof, "run", answer)
    monkeypatch.setattr(package_proof, "is_debian", lambda: True)
    monkeypatch.setattr(package_proof, "_suite", lambda: "bookworm")
    monkeypatch.setattr("os.geteuid", lambda: 0)


@pytest.mark.parametrize(
    ("program", "reason"),
    [("unshare", "a network of its own is refused"), ("chroot", "another root is refused"), ("apt-get", "mirror")],
)
def test_what_is_refused_is_said_and_fails_nothing(
    program: str,
    reason: str,
    built: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    refuse(monkeypatch, program)
    assert package.main(["--prove", "--where-possible", "--json"]) == 0
    said = capsys.readouterr()
    assert "SKIPPED: nothing is proved" in said.err
    assert reason in said.err
    answer = json.loads(said.out)
    assert answer["ok"]
    assert any(reason in sentence for sentence in answer["skipped"])
    assert built == ["deb"]


def test_a_proof_that_was_wanted_fails(
    built: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    refuse(monkeypatch, "unshare")
    assert package.main(["--prove", "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert not answer["ok"]
    assert "a network of its own is refused" in answer["error"]
    assert built == ["deb"]


def test_a_build_that_fails_fails_the_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    refuse(monkeypatch, "nothing")

    def build(_what: str, _compression: str, report: package.Report) -> list[Path]:
        with report.step("bundle"):
            raise Failed("PyInstaller failed with status 1")

    monkeypatch.setattr(package, "build", build)
    assert package.main(["--prove", "--where-possible", "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["steps"][0]["name"] == "bundle"
    assert not answer["steps"][0]["ok"]


def test_every_task_of_the_proof_is_there_with_its_sample() -> None:
    for task, (sample, _options) in package_use.ONE_OF_EACH.items():
        assert task in registry()
        assert (package_use.SAMPLES / sample).is_file()
    starters = {json.loads(path.read_bytes())["task"] for path in package_bundle.STARTER.glob("*/manifest.json")}
    assert starters - {"voice-activity-detection"} <= set(package_use.ONE_OF_EACH)


def test_a_program_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_bundle, "_PATIENCE_S", 0.2)
    with pytest.raises(Failed, match="did not end"):
        run("tail", "-f", "/dev/null")
