"""The bar at the bottom: what protects the user, what waits, what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from desktop.ui import icons, language, theme
from desktop.ui.icon_label import IconLabel
from desktop.ui.shortcuts import tip
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from desktop.core.queue import EngineStatus, QueueTotals
    from desktop.state.ledger import Totals
    from desktop.ui.downloads import Downloads

_MEMORY_EVERY_MS = 2000
_BUTTON_MARGIN = 11


class StatusBar(QWidget):
    """Shield, bytes sent, queue, memory, and the button of the result pane."""

    pane_toggled = Signal()
    """The user wants the result pane shown or hidden."""
    privacy_wanted = Signal()
    """The user wants to know more about what protects him."""
    queue_wanted = Signal()
    """The user wants to see the queue."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Claim nothing until the engine has said what protects it."""
        super().__init__(parent)
        self._engine: EngineStatus | None = None
        self._totals: QueueTotals | None = None
        self._traffic: Totals | None = None
        self._downloads: Downloads | None = None
        self._own_bytes = 0
        self.shield = _Shield()
        self.shield.clicked.connect(self.privacy_wanted)
        self._sent, self._sent_dot = text_label("small", tone="muted"), _dot()
        self._private, self._private_dot = text_label("small", tone="accent"), _dot()
        self._message = text_label("small", tone="muted")
        self._coming, self._coming_dot = text_label("small", tone="muted"), _dot()
        self._queue = QPushButton()
        self._queue.setProperty("kind", "quiet")
        self._queue.setFont(theme.font("small"))
        self._queue.clicked.connect(self.queue_wanted)
        self._memory, self._memory_dot = text_label("small", tone="muted"), _dot()
        self._pane = QToolButton()
        self._pane.setIcon(icons.icon("panel-right", "muted"))
        self._pane.clicked.connect(self.pane_toggled)
        self._expiry = QTimer(self, singleShot=True, interval=6000)
        self._expiry.timeout.connect(self._message.clear)
        self._clock = QTimer(self, interval=_MEMORY_EVERY_MS)
        self._clock.timeout.connect(self._measure)
        self._lay_out()
        self.show_private(False)
        self.retranslate()

    def show_private(self, private: bool) -> None:
        """Say whether this window leaves no trace."""
        for label in (self._private, self._private_dot):
            label.setVisible(private)

    def watch_memory(self) -> None:
        """Begin to show the memory of the program."""
        self._measure()
        self._clock.start()

    def say(self, text: str) -> None:
        """Show a sentence for a few seconds."""
        self._message.setText(text)
        self._expiry.start()

    @Slot(object)
    def show_engine(self, status: EngineStatus) -> None:
        """Show the level of protection that is really in force, and the engine's memory."""
        self._engine = status
        self._write_shield()
        self._write_memory()

    @Slot(object)
    def show_totals(self, totals: QueueTotals) -> None:
        """Show what waits and how long it takes."""
        self._totals = totals
        self._write_queue()

    @Slot(object)
    def show_traffic(self, totals: Totals) -> None:
        """Show how much was ever sent."""
        self._traffic = totals
        self._write_sent()

    def show_downloads(self, downloads: Downloads) -> None:
        """Show how many models are on their way, and how far they are."""
        self._downloads = downloads
        self._write_coming()

    def retranslate(self) -> None:
        """Write every text anew."""
        self.setAccessibleName(self.tr("Status"))
        name = self.tr("Show or hide the result")
        self._pane.setAccessibleName(name)
        self._pane.setToolTip(tip(name, "pane"))
        self._private.setText(self.tr("Leaves no trace"))
        self._private.setToolTip(self.tr("What this window keeps is wiped when it is closed."))
        self._write_coming()
        self._write_sent()
        self._write_shield()
        self._write_memory()
        self._write_queue()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP + 4, 3, GAP, 3)
        row.setSpacing(GAP)
        row.addWidget(self.shield)
        row.addWidget(self._sent_dot)
        row.addWidget(self._sent)
        row.addWidget(self._private_dot)
        row.addWidget(self._private)
        row.addStretch(1)
        row.addWidget(self._message)
        row.addStretch(1)
        end = QHBoxLayout()
        end.setSpacing(0)  # the button in the middle has a margin of its own, and the dots stand half-way
        end.addWidget(self._coming)
        end.addSpacing(_BUTTON_MARGIN)
        end.addWidget(self._coming_dot)
        end.addWidget(self._queue)
        end.addWidget(self._memory_dot)
        end.addSpacing(_BUTTON_MARGIN)
        end.addWidget(self._memory)
        row.addLayout(end)
        row.addWidget(self._pane)

    def _write_queue(self) -> None:
        count = self._totals.waiting + self._totals.running if self._totals else 0
        parts = [self.tr("%n in the queue", "", count) if count else self.tr("Queue empty")]
        if self._totals is not None and self._totals.paused:
            parts.insert(0, self.tr("Paused"))
        if count and self._totals is not None and self._totals.eta_s is not None:
            parts.append(self.tr("%1 left").replace("%1", language.duration(self._totals.eta_s)))
        self._queue.setText(" · ".join(parts))
        self._queue.setToolTip(self.tr("Show the queue"))

    def _write_coming(self) -> None:
        count = len(self._downloads.keys) if self._downloads is not None else 0
        fraction = self._downloads.fraction if self._downloads is not None else None
        parts = [self.tr("%n download(s)", "", count)] if count else []
        if fraction is not None:
            parts.append(language.percent(fraction))
        self._coming.setText(" · ".join(parts))
        self._coming_dot.setVisible(bool(parts))

    def _write_sent(self) -> None:
        """Tell what the ledger says; nothing before it was read."""
        self._sent_dot.setVisible(self._traffic is not None)
        if self._traffic is not None:
            from desktop.worker.privacy import sentence

            said = self.tr("%1 sent")
            if self._traffic.incomplete:
                said = self.tr("at least %1 sent") if self._traffic.sent else self.tr("not known what was sent")
            self._sent.setText(said.replace("%1", language.size(self._traffic.sent_bytes)))
            self._sent.setToolTip(language.filled("privacy", *sentence(self._traffic)))

    def _write_shield(self) -> None:
        wall = self._engine.wall if self._engine else ""
        if self._engine is not None and self._engine.state == "unavailable":
            self.shield.show_level("shield-alert", "bad", self.tr("The engine does not start on this computer"), "")
            return
        levels = {
            "enforced": ("shield-check", "good", self.tr("Offline, enforced by the operating system")),
            "network": ("shield-check", "good", self.tr("Network refused by the operating system")),
            "inside": ("shield-alert", "warning", self.tr("Offline, enforced inside the program")),
        }
        details = {
            "enforced": self.tr(
                "The process that runs the models cannot open a network connection, read the memory of other programs "
                "or write outside its work folder."
            ),
            "network": self.tr(
                "The process that runs the models cannot open a network connection. "
                "Memory of the window not protected: this system lacks Landlock."
            ),
            "inside": self.tr("Ilha refuses the models the network; the operating system would not stop native code."),
        }
        waiting = ("shield", "muted", self.tr("Offline"))
        icon, role, text = levels.get(wall, waiting)
        detail = details.get(wall, self.tr("What the system enforces is shown once it is known."))
        self.shield.show_level(icon, role, text, detail)

    def _write_memory(self) -> None:
        engine_bytes = self._engine.memory_bytes if self._engine else 0
        self._memory.setText(language.size(self._own_bytes + engine_bytes) if self._own_bytes else "")
        self._memory_dot.setVisible(bool(self._own_bytes))
        window, engine = language.size(self._own_bytes), language.size(engine_bytes)
        text = self.tr("Memory: window %1, engine %2").replace("%1", window).replace("%2", engine)
        self._memory.setToolTip(text)
        self._memory.setAccessibleName(text)

    @Slot()
    def _measure(self) -> None:
        import psutil

        self._own_bytes = psutil.Process().memory_info().rss
        self._write_memory()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the bar and draw its edge."""
        with QPainter(self) as painter:
            theme.fill(painter, self.rect(), "raised")
            theme.fill(painter, QRect(0, 0, self.width(), 1), "line")


class _Shield(QAbstractButton):
    """An icon and words in a soft pill; the words say it all, the colour only underlines them."""

    def __init__(self) -> None:
        super().__init__()
        self._soft = ""
        self._role = "muted"
        self._icon = IconLabel("shield", 16, "muted")
        self._text: QLabel = text_label("small", tone="muted")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, 4, GAP + 2, 4)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self._text)

    def show_level(self, icon: str, role: str, text: str, detail: str) -> None:
        role_changed, self._role = role != self._role, role
        self._soft = "" if role == "muted" else f"{role}_soft"
        self._icon.show_icon(icon, role)
        self._text.setText(text)
        if role_changed:
            self._text.setProperty("tone", role)
            self._text.style().unpolish(self._text)
            self._text.style().polish(self._text)
        self.setToolTip(f"{text}. {detail}".strip())
        self.setAccessibleName(text)
        self.setAccessibleDescription(detail)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill, and a ring around it that shows the focus."""
        soft = "hover" if self.underMouse() and not self._soft else self._soft
        if not soft and not self.hasFocus():
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            edge = self._role if self.underMouse() else soft
            painter.setPen(QPen(theme.colour("accent"), 2) if self.hasFocus() else theme.colour(edge))
            painter.setBrush(theme.colour(soft or "raised"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)


def _dot() -> QLabel:
    label = text_label("small", tone="muted")
    label.setText("·")
    return label
