"""The rail at the left: where one can go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.ui import icons, theme
from desktop.ui.icon_label import IconLabel
from desktop.ui.language import translate
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.core.task import Task

ASSISTANT, SEARCH, RECIPES, HISTORY, MODELS = "assistant", "search", "recipes", "history", "models"
QUEUE, WATCH, PRIVACY, SETTINGS, HELP = "queue", "watch", "privacy", "settings", "help"
MORE = "more"
GROUPS = {
    "text": QT_TRANSLATE_NOOP("Rail", "Text"),
    "pictures": QT_TRANSLATE_NOOP("Rail", "Pictures"),
    "sound": QT_TRANSLATE_NOOP("Rail", "Sound"),
    "chat": QT_TRANSLATE_NOOP("Rail", "Chat"),
    MORE: QT_TRANSLATE_NOOP("Rail", "More"),
}
_WIDTH, _WIDEST = 216, 272
_FOCUS = 2.0


def task_page(task: str) -> str:
    """Return the page id of a task."""
    return f"task:{task}"


class Rail(QWidget):
    """Pages, tasks by group, and below them history, settings and help."""

    chosen = Signal(str)
    """The id of the page that was asked for."""

    def __init__(self, tasks: Sequence[Task], parent: QWidget | None = None) -> None:
        """List the pages of `tasks`; all of them count as available until `set_available`."""
        super().__init__(parent)
        self._tasks = {task.id: task for task in tasks}
        self._available = frozenset(self._tasks)
        self._buttons: dict[str, RailButton] = {}
        self._headings: dict[str, RailHeading] = {}
        self._group = QButtonGroup(self)
        self._area = QScrollArea()
        self._upper = QVBoxLayout()
        self._brand = text_label("heading")
        self._build()
        self.retranslate()
        self._arrange()

    def select(self, page: str) -> None:
        """Mark `page` as the one that is shown, and open its group."""
        button = self._buttons.get(page)
        if button is not None:
            button.setChecked(True)
            for other in self._buttons.values():  # the Tab key comes to the page that is shown, arrows to the others
                other.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other is button else Qt.FocusPolicy.ClickFocus)
            for group, heading in self._headings.items():
                if page in map(task_page, self._members(group)):
                    heading.unfold(True)
            # Not before the group that was opened has got its place.
            QTimer.singleShot(0, button, lambda: self._area.ensureWidgetVisible(button))

    def pages(self) -> list[str]:
        """Return the ids of the visible pages from top to bottom; Ctrl+1 is the first."""
        below = [QUEUE, WATCH, HISTORY, MODELS, PRIVACY, SETTINGS, HELP]
        tasks = [task_page(task) for group in GROUPS for task in self._members(group)]
        return [ASSISTANT, SEARCH, RECIPES, *tasks, *below]

    def button(self, page: str) -> RailButton:
        """Return what leads to a page."""
        return self._buttons[page]

    def headings(self) -> list[RailHeading]:
        """Return the headings of the groups from top to bottom."""
        return list(self._headings.values())

    def set_available(self, tasks: frozenset[str]) -> None:
        """Move the tasks that have no model under "More"."""
        if tasks != self._available:
            self._available = tasks
            self._arrange()

    def retranslate(self) -> None:
        """Write every label anew."""
        self.setAccessibleName(self.tr("Pages"))
        self._brand.setText("Ilha")
        titles = {
            ASSISTANT: self.tr("Assistant"),
            SEARCH: self.tr("Search my files"),
            RECIPES: self.tr("Recipes"),
            QUEUE: self.tr("Queue"),
            WATCH: self.tr("Watch folders"),
            HISTORY: self.tr("History"),
            MODELS: self.tr("Models"),
            PRIVACY: self.tr("Privacy"),
            SETTINGS: self.tr("Settings"),
            HELP: self.tr("Help"),
        }
        for task in self._tasks.values():
            titles[task_page(task.id)] = translate("tasks", task.title)
        for page, button in self._buttons.items():
            button.show_title(titles[page])
        for group, heading in self._headings.items():
            heading.setText(translate("Rail", GROUPS[group]))
            heading.setAccessibleName(self.tr("Group %1").replace("%1", heading.text()))
            heading.retranslate()
        self._number()
        needed = max(button.sizeHint().width() for button in self._buttons.values())
        self.setFixedWidth(min(max(needed + 2 * GAP, _WIDTH), _WIDEST))

    def _build(self) -> None:
        self._group.setExclusive(True)
        brand = QHBoxLayout()
        brand.setContentsMargins(GAP + 4, 0, GAP, GAP)
        brand.setSpacing(GAP + 2)
        brand.addWidget(IconLabel("tree-palm", 22, "accent"))
        brand.addWidget(self._brand, 1)
        self._upper.setContentsMargins(0, 0, 0, 0)
        self._upper.setSpacing(2)
        inner = QWidget()
        inner.setLayout(self._upper)
        area = self._area
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP, GAP * 2, GAP, GAP)
        outer.setSpacing(2)
        outer.addLayout(brand)
        outer.addWidget(area, 1)
        self._upper.addWidget(self._button(ASSISTANT, "sparkles"))
        self._upper.addWidget(self._button(SEARCH, "search"))
        self._upper.addWidget(self._button(RECIPES, "layers"))
        for group in GROUPS:
            self._headings[group] = RailHeading()
            self._headings[group].unfold(group != MORE)
            self._headings[group].turned.connect(self._fold)
        for task in self._tasks.values():
            self._button(task_page(task.id), task.icon)
        self._upper.addStretch(1)
        edge = QFrame()
        edge.setProperty("line", True)
        outer.addWidget(edge)
        outer.addSpacing(GAP // 2)
        below = {
            QUEUE: "list",
            WATCH: "eye",
            HISTORY: "history",
            MODELS: "package",
            PRIVACY: "shield",
            SETTINGS: "settings",
            HELP: "circle-question-mark",
        }
        for page, name in below.items():
            outer.addWidget(self._button(page, name))
        self._buttons[ASSISTANT].setChecked(True)

    def _button(self, page: str, icon: str) -> RailButton:
        button = RailButton(icon)
        button.clicked.connect(lambda: self.chosen.emit(page))
        self._group.addButton(button)
        self._buttons[page] = button
        return button

    def _members(self, group: str) -> list[str]:
        if group == MORE:
            return [task for task in self._tasks if task not in self._available]
        return [task.id for task in self._tasks.values() if task.group == group and task.id in self._available]

    def _arrange(self) -> None:
        """Put every task under its heading."""
        position = 3  # below the assistant, the search and the recipes
        for group, heading in self._headings.items():
            members = self._members(group)
            for widget in (heading, *(self._buttons[task_page(task)] for task in members)):
                self._upper.removeWidget(widget)
                self._upper.insertWidget(position, widget)
                position += 1
            heading.setVisible(bool(members))
        self._fold()
        self._number()
        previous: QWidget = self._buttons[ASSISTANT]
        for index in range(1, position):
            item = self._upper.itemAt(index)
            following = item.widget() if item is not None else None
            if following is not None:
                QWidget.setTabOrder(previous, following)
                previous = following

    def _fold(self) -> None:
        for group, heading in self._headings.items():
            for task in self._members(group):
                self._buttons[task_page(task)].setVisible(heading.unfolded)

    def _number(self) -> None:
        for number, page in enumerate(self.pages(), 1):
            button = self._buttons[page]
            button.setToolTip(f"{button.text()} (Ctrl+{number})" if number <= 9 else button.text())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the rail and draw its edge."""
        with QPainter(self) as painter:
            theme.fill(painter, self.rect(), "raised")
            theme.fill(painter, QRect(self.width() - 1, 0, 1, self.height()), "line")


