"""What libraries raise becomes a sentence; a computer that is too small is told from a model that is wrong."""

from __future__ import annotations

import errno
import os

import pytest

from desktop.converter.faults import Fault, incompatible, lack, named, said_by


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
        OSError(errno.EDQUOT, os.strerror(errno.EDQUOT)),
        OSError(errno.EFBIG, os.strerror(errno.EFBIG)),
        RuntimeError("[ONNXRuntimeError] : 1 : FAIL : write failed: No space left on device"),
    ],
)
def test_a_full_disk_is_told_by_whoever_met_it(error: Exception) -> None:
    assert named(error).code == "storage-full"


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        RuntimeError(
            "[enforce fail at alloc_cpu.cpp:119] err == 0. DefaultCPUAllocator: can't allocate memory: you tried"
        ),
        RuntimeError("std::bad_alloc"),
    ],
)
def test_a_lack_of_memory_is_told_by_whoever_met_it(error: Exception) -> None:
    assert named(error).code == "engine-out-of-memory"


def test_a_fault_stays_what_it_is() -> None:
    fault = incompatible("It is a poem.")
    assert named(fault) is fault
    assert lack(fault) is None


def test_what_nobody_foresaw_is_named_and_logged(capsys: pytest.CaptureFixture[str]) -> None:
    fault = named(KeyError("rope_scaling"))
    assert isinstance(fault, Fault)
    assert fault.code == "conversion-failed"
    assert "KeyError: 'rope_scaling'" in fault.message
    assert "KeyError" in capsys.readouterr().err


def test_the_first_sentence_is_enough() -> None:
    assert said_by(ValueError("It is wrong. Read the manual.\nAnd more.")) == "It is wrong"
    assert said_by(ValueError()) == "ValueError"
    assert len(said_by(ValueError("x" * 1000))) < 300
