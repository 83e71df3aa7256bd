"""The window's composition root: builds every part and holds every connection between packages."""

from __future__ import annotations

import gc
import importlib
import os
import pkgutil
import signal
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Qt, QThread, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from desktop import tasks
from desktop.core.crash import trace
from desktop.core.errors import IlhaError, WindowSilent
from desktop.jobs.alarms import Alarms
from desktop.jobs.instance import Instance, claim
from desktop.jobs.preferences import Preferences
from desktop.state.last_words import EndedUnexpectedly, last_words, take_last_words
from desktop.state.settings import load_settings
from desktop.ui import language, theme
from desktop.ui.main_window import MainWindow
from desktop.ui.refusal import refuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType

    from desktop.core.errors import Failure
    from desktop.state.paths import Home
    from desktop.state.settings import Settings
    from desktop.ui.services import Services

FIRST_PAINT = "ILHA_FIRST_PAINT"
QUIT_AFTER_PAINT = "ILHA_QUIT_AFTER_PAINT"
_SWITCH_S = 0.0001
"""So long a thread in the background may keep the window waiting. Drawing gives the turn away with each call of Qt, and
Python's own 5 ms would add up to hundreds."""
_RARELY = (700, 10, 1000)
"""The collector of garbage looks at everything a hundred times more seldom than is usual; see `_look_around`."""
_LOOK_AROUND_MS = 60_000


def run(home: Home, paths: Sequence[Path] = ()) -> int:
    """Open the window, hand `paths` to it, and return the exit status when it is closed.

    When a window of this home is open already, that one gets the paths.
    """
    application = _application()
    try:
        instance = claim(home.root, paths)
    except WindowSilent as error:
        language.install(application, load_settings(home.settings).language)
        refuse(error)
        return 1
    if instance is None:
        return 0
    program = Program(application, home, instance)
    if (opened := getattr(application, "opened", None)) is not None:
        opened.connect(program.take)
    try:
        with last_words(home):
            program.open(paths)
            status = application.exec()
    finally:
        program.stop()
    if program.erasing is not None:
        _erase(program.home.for_good(), models=program.erasing)
    return status


def run_nothing(error: IlhaError) -> int:
    """Say why there can be no window at all, and return the exit status."""
    from desktop.cli_output import report

    report(error.failure(), as_json=False)  # first: who started it in a terminal need not look at the box
    language.install(_application(), "auto")
    refuse(error)
    return 1


def _application() -> QApplication:
    if isinstance(there := QApplication.instance(), QApplication):
        return there
    arguments = ["ilha", *theme.ARGUMENTS]
    if sys.platform == "darwin":
        from desktop.ui.application import Application

        return Application(arguments)
    return QApplication(arguments)


