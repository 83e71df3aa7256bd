"""What the engine uses of transformers: processors of pictures and sound, and the way to fast tokenisers.

The rest are networks, which need torch, and what trains and serves them. The library finds its models by looking for
their files, so a module goes with its source. `tests/unit/packaging/test_package_transformers.py` tries what is kept.
"""

from __future__ import annotations

import re

_PARTS = (
    "_typing",
    "audio_utils",
    "backbone_utils",
    "configuration_utils",
    "convert_slow_tokenizer",
    "dependency_versions_(check|table)",
    "dynamic_module_utils",
    "feature_extraction_(sequence_)?utils",
    r"generation(\.configuration_utils)?",
    "image_processing_(backends|base|outputs|utils)",
    "image_transforms",
    "image_utils",
    r"integrations(\.(heterogeneity|mistral)(\..+)?)?",
    "modeling_rope_utils",
    "processing_utils",
    "tokenization_(mistral_common|python|utils_base|utils_sentencepiece|utils_tokenizers)",
    r"utils(\..+)?",
    "video_(processing_)?utils",
)
_OF_MODELS = (
    r"[^.]+",
    r"auto\.[^.]+",
    r"[^.]+\.(configuration|image_processing_pil)_[^.]+",
    r"wav2vec2\.feature_extraction_wav2vec2",
    r"(mbart|mbart50|nllb)\.tokenization_[^.]+",
)
_KEPT = re.compile(rf"transformers(\.({'|'.join(_PARTS)}|models(\.({'|'.join(_OF_MODELS)}))?))?")


def keeps(module: str) -> bool:
    """Say whether a module goes into the bundle; those of other packages always do."""
    return module.partition(".")[0] != "transformers" or _KEPT.fullmatch(module) is not None
