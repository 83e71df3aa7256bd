"""The proof of the wall as a file: what was tried and answered, where and when, with a digest over all of it."""

from __future__ import annotations

import dataclasses
import errno
import hashlib
import json
import os
import platform
from typing import TYPE_CHECKING, Any

from desktop.core.proof import LEVELS, NAMES, VIAS
from desktop.core.usage import FormatUnknown
from desktop.state.files import replace_file
from desktop.worker import runtime

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.core.proof import Attempt, Proof

FORMATS = ("json", "txt")


def verdict(proof: Proof) -> dict[str, Any]:
    """Return what the command line prints of a proof as JSON."""
    probes = [{**dataclasses.asdict(attempt), "refused": attempt.refused} for attempt in proof.attempts]
    return {"ok": proof.holds, "level": proof.level, "probes": probes, "control": {"ok": proof.conclusive}}


def lines(proof: Proof) -> list[str]:
    """Return a sentence for each attempt, and one for the control."""
    told = [f"{'ok  ' if one.refused else 'BAD '} {_described(one)}: {_answer(one)}" for one in proof.attempts]
    without = "it works" if proof.conclusive else "refused too, so this proves nothing"
    return [*told, f"{'ok  ' if proof.conclusive else 'BAD '} {NAMES['tcp']}, without the wall: {without}"]


def check_form(target: Path) -> str:
    """Return which of `FORMATS` the ending of a file stands for.

    Raises:
        FormatUnknown: none.
    """
    kind = target.suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        raise FormatUnknown(format=kind, formats=", ".join(FORMATS))
    return kind


def save(proof: Proof, target: Path) -> str:
    """Write the report to a file whose ending is one of `FORMATS`; returns its digest, which is in it too.

    Of json it is the sha256 of all else in it, keys in order and without spaces; of text, that of the lines above it.

    Raises:
        FormatUnknown: the ending is another.
        StorageError: the disk refuses.
    """
    kind = check_form(target)
    made = {"app": f"ilha {runtime.version('ilha')}", "time": runtime.now(), "system": platform.platform()}
    if kind == "json":
        content = {**made, **verdict(proof)}
        digest = _digest(json.dumps(content, sort_keys=True, separators=(",", ":")))
        text = json.dumps({**content, "sha256": digest}, indent=2) + "\n"
    else:
        about = [f"{name}: {value}" for name, value in made.items()]
        said = "\n".join([*about, f"wall {proof.level}: {LEVELS.get(proof.level, '')}", *lines(proof)]) + "\n"
        digest = _digest(said)
        text = f"{said}sha256 {digest}\n"
    replace_file(target, text.encode())
    return digest


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _described(attempt: Attempt) -> str:
    return f"{NAMES.get(attempt.name, attempt.name)}, {VIAS.get(attempt.via, attempt.via)}"


def _answer(attempt: Attempt) -> str:
    if not attempt.refused:
        return "it was let"
    return f"{attempt.errno}, {os.strerror(getattr(errno, attempt.errno, 0))}"
