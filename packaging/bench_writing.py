"""Models that write, against a bare loop, optimum and torch, and the starter translation against Bergamot.

`python -m bench_writing write FOLDER NAME THREADS` or `… translate MANIFEST HOW THREADS FILE` is our side of a
comparison: a first run unmeasured, then one for every line on standard input.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path

import bench_bare
from bench_figures import Measured, Unmeasurable, interleaved, of_rounds
from bench_inputs import write_lines
from bench_models import conversion, in_float, in_four_bits, made, python
from bench_worker import THREADS, places, serving, starter

ROOT = Path(__file__).resolve().parent.parent
BERGAMOT = ROOT / ".venv-bergamot" / "bin" / "python"
ROUNDS = 5
SENTENCES = 60
DOCUMENT = 1000
PAIR = "starter/firefox-en-pt"


def marian() -> Mapping[str, Measured]:
    """Write with a network of the size of opus-mt."""
    return _writing("marian")


def whisper() -> Mapping[str, Measured]:
    """Write with a network of the size of whisper-base."""
    return _writing("whisper-base")


def qwen2() -> Mapping[str, Measured]:
    """Write with a network of the size of Qwen2-0.5B."""
    return _writing("qwen2")


def qwen2_float() -> Mapping[str, Measured]:
    """Write with a network of the size of Qwen2-0.5B in float32, against optimum."""
    return {"qwen2-float-optimum": _against_optimum(in_float("qwen2"))}


def qwen2_four_bits() -> Mapping[str, Measured]:
    """Write with a network of the size of Qwen2-0.5B in 4 bits, against optimum."""
    return {"qwen2-q4-optimum": _against_optimum(in_four_bits("qwen2"))}


def _against_optimum(folder: Path) -> Measured:
    with (
        serving([sys.executable, "-m", "bench_writing", "write", folder, "qwen2", THREADS]) as ours,
        serving([python(), "bench_torch.py", "optimum", folder, "qwen2", THREADS]) as theirs,
    ):
        pairs = interleaved(ours, theirs, rounds=ROUNDS)
    return of_rounds(pairs, 1000 / bench_bare.TOKENS)


def _writing(name: str) -> Mapping[str, Measured]:
    """Measure a converted model against the same graph in a bare loop and in optimum, and against torch in float32."""
    with ExitStack() as cleanup:
        folder = conversion(name)
        ours = cleanup.enter_context(serving([sys.executable, "-m", "bench_writing", "write", folder, name, THREADS]))
        found = {}
        rivals = {
            "bare": [sys.executable, "-m", "bench_bare", "writing", folder, name, THREADS],
            "optimum": [python(), "bench_torch.py", "optimum", folder, name, THREADS],
            "torch": [python(), "bench_torch.py", "generate", made(name), name, THREADS],
        }
        for rival, command in rivals.items():
            with serving(command) as theirs:
                pairs = interleaved(ours, theirs, rounds=ROUNDS)
            found[f"{name}-{rival}"] = of_rounds(pairs, 1000 / bench_bare.TOKENS)
        return found


def sentences() -> Mapping[str, Measured]:
    """Translate sentences one at a time on one thread, against Bergamot's own engine on the same weights."""
    return {"translate-sentence": _against_bergamot("one", SENTENCES, 1)}


def document() -> Mapping[str, Measured]:
    """Translate a document of 1,000 lines on all threads, against Bergamot's batches."""
    return {"translate-document": _against_bergamot("all", DOCUMENT, THREADS)}


def threads() -> Mapping[str, Measured]:
    """Translate sentences one at a time with the threads the engine chooses, against the better of 1 and 2."""
    with ExitStack() as cleanup:
        file, model = _sentences(cleanup, SENTENCES)
        chosen = cleanup.enter_context(serving(_ours(model, "one", 0, file)))
        forced = [cleanup.enter_context(serving(_ours(model, f"forced-{n}", n, file))) for n in (1, 2)]
        pairs = [interleaved(chosen, one, rounds=ROUNDS) for one in forced]
        return {"translate-threads": max((of_rounds(pair, 1000 / SENTENCES) for pair in pairs), key=lambda m: m.ratio)}


