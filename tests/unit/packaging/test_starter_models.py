"""The starter models as they are committed: complete, licensed, and right on real inputs."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from desktop.engine.boxes import overlaps
from desktop.engine.loaded import LoadedModel
from desktop.state.models import model_at
from tests.unit.engine.picture_models import Bench
from tests.unit.engine.text_models import result

ROOT = Path(__file__).resolve().parents[3]
STARTER = ROOT / "resources" / "starter"
SAMPLES = ROOT / "resources" / "samples"
LICENCES = ROOT / "resources" / "licences" / "models"
NAMES = (
    *("all-minilm-l6-v2", "efficientnet-lite0", "firefox-en-pt", "firefox-pt-en", "minilm-sentiment", "pp-ocrv6"),
    *("silero-vad", "smollm2-135m-instruct", "whisper-base", "yolov3-tiny"),
)
KEYS = {
    *("format", "id", "task", "title", "summary", "repo", "revision", "variant", "languages", "licence"),
    *("base_licence", "package", "files", "settings", "sources", "measured", "notes"),
}
FILE_KEYS = {"path", "size_bytes", "sha256", "role"}
SOURCE_KEYS = {"package", "version", "archive", "archive_sha256", "member", "sha256", "licence"}
ROLES = {
    *("model", "tokenizer", "config", "preprocessor", "pooling", "labels", "licence", "card"),
    *("detector", "recogniser", "orientation", "encoder_model", "decoder_model", "decoder_model_merged"),
}
SENTIMENTS = {
    "I love this product, it works perfectly!": "positive",
    "What a fantastic film, I enjoyed every minute.": "positive",
    "The staff were friendly and the breakfast was delicious.": "positive",
    "Thank you so much, this is a wonderful gift.": "positive",
    "Great value, fast delivery, very happy with it.": "positive",
    "This was a horrible experience and a waste of money.": "negative",
    "The room was dirty and smelled awful.": "negative",
    "I hate the new design, it is ugly and confusing.": "negative",
    "Terrible quality, it broke the first time I used it.": "negative",
    "The instructions are useless and full of mistakes.": "negative",
    "The meeting is at noon.": "neutral",
    "The package was delivered on Monday morning.": "neutral",
    "The second volume was printed in 2019.": "neutral",
    "The order number is FA-88213.": "neutral",
}
PHOTOS = {"photo.jpg": "espresso", "cat.jpg": "tabby, tabby cat"}
THINGS = {
    "cat.jpg": {"cat": (0, 0, 390, 300)},
    "photo.jpg": {"cup": (170, 18, 408, 315)},
    "portrait.jpg": {"person": (25, 15, 365, 512)},
    "desk.jpg": {"cup": (75, 228, 380, 440), "cat": (450, 130, 800, 420)},
}
PARTNERS = (
    ("The bank refused to lend us money.", "Our request for a loan was turned down."),
    ("The soup tastes of garlic.", "There is a strong flavour of cloves in the broth."),
    ("Her plane lands at six in the evening.", "She arrives at the airport tonight."),
    ("The roof leaks when it rains.", "Water drips from the ceiling in wet weather."),
    ("He has broken his leg on the ski slope.", "A winter sports accident put him in plaster."),
    ("The novel won a literary prize.", "Critics honoured the author of this book."),
)


@cache
def manifest(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((STARTER / name / "manifest.json").read_text(encoding="utf-8"))
    return content


def root_of(name: str) -> Path:
    """Return the folder that a manifest's paths are relative to."""
    package = manifest(name)["package"]
    if package is None:
        return STARTER / name
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def session(name: str) -> Any:
    import onnxruntime as ort

    return ort.InferenceSession(
        str(STARTER / name / "onnx" / "model_quantized.onnx"), providers=["CPUExecutionProvider"]
    )


def labels_of(name: str) -> list[str]:
    named = json.loads((STARTER / name / "config.json").read_text(encoding="utf-8"))["id2label"]
    return [named[str(index)] for index in range(len(named))]


def test_every_folder_is_known() -> None:
    assert sorted(path.name for path in STARTER.iterdir() if path.is_dir()) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
