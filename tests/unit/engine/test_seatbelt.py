"""What can be known of the wall of macOS elsewhere: its rules, what it hands over, and that it claims no more.

The library of the sandbox is a small one in C that answers as it is told and notes what it was given.
"""

from __future__ import annotations

import fnmatch
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.engine import seatbelt
from tests.e2e.programs import ROOT, environment

if TYPE_CHECKING:
    from collections.abc import Iterator

Rule = list["str | Rule"]
LIBRARY = """
#include <stdio.h>
#include <stdlib.h>
int sandbox_init_with_parameters(const char *profile, unsigned long long flags, const char *const words[], char **error)
{
    FILE *file = fopen(getenv("NOTES"), "w");
    fprintf(file, "%llu %d\\n", flags, error == NULL);
    for (; *words; words++) fprintf(file, "%s\\n", *words);
    fputs(profile, file);
    fclose(file);
    return atoi(getenv("ANSWER"));
}
"""
PUT_UP = """
import sys
from pathlib import Path
from desktop.engine import sandbox, seatbelt
work = Path(sys.argv[1])
if sys.argv[3]:
    sandbox.put_up(work)
print(seatbelt.put_up(work, library=sys.argv[2]))
"""


def rules() -> list[Rule]:
    """Return the profile as nested lists."""
    words = iter(re.findall(r'"[^"]*"|[()]|[^\s()"]+', re.sub(r";.*", "", seatbelt.PROFILE)))
    return [rule for rule in nested(words, ends=False) if isinstance(rule, list)]


def nested(words: Iterator[str], *, ends: bool = True) -> Rule:
    found: Rule = []
    for word in words:
        if word == ")":
            assert ends, "one bracket too many"
            return found
        found.append(nested(words) if word == "(" else word)
    assert not ends, "a bracket is missing"
    return found


def allowed(operation: str, what: str = "") -> bool:
    """Judge an operation as the sandbox does: the last rule that fits counts."""
    named = {f'(param "{name}")': place for name, place in seatbelt.parameters(Path("/work")).items()}
    verdict = ""
    for decision, pattern, *conditions in rules():
        meant = decision in {"allow", "deny"} and (pattern == "default" or fnmatch.fnmatch(operation, str(pattern)))
        if meant and (not conditions or any(fits(condition, what, named) for condition in conditions)):
            verdict = str(decision)
    return verdict == "allow"


def fits(condition: object, what: str, named: dict[str, str]) -> bool:
    assert isinstance(condition, list)
    kind, value = condition
    path = named[f"(param {value[1]})"] if isinstance(value, list) else value.strip('"')
    return what == path or (kind == "subpath" and what.startswith(f"{path}/"))


def test_the_rules_refuse_what_the_wall_of_linux_refuses() -> None:
    assert rules()[:2] == [["version", "1"], ["allow", "default"]]
    refused = (
        *("network-outbound", "network-inbound", "network-bind", "appleevent-send", "lsopen", "job-creation"),
        *("mach-priv-task-port", "mach-priv-host-port"),
    )
    assert [operation for operation in refused if allowed(operation)] == []
    assert not allowed("mach-lookup", "com.apple.nsurlsessiond")
    assert not allowed("process-exec", "/opt/other/curl")
    assert not allowed("signal", "others")
    for place in ("/etc/passwd", "/workshop/file", "/opt/other/file", "/"):
        assert not allowed("file-write-data", place)
        assert not allowed("file-write-create", place)
        assert not allowed("file-write-unlink", place)


def test_the_rules_leave_what_work_needs() -> None:
    assert allowed("file-read-data", "/anywhere/photo.jpg")
    assert allowed("file-write-create", "/work/job/page.png")
    assert allowed("file-write-data", "/dev/null")
    assert allowed("process-fork")
    assert allowed("process-exec", f"{Path(sys.base_prefix).resolve()}/bin/python3")
    assert allowed("process-exec", f"{Path(sys.executable).resolve().parent}/ilha")


def test_places_are_named_without_links_as_the_sandbox_compares_them(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    found = seatbelt.parameters(tmp_path / "link")
    assert found["WORK"] == str((tmp_path / "real").resolve())
    assert set(re.findall(r'\(param "(\w+)"\)', seatbelt.PROFILE)) == set(found)
    assert found["PROGRAM"] == str(Path(sys.executable).resolve().parent)
    assert seatbelt.parameters(tmp_path, "sh")["PROGRAM"] == str(Path(shutil.which("sh") or "").resolve().parent)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("not installed: cc")
    folder = tmp_path_factory.mktemp("sandbox")
    (folder / "sandbox.c").write_text(LIBRARY, encoding="utf-8")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", "sandbox.so", "sandbox.c"], check=True, cwd=folder)
    return folder / "sandbox.so"


def put_up(folder: Path, library: object, answer: int, *, refused: bool) -> str:
    """Return what a process says whose sockets are refused or not, and whose sandbox answers with a number."""
    done = subprocess.run(
        [sys.executable, "-c", PUT_UP, folder, str(library), "yes" if refused else ""],
        check=True,
        cwd=ROOT,
        env=environment(folder, NOTES=str(folder / "notes"), ANSWER=str(answer)),
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stdout.strip()


@pytest.mark.skipif(sys.platform != "linux", reason="the wall of Linux is what refuses here")
@pytest.mark.parametrize(
    ("answer", "refused", "level"), [(0, True, "True"), (-1, True, "False"), (0, False, "False"), (-1, False, "False")]
)
def test_it_counts_only_when_the_system_agreed_and_a_socket_was_refused(
    library: Path, tmp_path: Path, answer: int, refused: bool, level: str
) -> None:
    assert put_up(tmp_path, library, answer, refused=refused) == level
    first, *words = (tmp_path / "notes").read_text("utf-8").split("\n", 9)
    assert first == "0 1"
    assert dict(zip(words[:8:2], words[1:8:2], strict=True)) == seatbelt.parameters(tmp_path)
    assert words[8] == seatbelt.PROFILE


@pytest.mark.skipif(sys.platform != "linux", reason="the wall of Linux is what refuses here")
@pytest.mark.parametrize("library", ["/absent/libsandbox.dylib", "libc.so.6"])
def test_without_the_library_or_its_call_there_is_no_wall(tmp_path: Path, library: str) -> None:
    assert put_up(tmp_path, library, 0, refused=True) == "False"
