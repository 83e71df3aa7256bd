"""What the owner of the converter makes of the words, the files and the end of a program that it does not trust."""

from __future__ import annotations

import json
import sys
import textwrap
import threading
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from desktop.core.errors import (
    Cancelled,
    ConversionFailed,
    ConverterCrashed,
    ConverterMissing,
    EngineOutOfMemory,
    IlhaError,
    InputNotFound,
    ModelIncompatible,
    ModelIncomplete,
    ModelIsFile,
    StorageFull,
    StorageNotWritable,
    describe,
)
from desktop.core.usage import FolderTaken
from desktop.worker import conversion
from desktop.worker.conversion import (
    CONVERTER_VARIABLE,
    Conversion,
    Converted,
    Event,
    Phase,
    Progress,
    Warned,
    converter_command,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a script of one line is no program there")

START = """\
#!{python} -I
import json, os, pathlib, sys, time
out = pathlib.Path(sys.argv[sys.argv.index("--out") + 1])
def say(event, **fields):
    print(json.dumps({{"event": event, **fields}}), flush=True)
def variant(name):
    return dict(name=name, files=[f"onnx/{{name}}.onnx"], size_bytes=8, max_diff=1e-6, kept=True, reason="", cosine=1.0,
        agreement=1.0, speedup=None, integer_operators=0)
def done():
    out.mkdir()
    (out / "config.json").write_text("1")
    say("done", out=str(out), variants=[variant("fp32")])
"""
Stand = Callable[[str], None]


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stand:
    """Put a program of the test's own in the place of the converter."""

    def put(code: str) -> None:
        program = tmp_path / "converter"
        program.write_text(START.format(python=sys.executable) + textwrap.dedent(code), encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv(CONVERTER_VARIABLE, str(program))

    return put


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    folder.mkdir()
    return folder


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder to convert into; what is in it afterwards was left by the conversion."""
    place = tmp_path / "place"
    place.mkdir()
    return place


def convert(folder: Path, out: Path, task: str = "") -> list[Event]:
    return list(Conversion(folder, out, task).run())


def test_what_is_said_is_passed_on_and_the_folder_appears(stand_in: Stand, folder: Path, place: Path) -> None:
    stand_in("""
        say("phase", name="check")
        say("progress", done=1, total=7)
        say("warning", message="one file was not read")
        done()
    """)
    *said, last = convert(folder, place / "out")
    assert said == [Phase(name="check"), Progress(done=1, total=7), Warned(message="one file was not read")]
    assert isinstance(last, Converted)
    assert last.out == str(place / "out")
    assert [variant.name for variant in last.variants] == ["fp32"]
    assert [path.name for path in place.iterdir()] == ["out"]
    assert (place / "out" / "config.json").read_text() == "1"


def test_the_converter_gets_the_folder_and_the_task(stand_in: Stand, folder: Path, place: Path) -> None:
    stand_in('say("warning", message=json.dumps([sys.argv[1:], os.environ["TMPDIR"], os.environ["HF_HOME"]])); done()')
    warned, _ = convert(folder, place / "below" / "out", "question-answering")
    assert isinstance(warned, Warned)
    arguments, temporary, home = json.loads(warned.message)
    assert (arguments[0], arguments[-2:]) == (str(folder), ["--task", "question-answering"])
    assert "--tied" in arguments
    assert temporary == home == str(Path(arguments[2]).parent), "all that it may write to"


def test_an_empty_folder_is_taken_as_if_it_were_new(stand_in: Stand, folder: Path, place: Path) -> None:
    stand_in("done()")
    (place / "out").mkdir()
    convert(folder, place / "out")
    assert (place / "out" / "config.json").is_file()


@pytest.mark.parametrize(
    "noise", ["", "\\n", "hello\\n", "[]\\n", '{"event": "dance"}\\n', '{"event": "phase"}\\n', "\\xff"]
)
def test_what_no_converter_says_is_passed_over(stand_in: Stand, folder: Path, place: Path, noise: str) -> None:
    stand_in(
        f"os.write(1, b'{noise}'); done()" if noise != "\\xff" else "os.write(1, b'\\xff' * (3 << 20) + b'\\n'); done()"
    )
    (last,) = convert(folder, place / "out")
    assert isinstance(last, Converted)


# --- how it fails ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("model-incomplete", ModelIncomplete),
        ("model-incompatible", ModelIncompatible),
        ("conversion-failed", ConversionFailed),
        ("something-new", ConversionFailed),
    ],
)
def test_its_last_word_becomes_the_error(
    stand_in: Stand, folder: Path, place: Path, code: str, error: type[IlhaError]
) -> None:
    stand_in(f"""
        out.mkdir()
        (out / "half").write_text("")
        print("the log {{x}}", file=sys.stderr)
        say("failed", code={code!r}, message="It has no “{{file}}”.", hint="Fetch it.")
        sys.exit(1)
    """)
    with pytest.raises(error) as failed:
        convert(folder, place / "out")
    message, hint = describe(failed.value.failure())
    assert "“model”" in message
    assert message.endswith("It has no “{file}”."), "what the converter says is no template"
    assert hint == "Fetch it."
    assert not list(place.iterdir())


@pytest.mark.parametrize(
    ("code", "error"), [("storage-full", StorageFull), ("engine-out-of-memory", EngineOutOfMemory)]
)
def test_a_computer_that_is_too_small_is_not_the_models_fault(
    stand_in: Stand, folder: Path, place: Path, code: str, error: type[IlhaError]
) -> None:
    stand_in(f'say("failed", code={code!r}, message="Too small.", hint=""); sys.exit(1)')
    with pytest.raises(error):
        convert(folder, place / "out")
    assert not list(place.iterdir())


@pytest.mark.parametrize(
    "code",
    [
        "sys.exit(3)",
        "done(); sys.exit(1)",
        "out.mkdir(); os.abort()",
        "print('Traceback', file=sys.stderr); sys.exit(1)",
        "say('phase', name='load')",
        "say('done', out=str(out), variants=[])",
        "os.symlink('/etc', out); say('done', out=str(out), variants=[])",
        "out.mkdir(); os.symlink('/etc', out / 'onnx'); say('done', out=str(out), variants=[])",
        "out.mkdir(); os.mkfifo(out / 'config.json'); say('done', out=str(out), variants=[])",
    ],
)
def test_an_end_that_is_none_leaves_nothing(stand_in: Stand, folder: Path, place: Path, code: str) -> None:
    stand_in(code)
    with pytest.raises(ConverterCrashed):
        convert(folder, place / "out")
    assert not list(place.iterdir())


def test_one_that_does_not_go_is_ended(
    stand_in: Stand, folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversion, "_SECONDS_TO_LEAVE", 0.1)
    stand_in("done(); sys.stdout.close(); os.close(1); time.sleep(600)")
    with pytest.raises(ConverterCrashed):
        convert(folder, place / "out")
    assert not list(place.iterdir())


def test_what_a_crashed_one_logged_is_kept_for_the_report(stand_in: Stand, folder: Path, place: Path) -> None:
    stand_in("print('the last words', file=sys.stderr); os.abort()")
    with pytest.raises(ConverterCrashed) as crashed:
        convert(folder, place / "out")
    assert "the last words" in crashed.value.detail
    assert "SIGABRT" in str(crashed.value)


# --- what ends it early ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("event", [0, 1])
def test_it_is_cancelled_from_another_thread(stand_in: Stand, folder: Path, place: Path, event: int) -> None:
    stand_in("""
        out.mkdir()
        say("phase", name="load")
        say("phase", name="export")
        time.sleep(600)
    """)
    running = Conversion(folder, place / "out")
    events = running.run()
    for _ in range(event + 1):
        next(events)
    thread = threading.Thread(target=running.cancel)
    thread.start()
    with pytest.raises(Cancelled):
        list(events)
    thread.join()
    assert not list(place.iterdir())


def test_one_that_was_cancelled_before_does_not_begin(stand_in: Stand, folder: Path, place: Path) -> None:
    stand_in("done()")
    running = Conversion(folder, place / "out")
    running.cancel()
    with pytest.raises(Cancelled):
        list(running.run())
    assert not list(place.iterdir())


def test_whoever_stops_listening_ends_it(stand_in: Stand, folder: Path, place: Path) -> None:
    stand_in("""
        say("warning", message=str(os.getpid()))
        time.sleep(600)
    """)
    events = Conversion(folder, place / "out").run()
    said = next(events)
    assert isinstance(said, Warned)
    assert psutil.pid_exists(int(said.message))
    events.close()
    assert not psutil.pid_exists(int(said.message))
    assert not list(place.iterdir())


# --- what cannot begin -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("taken", ["file", "folder"])
def test_nothing_is_written_over(stand_in: Stand, folder: Path, place: Path, taken: str) -> None:
    stand_in("done()")
    mine = place / "out" if taken == "file" else place / "out" / "mine"
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine", encoding="utf-8")
    with pytest.raises(FolderTaken):
        convert(folder, place / "out")
    assert mine.read_text(encoding="utf-8") == "mine"
    assert len(list(place.iterdir())) == 1


def test_a_place_that_refuses_is_named(stand_in: Stand, folder: Path, place: Path) -> None:
    stand_in("done()")
    (place / "file").write_text("", encoding="utf-8")
    with pytest.raises(StorageNotWritable, match="file"):
        convert(folder, place / "file" / "out")


def test_what_is_no_folder_is_refused(stand_in: Stand, tmp_path: Path, place: Path) -> None:
    stand_in("done()")
    (tmp_path / "model.safetensors").write_bytes(b"")
    with pytest.raises(ModelIsFile):
        convert(tmp_path / "model.safetensors", place / "out")
    with pytest.raises(InputNotFound):
        convert(tmp_path / "nowhere", place / "out")
    assert not list(place.iterdir())


def test_without_a_converter_the_command_that_makes_it_is_said(
    folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CONVERTER_VARIABLE, str(place / "nothing"))
    with pytest.raises(ConverterMissing) as missing:
        convert(folder, place / "out")
    assert "packaging/dev.py converter" in describe(missing.value.failure())[1]
    assert "nothing" in missing.value.detail
    for root in (None, place):
        monkeypatch.delenv(CONVERTER_VARIABLE, raising=False)
        monkeypatch.setattr(conversion, "checkout", lambda root=root: root)
        with pytest.raises(ConverterMissing):
            converter_command()


def test_the_packaged_program_runs_the_add_on_beside_it(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CONVERTER_VARIABLE, raising=False)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    (place / "bin").mkdir()
    (place / "bin" / "ilha").symlink_to("../ilha")
    (place / "ilha").touch()
    monkeypatch.setattr(sys, "executable", str(place / "bin" / "ilha"))
    with pytest.raises(ConverterMissing):
        converter_command()
    addon = place / "converter" / "ilha-converter"
    addon.parent.mkdir()
    addon.touch()
    assert converter_command() == [str(addon)]


def test_a_checkout_runs_its_own_converter_apart_from_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CONVERTER_VARIABLE, raising=False)
    python, *options = converter_command()
    assert Path(python).parts[-3:-1] == (".venv-converter", "bin")
    assert options == ["-I", str(Path(conversion.__file__).parents[1] / "converter")]
