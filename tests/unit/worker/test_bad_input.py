"""What people drop by mistake: a code of its own, one sentence, a hint, and the engine lives on."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from desktop.core.errors import describe
from desktop.core.job import CancelDone, Progressed
from desktop.core.result import Labels, Table, Text
from desktop.state.history import History
from desktop.state.settings import Settings
from desktop.worker.headless import HeadlessRun, Order, Outcome
from tests.unit.media.samples import animated_gif, encrypted_pdf, noise, pdf, png_header

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home
    from tests.unit.worker.conftest import Bench


@pytest.fixture
def run(home: Home, shelf: ModelShelf) -> Iterator[Callable[..., list[Outcome]]]:
    history = History(home.history)

    def start(task: str, *inputs: Path | str, out: Path | None = None, formats: tuple[str, ...] = ()) -> list[Outcome]:
        order = Order(task=task, model=None, params={}, formats=formats, out=out)
        work = HeadlessRun(
            order, home, shelf=shelf, history=history, settings=Settings(threads=1), on_progress=lambda *_: None
        )
        return list(work.run([str(path) for path in inputs]))

    yield start
    history.close()


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_every_bad_picture_and_page_has_its_own_code_and_the_good_one_after_it_is_read(
    run: Callable[..., list[Outcome]], tmp_path: Path, samples: Path, strip: Path
) -> None:
    folder = tmp_path / "nothing useful"
    folder.mkdir()
    put(folder, "program.bin", noise())
    photo = (samples / "photo.jpg").read_bytes()
    cases = {
        tmp_path / "missing.png": "input-not-found",
        put(tmp_path, "empty.png", b""): "input-empty",
        folder: "input-folder-empty",
        put(tmp_path, "half.jpg", photo[: len(photo) // 2]): "input-corrupt",
        put(tmp_path, "huge.png", png_header(20_000, 10_000)): "input-too-large",
        put(tmp_path, "locked.pdf", encrypted_pdf()): "input-encrypted",
        put(tmp_path, "broken.pdf", pdf()[:200]): "input-corrupt",
        put(tmp_path, "binary.txt", noise()): "input-unsupported",
        put(tmp_path, "letter.png", b"This is a letter with a wrong name.\n"): "input-unsupported",
    }
    outcomes = run("ocr", *cases, strip)
    codes = {Path(outcome.source): outcome.failure.code for outcome in outcomes if outcome.failure}
    assert codes == cases
    for outcome in outcomes[:-1]:
        assert outcome.failure is not None
        message, hint = describe(outcome.failure)
        assert "{" not in message + hint
        assert hint
    good = outcomes[-1].job
    assert good is not None
    assert good.result is not None
    assert isinstance(good.result.value, Text)
    assert "Livraria Farol Azul" in good.result.value.text


def test_what_suits_no_task_is_told_from_what_is_empty_or_cannot_be_read(
    run: Callable[..., list[Outcome]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = tmp_path / "locked"
    (locked / "inside").mkdir(parents=True)

    def refused(folder: Path) -> list[str]:
        raise PermissionError(str(folder))

    monkeypatch.setattr("desktop.media.sniff._names", refused)  # root could list it
    unseen = tmp_path / ("n" * 300)
    outcomes = run("auto", put(tmp_path, "empty.txt", b""), put(tmp_path, "program.bin", noise()), "", locked, unseen)
    codes = [outcome.failure.code for outcome in outcomes if outcome.failure]
    assert codes == ["input-empty", "input-unsupported", "input-not-found", "input-unreadable", "input-unreadable"]


def test_half_a_character_in_a_table_costs_nothing(run: Callable[..., list[Outcome]], tmp_path: Path) -> None:
    lines = [b'{"note": "a good \\ud83d day"}\n', b'{"note": "a bad day"}\n']
    (outcome,) = run("text-classification", put(tmp_path, "notes.jsonl", b"".join(lines)))
    assert outcome.failure is None
    assert outcome.job is not None
    assert outcome.job.result is not None
    assert isinstance(outcome.job.result.value, Table)
    assert [row[:2] for row in outcome.job.result.value.rows] == [
        ("a good ? day", "positive"),
        ("a bad day", "negative"),
    ]


def test_a_strip_has_no_text_and_is_no_fault(run: Callable[..., list[Outcome]], tmp_path: Path) -> None:
    Image.new("RGB", (9_000, 1), "white").save(tmp_path / "strip.png")
    (outcome,) = run("ocr", tmp_path / "strip.png")
    assert outcome.failure is None
    assert outcome.job is not None
    assert outcome.job.result is not None
    assert isinstance(outcome.job.result.value, Text)
    assert outcome.job.result.value.text == ""


def test_every_page_of_a_fax_is_read_and_can_be_shown(run: Callable[..., list[Outcome]], tmp_path: Path) -> None:
    first, second = Image.new("L", (60, 30), "white"), Image.new("L", (90, 30), "white")
    first.save(tmp_path / "fax.tif", save_all=True, append_images=[second])
    (outcome,) = run("ocr", tmp_path / "fax.tif")
    assert outcome.job is not None
    assert outcome.job.result is not None
    assert isinstance(outcome.job.result.value, Text)
    assert [page.width for page in outcome.job.result.value.pages] == [60, 90]
    assert [artifact.name for artifact in outcome.job.result.artifacts] == ["page-0001.jpg", "page-0002.jpg"]


def test_a_name_as_long_as_names_can_be_has_a_translation(run: Callable[..., list[Outcome]], tmp_path: Path) -> None:
    (outcome,) = run("translation", put(tmp_path, f"{'n' * 251}.txt", b"I like this bar.\n"))
    assert outcome.failure is None
    (artifact,) = outcome.artifacts
    assert artifact.path.suffix == ".txt"


def test_a_turned_photo_is_read_upright_and_an_animation_by_its_first_frame(
    run: Callable[..., list[Outcome]], tmp_path: Path, samples: Path
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held so that the picture must be turned by 90° clockwise
    with Image.open(samples / "photo.jpg") as photo:
        photo.transpose(Image.Transpose.ROTATE_90).save(tmp_path / "turned.jpg", quality=95, exif=exif)
        photo.save(tmp_path / "first.gif", save_all=True, append_images=[Image.new("RGB", photo.size)])
    put(tmp_path, "small.gif", animated_gif())
    outcomes = run(
        "image-classification",
        samples / "photo.jpg",
        tmp_path / "turned.jpg",
        tmp_path / "first.gif",
        tmp_path / "small.gif",
    )
    tops = [top(outcome) for outcome in outcomes]
    assert tops[0] == tops[1] == tops[2]


def test_texts_in_other_encodings_and_under_difficult_names_are_read_rightly(
    run: Callable[..., list[Outcome]], tmp_path: Path
) -> None:
    words = "I love this café, the crème brûlée was wonderful!\n"
    deep = tmp_path / ("ação e emoção 😀 " * 8).strip()
    deep.mkdir()
    paths = [
        put(tmp_path, "utf-16.txt", words.encode("utf-16")),
        put(tmp_path, "latin-1.txt", words.encode("latin-1")),
        put(tmp_path, "utf-8 with mark.txt", words.encode("utf-8-sig")),
        put(deep, f"é à 😀 {'n' * 190}.txt", words.encode()),
    ]
    assert {top(outcome) for outcome in run("text-classification", *paths)} == {"positive"}


def test_a_name_that_is_no_text_is_refused_and_the_others_go_on(
    run: Callable[..., list[Outcome]], tmp_path: Path
) -> None:
    strange = tmp_path / os.fsdecode(b"\xff.txt")
    strange.write_text("Fine.")
    bad, good = run("text-classification", strange, put(tmp_path, "good.txt", b"Fine."))
    assert bad.failure is not None
    assert bad.failure.code == "input-unreadable"
    assert good.failure is None


def test_one_endless_line_is_refused_in_a_moment(run: Callable[..., list[Outcome]], tmp_path: Path) -> None:
    endless = put(tmp_path, "line.txt", b"very good " * 5_000_000)
    (outcome,) = run("text-classification", endless)
    assert outcome.failure is not None
    assert outcome.failure.code == "input-too-large"
    assert describe(outcome.failure)[0].endswith("50 million characters, at most 10 million characters are read.")


def test_a_document_of_500_pages_streams_and_can_be_cancelled(bench: Bench, tmp_path: Path) -> None:
    document = put(tmp_path, "book.pdf", pdf(500))
    (job,) = bench.submit("ocr", document, min_score=0.5, upside_down=False)
    seen = bench.until(lambda message: isinstance(message, Progressed) and message.progress.done >= 2)
    assert isinstance(seen, Progressed)
    assert seen.progress.total == 500
    assert seen.progress.eta_s is not None
    bench.client.cancel(job.id)
    assert isinstance(bench.end_of(job), CancelDone)


def test_an_unwritable_folder_falls_back_and_says_where(
    run: Callable[..., list[Outcome]], home: Home, tmp_path: Path, samples: Path
) -> None:
    blocked = put(tmp_path, "file", b"") / "below"
    (outcome,) = run("image-classification", samples / "photo.jpg", out=blocked, formats=("txt",))
    assert outcome.failure is None
    assert outcome.elsewhere
    assert [artifact.path.parent for artifact in outcome.artifacts] == [home.exports]
    assert str(home.exports) in outcome.notices[0]


def test_an_export_never_overwrites(run: Callable[..., list[Outcome]], tmp_path: Path, samples: Path) -> None:
    names = [
        run("image-classification", samples / "photo.jpg", out=tmp_path, formats=("json",))[0].artifacts[0].name
        for _ in range(2)
    ]
    assert names == ["photo-image-classification.json", "photo-image-classification (2).json"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a small disk")
def test_a_full_disk_is_said_and_leaves_nothing_half(
    run: Callable[..., list[Outcome]], home: Home, tmp_path: Path, samples: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], check=True)
    try:
        (disk / "filler").write_bytes(b"x" * 57344)
        (outcome,) = run("image-classification", samples / "photo.jpg", out=disk, formats=("png",))
        left = [path.name for path in disk.iterdir()]
    finally:
        subprocess.run(["umount", disk], check=True)
    assert outcome.failure is not None
    assert outcome.failure.code == "storage-full"
    assert left == ["filler"]
    history = History(home.history)
    (listed,) = history.find(state="done")
    kept = history.get(listed.id)
    assert kept is not None
    assert outcome.job is not None
    assert kept.result == outcome.job.result, "the result itself is not lost"
    history.close()


def top(outcome: Outcome) -> str:
    assert outcome.job is not None, outcome.failure
    assert outcome.job.result is not None, outcome.failure
    assert isinstance(outcome.job.result.value, Labels)
    return outcome.job.result.value.labels[0].label