class TestManifest:
    def test_has_exactly_the_keys_of_the_format(self, name: str) -> None:
        content = manifest(name)
        assert set(content) == KEYS
        assert content["format"] == 1
        assert content["id"] == f"starter/{name}"
        assert all(set(entry) == FILE_KEYS for entry in content["files"])
        assert {entry["role"] for entry in content["files"]} <= ROLES
        assert content["sources"]
        assert all(set(entry) == SOURCE_KEYS for entry in content["sources"])

    def test_describes_the_files(self, name: str) -> None:
        root = root_of(name)
        for entry in manifest(name)["files"]:
            path = root / entry["path"]
            assert path.stat().st_size == entry["size_bytes"], entry["path"]
            assert digest(path) == entry["sha256"], entry["path"]

    def test_lists_everything(self, name: str) -> None:
        folder = STARTER / name
        present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        if manifest(name)["package"]:
            assert present == {"manifest.json", "README.md"}
        else:
            assert present - {"manifest.json"} == {entry["path"] for entry in manifest(name)["files"]}

    def test_revision_follows_from_the_files(self, name: str) -> None:
        lines = sorted(f"{entry['sha256']}  {entry['path']}\n" for entry in manifest(name)["files"])
        assert manifest(name)["revision"] == hashlib.sha256("".join(lines).encode()).hexdigest()[:40]

    def test_says_how_fast_it_was(self, name: str) -> None:
        assert 0 < manifest(name)["measured"]["seconds_per_input"] < 10

    def test_licence_is_there(self, name: str) -> None:
        content = manifest(name)
        licence = f"{content['licence']}.txt"
        assert licence in {"Apache-2.0.txt", "MPL-2.0.txt", "MIT.txt"}
        if content["package"] is None:
            texts = [entry["path"] for entry in content["files"] if entry["role"] == "licence"]
            # The text of MIT begins with whose it is, so each model has its own.
            assert licence in texts or (licence == "MIT.txt" and any(text.endswith("-MIT.txt") for text in texts))
            assert all(digest(STARTER / name / text) == digest(LICENCES / text) for text in texts)


def test_ocr_files_are_those_of_the_pinned_package() -> None:
    content = manifest("pp-ocrv6")
    assert content["package"] == "rapidocr"
    assert {source["version"] for source in content["sources"]} == {version("rapidocr")}
    assert {entry["role"] for entry in content["files"]} == {"detector", "recogniser", "orientation"}
    pinned = {source["member"]: source["sha256"] for source in content["sources"]}
    assert pinned == {f"rapidocr/{entry['path']}": entry["sha256"] for entry in content["files"]}
    notice = (LICENCES / "PP-OCR-NOTICE.md").read_text(encoding="utf-8")
    assert all(entry["sha256"] in notice for entry in content["files"])


@cache
def sentiment_model() -> tuple[Any, Any]:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(STARTER / "minilm-sentiment" / "tokenizer.json"))
    tokenizer.enable_truncation(manifest("minilm-sentiment")["settings"]["max_tokens"])
    tokenizer.enable_padding()
    return tokenizer, session("minilm-sentiment")


def sentiments(texts: list[str]) -> list[str]:
    """Return the likeliest label of each text."""
    tokenizer, model = sentiment_model()
    encoded = tokenizer.encode_batch(texts)
    ids = np.array([one.ids for one in encoded], np.int64)
    mask = np.array([one.attention_mask for one in encoded], np.int64)
    feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    labels = labels_of("minilm-sentiment")
    return [labels[index] for index in model.run(["logits"], feeds)[0].argmax(1)]


def test_sentiment_has_the_three_labels() -> None:
    assert labels_of("minilm-sentiment") == ["negative", "neutral", "positive"]


def test_sentiment_of_clear_sentences() -> None:
    assert {text: sentiments([text])[0] for text in SENTIMENTS} == SENTIMENTS


def test_sentiment_does_not_depend_on_the_company() -> None:
    assert sentiments(list(SENTIMENTS)) == list(SENTIMENTS.values())


def test_sentiment_was_measured_at_least_as_good_as_promised() -> None:
    held_out = manifest("minilm-sentiment")["measured"]["held_out"]
    assert held_out["accuracy"] >= 0.78
    assert held_out["macro_f1"] >= 0.755


