"""The right side of the window: the result of one job, or how far it is, or what went wrong."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from desktop.core.errors import IlhaError
from desktop.core.job import Job, JobState
from desktop.core.kind import ResultKind
from desktop.core.recipe import OWN_STEPS, run_of
from desktop.ui import icons, shortcuts, theme
from desktop.ui.export_dialog import ExportDialog
from desktop.ui.job_text import model_name
from desktop.ui.language import failure_text
from desktop.ui.language_notice import LanguageNotice, offer_translation
from desktop.ui.provenance_panel import ProvenancePanel
from desktop.ui.recipe_text import job_title
from desktop.ui.result_states import RunningPage, StatePage, report
from desktop.ui.result_viewers import VIEWERS, viewer_of
from desktop.ui.reveal import show_in_folder
from desktop.ui.step_tabs import StepTabs
from desktop.ui.tab_order import follow
from desktop.ui.text_label import ElidedLabel
from desktop.ui.viewers.base import Viewer
from desktop.worker.recipe import translated_first

if TYPE_CHECKING:
    from desktop.ui.services import Services
    from desktop.worker.verify import Change


class ResultPane(QWidget):
    """Follows one job."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._job: Job | None = None
        self._viewers: dict[type[Viewer], Viewer] = {}
        self.dialog: ExportDialog | None = None
        self._build_header()
        self.language = LanguageNotice(services, self._translate_first)
        self.states = QStackedWidget()
        self.empty = StatePage("panel-right")
        self.waiting = StatePage("clock")
        self.running = RunningPage()
        self.failed = StatePage("circle-x", "bad")
        self.stopped = StatePage("circle-slash")
        self.cancel_waiting = self.waiting.add_button()
        self.translate = self.failed.add_button("primary")
        self.retry = self.failed.add_button("primary")
        self.copy_report = self.failed.add_button()
        self.again = self.stopped.add_button("primary")
        for page in (self.empty, self.waiting, self.running, self.failed, self.stopped):
            self.states.addWidget(page)
        self.provenance = ProvenancePanel()
        self.steps = StepTabs(services)
        self._column = column = QVBoxLayout(self)
        column.setSpacing(theme.GAP)
        for widget in (self._header, self.steps, self.language):
            column.addWidget(widget)
        column.addWidget(self.states, 1)
        column.addWidget(self.provenance)
        self._connect()
        self.retranslate()
        self.show_job(None)

    def _build_header(self) -> None:
        self._header = QWidget()
        self.title = ElidedLabel("heading")
        self.subtitle = ElidedLabel("small", tone="muted", at_end=True)
        self.copy_button = QToolButton()
        self.export_button = QPushButton()
        self.folder_button = QToolButton()
        self._menu = QMenu(self)
        self.export_button.setProperty("kind", "menu")
        self.export_button.setMenu(self._menu)
        self.export_button.setIcon(icons.icon("download"))
        self._menu.aboutToShow.connect(self._fill_menu)
        for button, icon in ((self.copy_button, "copy"), (self.folder_button, "folder-open")):
            button.setIcon(icons.icon(icon, "muted"))
            button.setIconSize(QSize(18, 18))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self.title)
        names.addWidget(self.subtitle)
        row = QHBoxLayout(self._header)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP // 2)
        row.addLayout(names, 1)
        for widget in (self.copy_button, self.folder_button, self.export_button):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)

    def _connect(self) -> None:
        queue = self._services.queue
        queue.job_changed.connect(self._follow)
        queue.partial.connect(self._take_partial)
        queue.recipes.partial.connect(self._take_partial)
        self.steps.changed.connect(self._show_step)
        self.steps.begun.connect(self.show_job)
        queue.jobs_removed.connect(self._drop)
        queue.waiting.changed.connect(self._say_waiting)
        queue.edits.changed.connect(self._take_edit)
        self.copy_button.clicked.connect(self.copy)
        self.folder_button.clicked.connect(self.reveal)
        self.running.cancelled.connect(self._cancel)
        self.cancel_waiting.clicked.connect(self._cancel)
        self.retry.clicked.connect(self._retry)
        self.translate.clicked.connect(self._translate_first)
        self.again.clicked.connect(self._retry)
        self.copy_report.clicked.connect(self._copy_report)
        self.provenance.verify_wanted.connect(self._verify)
        copying = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self)
        copying.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        copying.activated.connect(self.copy)

    @property
    def job_id(self) -> str | None:
        """Return the id of the job that is shown; of a recipe's run that of the whole."""
        return run_of(self._job.id) if self._job else None

    @property
    def viewer(self) -> Viewer | None:
        """Return the viewer in use, None while there is no result."""
        current = self.states.currentWidget()
        return current if isinstance(current, Viewer) else None

    def show_job(self, job_id: str | None) -> None:
        """Show a job by id, or the hint that nothing is chosen."""
        self._job = self.steps.show_run(self._services.queue.get(job_id) if job_id else None)
        self._show()

    @Slot()
    def _show_step(self) -> None:
        """Show the step that the tabs show."""
        self.settle()
        self._take_up(self.steps.job)

    def copy(self) -> None:
        """Copy what is selected, else the whole result."""
        self.settle()
        viewer = self.viewer
        if viewer is None or self._job is None or self._job.result is None:
            return
        from desktop.media import export

        QGuiApplication.clipboard().setText(viewer.selected_text() or export.plain(self._job.result))

    def export(self) -> None:
        """Ask where and in which formats the result goes."""
        self._export("")

    def settle(self) -> None:
        """Let the viewer keep what is just being changed."""
        if self.viewer is not None:
            self.viewer.settle()

    def find(self) -> None:  # type: ignore[override] # hides a static function of QWidget that finds windows by number
        """Search inside the result."""
        if self.viewer is not None:
            self.viewer.open_search()

    def reveal(self) -> None:
        """Open the folder of the source file."""
        if self._job is not None:
            show_in_folder(self._job.input.path)

    def retranslate(self) -> None:
        """Set every visible string again."""
        self.empty.say(self.tr("No result yet"), self.tr("Choose a finished job to see its result here."))
        self._say_waiting()
        self._say_stopped()
        self.retry.setText(self.tr("Retry"))
        offer_translation(self.translate)
        self.again.setText(self.tr("Run again"))
        self.cancel_waiting.setText(self.tr("Cancel"))
        self.copy_report.setText(self.tr("Copy report"))
        self.copy_report.setToolTip(self.tr("Codes and versions for a bug report; no file names and no content"))
        self.export_button.setText(self.tr("Export"))
        self.export_button.setToolTip(shortcuts.tip(self.tr("Save the result as a file"), "export"))
        for button, name in (
            (self.copy_button, self.tr("Copy the result")),
            (self.folder_button, self.tr("Show the file in its folder")),
        ):
            button.setAccessibleName(name)
        copy_keys = QKeySequence(QKeySequence.StandardKey.Copy).toString(QKeySequence.SequenceFormat.NativeText)
        self.copy_button.setToolTip(f"{self.copy_button.accessibleName()} ({copy_keys})")
        self.folder_button.setToolTip(self.folder_button.accessibleName())
        for push in (self.retry, self.again, self.cancel_waiting, self.copy_report, self.export_button):
            push.setAccessibleName(push.text())
        if self._job is not None:
            self._show_header(self._job)
            if self._job.state is JobState.FAILED:
                self._show_failure(self._job)

    def _say_waiting(self) -> None:
        paused = self._services.queue.waiting.paused
        soon = self.tr("It starts as soon as the jobs before it are done.")
        self.waiting.say(self.tr("Waiting"), self.tr("It starts when the queue goes on.") if paused else soon)

    def _say_stopped(self) -> None:
        run = self.steps.run
        if run is not None and run.state is JobState.FAILED:
            self.stopped.say(self.tr("Not begun"), self.tr("A step before this one has failed."))
        else:
            self.stopped.say(self.tr("Cancelled"), self.tr("This was given up before it was finished."))

    # --- states ------------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        job = self._job
        done = job is not None and job.state is JobState.DONE and job.result is not None
        self._header.setVisible(job is not None)
        self.language.hide()
        for widget in (self.copy_button, self.export_button):
            widget.setVisible(done)
        told = done and job is not None and job.task not in OWN_STEPS
        self.provenance.setVisible(told)
        edge = theme.GAP * 2
        self._column.setContentsMargins(edge, edge, edge, theme.GAP if told else edge)  # its heading has air around it
        if job is None:
            self.states.setCurrentWidget(self.empty)
            return
        self._show_header(job)
        if done:
            self._show_result(job)
        elif job.state is JobState.FAILED:
            self._show_failure(job)
        elif job.state is JobState.RUNNING:
            self.running.show_job(job)
            queue = self._services.queue
            self.running.show_partial(queue.text_so_far(job.id) or queue.recipes.text_so_far(job.id))
            self.states.setCurrentWidget(self.running)
        else:
            self._say_stopped()
            self.states.setCurrentWidget(self.waiting if job.state is JobState.QUEUED else self.stopped)

    def _show_header(self, job: Job) -> None:
        run = self.steps.run
        model = job.result.provenance.model if job.result is not None else job.model
        with_model = [] if job.task in OWN_STEPS else [model_name(model)]
        self.title.setText(run.input.name if run is not None else job.input.name)
        # The tabs say what the step does.
        self.subtitle.setText(" · ".join([job_title(run or job, self._services.tasks), *with_model]))

    def viewer_for(self, kind: type[Viewer]) -> Viewer:
        """Return a viewer, made when it is first asked for."""
        if kind not in self._viewers:
            made = self._viewers[kind] = kind(self._services)
            made.export_wanted.connect(self._export)
            made.job_wanted.connect(self.show_job)
            self.states.addWidget(made)
            follow(made, self.provenance)
        return self._viewers[kind]

    def prepare(self) -> None:
        """Make the viewers one in each turn of the event loop, so that the first results need not wait for them."""
        missing = next((kind for kind in VIEWERS.values() if kind not in self._viewers), None)
        if missing is not None:
            self.viewer_for(missing)
            QTimer.singleShot(0, self, self.prepare)

    def _show_result(self, job: Job) -> None:
        assert job.result is not None
        self.language.show_job(job)
        viewer = self.viewer_for(viewer_of(job.result.value))
        viewer.show_job(job)
        self.states.setCurrentWidget(viewer)
        self.provenance.show_result(job.result, self._services.tasks.get(job.task))

    def _show_failure(self, job: Job) -> None:
        if job.failure is None:
            return
        message, hint = failure_text(job.failure)
        self.failed.say(message, hint, job.failure.code)
        self.translate.setVisible(bool(translated_first(job, self._services.shelf)))
        # A file that stopped the engine twice stays set aside; a text in another language would fail again.
        self.retry.setVisible(job.failure.code != "input-quarantined" and self.translate.isHidden())
        self.states.setCurrentWidget(self.failed)

    @Slot(object)
    def _follow(self, job: Job) -> None:
        if self._job is None or job.id != self.job_id:
            return
        if self.steps.run is not None:
            self.steps.take_run(job)
        elif job.state is JobState.RUNNING and self._job.state is JobState.RUNNING:
            self._take_up(job)
        else:
            self.show_job(job.id)

    def _take_up(self, job: Job | None) -> None:
        """Show a job as it is now; of one that goes on running only how far it is."""
        before, self._job = self._job, job
        at_work = [one.id for one in (before, job) if one is not None and one.state is JobState.RUNNING]
        if job is not None and at_work == [job.id, job.id]:
            self.running.show_job(job)
        elif before != job:
            self._show()

    @Slot(str, str)
    def _take_partial(self, job_id: str, text: str) -> None:
        if self._job is not None and job_id == self._job.id:
            self.running.show_partial(text)

    @Slot(object)
    def _take_edit(self, job: Job) -> None:
        """Take the result as it is now; the viewer has made it so itself."""
        if self._job is not None and job.id == self._job.id and job.result is not None:
            self._job = job
            self.provenance.show_result(job.result, self._services.tasks.get(job.task))

    @Slot(object)
    def _drop(self, job_ids: tuple[str, ...]) -> None:
        if self.job_id in job_ids:
            self.show_job(None)

    # --- actions -----------------------------------------------------------------------------------------------------

    def _cancel(self) -> None:
        if self.job_id is not None:
            self._services.queue.cancel(self.job_id)

    def _retry(self) -> None:
        if self.job_id is not None:
            self._services.queue.retry(self.job_id)

    def _translate_first(self) -> None:
        """Do the same with a translation of the text."""
        job = self._job
        if job is not None:
            title = self.tr("Translate, then: %1").replace("%1", job_title(job, self._services.tasks))
            steps = translated_first(job, self._services.shelf)
            self.show_job(self._services.queue.recipes.chain(job.input, title, steps))

    def _copy_report(self) -> None:
        if self._job is not None and self._job.failure is not None:
            QGuiApplication.clipboard().setText(report(self._job))

    def _verify(self) -> None:
        """Make the result again in the background, with an engine of its own."""
        from desktop.worker.verify import record_of, verify

        job, services = self._job, self._services
        assert job is not None
        self.settle()
        work = partial(
            verify,
            record_of(job),
            services.home,
            services.shelf,
            source=job.input.path,
            threads=services.preferences.current.threads,
        )
        services.background.run(work, partial(self._take_changes, job.id), partial(self._miss_changes, job.id))

    def _take_changes(self, job_id: str, changes: tuple[Change, ...]) -> None:
        if self._job is not None and job_id == self._job.id:
            self.provenance.show_changes(changes)

    def _miss_changes(self, job_id: str, error: Exception) -> None:
        if not isinstance(error, IlhaError):
            raise error
        if self._job is not None and job_id == self._job.id:
            self.provenance.show_trouble(error)

    def _fill_menu(self) -> None:
        from desktop.media import export

        self._menu.clear()
        if self._job is None or self._job.result is None:
            return
        own = export.own_format(self._job.result)
        for name in export.formats(self._job.result.kind, own=own):
            as_other = self.tr("As {format}…").format(format=name.upper())
            translated = name == own and self._job.result.kind is ResultKind.TEXT
            text = self.tr("Save the translated document…") if translated else as_other
            self._menu.addAction(text, partial(self._export, name))
        self._menu.addSeparator()
        self._menu.addAction(shortcuts.tip(self.tr("Several formats…"), "export"), self.export)

    def _export(self, format_name: str) -> None:
        if self.viewer is None or self._job is None:
            return
        self.settle()
        self.dialog = ExportDialog(self._services, (self._job.id,), self, formats=(format_name,) if format_name else ())
        self.dialog.open()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
