"""`python -m tests.parity.table`: write README.md from what the tests measured."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.parity import cache
from tests.parity.families import CHAT, EVERY, ROWS, WRITING
from tests.parity.layouts import HALF, LAYOUTS, QUANTISED
from tests.parity.writing_cases import graphs_of

if TYPE_CHECKING:
    from tests.parity.case import Case

README = Path(__file__).with_name("README.md")
MEASURED = cache.CACHE / "measured"
HEAD = """\
# Parity with transformers

Tiny models with random weights, converted by `desktop/converter`, run by Ilha and by torch `transformers` on the same
files. `python3 packaging/dev.py test tests/parity` makes, converts and compares them; `python -m tests.parity.table`
writes this table from what it measured, and the tests fail when it does not name exactly what they prove.

* **Input**: whether the graph is given what the library's own tokeniser or processor makes, bit
  for bit, or how far off.
* **Output**: the largest difference of any number the graph gives, rounded up to a power of ten.
* **same**: outputs within 1e-4, and the same labels, spans, boxes and vectors, except where scores tie; the same masks
  except at pixels where two parts tie; depth pictures that differ by one grey level at most.
* **near**: the int8 graph's outputs have a cosine of at least 0.95 with torch's, and on the converter's own samples
  nine of ten clear decisions are torch's. Of boxes in the order of their scores the better half are compared with those
  nearest to them.
* **none**: the converter makes no int8 form of it, for the reason given.
* **Speech** (`test_speech.py`): a tiny Whisper writes the text of torch's `generate` for twenty sounds, with and
  without moments, in two languages and into English, by one text and by three beams, and goes through a long recording
  in the same steps; a tiny Wav2Vec2 hears the same letters at the same times. Two things differ by intent: features are
  made window by window, not for a whole recording at once, and a rest of less than a tenth of a second is not heard.
  `packaging/starter/speech_quality.py --transformers PYTHON` does the same with real weights.
* **The starter model that chats** (`test_starter_chat.py`): ten questions are answered as torch answers them with the
  same weights, token for token, when activations are floats. As shipped they have 8 bits: at least 95 of 100 tokens are
  torch's, and the others are torch's second thought, nearly as good as its first.
* **YOLOv8**, **YOLOv5**, **NonMaxSuppression**: detectors exported by torch alone, with boxes decoded in the graph as
  those tools do it, beside numpy. Their input is this program's own.

Classified texts and those made into vectors go through the library's slow tokeniser, most with eight odd texts (emoji,
other scripts, control characters, words of 200 letters, special tokens spelt out); one sequence that `tokenizers` reads
otherwise is named in `texts.py`. Long texts go in overlapping windows, and each way of putting words together is tried.

Every model for pictures sees a photo, a portrait, one of 7 × 5 pixels, a strip of 420 × 20, a grey one, one that lies
on its side by its EXIF mark, and a transparent one, on white in both; the library's pipeline would show what is hidden.

MaskFormer and Mask2Former are missing: their classes want scipy, which the converter's environment does without, and it
says so. BLIP is missing because optimum has no export for it.

"""
LAYOUTS_HEAD = f"""
## Layouts

The same models, written again as others publish them: every suffix of a precision that `desktop/engine/layout.py`
knows, and folders or graphs that are made in another way.

* **same**: as above.
* **near**: a cosine of at least {HALF} with torch's outputs where half floats are used, {QUANTISED} where weights have
  fewer bits. How much a tiny model loses by that says nothing of a real one.

"""
WRITING_HEAD = """
## Writing

Models that write token by token: the same token ids as torch's `generate`, for each of the ways of
`tests/parity/writing_cases.py` and for one text and for three at a time.

* **merged**, **pair**: one graph for the decoder, or one for its beginning and one for its further steps.
* **same**: every id of every text.
* **near**: the scores of the first and of later tokens have a cosine of at least 0.95 with torch's on the converter's
  own samples, and nine of ten clear decisions are torch's.

