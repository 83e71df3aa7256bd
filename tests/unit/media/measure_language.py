"""Compare language detection with other libraries that are installed: `python -m tests.unit.media.measure_language`.

Counted are right answers on `tongues.SENTENCES`, cut to their first words (in Japanese and Chinese to as many pairs of
characters). Every library may answer any language it knows. Then our own on the short phrases of the interface.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence

from tests.unit.media.phrases import phrases
from tests.unit.media.tongues import SENTENCES

LENGTHS = (2, 4, 100)
WIDE = ("ja", "zh")
SURE = 0.8

_LOADS = {
    "ilha": "from desktop.media.language import detect; detect('first call')",
    "py3langid": "import py3langid; py3langid.classify('first call')",
    "pycld2": "import pycld2; pycld2.detect('first call')",
}


def cut(sentence: str, code: str, words: int) -> str:
    return sentence[: words * 2] if code in WIDE else " ".join(sentence.split()[:words])


def by_ilha(text: str) -> str:
    from desktop.media.language import detect

    guess = detect(text)
    return guess.code if guess else ""


def by_py3langid(text: str) -> str:
    import py3langid  # type: ignore[import-not-found, import-untyped, unused-ignore]

    return str(py3langid.classify(text)[0])


def by_pycld2(text: str) -> str:
    import pycld2  # type: ignore[import-not-found, import-untyped, unused-ignore]

    return str(pycld2.detect(text, bestEffort=True)[2][0][1]).partition("-")[0]


def load_ms(name: str) -> float:
    code = f"import time; start = time.perf_counter(); {_LOADS[name]}; print(time.perf_counter() - start)"
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True) for _ in range(3)]
    return sorted(float(run.stdout) for run in runs)[1] * 1000


def measure(name: str, ask: Callable[[str], str]) -> str:
    shares = []
    start = time.perf_counter()
    for words in LENGTHS:
        asked = [(code, cut(one, code, words)) for code, sentences in SENTENCES.items() for one in sentences]
        shares.append(sum(ask(text) == code for code, text in asked) / len(asked))
    call = (time.perf_counter() - start) / len(LENGTHS) / len(asked) * 1000
    return f"{name:<14} {''.join(f'{share:>9.1%}' for share in shares)} {load_ms(name):>8.0f} {call:>8.2f}"


def measure_phrases(preferred: Sequence[str]) -> str:
    """Return the share of phrases whose language is told, of those that seemed certain, and of these the right ones."""
    from desktop.media.language import detect

    asked = [(code, detect(text, preferred=preferred)) for code, text in phrases()]
    right = sum(guess is not None and guess.code == code for code, guess in asked)
    certain = [guess.code == code for code, guess in asked if guess is not None and guess.probability >= SURE]
    shares = (right / len(asked), len(certain) / len(asked), sum(certain) / len(certain))
    return "".join(f"{share:>9.1%}" for share in shares)


def main() -> None:
    print(f"{'':14} {'2 words':>9}{'4 words':>9}{'all':>9} {'load ms':>8} {'call ms':>8}")
    for name, ask in (("ilha", by_ilha), ("py3langid", by_py3langid), ("pycld2", by_pycld2)):
        try:
            ask("Is it installed?")
        except ModuleNotFoundError:
            print(f"{name} is not installed here")
        else:
            print(measure(name, ask))
    print(f"\n{len(phrases())} phrases{'':3} {'right':>9}{'certain':>9}{'of these right':>16}")
    for preferred in ((), ("en", "pt")):
        print(f"{'of ' + (', '.join(preferred) or 'all'):<14} {measure_phrases(preferred)}")


if __name__ == "__main__":
    main()