def memory() -> Mapping[str, Measured]:
    """Compare the memory of an engine after a document of 1,000 lines with that after a part of it."""
    import json
    import subprocess

    with ExitStack() as cleanup:
        file, model = _sentences(cleanup, DOCUMENT)
        done = subprocess.run(
            [sys.executable, "-m", "bench_writing", "memory", model, "all", str(THREADS), file],
            cwd=Path(__file__).parent,
            capture_output=True,
            text=True,
            check=True,
        )
        early, late = json.loads(done.stdout)
        return {"translate-memory": Measured(value=late / 1e6, limit=early / 1e6, ratio=late / early)}


def _against_bergamot(how: str, lines: int, threads: int) -> Measured:
    if not BERGAMOT.exists():
        msg = "Bergamot is missing: make .venv-bergamot with Python 3.10 and install bergamot==0.4.5 in it"
        raise Unmeasurable(msg)
    with ExitStack() as cleanup:
        file, model = _sentences(cleanup, lines)
        ours = cleanup.enter_context(serving(_ours(model, how, threads, file)))
        theirs = cleanup.enter_context(serving([BERGAMOT, "bench_bergamot.py", how, threads, file]))
        return of_rounds(interleaved(ours, theirs), 1000 / lines)


def _sentences(cleanup: ExitStack, lines: int) -> tuple[Path, Path]:
    home, folder = places(cleanup)
    return write_lines(folder / "lines.txt", lines), starter(home, "translation", PAIR).folder / "manifest.json"


def _ours(model: Path, how: str, threads: int, file: Path) -> list[object]:
    return [sys.executable, "-m", "bench_writing", "translate", model, how, threads, file]


# --- our side --------------------------------------------------------------------------------------------------------


def write(folder: str, name: str, threads: str) -> int:
    """Write as many tokens as every rival, the best at each step."""
    from desktop.engine.generation.settings import Settings
    from desktop.engine.generation.writer import write as written
    from desktop.engine.interrupt import Interrupt
    from desktop.engine.loaded import LoadedModel
    from desktop.state.models import model_at

    model = LoadedModel(model_at(Path(folder, "manifest.json")), int(threads))
    prompt, source = bench_bare.writing_input(name)
    settings = Settings(max_new_tokens=bench_bare.TOKENS)
    return bench_bare.serve(lambda: written(model, [prompt], settings, [Interrupt()], source=source))


def translate(manifest: str, how: str, threads: str, file: str) -> int:
    """Translate the lines of a file, `one` by one, `all` together, or one by one on threads that are `forced`."""
    run, _ = _translating(manifest, how, threads, file)
    return bench_bare.serve(run)


def memory_of(manifest: str, how: str, threads: str, file: str) -> int:
    """Print the resident bytes after the file was translated once, and after it was translated four times more."""
    import psutil

    run, _ = _translating(manifest, how, threads, file)
    found = []
    for times in (1, 4):
        for _ in range(times):
            run()
        found.append(psutil.Process().memory_info().rss)
    print(found)
    return 0


def _translating(manifest: str, how: str, threads: str, file: str) -> tuple[Callable[[], object], object]:
    from desktop.engine import loaded
    from desktop.engine.interrupt import Interrupt
    from desktop.engine.loaded import LoadedModel
    from desktop.engine.translation.translator import Translator
    from desktop.state.models import model_at

    if how.startswith("forced"):
        loaded.SMALL_BYTES = 0
    model = LoadedModel(model_at(Path(manifest)), int(threads))
    translator = Translator(model, "en", "pt", Interrupt())
    lines = Path(file).read_text(encoding="utf-8").splitlines()
    if how == "all":
        return (lambda: translator.translate(lines)), model
    return (lambda: [translator.translate([line]) for line in lines]), model


if __name__ == "__main__":
    COMMANDS: dict[str, Callable[..., int]] = {"write": write, "translate": translate, "memory": memory_of}
    sys.exit(COMMANDS[sys.argv[1]](*sys.argv[2:]))
