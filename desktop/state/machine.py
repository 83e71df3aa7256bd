"""What this computer was measured to do, kept so that it is measured once."""

from __future__ import annotations

import os
import platform
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from desktop.core.inspection import Speeds
from desktop.state.files import replace_file

if TYPE_CHECKING:
    from desktop.core.inspection import ModelInspector
    from desktop.state.paths import Home


_Speed = Annotated[float, msgspec.Meta(gt=0)]


class _Form(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: Literal[1] = 1
    computer: str
    fp32_flops: _Speed
    int8_flops: _Speed
    bytes_per_s: _Speed


def known_speeds(home: Home) -> Speeds | None:
    """Return what this computer was measured to do; None when it never was, or was another computer then."""
    try:
        form = msgspec.json.decode(home.machine.read_bytes(), type=_Form)
    except (OSError, ValueError, RecursionError):
        return None
    if form.computer != _computer():
        return None
    return Speeds(fp32_flops=form.fp32_flops, int8_flops=form.int8_flops, bytes_per_s=form.bytes_per_s)


def measured_speeds(home: Home, inspector: ModelInspector) -> Speeds:
    """Return what this computer does, measured now if it never was.

    Raises:
        EngineError: it cannot be measured.
        StorageError: it cannot be kept.
    """
    known = known_speeds(home)
    if known is not None:
        return known
    speeds = inspector.speeds()
    form = _Form(
        computer=_computer(),
        fp32_flops=speeds.fp32_flops,
        int8_flops=speeds.int8_flops,
        bytes_per_s=speeds.bytes_per_s,
    )
    replace_file(home.machine, msgspec.json.format(msgspec.json.encode(form), indent=2) + b"\n")
    return speeds


def _computer() -> str:
    """Return what tells one kind of computer from another, and nothing that tells one of a kind from the next."""
    return f"{platform.system()} {platform.machine()} {_processor()} {os.cpu_count()}"


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - no file of ours
            return next((line.partition(":")[2].strip() for line in file if line.startswith("model name")), "")
    except OSError:
        return platform.processor()
