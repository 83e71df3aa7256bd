"""Pictures of the real window with the real engine: `python packaging/shots.py [--readme | --out DIR] [--only WORD…]`.

Every state in both themes and languages at every scale, rendered offscreen from the samples in a home of its own. Waits
for signals only. A state that fails is named at the end, and the others are rendered all the same.
"""

from __future__ import annotations

import argparse
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from shots_chat import CHATS
from shots_dialogs import DIALOGS
from shots_models import MODELS
from shots_privacy import PRIVACY
from shots_queue import QUEUE
from shots_recipes import RECIPES
from shots_results import TASKS, example
from shots_speech import SPEECH, speech_example
from shots_steps import ROOT, SAMPLES, finish, hand_in, recognise, run_task, settle, wait, wait_for
from shots_tables import TABLES
from shots_translation import TRANSLATIONS
from shots_troubles import TROUBLES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.app import Program

HELP = ROOT / "resources" / "help"
README_PICTURES = {"en": HELP / "window.png", "pt_BR": HELP / "window.pt.png"}
LOOKS = [("light", "en"), ("dark", "en"), ("light", "pt_BR"), ("dark", "pt_BR")]


def main() -> int:
    """Render every look in a process of its own: the scale of Qt is fixed when it starts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "shots")
    parser.add_argument("--only", nargs="*", default=[], help="states, themes or languages; all without")
    parser.add_argument("--scale", nargs="+", default=["1", "2"], help="factors, such as 1.5; 1 and 2 without")
    parser.add_argument("--look", nargs=2, metavar=("THEME", "LANGUAGE"), help=argparse.SUPPRESS)
    parser.add_argument("--readme", action="store_true", help="renew the pictures of README and help, nothing else")
    options = parser.parse_args()
    if options.readme:
        with tempfile.TemporaryDirectory(prefix="ilha-shots-") as folder:
            for language, picture in README_PICTURES.items():
                wanted = ["--scale", "1", "--only", "done", "light", language]
                subprocess.run([sys.executable, __file__, "--out", folder, *wanted], check=True)
                shutil.copyfile(Path(folder) / f"done-light-{language}.png", picture)
        return 0
    if options.look:
        return render(options.out, options.look[0], options.look[1], options.only)
    options.out.mkdir(parents=True, exist_ok=True)
    broken = False
    for (theme, language), scale in itertools.product(LOOKS, options.scale):
        if {"light", "dark"} & set(options.only) and theme not in options.only:
            continue
        if {"en", "pt_BR"} & set(options.only) and language not in options.only:
            continue
        environment = os.environ | {
            "QT_QPA_PLATFORM": "offscreen",
            "QT_SCALE_FACTOR": scale,
            "QT_LOGGING_RULES": "qt.text.font.db=false;qt.qpa.*=false",
            "PYTHONPATH": str(ROOT),
            "ORT_DISABLE_TELEMETRY": "1",
            "HF_HUB_OFFLINE": "1",
        }
        command = [sys.executable, __file__, "--out", str(options.out), "--look", theme, language]
        command += ["--only", *options.only] if options.only else []
        broken |= subprocess.run(command, env=environment, check=False).returncode != 0
    return int(broken)


def render(out: Path, theme: str, language: str, only: list[str]) -> int:
    """Render the states of one look."""
    from PySide6.QtWidgets import QApplication

    from desktop.app import Program
    from desktop.state.history import History
    from desktop.state.paths import find_home
    from desktop.ui import theme as themes

    application = QApplication(["shots", *themes.ARGUMENTS])
    scale = os.environ.get("QT_SCALE_FACTOR", "1")
    suffix = f"{theme}-{language}" + (f"-{scale}x" if scale != "1" else "")
    failed: list[str] = []
    for name in [name for name in STATES if not set(only) & set(STATES) or name in only]:
        with tempfile.TemporaryDirectory(prefix="ilha-shots-") as folder:
            home = find_home(folder).make()
            if name in TASKS or name.startswith("transcript"):
                made = (example if name in TASKS else speech_example)(name, home.artifacts / "example")
                history = History(home.history)
                history.put([made])
                history.close()
            program = Program(application, home)
            try:
                picture(application, program, (name, theme, language), out / f"{name}-{suffix}.png")
            except Exception:  # noqa: BLE001 - whatever it is, the other states are worth looking at
                traceback.print_exc()
                failed.append(f"{name}-{suffix}")
            program.window.close()
            program.stop()
            program.window.deleteLater()
    if failed:
        print("failed:", *failed, file=sys.stderr)
    return int(bool(failed))


def picture(application: QApplication, program: Program, what: tuple[str, str, str], target: Path) -> None:
    """Render one state, theme and language of a program that is not open yet."""
    from desktop.ui import language as languages
    from desktop.ui import theme as themes

    name, theme, language = what
    program.preferences.change(theme=theme, language=language)
    themes.apply(application, theme)  # type: ignore[arg-type] # one of LOOKS
    languages.install(application, language)  # type: ignore[arg-type]
    wait(program.window.painted, program.open)
    wait_for(program.window.services.queue.engine_changed, partial(ready, program))
    STATES[name](program)
    settle(program)
    program.window.grab().save(str(target))
    print(target, flush=True)


def ready(program: Program) -> bool:
    """Say whether the engine stands behind its wall."""
    return program.window.services.queue.status.state in {"ready", "busy"}


# --- states ----------------------------------------------------------------------------------------------------------


def empty(program: Program) -> None:
    """Show the first start."""


def recognised(program: Program) -> None:
    """Show what was recognised and what can be done with it."""
    window = program.window
    hand_in(program, "scan.png", "cat.jpg", "letter.txt", "document.pdf", str(ROOT / "pyproject.toml.missing"))
    assert window.assistant.tray.isVisible()


def busy(program: Program) -> None:
    """Show a queue at work."""
    run_task(program, "ocr", "document.pdf", "scan.png")
    run_task(program, "image-classification", "photo.jpg", "cat.jpg")
    queue = program.window.services.queue
    wait_for(
        queue.job_changed, lambda: any(job.progress is not None and job.progress.done >= 1 for job in queue.jobs())
    )
    program.window.show_job(queue.jobs()[0].id)


def done(program: Program) -> None:
    """Show a scan that was read."""
    run_task(program, "image-classification", "cat.jpg", "photo.jpg")
    run_task(program, "text-classification", "letter.txt", "reviews.txt")
    run_task(program, "ocr", "scan.png")
    finish(program)
    last = program.window.services.queue.jobs()[-1]
    program.window.assistant.jobs.select(last.id)


def labels(program: Program) -> None:
    """Show a photo that was classified, on the page of its task."""
    program.window.show_page("task:image-classification")
    run_task(program, "image-classification", "photo.jpg", "cat.jpg")
    finish(program)
    page = program.window.page
    page.jobs.select(program.window.services.queue.jobs()[-1].id)  # type: ignore[attr-defined]


def sentiment(program: Program) -> None:
    """Show reviews that were judged line by line."""
    program.window.show_page("task:text-classification")
    files = recognise("reviews.txt")
    queue = program.window.services.queue
    queue.add(files, "text-classification", None, {"split": "lines"})
    finish(program)
    program.window.page.jobs.select(queue.jobs()[-1].id)  # type: ignore[attr-defined]


def missing(program: Program) -> None:
    """Show the page of a task that has no model."""
    program.window.show_page("task:depth-estimation")


def asking(program: Program) -> None:
    """Show a file that waits for labels."""
    page = program.window.visit("task:zero-shot-classification")
    page.wait_for(tuple(recognise("letter.txt")))  # type: ignore[attr-defined]


def show_example(program: Program, name: str) -> None:
    """Show a result that was put into the history."""
    queue = program.window.services.queue
    page = program.window.visit(f"task:{TASKS[name]}")
    queue.restore(["example"])
    program.window.show_job("example")
    page.jobs.select("example")  # type: ignore[attr-defined]
    viewer = program.window.pane.viewer  # type: ignore[union-attr]
    if name == "boxes":
        viewer.slider.setValue(40)
        viewer.list.setCurrentIndex(viewer.list.marks.index(0))
    if name == "spans":
        viewer.next.click()


def failed(program: Program) -> None:
    """Show what is said when a file is damaged."""
    broken = program.window.services.home.root / "holiday.jpg"
    broken.write_bytes((SAMPLES / "cat.jpg").read_bytes()[:9000])
    run_task(program, "image-classification", "cat.jpg", str(broken))
    finish(program)
    program.window.assistant.jobs.select(program.window.services.queue.jobs()[-1].id)


def palette(program: Program) -> None:
    """Show the command palette."""
    run_task(program, "image-classification", "cat.jpg")
    finish(program)
    program.window.commands.open_palette()


def history(program: Program) -> None:
    """Show the history."""
    run_task(program, "image-classification", "cat.jpg", "photo.jpg")
    run_task(program, "ocr", "scan.png")
    finish(program)
    program.window.show_page("history")


def settings(program: Program) -> None:
    """Show the settings."""
    program.window.show_page("settings")


def help_page(program: Program) -> None:
    """Show the help."""
    program.window.show_page("help")


STATES: dict[str, Callable[[Program], object]] = {
    "empty": empty,
    "recognised": recognised,
    "busy": busy,
    "done": done,
    "labels": labels,
    "sentiment": sentiment,
    "missing": missing,
    "asking": asking,
    **MODELS,
    **{name: partial(show_example, name=name) for name in TASKS},
    **CHATS,
    **TRANSLATIONS,
    **SPEECH,
    **QUEUE,
    **RECIPES,
    **TABLES,
    **DIALOGS,
    "failed": failed,
    "palette": palette,
    "history": history,
    **PRIVACY,
    **TROUBLES,
    "settings": settings,
    "help": help_page,
}


if __name__ == "__main__":
    sys.exit(main())
