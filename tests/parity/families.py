"""The cases by what they read; those of a family are made by one process.

A new architecture is a `Case` in the module of its family. A new task also needs a function in the `_TASKS` of the
family's module in `reference/` that says in Ilha's words what the library answers, and a new kind of result a branch in
`comparison.check_answer`. Then run the tests, `python -m tests.parity.table`, and look at the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.parity import chat_cases, decoded_cases, picture_cases, sound_cases, text_cases, writing_cases

if TYPE_CHECKING:
    from tests.parity.case import Case

FAMILIES: dict[str, tuple[Case, ...]] = {
    "texts": text_cases.CASES,
    "pictures": picture_cases.CASES,
    "sounds": sound_cases.CASES,
}
DECODED, WRITING, CHAT = "decoded", "writing", "chat"
EVERY = {**FAMILIES, DECODED: decoded_cases.CASES, WRITING: writing_cases.CASES, CHAT: chat_cases.CASES}
"""With graphs that the converter has nothing to do with, and the models that write, which are asked in another way."""
VARIANTS = ("fp32", "int8")
ROWS = (
    *((case, variant) for cases in FAMILIES.values() for case in cases for variant in VARIANTS),
    *((case, VARIANTS[0]) for case in EVERY[DECODED]),
)
"""What the first table lists."""
