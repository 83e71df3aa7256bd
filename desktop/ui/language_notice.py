"""Says above a result that its model was not made for the language of the text, and offers to translate it first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QSizePolicy

from desktop.core.languages import OTHER_LANGUAGE, told_apart
from desktop.ui.language import filled
from desktop.ui.notice_bar import NoticeBar
from desktop.ui.text_label import text_label
from desktop.worker.recipe import translated_first

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton

    from desktop.core.job import Job
    from desktop.core.result import OtherLanguage
    from desktop.ui.services import Services


def offer_translation(button: QPushButton) -> None:
    """Write on a button that it translates first."""
    button.setText(QCoreApplication.translate("LanguageNotice", "Translate first"))
    button.setAccessibleName(button.text())
    button.setToolTip(
        QCoreApplication.translate(
            "LanguageNotice", "Translate the text into a language of the model, then do the same with it"
        )
    )


class LanguageNotice(NoticeBar):
    """Hidden while the model reads the language, or nobody knows."""

    _other: OtherLanguage | None = None

    def __init__(self, services: Services, translate: Callable[[], object]) -> None:
        super().__init__(text_label("small", wrap=True), "languages")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._services = services
        self.action.clicked.connect(translate)

    def show_job(self, job: Job) -> None:
        """Say in which language the text of a finished job is, if it is another one."""
        self._other = job.result.other_language if job.result is not None else None
        if self._other is not None:
            self.action.setVisible(bool(translated_first(job, self._services.shelf)))
            self.retranslate()
        self.setVisible(self._other is not None)

    def retranslate(self) -> None:
        """Set every visible string again."""
        super().retranslate()
        offer_translation(self.action)
        if self._other is not None:
            self.text.setText(filled("tasks", OTHER_LANGUAGE, told_apart(self._other.text, self._other.model)))