class RailButton(QAbstractButton):
    """A page in the rail."""

    def __init__(self, icon: str) -> None:
        """Show an icon before the text."""
        super().__init__()
        self.icon_name = icon
        self.setCheckable(True)
        self.setAutoExclusive(True)  # the group sees to that: said to screen readers
        self.setFont(theme.font("body"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._by_key = False
        self._advance = 0
        self._room = QSize()

    def show_title(self, title: str) -> None:
        """Change the text; how long it is gets measured once, since the window is waited for."""
        metrics = QFontMetrics(theme.font("strong"))
        self._advance = metrics.horizontalAdvance(title)
        self._room = QSize(self._advance + 56, max(36, metrics.height() + 14))
        self.setText(title)
        self.setAccessibleName(title)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus only to those who came by keyboard."""
        self._by_key = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def sizeHint(self) -> QSize:
        """Return room for icon and semi-bold text."""
        return self._room

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw selection, hover and focus as rounded fields."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            chosen = self.isChecked()
            if chosen or self.underMouse():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("accent_soft" if chosen else "hover"))
                painter.drawRoundedRect(QRectF(self.rect()), theme.RADIUS, theme.RADIUS)
            if self.hasFocus() and self._by_key:
                _draw_focus(painter, self.rect())
            role = "accent" if chosen else "text"
            top = (self.height() - 18) / 2
            icons.draw(painter, self.icon_name, QRectF(12, top, 18, 18), "accent" if chosen else "muted")
            painter.setFont(theme.font("strong" if chosen else "body"))
            painter.setPen(theme.colour(role))
            area = self.rect().adjusted(40, 0, -GAP // 2, 0)  # beside a scroll bar it is narrower than it asked for
            text = self.text()
            if self._advance > area.width():
                text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)


class RailHeading(QAbstractButton):
    """The name of a group; pressing it folds the group. It is not checkable: screen readers would say check box."""

    turned = Signal()
    """The group was folded or unfolded."""

    def __init__(self) -> None:
        """Start unfolded."""
        super().__init__()
        self.unfolded = True
        self.clicked.connect(lambda: self.unfold(not self.unfolded))
        self.setFont(theme.font("small"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def unfold(self, unfolded: bool) -> None:
        """Fold the group or unfold it."""
        if unfolded != self.unfolded:
            self.unfolded = unfolded
            self.retranslate()
            self.update()
            self.turned.emit()

    def retranslate(self) -> None:
        """Say to screen readers what the chevron shows."""
        self.setAccessibleDescription(self.tr("Expanded") if self.unfolded else self.tr("Collapsed"))

    def sizeHint(self) -> QSize:
        """Return one small line with air above it."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 48, self.fontMetrics().height() + 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the name and a chevron that says whether the group is open."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            line = self.rect().adjusted(0, 10, 0, 0)
            if self.hasFocus():
                _draw_focus(painter, line)
            painter.setPen(theme.colour("text" if self.underMouse() else "muted"))
            font = theme.font("small")
            font.setWeight(theme.font("strong").weight())
            painter.setFont(font)
            painter.drawText(line.adjusted(12, 0, -28, 0), int(Qt.AlignmentFlag.AlignVCenter), self.text())
            name = "chevron-down" if self.unfolded else "chevron-right"
            icons.draw(painter, name, QRectF(self.width() - 26, line.center().y() - 6, 14, 14), "muted")


def _draw_focus(painter: QPainter, rect: QRect) -> None:
    painter.setPen(QPen(QColor(theme.colour("accent")), _FOCUS))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = _FOCUS / 2
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), theme.RADIUS, theme.RADIUS)
