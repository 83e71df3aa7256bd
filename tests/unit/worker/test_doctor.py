"""What `ilha doctor` says of the computer; the engine and the models are tried in tests of the command line."""

from pathlib import Path

import pytest

from desktop.state.paths import Home
from desktop.worker import doctor

V2 = "fpu ssse3 sse4_1 sse4_2 popcnt"


@pytest.mark.parametrize(
    ("flags", "ok", "said"),
    [
        (f"{V2} avx avx2 fma", True, "with avx2, fma"),
        (f"{V2} avx", True, "models run slowly, it lacks avx2, fma"),
        ("fpu sse2 ssse3", False, "too old, it lacks sse4_1, sse4_2, popcnt"),
    ],
)
def test_an_old_processor_is_told_in_a_sentence(
    flags: str, ok: bool, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text(f"processor\t: 0\nflags\t\t: {flags}\n\nprocessor\t: 1\nflags\t\t: {flags}\n")
    monkeypatch.setattr(doctor, "CPUINFO", cpuinfo)
    found = doctor._processor()
    assert found.ok is ok
    assert found.detail.endswith(said)


def test_the_report_does_not_name_the_user(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(home.root.parent))
    (home.root / ".doctor").mkdir()
    refused = [doctor._storage(home)]
    assert not refused[0].ok
    (home.root / ".doctor").rmdir()
    for checks in (refused, doctor.examine(home)):
        report = "\n".join(check.detail for check in checks)
        assert str(home.root.parent) not in report
        assert f"~/{home.root.name}" in report