"""
CHAT_HEAD = """
## Chat

Conversations put into words by a template in the style of a common family (`tests/parity/chat_cases.py`): the same text
as that of transformers' `apply_chat_template` for every template and conversation, the same prompt ids, and the ids
that torch's `generate` writes to each of so many conversations, turn after turn with what is remembered and without.

"""
VARIANT, LAYOUT, GRAPHS, TEMPLATE = "Variant", "Layout", "Graphs", "Template"


class Row(NamedTuple):
    """A line of the table, in the order of its columns."""

    architecture: str
    task: str
    variant: str
    input: str
    output: str
    verdict: str

    @property
    def claim(self) -> tuple[str, str, str, str]:
        """Return what has to hold on every machine."""
        return self.architecture, self.task, self.variant, self.verdict


def bound(difference: float | None) -> str:
    """Return the power of ten that a difference does not reach; a dash where there is nothing to compare."""
    if difference is None:
        return "–"
    return "equal" if difference == 0 else f"< 1e{math.floor(math.log10(difference)) + 1}"


def record(case: Case, variant: str, *, input_: float | None, output: float | None, verdict: str) -> None:
    """Keep what a test measured, and fail when the table says something else."""
    keep(case, variant, Row(case.architecture, case.task, variant, bound(input_), bound(output), verdict))


def keep(case: Case, variant: str, row: Row) -> None:
    """Keep a row that a test measured, and fail when the table says something else."""
    MEASURED.mkdir(parents=True, exist_ok=True)
    content = json.dumps({"key": cache.made(case).name, "row": row}, ensure_ascii=False)
    (MEASURED / f"{case.name}-{variant}.json").write_text(content, encoding="utf-8")
    assert row.claim in {written.claim for kind in (VARIANT, LAYOUT, GRAPHS, TEMPLATE) for written in read(kind)}, (
        "run `python -m tests.parity.table` and look at it"
    )


def read(kind: str) -> list[Row]:
    """Return the rows of a table in README.md, that of the variants or that of the layouts."""
    lines = README.read_text(encoding="utf-8").splitlines() if README.exists() else []
    cells = [Row(*(cell.strip() for cell in line.strip("|").split("|"))) for line in lines if line.startswith("|")]
    starts = [number for number, row in enumerate(cells) if row.architecture == "Architecture"]
    for start, end in zip(starts, [*starts[1:], len(cells)], strict=True):
        if cells[start].variant == kind:
            return cells[start + 2 : end]
    return []


def write() -> None:
    variants = [_measured(case, variant) for case, variant in ROWS]
    layouts = [_measured(layout.of(), layout.name) for layout in LAYOUTS]
    README.write_text(
        HEAD + _lines(VARIANT, variants) + LAYOUTS_HEAD + _lines(LAYOUT, layouts) + _writing() + _chat(),
        encoding="utf-8",
    )


def _writing() -> str:
    rows = [_measured(case, graphs) for case in EVERY[WRITING] for graphs in graphs_of(case)]
    return WRITING_HEAD + _lines(GRAPHS, rows, "Greedy", "4 beams")


def _chat() -> str:
    rows = [_measured(case, "chat") for case in EVERY[CHAT]]
    return CHAT_HEAD + _lines(TEMPLATE, rows, "Prompts", "Conversations")


def _lines(kind: str, rows: list[Row], first: str = "Input", second: str = "Output") -> str:
    columns = Row("Architecture", "Task", kind, first, second, "Verdict")
    return "".join(f"| {' | '.join(line)} |\n" for line in (columns, ["---"] * len(columns), *rows))


def _measured(case: Case, variant: str) -> Row:
    path = MEASURED / f"{case.name}-{variant}.json"
    found = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if found.get("key") != cache.made(case).name:
        sys.exit(f"{case.name} was not measured in {variant}: run the tests first")
    return Row(*found["row"])


if __name__ == "__main__":
    write()
