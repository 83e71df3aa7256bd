"""Entry point: `ilha` and `python -m desktop`.

A spawned engine imports this module again, so only the standard library is imported at module level.
"""

import gc
import os
import sys

TYPE_CHECKING = False  # `typing` takes a while to load, in which Ctrl+C would be answered with a traceback
if TYPE_CHECKING:
    from pathlib import Path

    from desktop.state.paths import Home


def main() -> int:
    """Open the window, or with arguments act as the command line; returns the exit status."""
    try:
        _open_streams()
        return _main()
    except KeyboardInterrupt:  # before anybody listens for it
        return 130


def _open_streams() -> None:
    """Put nothing in the place of streams that the caller has closed, where else the next files would be opened."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def _main() -> int:
    if getattr(sys, "frozen", False) and len(sys.argv) > 1:  # a child of ours is started with arguments
        import multiprocessing

        multiprocessing.freeze_support()
    if sys.argv[1:2] == ["--behind-the-wall"]:
        return _behind_the_wall(sys.argv[2:])
    if sys.argv[1:2] == ["--decode-sound"]:
        return _decode_sound(sys.argv[2:])
    if sys.argv[1:] == ["--table-head"]:
        return _table_head()
    if sys.argv[1:] == ["--try-sockets"]:
        from desktop.engine import proof

        return proof.main()
    # Official onnxruntime wheels upload telemetry unless this is set before the library is loaded.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    gc.disable()  # modules are no garbage; the window sets it going at its first paint
    from desktop.core.crash import no_dumps
    from desktop.hub import alarm
    from desktop.state.files import keep_to_owner

    no_dumps()
    keep_to_owner()
    alarm.arm()
    if len(sys.argv) == 1 and _has_display():
        return _open_usual_window()
    from desktop import cli

    gc.enable()
    return cli.main(sys.argv[1:], _open_window)


def _open_usual_window() -> int:
    """Open the window over the usual home, or say why there can be none."""
    from contextlib import ExitStack

    from desktop.core.errors import IlhaError
    from desktop.state.files import storage_errors
    from desktop.state.paths import find_home
    from desktop.state.session import session

    with ExitStack() as ending:
        try:
            home = find_home()
            with storage_errors(home.root):
                home = ending.enter_context(session(home))
        except IlhaError as error:
            from desktop import app

            return app.run_nothing(error)
        return _open_window(home, [])


def _behind_the_wall(arguments: "list[str]") -> int:
    """Become another program, without network and free to write to one folder only: `WORK -- COMMAND…`."""
    from pathlib import Path

    if len(arguments) < 3 or arguments[1] != "--" or not Path(arguments[0]).is_dir():
        print("usage: ilha --behind-the-wall WORK -- COMMAND…", file=sys.stderr)  # noqa: T201 - there is no other way
        return 2
    work, _, *command = arguments
    _put_up_wall(Path(work), command[0])
    os.environ["TMPDIR"] = work
    try:
        os.execvp(command[0], command)  # noqa: S606 - no shell is wanted
    except OSError as error:
        sys.exit(f"ilha: {command[0]} cannot be started: {error}")


def _decode_sound(arguments: "list[str]") -> int:
    """Decode the film on standard input to samples on standard output, behind a wall: `RATE`."""
    import tempfile
    from pathlib import Path

    if len(arguments) != 1 or not arguments[0].isdecimal():
        print("usage: ilha --decode-sound RATE < FILM > SAMPLES", file=sys.stderr)  # noqa: T201 - as above
        return 2
    _put_up_wall(Path(tempfile.gettempdir()))
    from desktop.media import decode_qt

    return decode_qt.main(int(arguments[0]))


def _table_head() -> int:
    """Print the columns of the table that standard input names, which may be a stranger's, behind a wall."""
    import tempfile
    from pathlib import Path

    _put_up_wall(Path(tempfile.gettempdir()))
    from desktop.media.tables import head

    return head.main()


def _put_up_wall(work: "Path", program: str = "") -> None:
    """Give up network, other processes and writing anywhere but to `work`, or leave."""
    from desktop.engine.sandbox import put_up

    try:
        put_up(work, program)
    except OSError as error:
        sys.exit(f"ilha: the wall could not be put up: {error}")


def _has_display() -> bool:
    from desktop.state.display import display

    return display() is not None


def _open_window(home: "Home", paths: "list[Path]") -> int:
    if not _has_display():
        from desktop.core.usage import DisplayMissing

        raise DisplayMissing
    gc.disable()
    import desktop.tasks
    import desktop.ui

    desktop.tasks.registry()
    from desktop import app

    return app.run(home, paths)


if __name__ == "__main__":
    sys.exit(main())
