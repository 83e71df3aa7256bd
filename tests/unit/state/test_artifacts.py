import dataclasses
import os
from pathlib import Path

from desktop.core.result import Artifact, Result, Text
from desktop.state.artifacts import discard_artifacts, keep_artifacts, work_folder
from desktop.state.paths import Home
from tests.unit.state.test_history import PROVENANCE


def test_artifacts_move_from_work_to_the_home(home: Home) -> None:
    work = work_folder(home, "job")
    work.mkdir()
    (work / "page-0001.jpg").write_bytes(b"page")
    artifact = Artifact(name="page-0001.jpg", path=work / "page-0001.jpg", mime="image/jpeg")
    kept = keep_artifacts(home, "job", Result(value=Text(text=""), provenance=PROVENANCE, artifacts=(artifact,)))
    assert kept.artifacts == (dataclasses.replace(artifact, path=home.artifacts / "job" / "page-0001.jpg"),)
    assert kept.artifacts[0].path.read_bytes() == b"page"
    assert not work.exists()


def test_an_engine_cannot_have_other_files_moved(home: Home, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("mine")
    work = work_folder(home, "job")
    work.mkdir()
    (work / "link").symlink_to(secret)
    os.mkfifo(work / "pipe")  # who opens it to show it would wait for ever
    (work / "folder").mkdir()
    claims = tuple(
        Artifact(name=path.name, path=path, mime="text/plain")
        for path in (secret, work / "link", work / "pipe", work / "folder", work / ".." / "secret")
    )
    kept = keep_artifacts(home, "job", Result(value=Text(text=""), provenance=PROVENANCE, artifacts=claims))
    assert kept.artifacts == ()
    assert secret.read_text() == "mine"


def test_what_was_pasted_goes_with_its_result_what_was_dropped_stays(home: Home, tmp_path: Path) -> None:
    pasted, dropped = home.pasted / "note.txt", tmp_path / "letter.txt"
    for path in (pasted, dropped):
        path.write_text("x")
    discard_artifacts(home, [("c", None), ("b", dropped)])
    assert pasted.exists()
    discard_artifacts(home, [("a", pasted)])
    assert not pasted.exists()
    assert dropped.exists()
