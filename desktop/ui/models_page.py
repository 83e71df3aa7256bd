"""The page of models: what is here, what could be, what each needs, and how it comes here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop.core.errors import Cancelled, IlhaError
from desktop.hub.offers import packs
from desktop.ui import drop_zone, drops, icons, theme
from desktop.ui.download_row import DownloadRows
from desktop.ui.downloads import named_repository
from desktop.ui.fitting_area import FittingArea
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.language import failure_text, translate
from desktop.ui.model_explainer import ModelExplainer
from desktop.ui.model_facts import explained_row
from desktop.ui.model_list import ModelView
from desktop.ui.model_panes import AvailablePane, InstalledPane
from desktop.ui.model_rows import AVAILABLE, ModelRow
from desktop.ui.model_work import ModelWork
from desktop.ui.network_switch import NetworkSwitch
from desktop.ui.store_desk import StoreDesk
from desktop.ui.text_label import page_head, text_label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.core.model import InstalledModel
    from desktop.hub.explanation import Explanation
    from desktop.jobs.model_keeper import Overview
    from desktop.ui.model_import import ModelImport
    from desktop.ui.services import Services
    from desktop.ui.undo_bar import UndoBar

_WIDE, _NARROW = 1080, 560
_PAUSE_MS = 150


class ModelsPage(QWidget):
    """Two panes, and the explanation of the model that is chosen.

    Signals:
        changed: models came or went.
    """

    changed = Signal()

    def __init__(self, services: Services, adding: ModelImport, undo: UndoBar, parent: QWidget | None = None) -> None:
        """Add models with `adding`; `undo` offers to bring removed ones back."""
        super().__init__(parent)
        self._services = services
        self._downloads = adding.downloads
        self._asked = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._filter)
        self._build(services, adding, undo)
        self._lay_out()
        self._connect(adding)
        self.retranslate()

    # --- building ----------------------------------------------------------------------------------------------------

    def _build(self, services: Services, adding: ModelImport, undo: UndoBar) -> None:
        self.title = text_label("title")
        self.summary = text_label("body", tone="muted", wrap=True)
        self.switch = NetworkSwitch(services.preferences)
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumWidth(300)
        self.field.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.search_button = QPushButton()
        self.search_button.setIcon(icons.icon("external-link"))
        self.task = QComboBox()
        self.task.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.task.addItem("", "")
        for task in services.tasks.values():
            self.task.addItem(task.title, task.id)
        self.problem = text_label("small", tone="bad", wrap=True)
        self.rows = DownloadRows(self._downloads)
        self.work = ModelWork(services, undo)
        self.installed = InstalledPane(services.tasks, adding, self.work)
        self.available = AvailablePane(services.tasks, self._downloads)
        self.explainer = ModelExplainer(self._downloads, services.tasks, services.background)
        self.desk = StoreDesk(services, adding, self.installed, self.work, self._tell)
        self.setAcceptDrops(True)

    def _lay_out(self) -> None:
        filters = QWidget()
        flow = FlowLayout(filters)
        for widget in (self.field, self.search_button, self.task, self.switch):
            flow.addWidget(widget)
        self.panes = QSplitter(Qt.Orientation.Horizontal)
        self.panes.setChildrenCollapsible(False)
        self.panes.setHandleWidth(theme.GAP + 4)
        self.panes.setProperty("gap", True)
        for pane in (self.installed, self.available, self.explainer):
            pane.setMinimumWidth(240)
            self.panes.addWidget(pane)
        self.panes.setSizes([1, 1, 1])
        self.explainer.hide()
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.GAP * 3,) * 2, theme.GAP * 3, theme.GAP * 2)
        column.setSpacing(theme.GAP + 4)
        column.addLayout(page_head(self.title, self.summary))
        column.addWidget(filters)
        column.addWidget(self.problem)
        column.addWidget(FittingArea(self.rows))
        column.addWidget(self.panes, 1)

    def _connect(self, adding: ModelImport) -> None:
        self.field.textChanged.connect(lambda _text: self._pause.start())
        self.field.returnPressed.connect(self.ask_the_hub)
        self.search_button.clicked.connect(self.ask_the_hub)
        self.task.currentIndexChanged.connect(self._filter)
        self.installed.view.chosen.connect(partial(self._choose, self.installed.view))
        self.available.view.chosen.connect(partial(self._choose, self.available.view))
        self.available.counted.connect(self._filter)
        self.explainer.closed.connect(self.close_explainer)
        self.explainer.acted.connect(self._act)
        self.explainer.looked.connect(self._take_explanation)
        self.installed.verify.triggered.connect(self._verify_all)
        self.installed.renew.triggered.connect(self.desk.look_for_newer)
        self.installed.export.triggered.connect(lambda: self._export(None))
        self.installed.clean.triggered.connect(self.work.clean_up)
        self.installed.elsewhere.triggered.connect(self.desk.ask_where)
        self.installed.credits.triggered.connect(self._show_credits)
        self.work.changed.connect(self._follow_store)
        adding.imported.connect(self.reload)

    # --- what is listed ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Look at the store again."""
        models = self._services.shelf.all()
        work = partial(self._services.keeper.overview, models)
        self._services.background.run(work, self._show, self._lose)

    def offer(self, paths: Sequence[Path]) -> None:
        """Ask whether models that were dropped somewhere shall be added."""
        self.close_explainer()
        self.desk.take(paths)

    def filter_by(self, task: str) -> None:
        """Show the models for one task."""
        self.task.setCurrentIndex(max(self.task.findData(task), 0))

    def _show(self, overview: Overview) -> None:
        self.problem.hide()
        self.installed.show_overview(overview)
        self.available.show_offers([kept.model for kept in overview.kept], overview.computer)
        self._refresh_explainer(overview)
        if overview.computer.speeds is None and not self._asked:
            self._asked = True  # once: a computer that cannot be measured is not asked again and again
            self._services.background.run(self._services.keeper.measure, lambda _: self.reload(), self._pass_over)

    def _refresh_explainer(self, overview: Overview) -> None:
        row = self.explainer.row
        if row is None or self.explainer.isHidden():
            return
        listed = (*self.installed.model.rows, *self.available.model.rows)
        now = next((one for one in listed if one.id == row.id), None)
        if now is not None:
            self.explainer.show_row(now, overview.computer)
            view = self.installed.view if now.kept is not None else self.available.view
            view.choose(now.id)
        elif _is_gone(row, [kept.model for kept in overview.kept]):
            self.close_explainer()

    def _lose(self, error: Exception) -> None:
        if not isinstance(error, IlhaError):
            raise error
        self._tell(" ".join(failure_text(error.failure())))

    def _pass_over(self, error: Exception) -> None:
        """Foretell no times where the computer cannot be measured."""
        if not isinstance(error, IlhaError | Cancelled):
            raise error

    def _filter(self) -> None:
        self._pause.stop()
        task, words = str(self.task.currentData() or ""), self.field.text()
        self.installed.model.filter(task, words)
        if not self.available.searching:
            self.available.model.filter(task, words)

    def _tell(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    # --- the Hub -----------------------------------------------------------------------------------------------------

    def ask_the_hub(self) -> None:
        """Search the Hub for the words of the field, or explain the repository that they name."""
        text, task = self.field.text().strip(), str(self.task.currentData() or "")
        named = named_repository(text)
        if named:
            self._explain_named(named)
        elif text or task:
            self.available.search(text, task)
        else:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _explain_named(self, repo: str) -> None:
        overview = self.installed.overview
        if overview is None:
            return
        for view in (self.installed.view, self.available.view):
            if view.choose(repo):
                return
        self.field.clear()  # the lists show everything again beside the one that is explained
        row = ModelRow(id=repo, title=repo, task="", licence="", size_bytes=None, badge=AVAILABLE)
        self._explain(row)
        self.explainer.look_closer()

    @Slot(object)
    def _take_explanation(self, explanation: Explanation) -> None:
        """Say more of a row that only had a name."""
        row, overview = self.explainer.row, self.installed.overview
        if row is not None and row.kept is None and row.entry is None and overview is not None:
            self.explainer.show_row(explained_row(explanation), overview.computer, explanation)

    # --- one model ---------------------------------------------------------------------------------------------------

    def _choose(self, view: ModelView, row: ModelRow | None) -> None:
        if row is None:
            return
        other = self.available.view if view is self.installed.view else self.installed.view
        other.selectionModel().clear()
        self._explain(row)

    def _explain(self, row: ModelRow) -> None:
        overview = self.installed.overview
        if overview is not None:
            self.explainer.show_row(row, overview.computer)
            self.explainer.show()
            self.rows.leave_out(row.id)
            self._arrange()

    def cancel(self) -> bool:
        """Close what is open: the explanation, else what a search has found; say whether anything was."""
        if not self.explainer.isHidden():
            self.close_explainer()
            return True
        if self.available.searching:
            self.available.leave_search()
            return True
        return False

    def close_explainer(self) -> None:
        """Show both panes again."""
        self.explainer.look_up.forget()
        self.explainer.hide()
        self.rows.leave_out("")
        for view in (self.installed.view, self.available.view):
            if view.current() is not None:
                view.setFocus(Qt.FocusReason.OtherFocusReason)
            view.selectionModel().clear()
        self._arrange()

    def _arrange(self) -> None:
        """Give the explanation the place of the other pane where there is no room for three."""
        explained, width = not self.explainer.isHidden(), self.width()
        row = self.explainer.row
        here = row is not None and row.kept is not None
        narrow = width < _NARROW
        self.switch.set_compact(narrow)
        self.summary.setVisible(not narrow)
        self.panes.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        all_three = width >= _WIDE
        shown = [
            not explained or all_three or (here and not narrow),
            not explained or all_three or (not here and not narrow),
        ]
        if shown != [not pane.isHidden() for pane in (self.installed, self.available)]:
            self.installed.setVisible(shown[0])
            self.available.setVisible(shown[1])
            self.panes.setSizes([1000] * 3)

    @Slot(str)
    def _act(self, action: str) -> None:
        row = self.explainer.row
        if row is None or row.kept is None or self.work.busy:
            return
        if action == "verify":
            self.work.verify([row.kept.model])
        elif action == "remove":
            self.work.remove([row.kept.model])
        else:
            self._export(row)

    def _verify_all(self) -> None:
        overview = self.installed.overview
        if overview is not None:
            self.work.verify([kept.model for kept in overview.kept])

    def _export(self, row: ModelRow | None) -> None:
        models = [row.kept.model] if row is not None and row.kept is not None else self.installed.movable
        name = models[0].spec.id.rpartition("/")[2] if len(models) == 1 else "ilha"
        for out in drop_zone.ask_for_target(self, self.tr("Export a kit"), f"{name}-kit.zip"):
            self.work.export(models, out)

    @Slot()
    def _show_credits(self) -> None:
        from desktop.ui.credits_dialog import CreditsDialog

        CreditsDialog(self._services.shelf.all(), self).open()

    @Slot()
    def _follow_store(self) -> None:
        self.reload()
        self.changed.emit()

    # --- Qt ----------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Write every text anew."""
        self.setAccessibleName(self.tr("Models"))
        self.title.setText(self.tr("Models"))
        self.summary.setText(self.tr("What works on this computer, what else could, and what it would need."))
        self.field.setPlaceholderText(self.tr("Words, owner/name or an address"))
        self.field.setAccessibleName(self.tr("Search models"))
        self.search_button.setText(self.tr("Ask the Hub"))
        self.search_button.setAccessibleName(self.tr("Ask the Hub"))
        self.search_button.setToolTip(self.tr("Search the Hub for these words, or explain the model they name (Enter)"))
        self.task.setAccessibleName(self.tr("Filter by task"))
        self.task.setItemText(0, self.tr("All tasks"))
        for at, task in enumerate(self._services.tasks.values(), 1):
            self.task.setItemText(at, translate("tasks", task.title))

    def showEvent(self, event: QShowEvent) -> None:
        """Show what happened meanwhile, also what a command has done."""
        super().showEvent(event)
        known = self._services.shelf.all()
        self._services.shelf.refresh()
        if self._services.shelf.all() != known:
            self.changed.emit()
        self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._arrange()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take folders and archives."""
        if drops.models_in(drops.paths_of(event.mimeData())):
            event.acceptProposedAction()
            self.installed.set_hot(hot=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Become calm again."""
        self.installed.set_hot(hot=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask whether what was dropped shall be added."""
        self.installed.set_hot(hot=False)
        event.acceptProposedAction()
        self.offer(drops.models_in(drops.paths_of(event.mimeData())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove the chosen model with Del."""
        if event.key() == Qt.Key.Key_Delete:
            self._act("remove")
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _is_gone(row: ModelRow, models: Sequence[InstalledModel]) -> bool:
    """Say whether a row stands for a model that was removed, or for a pack of which nothing is missing any more."""
    if row.members:
        return row.id not in {f"pack:{name}" for name in packs(models)}
    return row.kept is not None and row.id not in {model.spec.id for model in models}
