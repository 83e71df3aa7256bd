"""What each kind of result looks like in each form."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from desktop.core.errors import InputNotFound
from desktop.core.kind import ResultKind
from desktop.core.media import InputFile
from desktop.core.result import (
    KIND_OF,
    Artifact,
    Box,
    Boxes,
    Embedding,
    Label,
    Labels,
    Mask,
    Masks,
    Picture,
    Provenance,
    Result,
    ResultValue,
    SentenceVector,
    Span,
    Spans,
    Table,
    Text,
)
from desktop.core.usage import FormatUnknown
from desktop.media.export import MIME, formats, plain, to_json, write, write_many
from desktop.media.forms.markdown import markdown
from desktop.media.forms.record import Finished
from desktop.media.sniff import recognise

PROVENANCE = Provenance(
    app="ilha 0.1.0",
    model="local/model",
    revision="0" * 40,
    files={},
    input_sha256="cd" * 32,
    params={},
    runtime={},
    started="2026-08-31T14:05:58Z",
    finished="2026-08-31T14:05:59Z",
)
CAT, DOG = (20.0, 10.0, 80.0, 50.0), (100.25, 20.0, 190.0, 90.0)
BOXES = Boxes(
    width=200,
    height=100,
    boxes=(
        Box(label="cat", score=0.9, box=CAT),
        Box(label="dog", score=0.8, box=DOG),
        Box(label="cat", score=0.6, box=(-5.0, 60.0, 30.0, 120.0)),
    ),
)
SPANS = Spans(
    text="Ana lives\nin Rio.",
    spans=(
        Span(label="PER", score=0.99, start=0, end=3, text="Ana"),
        Span(label="LOC", score=0.95, start=13, end=16, text="Rio"),
    ),
)
REDACTED = Spans(
    text="[PER 1] lives\nin [LOC 1].",
    spans=(
        Span(label="PER", score=0.99, start=0, end=7, text="[PER 1]"),
        Span(label="LOC", score=0.95, start=17, end=24, text="[LOC 1]"),
    ),
    redacted=True,
)
VECTOR = Embedding(vector=(0.6, -0.8))
SPLIT = Embedding(
    vector=(0.6, -0.8), sentences=(SentenceVector(start=0, end=2, text="=a", vector=(1.0, 0.0)),), similarity=0.25
)
MASKS = Masks(width=200, height=100, masks=(Mask(label="sky", score=0.9, artifact="m1.png"),), cutout="cutout.png")
TABLE = Table(columns=("name", "sum", "name"), rows=(("=1+1", 12345.678, None), ("a\tb|c", 2, "x")))
DEPTH = Picture(width=200, height=100, artifact="depth.png")
VALUES: tuple[ResultValue, ...] = (
    Labels(labels=(Label(label="a", score=1.0),)),
    Text(text="a"),
    BOXES,
    SPANS,
    VECTOR,
    MASKS,
    DEPTH,
    TABLE,
)


@pytest.fixture
def photo(tmp_path: Path) -> InputFile:
    path = tmp_path / "in" / "photo.png"
    path.parent.mkdir()
    image = Image.new("RGB", (200, 100), "white")
    ImageDraw.Draw(image).rectangle(CAT, fill=(200, 0, 0))
    image.save(path)
    return recognise(path)


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Artifact, ...]:
    """A mask of the right quarter, a cutout and a depth picture as a task leaves them."""
    folder = tmp_path / "artifacts"
    folder.mkdir()
    mask = Image.new("L", (200, 100))
    mask.paste(255, (150, 0, 200, 100))
    mask.save(folder / "m1.png")
    Image.new("RGBA", (200, 100), (0, 0, 255, 0)).save(folder / "cutout.png")
    Image.new("L", (200, 100), 77).save(folder / "depth.png")
    return tuple(Artifact(name=path.name, path=path, mime="image/png") for path in sorted(folder.iterdir()))


def result(value: ResultValue, artifacts: tuple[Artifact, ...] = ()) -> Result:
    return Result(value=value, provenance=PROVENANCE, artifacts=artifacts)


def table(value: ResultValue, folder: Path, artifacts: tuple[Artifact, ...] = ()) -> list[list[str]]:
    path = write(result(value, artifacts), "csv", folder / "table.csv", source=None)
    return list(csv.reader(io.StringIO(path.read_text("utf-8"))))


def as_markdown(value: ResultValue, artifacts: tuple[Artifact, ...] = ()) -> str:
    return markdown(Finished(input=None, task="t", result=result(value, artifacts)))


def test_every_kind_has_its_formats(photo: InputFile, tmp_path: Path) -> None:
    written = ("txt", "md", "json", "csv")
    found = {kind: formats(kind, photo) for kind in KIND_OF.values()}
    assert found == {
        ResultKind.LABELS: (*written, "png"),
        ResultKind.TEXT: (*written, "png"),
        ResultKind.BOXES: (*written, "png", "crops"),
        ResultKind.SPANS: written,
        ResultKind.EMBEDDING: written,
        ResultKind.MASKS: (*written, "png"),
        ResultKind.IMAGE: ("png", "json"),
        ResultKind.TABLE: ("csv", "jsonl", "xlsx", "txt", "md", "json"),
        ResultKind.SEGMENTS: ("txt", "srt", "vtt", "md", "docx", "json", "csv"),
    }
    documents = {"docx", "html", "srt", "vtt", "tsv", "parquet"}  # what a translated one, or a table, may be
    assert set().union(documents, *found.values()) == set(MIME)
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    assert formats(ResultKind.BOXES, recognise(tmp_path / "a.txt")) == formats(ResultKind.BOXES) == written


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_every_kind_in_every_format(
    value: ResultValue, photo: InputFile, kept: tuple[Artifact, ...], tmp_path: Path
) -> None:
    made = result(value, kept)
    for name in formats(made.kind, photo):
        path = write(made, name, tmp_path / "out" / f"one.{name}", source=photo, task="t")
        assert path.is_dir() if name == "crops" else path.stat().st_size
    assert json.loads((tmp_path / "out" / "one.json").read_text("utf-8"))["result"] == to_json(made)


def test_json() -> None:
    assert to_json(result(BOXES))["boxes"][1] == {"label": "dog", "score": 0.8, "box": [100.25, 20.0, 190.0, 90.0]}
    assert to_json(result(SPANS)) == {
        "kind": "spans",
        "spans": [
            {"label": "PER", "score": 0.99, "start": 0, "end": 3, "text": "Ana"},
            {"label": "LOC", "score": 0.95, "start": 13, "end": 16, "text": "Rio"},
        ],
    }
    assert to_json(result(REDACTED))["text"] == REDACTED.text
    assert to_json(result(VECTOR)) == {"kind": "embedding", "vector": [0.6, -0.8]}
    assert to_json(result(SPLIT)) == {
        "kind": "embedding",
        "vector": [0.6, -0.8],
        "sentences": [{"start": 0, "end": 2, "text": "=a", "vector": [1.0, 0.0]}],
        "similarity": 0.25,
    }
    masks = [{"label": "sky", "score": 0.9, "artifact": "m1.png"}]
    assert to_json(result(MASKS)) == {"kind": "masks", "masks": masks, "cutout": "cutout.png"}
    assert to_json(result(replace(MASKS, cutout=""))) == {"kind": "masks", "masks": masks}
    assert to_json(result(DEPTH)) == {"kind": "image", "artifact": "depth.png"}
    assert to_json(result(TABLE)) == {
        "kind": "table",
        "columns": ["name", "sum", "name"],
        "rows": [["=1+1", 12345.678, None], ["a\tb|c", 2, "x"]],
    }
    labels = Labels(labels=(Label(label="a", score=1.0),), method="embeddings")
    assert to_json(result(labels))["method"] == "embeddings"


def test_plain(kept: tuple[Artifact, ...]) -> None:
    assert plain(result(BOXES)).split("\n")[1] == "dog\t0.8000\t100.2 20.0 190.0 90.0"
    assert plain(result(SPANS)) == "PER\t0.9900\tAna\nLOC\t0.9500\tRio"
    assert plain(result(REDACTED)) == REDACTED.text
    assert plain(result(VECTOR)) == "0.6 -0.8"
    assert plain(result(SPLIT)) == "0.2500"
    assert plain(result(MASKS, kept)) == "sky\t0.9000\t0.2500"
    assert plain(result(MASKS)) == "sky\t0.9000"
    assert plain(result(DEPTH)) == "depth.png"
    assert plain(result(TABLE)) == "name\tsum\tname\n=1+1\t12345.678\t\na b|c\t2\tx"


def test_markdown(kept: tuple[Artifact, ...]) -> None:
    assert "| dog | 0.8000 | 100.2 | 20.0 | 190.0 | 90.0 |" in as_markdown(BOXES)
    assert "| Rio | LOC | 0.9500 | 13 | 16 |" in as_markdown(SPANS)
    assert "similarity: 0.2500" in as_markdown(SPLIT)
    assert "| sky | 0.9000 | 0.2500 | m1.png |" in as_markdown(MASKS, kept)
    assert "(<depth.png>)" in as_markdown(DEPTH)
    assert "| name | sum | name |\n|---|---|---|\n| =1+1 | 12345.678 |  |\n| a b\\|c | 2 | x |" in as_markdown(TABLE)
    labels = Labels(labels=(Label(label="a", score=1.0),), method="embeddings")
    assert "method: embeddings" in as_markdown(labels)


def test_csv(kept: tuple[Artifact, ...], tmp_path: Path) -> None:
    assert table(BOXES, tmp_path)[:2] == [
        ["label", "score", "x0", "y0", "x1", "y1"],
        ["cat", "0.9", "20.0", "10.0", "80.0", "50.0"],
    ]
    assert table(SPANS, tmp_path)[1] == ["0", "3", "Ana", "PER", "0.99"]
    assert table(SPLIT, tmp_path) == [
        ["start", "end", "text", "similarity", "d0", "d1"],
        ["", "", "", "0.25", "0.6", "-0.8"],
        ["0", "2", "'=a", "", "1.0", "0.0"],
    ]
    assert table(MASKS, tmp_path, kept)[1] == ["sky", "0.9", "0.25", "m1.png"]
    assert table(TABLE, tmp_path) == [["name", "sum", "name (2)"], ["'=1+1", "12345.678", ""], ["a\tb|c", "2", "x"]]
    assert table(Table(columns=("=A1",), rows=()), tmp_path) == [["'=A1"]]


def test_nothing_gives_a_redacted_text_away(tmp_path: Path) -> None:
    secret = result(REDACTED, (Artifact(name="redaction-map.json", path=tmp_path / "map", mime="application/json"),))
    (tmp_path / "map").write_text('{"[PER 1]": "Ana", "[LOC 1]": "Rio"}', encoding="utf-8")
    for name in formats(ResultKind.SPANS):
        content = write(secret, name, tmp_path / f"a.{name}", source=None).read_text("utf-8")
        assert "[PER 1]" in content.replace("\\", "")
        assert "Ana" not in content
        assert "Rio" not in content
    assert (tmp_path / "a.txt").read_text("utf-8") == REDACTED.text + "\n"
    assert "\\[PER 1\\] lives  \nin \\[LOC 1\\]." in (tmp_path / "a.md").read_text("utf-8")


def test_kinds_side_by_side(photo: InputFile, tmp_path: Path) -> None:
    finished = [Finished(input=photo, task="t", result=result(value)) for value in (BOXES, SPANS)]
    lines = list(csv.DictReader(io.StringIO(write_many(finished, "csv", tmp_path / "a.csv").read_text("utf-8"))))
    assert (lines[0]["x0"], lines[0]["text"]) == ("20.0", "")
    assert (lines[-1]["label"], lines[-1]["text"], lines[-1]["x0"]) == ("LOC", "Rio", "")
    with pytest.raises(FormatUnknown):
        write_many(finished, "crops", tmp_path / "a")


# --- pictures --------------------------------------------------------------------------------------------------------


def drawn(value: ResultValue, source: InputFile, folder: Path, artifacts: tuple[Artifact, ...] = ()) -> Image.Image:
    path = write(result(value, artifacts), "png", folder / "drawn.png", source=source)
    with Image.open(path) as image:
        image.load()
        return image


def test_boxes_are_drawn_with_a_legend(photo: InputFile, tmp_path: Path) -> None:
    image = drawn(BOXES, photo, tmp_path)
    assert image.width > 200
    cat, dog = image.getpixel((20, 45)), image.getpixel((189, 60))
    assert cat != dog
    assert image.getpixel((50, 40)) == (200, 0, 0)
    legend = image.crop((200, 0, image.width, image.height)).getcolors(1 << 20)
    assert legend is not None
    assert {cat, dog} <= {colour for _, colour in legend}
    twice = replace(BOXES, width=400, height=200)
    assert drawn(twice, photo, tmp_path).getpixel((10, 20)) == cat
    assert drawn(replace(BOXES, boxes=()), photo, tmp_path).size == (200, 100)


def test_masks_lie_over_the_photo(photo: InputFile, kept: tuple[Artifact, ...], tmp_path: Path) -> None:
    image = drawn(replace(MASKS, cutout=""), photo, tmp_path, kept)
    assert image.getpixel((100, 80)) == (255, 255, 255)
    red, green, blue = image.getpixel((175, 80))  # type: ignore[misc] # the picture is RGB
    assert red < green < blue < 255


def test_a_finished_picture_is_taken_as_it_is(photo: InputFile, kept: tuple[Artifact, ...], tmp_path: Path) -> None:
    assert drawn(MASKS, photo, tmp_path, kept).mode == "RGBA"
    path = write(result(DEPTH, kept), "png", tmp_path / "depth.png", source=None)
    assert path.read_bytes() == (tmp_path / "artifacts" / "depth.png").read_bytes()


@pytest.mark.parametrize("value", [MASKS, replace(MASKS, cutout=""), DEPTH], ids=["cutout", "mask", "depth"])
def test_a_lost_artifact_is_named(value: ResultValue, photo: InputFile, kept: tuple[Artifact, ...]) -> None:
    target = photo.path.parent / "drawn.png"
    with pytest.raises(InputNotFound):
        write(result(value), "png", target, source=photo)
    for artifact in kept:
        artifact.path.unlink()
    with pytest.raises(InputNotFound):
        write(result(value, kept), "png", target, source=photo)
    assert not target.exists()


def test_crops(photo: InputFile, tmp_path: Path) -> None:
    odd = replace(BOXES, boxes=(*BOXES.boxes, Box(label="a/b: \u202e?", score=0.5, box=(500.0, 500.0, 500.0, 500.0))))
    folder = write(result(odd), "crops", tmp_path / "out" / "photo-crops", source=photo)
    found = {path.name: path for path in folder.iterdir()}
    assert sorted(found) == ["01 cat.png", "02 dog.png", "03 cat.png", "04 a-b- -.png"]
    sizes = {}
    for name, path in found.items():
        with Image.open(path) as image:
            sizes[name] = image.size
    assert sizes == {"01 cat.png": (60, 40), "02 dog.png": (90, 70), "03 cat.png": (30, 40), "04 a-b- -.png": (1, 1)}
    with Image.open(found["01 cat.png"]) as image:
        assert image.getcolors() == [(2400, (200, 0, 0))]
    assert write(result(BOXES), "crops", folder, source=photo).name == "photo-crops (2)"
    (tmp_path / "out" / "file").touch()
    assert write(result(BOXES), "crops", tmp_path / "out" / "file", source=photo).name == "file (2)"
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "photo-crops",
        "photo-crops (2)",
        "file",
        "file (2)",
    }


def test_crops_of_a_vanished_photo(photo: InputFile, tmp_path: Path) -> None:
    photo.path.unlink()
    with pytest.raises(InputNotFound):
        write(result(BOXES), "crops", tmp_path / "out" / "crops", source=photo)
    assert not (tmp_path / "out").exists()
