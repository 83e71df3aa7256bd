"""llama.cpp on the weights that the starter model was made from: `answer` or `load`, then `WEIGHTS THREADS WORK`.

Run by the Python of `.venv-llama`; WORK is a file of `bench_chat.Work`. The tensors stay as they are in the file
(`use_extra_bufts`): packed for the processor, version 0.3.36 of the package crashes on prompts of these weights.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bench_bare

_ROOM = 64


def answer(weights: str, threads: str, file: str) -> int:
    """Go on with the prompt once for every line on standard input, from what is remembered of its beginning."""
    return bench_bare.serve(_run(weights, threads, file))


def load(weights: str, threads: str, file: str) -> int:
    """Say how long it takes from nothing to a token, and the memory after all tokens."""
    began = time.perf_counter()
    run = _run(weights, threads, file)
    run(1)
    seconds = time.perf_counter() - began
    run()
    page = resource.getpagesize()
    rss = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * page
    print(json.dumps({"load_s": seconds, "rss_bytes": rss}))
    return 0


def _run(weights: str, threads: str, file: str) -> Callable[..., object]:
    import llama_cpp

    plain = llama_cpp.llama_model_default_params

    def unpacked() -> Any:
        params = plain()
        params.use_extra_bufts = False
        return params

    llama_cpp.llama_cpp.llama_model_default_params = unpacked
    work = json.loads(Path(file).read_text(encoding="utf-8"))
    prompt, cached, tokens = work["prompts"][0], work["cached"], work["tokens"]
    count = int(threads) or os.cpu_count()  # by itself it would take half of them
    model = llama_cpp.Llama(
        weights, n_ctx=len(prompt) + tokens + _ROOM, n_threads=count, n_threads_batch=count, verbose=False
    )

    def run(new: int = tokens) -> None:
        if model.n_tokens < cached:
            model.reset()
            model.eval(prompt[:cached])
        model.n_tokens = cached  # `eval` takes what lies behind it out of the cache
        ids = prompt[cached:]
        for _ in range(new):
            model.eval(ids)
            ids = [model.sample(temp=0.0)]

    return run


if __name__ == "__main__":
    COMMANDS: dict[str, Callable[..., int]] = {"answer": answer, "load": load}
    sys.exit(COMMANDS[sys.argv[1]](*sys.argv[2:]))
