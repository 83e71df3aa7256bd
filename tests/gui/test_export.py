from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.core.job import Job, JobState
from desktop.core.media import MediaKind
from desktop.state.paths import Home
from desktop.ui.export_dialog import ExportDialog
from tests.gui import scenes


@pytest.fixture
def jobs(home: Home, tmp_path: Path) -> list[Job]:
    text, photo = tmp_path / "letter.pdf", scenes.picture(tmp_path / "cat.png")
    jobs = [
        scenes.job("text", text, kind=MediaKind.PDF, made=scenes.text_result()),
        scenes.job("cat", photo, task="image-classification", made=scenes.labels_result()),
        scenes.job("typed", home.pasted / "typed.txt", kind=MediaKind.TEXT, made=scenes.sentences_result(3)),
        scenes.job("running", text, state=JobState.RUNNING),
    ]
    jobs += [scenes.job(f"m{number}", tmp_path / f"m{number}.pdf", made=scenes.text_result()) for number in range(45)]
    return jobs


def _dialog(stage: scenes.Scene, qtbot: QtBot, *ids: str) -> ExportDialog:
    dialog = ExportDialog(stage.services, ids)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def _export(dialog: ExportDialog, qtbot: QtBot) -> None:
    dialog.start()
    qtbot.waitUntil(dialog.status.isVisible, timeout=20_000)


def _check(dialog: ExportDialog, *names: str) -> None:
    for name, box in dialog.boxes.items():
        box.setChecked(name in names)


def test_several_formats_go_beside_the_source(stage: scenes.Scene, qtbot: QtBot) -> None:
    dialog = _dialog(stage, qtbot, "text")
    _check(dialog, "txt", "json")
    assert "letter-ocr.txt, letter-ocr.json in" in dialog.preview.text()
    _export(dialog, qtbot)
    assert scenes.LINES[0] in (stage.folder / "letter-ocr.txt").read_text("utf-8")
    assert json.loads((stage.folder / "letter-ocr.json").read_text("utf-8"))
    assert dialog.status.property("tone") == "good"
    assert dialog.status.text().startswith("2 files saved in") or dialog.status.text().startswith("2 file(s) saved in")
    assert dialog.reveal.isVisible()


def test_nothing_is_overwritten(stage: scenes.Scene, qtbot: QtBot) -> None:
    dialog = _dialog(stage, qtbot, "text")
    _export(dialog, qtbot)
    _export(dialog, qtbot)
    qtbot.waitUntil((stage.folder / "letter-ocr (2).txt").is_file)


def test_a_folder_that_refuses_is_named_and_replaced(stage: scenes.Scene, qtbot: QtBot) -> None:
    (stage.folder / "file").write_text("in the way", encoding="utf-8")
    dialog = _dialog(stage, qtbot, "text")
    dialog.set_folder(stage.folder / "file" / "below")
    _export(dialog, qtbot)
    assert (stage.services.home.exports / "letter-ocr.txt").is_file()
    assert dialog.status.property("tone") == "warning"
    said = dialog.status.text().replace("\u200b", "")
    assert str(stage.folder / "file" / "below") in said
    assert str(stage.services.home.exports) in said


def test_a_file_each_in_the_chosen_folder(stage: scenes.Scene, qtbot: QtBot) -> None:
    ids = [f"m{number}" for number in range(45)]
    dialog = _dialog(stage, qtbot, *ids)
    dialog.set_folder(stage.folder / "out")
    dialog.template.setText("{name}")
    _export(dialog, qtbot)
    assert len(list((stage.folder / "out").glob("m*.txt"))) == 45


def test_one_file_for_all(stage: scenes.Scene, qtbot: QtBot) -> None:
    dialog = _dialog(stage, qtbot, "text", "cat")
    dialog.set_folder(stage.folder / "out")
    _check(dialog, "json", "png")
    dialog.joined.setChecked(True)
    assert not dialog.boxes["png"].isEnabled()
    assert dialog.plan().formats == ("json",)
    _export(dialog, qtbot)
    (path,) = (stage.folder / "out").iterdir()
    assert path.name == "Results-ocr.json"
    assert len(json.loads(path.read_text("utf-8"))) == 2


def test_typed_texts_are_not_exported_into_the_home(
    stage: scenes.Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.ui.export_dialog.documents", lambda: stage.folder / "Documents")
    dialog = _dialog(stage, qtbot, "typed")
    _export(dialog, qtbot)
    assert [path.name for path in (stage.folder / "Documents").iterdir()] == ["typed-ocr.txt"]


def test_a_wrong_template_or_no_format_cannot_be_exported(stage: scenes.Scene, qtbot: QtBot) -> None:
    dialog = _dialog(stage, qtbot, "text")
    dialog.template.setText("{nonsense}")
    assert not dialog.start_button.isEnabled()
    assert dialog.preview.property("tone") == "bad"
    dialog.template.setText("{name}")
    assert dialog.start_button.isEnabled()
    _check(dialog)
    assert not dialog.start_button.isEnabled()
    assert dialog.preview.text() == "Choose at least one format."


def test_the_folder_of_the_settings_comes_first(stage: scenes.Scene, qtbot: QtBot) -> None:
    stage.services.preferences.change(output_folder=str(stage.folder / "mine"), file_name_template="{task}")
    dialog = _dialog(stage, qtbot, "text")
    assert dialog.plan().folder == stage.folder / "mine"
    assert dialog.preview.text() == "ocr.txt"


def test_a_source_that_is_gone_fails_alone(stage: scenes.Scene, qtbot: QtBot) -> None:
    dialog = _dialog(stage, qtbot, "cat", "text")
    _check(dialog, "png", "txt")
    (stage.folder / "cat.png").unlink()
    dialog.set_folder(stage.folder / "out")
    _export(dialog, qtbot)
    assert dialog.status.property("tone") == "bad"
    assert "cat.png" in dialog.status.text()
    assert (stage.folder / "out" / "letter-ocr.txt").is_file()


def test_closing_stops_the_export(stage: scenes.Scene, qtbot: QtBot) -> None:
    dialog = _dialog(stage, qtbot, *[f"m{number}" for number in range(45)])
    dialog.set_folder(stage.folder / "out")
    dialog.start()
    dialog.close()
    assert dialog._run is None


def test_unfinished_jobs_offer_nothing(stage: scenes.Scene, qtbot: QtBot) -> None:
    dialog = _dialog(stage, qtbot, "running")
    assert not dialog.start_button.isEnabled()
    dialog.start()
    assert dialog._run is None
