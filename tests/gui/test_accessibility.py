"""Every page: each control has a name, can be reached by keyboard, and says in its tooltip what an icon means."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QButtonGroup,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop import tasks
from desktop.core.chat import ChatMessage, Role
from desktop.media.sniff import recognise
from desktop.ui import language, roles
from desktop.ui.chat_view import ChatView
from desktop.ui.main_window import MainWindow
from desktop.ui.rail import ASSISTANT, RailButton
from desktop.ui.viewers.confusion import ConfusionView
from desktop.ui.viewers.embedding import SimilarityBar, VectorStrip
from desktop.ui.viewers.picture import PictureView
from desktop.ui.viewers.sentences import ShareBar
from desktop.ui.viewers.shares_chart import SharesChart
from tests.gui import drops

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gui.scenes import Scene

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QAbstractSlider,
    QTextEdit,
)
PAGES = (
    "assistant",
    *(f"task:{task}" for task in tasks.registry()),
    "search",
    "recipes",
    "queue",
    "watch",
    "history",
    "models",
    "privacy",
    "settings",
    "help",
)


def controls(root: QWidget) -> list[QWidget]:
    """Return the visible controls that a person uses, without the parts Qt builds them from."""
    found: list[QWidget] = []
    for widget in root.findChildren(QWidget):
        inside = widget.parentWidget()
        part = isinstance(inside, QAbstractSpinBox | QComboBox | QLineEdit) or isinstance(widget, QScrollBar)
        popup = widget.window() is not root.window()
        if isinstance(widget, CONTROLS) and widget.isVisible() and not part and not popup:
            found.append(widget)
    return found


def nameless(root: QWidget) -> list[str]:
    return [repr(widget) for widget in controls(root) if not (widget.accessibleName() or spoken(widget)).strip()]


def spoken(widget: QWidget) -> str:
    if isinstance(widget, QAbstractButton):
        return widget.text()
    buddies = [label for label in widget.window().findChildren(QLabel) if label.buddy() is widget]
    return buddies[0].text() if buddies else ""


def reached_by_tab(window: QWidget) -> set[int]:
    """Walk the chain of the Tab key once around."""
    seen: set[int] = set()
    widget = next_in_chain(window)
    while id(widget) not in seen and widget is not window:
        seen.add(id(widget))
        widget = next_in_chain(widget)
    return seen


def next_in_chain(widget: QWidget) -> QWidget:
    """Return where Tab goes next, and give it back to its own parent: PySide takes it for a part of the one asked."""
    following = widget.nextInFocusChain()
    assert following is not None
    following.setParent(following.parentWidget())
    return following


def reached_by_arrows(widget: QWidget, chain: set[int]) -> bool:
    """Say whether Tab reaches another button of the same exclusive group: arrow keys move inside one."""
    group = cast("QButtonGroup | None", widget.group()) if isinstance(widget, QAbstractButton) else None
    return group is not None and group.exclusive() and any(id(button) in chain for button in group.buttons())


def unreachable(root: QWidget) -> list[str]:
    chain = reached_by_tab(root.window())
    lost = []
    for widget in controls(root):
        policy = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        if widget.isEnabled() and not (policy and id(widget) in chain) and not reached_by_arrows(widget, chain):
            lost.append(f"{widget!r} {widget.accessibleName()}")
    return lost


def silent_icons(root: QWidget) -> list[str]:
    return [
        repr(widget)
        for widget in controls(root)
        if isinstance(widget, QAbstractButton) and not widget.text() and not widget.toolTip()
    ]


def clipped(root: QWidget) -> list[str]:
    """Return buttons whose text is wider than they are."""
    return [
        f"{button.text()} {button.width()} < {button.sizeHint().width()}"
        for button in root.findChildren(QPushButton)
        if button.isVisible() and button.width() < button.sizeHint().width()
    ]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("code", ["en", "pt_BR"])
def test_every_page_can_be_used_without_eyes_or_mouse(
    window: MainWindow, qapp: QApplication, qtbot: QtBot, page: str, code: str
) -> None:
    language.install(qapp, code)  # type: ignore[arg-type]
    assert set(window.rail.pages()) == set(PAGES)
    window.resize(960, 600)
    shown = window.visit(page)
    qtbot.waitUntil(shown.isVisible)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    assert not nameless(window)
    assert not unreachable(window)
    assert not silent_icons(window)
    assert not clipped(window)


@pytest.mark.parametrize("code", ["en", "pt_BR"])
def test_so_can_the_question_and_the_result(
    window: MainWindow, qapp: QApplication, qtbot: QtBot, tmp_path: Path, code: str
) -> None:
    language.install(qapp, code)  # type: ignore[arg-type]
    image = QImage(30, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    assert image.save(str(tmp_path / "a.png"))
    window.resize(960, 600)
    window.show_page(ASSISTANT)
    mime = drops.mime_of([tmp_path / "a.png"])
    with qtbot.waitSignal(window.services.intake.finished):
        drops.drop(window.assistant.zone, mime)
    assert not nameless(window)
    assert not unreachable(window)
    with qtbot.waitSignal(window.services.queue.jobs_added):
        window.assistant.submit()
    assert window.pane is not None
    qtbot.waitUntil(window.pane.isVisible)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    assert not nameless(window)
    assert not unreachable(window)
    assert not silent_icons(window)
    assert not clipped(window)


def test_arrow_keys_walk_the_rail(window: MainWindow, qtbot: QtBot) -> None:
    buttons = window.rail.findChildren(RailButton)
    first = next(button for button in buttons if button.isChecked())
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert window.page_id == window.rail.pages()[1]


def test_the_tab_key_comes_to_the_page_that_is_shown(window: MainWindow) -> None:
    window.show_page("watch")
    buttons = window.rail.findChildren(RailButton)
    (reached,) = [button for button in buttons if button.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert reached.isChecked()


def test_the_palette_too(window: MainWindow) -> None:
    window.commands.open_palette()
    assert not nameless(window.commands.palette)


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        (SharesChart, QAccessible.Role.Chart),
        (ConfusionView, QAccessible.Role.Chart),
        (ShareBar, QAccessible.Role.Chart),
        (SimilarityBar, QAccessible.Role.Indicator),
        (VectorStrip, QAccessible.Role.Graphic),
        (PictureView, QAccessible.Role.Graphic),
    ],
)
def test_what_is_drawn_says_what_it_is(qtbot: QtBot, kind: type[QWidget], role: QAccessible.Role) -> None:
    roles.install()
    widget = kind()
    qtbot.addWidget(widget)
    widget.setAccessibleName("Shares")
    widget.setAccessibleDescription("positive 60%, negative 40%")
    told = QAccessible.queryAccessibleInterface(widget)
    assert told.role() is role
    assert told.text(QAccessible.Text.Name) == "Shares"
    assert told.text(QAccessible.Text.Description) == "positive 60%, negative 40%"


def test_parts_of_the_window_say_what_they_are(stage: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    roles.install()
    window = MainWindow(tasks.registry(), tmp_path / "window.ini")
    window.attach(stage.services)
    qtbot.addWidget(window)
    page = RailButton("list")
    qtbot.addWidget(page)
    page.click()
    for widget, role in (
        (window.rail, QAccessible.Role.Grouping),
        (window.assistant.zone, QAccessible.Role.Grouping),
        (window.banner, QAccessible.Role.AlertMessage),
        (page, QAccessible.Role.RadioButton),
        (window.rail.headings()[0], QAccessible.Role.Button),
    ):
        assert QAccessible.queryAccessibleInterface(widget).role() is role, repr(widget)
    assert QAccessible.queryAccessibleInterface(page).state().checked


def test_messages_are_a_list(qtbot: QtBot) -> None:
    roles.install()
    view = ChatView(lambda model: model)
    qtbot.addWidget(view)
    said = ChatMessage(id=1, chat="c", parent=None, role=Role.USER, text="Good morning")
    view.show_branch([said], [said])
    inner = view.widget()
    assert inner is not None
    messages = QAccessible.queryAccessibleInterface(inner)
    assert messages.role() is QAccessible.Role.List
    (message,) = (messages.child(at) for at in range(messages.childCount()))
    assert (message.role(), message.text(QAccessible.Text.Name)) == (QAccessible.Role.ListItem, "You")


def test_lists_tell_their_rows(window: MainWindow, qtbot: QtBot, samples: Path) -> None:
    with qtbot.waitSignal(window.services.queue.jobs_added):
        window.services.queue.add([recognise(samples / "document.pdf")], "ocr")
    view = window.assistant.jobs.view
    assert isinstance(view, QAbstractScrollArea)
    row = view.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Waiting" in row
