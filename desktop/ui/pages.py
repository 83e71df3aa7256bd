"""The pages of the window, each made when it is first visited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.rail import HELP, HISTORY, MODELS, PRIVACY, QUEUE, RECIPES, SEARCH, SETTINGS, WATCH, task_page

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.ui.main_window import MainWindow


def make_page(window: MainWindow, name: str) -> QWidget | None:
    """Return a new page of `window`; None when it has none of this id."""
    makers = {
        SEARCH: _search,
        QUEUE: _queue,
        WATCH: _watch,
        RECIPES: _recipes,
        HISTORY: _history,
        MODELS: _models,
        PRIVACY: _privacy,
        SETTINGS: _settings,
        HELP: _help,
    }
    if name in makers:
        return makers[name](window)
    task = name.removeprefix("task:")
    return _task(window, task) if task in window.services.tasks else None


def _task(window: MainWindow, task: str) -> QWidget:
    from desktop.core.chat import TASK
    from desktop.ui.task_page import TaskPage
    from desktop.ui.transcribe_page import TranscribePage
    from desktop.ui.translate_page import TranslatePage

    kinds = {"translation": TranslatePage, "automatic-speech-recognition": TranscribePage}
    services = window.services
    if task == TASK:
        return _chat(window)
    kind = kinds.get(task, TaskPage)
    return window.welcome(kind(services, window.reception, services.tasks[task], window.memory, adding=window.adding))


def _search(window: MainWindow) -> QWidget:
    from desktop.ui.search_page import SearchPage

    page = SearchPage(window.services, window.undo, window.adding)
    page.models_wanted.connect(window.show_models)
    page.job_wanted.connect(window.show_job)
    return page


def _recipes(window: MainWindow) -> QWidget:
    from desktop.ui.recipes_page import RecipesPage

    page = RecipesPage(window.services, window.reception, window.undo, adding=window.adding)
    page.task_wanted.connect(lambda task: window.show_page(task_page(task)))
    return window.welcome(page)


def _chat(window: MainWindow) -> QWidget:
    from desktop.core.chat import TASK
    from desktop.ui.chat_page import ChatPage

    task = window.services.tasks[TASK]
    return window.welcome(ChatPage(window.services, task, window.memory, window.undo, adding=window.adding))


def _queue(window: MainWindow) -> QWidget:
    from desktop.ui.queue_page import QueuePage

    page = QueuePage(window.services, window.ending.finish)
    page.opened.connect(window.show_job)
    page.given_up.connect(window.way_back.offer_pardon)
    return page


def _watch(window: MainWindow) -> QWidget:
    from desktop.ui.watch_page import WatchPage

    page = WatchPage(window.services, window.undo)
    page.opened.connect(window.show_job)
    return page


def _history(window: MainWindow) -> QWidget:
    from desktop.ui.history_page import HistoryPage

    page = HistoryPage(window.services)
    page.opened.connect(window.show_job)
    return page


def _models(window: MainWindow) -> QWidget:
    from desktop.ui.models_page import ModelsPage

    page = ModelsPage(window.services, window.adding, window.undo)
    page.changed.connect(window.follow_models)
    return page


def _privacy(window: MainWindow) -> QWidget:
    from desktop.ui.privacy_page import PrivacyPage

    page = PrivacyPage(window.services, window.traffic)
    page.erase_wanted.connect(window.erase_wanted)
    return page


def _settings(window: MainWindow) -> QWidget:
    from desktop.ui.settings_page import SettingsPage

    return SettingsPage(window.services)


def _help(window: MainWindow) -> QWidget:
    from desktop.ui.help_page import HelpPage

    return HelpPage(window.services)
