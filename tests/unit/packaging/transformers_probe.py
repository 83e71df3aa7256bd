"""Import what the engine may ask transformers for from a folder with only what the bundle keeps; print what fails."""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "packaging"))

from package_transformers import keeps

PLAIN = (
    "transformers.audio_utils",
    "transformers.convert_slow_tokenizer",
    "transformers.image_processing_backends",
    "transformers.models.mbart.tokenization_mbart",
    "transformers.models.mbart50.tokenization_mbart50",
    "transformers.models.nllb.tokenization_nllb",
    "transformers.tokenization_utils_base",
)


def copy(target: Path) -> None:
    """Copy the sources that are kept: the library finds its models by looking for their files."""
    found = importlib.util.find_spec("transformers")
    assert found is not None
    assert found.origin is not None
    library = Path(found.origin).parent
    for source in library.rglob("*.py"):
        path = source.relative_to(library.parent)
        if keeps(".".join(path.with_suffix("").parts).removesuffix(".__init__")):
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / path)


def main(folder: Path) -> int:
    os.environ["TRANSFORMERS_VERBOSITY"] = "error"
    copy(folder)
    sys.path.insert(0, str(folder))
    for module in PLAIN:
        importlib.import_module(module)
    import transformers
    from transformers.models.auto.image_processing_auto import IMAGE_PROCESSOR_MAPPING_NAMES

    assert Path(transformers.__file__).is_relative_to(folder)
    names = {name for names in IMAGE_PROCESSOR_MAPPING_NAMES.values() for name in names.values() if name}
    wanted = {f"{name.removesuffix('Pil')}Pil" for name in names} | {"Wav2Vec2FeatureExtractor"}
    known = wanted.intersection(dir(transformers))
    print(json.dumps([len(known), sorted(name for name in known if not hasattr(transformers, name))]))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