class Program(QObject):
    """Window, services and what connects them; the services are built after the first paint.

    Attributes:
        erasing: whether models go too when everything is to be erased at the end; None when nothing is.
    """

    _caught = Signal(object, object, object)
    """An exception of another thread, which may show nothing itself."""
    _news = Signal()  # of files of the home

    def __init__(self, application: QApplication, home: Home, instance: Instance | None = None) -> None:
        """Build everything that the first paint needs; `instance` hands in what other programs were started with."""
        super().__init__()
        self._application = application
        self._instance = instance or Instance()
        self._instance.asked.connect(self.take)
        self._home = home
        self._paths: tuple[Path, ...] = ()
        self.erasing: bool | None = None
        self._unwatched: Failure | None = None
        self._told: list[Failure] = []
        # What Qt remembers of its dialogs, names of folders among it, lies with everything else.
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(home.dialogs))
        self._alarms = Alarms(home.ledger, self)
        self.preferences = Preferences(home.settings, self)
        self._shown = self.preferences.current
        application.setApplicationName("ilha")
        application.setApplicationDisplayName("Ilha")
        application.setDesktopFileName("org.ilha.Ilha")
        theme.prepare(application, self._shown.theme)
        language.install(application, self._shown.language)
        self.services: Services | None = None
        self.window = MainWindow(tasks.registry(), home.window)
        theme.apply(application, self._shown.theme)
        self.window.painted.connect(self._begin)
        self.window.closed.connect(self.stop)
        self._caught.connect(self.catch)
        self._news.connect(self._tell_news)
        self._old_hook = sys.excepthook
        self._old_end = signal.getsignal(signal.SIGTERM)
        self._stopped = False
        self._often = gc.get_threshold()
        self._collector = QTimer(self, interval=_LOOK_AROUND_MS)
        self._collector.timeout.connect(self._look_around)

    @property
    def home(self) -> Home:
        """Return the home with its models where they are now."""
        return self.services.keeper.home if self.services is not None else self._home

    def open(self, paths: Sequence[Path] = ()) -> None:
        """Show the window; `paths` are handed in once it is there."""
        self._paths = tuple(paths)
        sys.excepthook = self.catch
        signal.signal(signal.SIGTERM, lambda *_: self.window.close())  # a session that ends; heard within two seconds
        self.window.show()

    @Slot(list)
    def take(self, paths: list[Path]) -> None:
        """Come to the front and take the files that another program was started with."""
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.raise_()
        self.window.activateWindow()
        if self.services is None:  # it is opening still
            self._paths += tuple(paths)
        elif paths:
            self.window.hand_in(paths)

    def stop(self) -> None:
        """End threads and processes; safe to call twice."""
        if self._stopped:
            return
        self._stopped = True
        self._instance.close()  # first: whoever is started now opens a window that takes his files
        self._alarms.stop()
        self._collector.stop()
        gc.set_threshold(*self._often)
        if self.services is not None:
            from desktop.state import news

            news.listen(None)
            self.services.intake.stop()
            self.services.network.stop()
            self.services.keeper.stop()
            self.services.background.stop()
            self.services.watcher.stop()
            self.services.queue.stop()
        sys.excepthook = self._old_hook
        signal.signal(signal.SIGTERM, self._old_end)

    def make_services(self) -> Services:
        """Build what works below the window and connect the two; nothing is started yet."""
        from desktop.jobs.background import Background
        from desktop.jobs.download_thread import DownloadThread
        from desktop.jobs.intake import Intake
        from desktop.jobs.model_keeper import ModelKeeper
        from desktop.jobs.queue import JobQueue
        from desktop.jobs.watcher import Watcher
        from desktop.state.models import ModelShelf
        from desktop.ui.services import Services

        shelf = ModelShelf(self._home)
        queue = JobQueue(self._home, shelf, self._shown.threads, self)
        self.services = Services(
            home=self._home,
            queue=queue,
            intake=Intake(self._home, self),
            background=Background(self),
            preferences=self.preferences,
            shelf=shelf,
            tasks=tasks.registry(),
            keeper=ModelKeeper(self._home, lambda: self.preferences.current.threads, self),
            watcher=Watcher(self._home, shelf, queue, lambda: self.preferences.current, self),
            network=DownloadThread(self._home, lambda: self.preferences.current, parent=self),
        )
        queue.trouble.connect(self.window.show_failure)
        self.services.watcher.trouble.connect(self._tell_of_watches)
        self.services.watcher.changed.connect(self._forget_watches)
        queue.long_job_finished.connect(self._notify)
        self.preferences.changed.connect(self._apply)
        self.window.erase_wanted.connect(self._end_and_erase)
        self.window.attach(self.services)
        queue.mended.connect(self.window.banner.withdraw)
        self._alarms.show_with(self.window.show_stray)
        return self.services

    @Slot()
    def _begin(self) -> None:
        """Do what the first paint did not have to wait for."""
        _note_first_paint()
        if os.environ.get(QUIT_AFTER_PAINT):
            self.window.close()
            return
        gc.freeze()
        gc.enable()  # `__main__` has it wait for the first paint
        sys.setswitchinterval(_SWITCH_S)
        from desktop.state import log, news
        from desktop.state.database import StorageNewer
        from desktop.state.own_files import unread
        from desktop.ui import roles

        roles.install()
        log.log_to(self._home)
        services = self.make_services()
        told = []
        if said := take_last_words(self._home):
            log.window.error("ended unexpectedly the last time:\n%s", said)
            told.append(EndedUnexpectedly(detail=said).failure())
        for start in (services.queue.start, services.network.start, services.watcher.start, self.window.look_at_models):
            try:
                start()
            except StorageNewer as error:  # better no window than one that keeps nothing
                refuse(error, self.window)
                self.window.close()
                return
            except IlhaError as error:
                told.append(error.failure())
        news.listen(self._news.emit)
        self._tell_news([*told, *(fault.failure() for fault in unread(self._home))])
        self.window.status.watch_memory()
        services.background.run(_load_for_jobs, lambda _: self._prepare(_viewers()))
        if self._paths:
            self.window.hand_in(self._paths)

    def _prepare(self, viewers: Iterator[str]) -> None:
        """Make ready for the first job, a module in each turn of the event loop.

        On this thread: PySide 6.11 makes classes when they are first named, and two threads that name the same end the
        process. All that was loaded is then kept out of the search for garbage, which is felt.
        """
        if self._stopped:
            return
        if (module := next(viewers, None)) is not None:
            importlib.import_module(module)
            QTimer.singleShot(0, self, partial(self._prepare, viewers))
            return
        self.window.prepare()
        gc.freeze()
        gc.set_threshold(*_RARELY)
        self._collector.start()

    @Slot()
    def _look_around(self) -> None:
        """Look for garbage among everything while nothing runs: with thousands of jobs it is felt."""
        assert self.services is not None
        totals = self.services.queue.totals
        if not totals.waiting and not totals.running and gc.get_count()[2]:
            gc.collect()

    @Slot(object, object, object)
    def catch(self, kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        """Take an uncaught exception: log it and show it calmly; an explained one is shown in its own words."""
        if QThread.currentThread() is not self.thread():
            self._caught.emit(kind, error, where)
        elif issubclass(kind, KeyboardInterrupt):
            self.window.close()
        elif isinstance(error, IlhaError):
            self.window.show_failure(error.failure())
        else:
            from desktop.state import log

            log.window.error("uncaught", exc_info=(kind, error, where))
            self.window.report_bug(kind.__name__, trace(error))

    @Slot(bool)
    def _end_and_erase(self, models: bool) -> None:
        self.erasing = models
        self.window.close()

    @Slot()
    def _tell_news(self, told: Sequence[Failure] = ()) -> None:
        """Show what became of files that were damaged, behind what is to be told besides."""
        from desktop.state import news

        found = [*told, *(said.failure() for said in news.take_news(self._home))]
        self._told += found
        if found:
            self.window.show_failure(*self._told)

    @Slot(object)
    def _tell_of_watches(self, failure: Failure) -> None:
        """Show why nothing can be remembered of watched folders, until it can."""
        self._unwatched = failure
        self.window.show_failure(failure)

    @Slot(object)
    def _forget_watches(self, _statuses: object) -> None:
        if self._unwatched is not None:
            self.window.banner.withdraw(self._unwatched)
            self._unwatched = None

    @Slot(object)
    def _notify(self, job: object) -> None:
        from desktop.core.job import Job

        if isinstance(job, Job):
            self.window.notifier.tell(job)

    @Slot(object)
    def _apply(self, settings: Settings) -> None:
        """Put changed settings into force."""
        before, self._shown = self._shown, settings
        if settings.theme != before.theme:
            theme.apply(self._application, settings.theme)
        if settings.language != before.language:
            language.install(self._application, settings.language)
        if settings.threads != before.threads and self.services is not None:
            self.services.queue.set_threads(settings.threads)


def _load_for_jobs() -> None:
    """Do what knows nothing of Qt while the window waits for its first file."""
    import desktop.hub.arrivals
    import desktop.media.export  # noqa: F401
    from desktop.core.task import table_parameters

    for task in tasks.registry().values():
        table_parameters(task)  # makes dataclasses of them, and of its own


def _viewers() -> Iterator[str]:
    """Give the modules of the viewers; loading them with the first job would be felt."""
    from desktop.ui import viewers

    return (f"{viewers.__name__}.{module.name}" for module in pkgutil.iter_modules(viewers.__path__))


def _erase(home: Home, *, models: bool) -> None:
    """Erase everything, now that nothing of this program is at work, and say what became of it."""
    from PySide6.QtWidgets import QMessageBox

    from desktop.hub.access import forget_all
    from desktop.state.erasure import erase
    from desktop.state.log import close_log
    from desktop.state.session import apart
    from desktop.ui.privacy_text import erased_text

    settings = load_settings(home.settings)
    close_log()
    try:
        with apart(home):
            erased = erase(home, models=models)
    except IlhaError as error:
        refuse(error)
        return
    forget_all(settings.hub, settings.proxy)
    QMessageBox.information(None, "Ilha", erased_text(erased))


def _note_first_paint() -> None:
    """For the bench: write when the first paint was over, by the clock all processes share, and the memory then."""
    target = os.environ.get(FIRST_PAINT)
    if target:
        painted, loaded = time.monotonic(), sorted({name.partition(".")[0] for name in sys.modules})
        resident = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGESIZE")
        figures = {"painted": painted, "rss_bytes": resident, "modules": loaded}
        import json

        Path(target).write_text(json.dumps(figures), encoding="utf-8")
