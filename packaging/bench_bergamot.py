"""Bergamot's own engine on the files that the starter translation was made of: `HOW THREADS FILE`.

Run by the Python of `.venv-bergamot` (3.10, the last that the package's wheels were built for). The native module is
loaded by itself, because the package asks the network for a list of models when it is imported.
"""

from __future__ import annotations

import importlib.util
import sys
import sysconfig
from pathlib import Path
from typing import Any

import bench_bare

CACHE = Path(__file__).resolve().parent.parent / ".cache" / "starter"
CONFIG = """\
models: [{model}]
vocabs: [{vocabulary}, {vocabulary}]
shortlist: [{shortlist}, 50, 50]
beam-size: 1
normalize: 1.0
word-penalty: 0
max-length-break: 128
mini-batch-words: 1024
workspace: 128
max-length-factor: 2.5
skip-cost: true
gemm-precision: int8shiftAlphaAll
"""


def main(how: str, threads: str, file: str) -> int:
    """Translate the lines of a file, `one` by one or `all` together, once for every line on standard input."""
    native = _native()
    workers = int(threads) or 2
    service = native.Service(native.ServiceConfig(numWorkers=workers, cacheSize=0, logLevel="off"))
    model = service.modelFromConfig(
        CONFIG.format(
            model=_file("model.enpt.intgemm.alphas.bin"),
            vocabulary=_file("vocab.enpt.spm"),
            shortlist=_file("lex.50.50.enpt.s2t.bin"),
        )
    )
    options = native.ResponseOptions(qualityScores=False, alignment=False, HTML=False, sentenceMappings=False)
    lines = Path(file).read_text(encoding="utf-8").splitlines()

    def translate(batch: list[str]) -> object:
        texts = native.VectorString()
        for line in batch:
            texts.append(line)
        service.translate(model, texts, options)
        return None

    batches = [lines] if how == "all" else [[line] for line in lines]
    return bench_bare.serve(lambda: any(map(translate, batches)))


def _native() -> Any:
    place = next(Path(sysconfig.get_path("platlib"), "bergamot").glob("_bergamot*.so"))
    spec = importlib.util.spec_from_file_location("_bergamot", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _file(name: str) -> Path:
    found = next(CACHE.glob(f"**/{name}"), None)
    if found is None:
        sys.exit(f"{name} is not in {CACHE}: run packaging/starter/build.py --only firefox-en-pt first")
    return found


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