def pixels(path: Path) -> np.ndarray:
    """Prepare a photo as `preprocessor_config.json` says."""
    from PIL import Image

    settings = json.loads((STARTER / "efficientnet-lite0" / "preprocessor_config.json").read_text("utf-8"))
    edge, crop = settings["size"]["shortest_edge"], settings["crop_size"]
    with Image.open(path) as image:
        ratio = edge / min(image.size)
        size = (round(image.width * ratio), round(image.height * ratio))
        picture = image.convert("RGB").resize(size, Image.Resampling(settings["resample"]))
    left, top = (size[0] - crop["width"]) // 2, (size[1] - crop["height"]) // 2
    cut = picture.crop((left, top, left + crop["width"], top + crop["height"]))
    scaled = np.asarray(cut, np.float32) * np.float32(settings["rescale_factor"])
    values = (scaled - np.float32(settings["image_mean"])) / np.float32(settings["image_std"])
    return values.transpose(2, 0, 1)[None].astype(np.float32)


def test_photos_are_recognised() -> None:
    model, labels = session("efficientnet-lite0"), labels_of("efficientnet-lite0")
    assert len(labels) == 1000
    for photo, wanted in PHOTOS.items():
        logits = model.run(["logits"], {"pixel_values": pixels(SAMPLES / photo)})[0][0]
        assert wanted in [labels[index] for index in np.argsort(-logits)[:3]], photo


def loaded(name: str) -> LoadedModel:
    """Load a starter model as the engine does."""
    return LoadedModel(model_at(STARTER / name / "manifest.json"), threads=2)


def test_things_are_found_where_they_are(tmp_path: Path) -> None:
    bench = Bench(loaded("yolov3-tiny"), tmp_path)
    for photo, things in THINGS.items():
        found = bench.result("object-detection", SAMPLES / photo).boxes
        assert {box.label for box in found} == things.keys(), photo
        for label, truth in things.items():
            corners = np.array([box.box for box in found if box.label == label])
            assert overlaps(np.array(truth), corners).max() > 0.5, (photo, label)


def test_labels_of_things_are_those_of_coco() -> None:
    labels = labels_of("yolov3-tiny")
    assert len(set(labels)) == 80
    assert {"person", "dining table", "potted plant", "TV"} <= set(labels)


def test_things_were_found_as_often_as_promised() -> None:
    measured = manifest("yolov3-tiny")["measured"]
    person, exact = measured["against_a_person"], measured["against_float"]
    assert person["found"] >= 6 > person["found_in_one_look"]
    assert person["boxes_of_wrong_label"] == 0
    assert exact["same"] == exact["boxes_of_float"] > 10
    assert exact["mean_iou"] > 0.95


def test_texts_that_mean_the_same_are_closest(tmp_path: Path) -> None:
    model = loaded("all-minilm-l6-v2")
    texts = [text for pair in PARTNERS for text in pair]
    rows = np.array([result(model, tmp_path, "feature-extraction", text).vector for text in texts])
    assert rows.shape == (len(texts), 384)
    cosines = rows @ rows.T - 2 * np.eye(len(texts))
    assert (cosines.argmax(1) == np.arange(len(texts)) ^ 1).all()


def test_own_labels_are_judged_by_vectors(tmp_path: Path) -> None:
    text = "Chop the onions and fry them in butter for ten minutes."
    labels = "sport, politics, cooking, technology"
    found = result(loaded("all-minilm-l6-v2"), tmp_path, "zero-shot-classification", text, labels=labels)
    assert (found.labels[0].label, found.method) == ("cooking", "embeddings")


def test_vectors_were_measured_as_close_as_promised() -> None:
    measured = manifest("all-minilm-l6-v2")["measured"]
    assert measured["against_float"]["mean_cosine"] > 0.99
    assert measured["pairs"]["nearest_is_partner"] == measured["pairs"]["sentences"]


def test_samples_are_small_and_credited() -> None:
    credits_ = (SAMPLES / "README.md").read_text(encoding="utf-8")
    files = [path for path in SAMPLES.iterdir() if path.name != "README.md"]
    assert sum(path.stat().st_size for path in files) < 2_000_000
    assert all(f"`{path.name}`" in credits_ for path in files)


def test_the_sample_document_has_no_text_layer() -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(SAMPLES / "document.pdf") as document:
        assert len(document) == 2
        for page in document:
            text = page.get_textpage()
            assert text.count_chars() == 0
            text.close()
            page.close()
