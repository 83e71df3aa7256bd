"""Labels in the roles of the theme, and one that ends in … instead of pushing its neighbours away."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui import theme


def text_label(role: str, *, tone: str = "", wrap: bool = False) -> QLabel:
    """Return an empty label in the font of `role`; `tone` is muted, good, warning or bad."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(theme.font(role))
    label.setWordWrap(wrap)
    if tone:
        label.setProperty("tone", tone)
    return label


def term_label(text: str) -> QLabel:
    """Return the name of a fact in a form, beside the first line of what is said about it."""
    label = text_label("small", tone="muted")
    label.setText(text)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)  # a form gives it more height than one line
    return label


def page_head(title: QLabel | QLayout, summary: QLabel) -> QVBoxLayout:
    """Return the title of a page, alone or in a row, and what the page is for right below it."""
    words = QVBoxLayout()
    words.setSpacing(2)
    if isinstance(title, QLayout):
        words.addLayout(title)
    else:
        words.addWidget(title)
    words.addWidget(summary)
    return words


def set_tone(label: QLabel, tone: str) -> None:
    """Give a label another tone, or none."""
    if label.property("tone") != tone:
        label.setProperty("tone", tone)
        label.style().unpolish(label)
        label.style().polish(label)


class ElidedLabel(QLabel):
    """One line that is shortened when there is no room, in the middle or at its end; the tooltip has all of it."""

    def __init__(
        self, role: str = "body", *, tone: str = "", at_end: bool = False, parent: QWidget | None = None
    ) -> None:
        """Start empty, in the font of `role`."""
        super().__init__(parent)
        self._brief = ""
        self._mode = Qt.TextElideMode.ElideRight if at_end else Qt.TextElideMode.ElideMiddle
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(role))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if tone:
            self.setProperty("tone", tone)

    def setText(self, text: str) -> None:  # noqa: N802
        """Show `text`, all of it in the tooltip."""
        super().setText(text)
        self.setToolTip(text)

    def set_brief(self, text: str) -> None:
        """Say this instead where there is no room for all of the text."""
        self._brief = text

    def minimumSizeHint(self) -> QSize:
        """Let the layout take the width away."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, shortened where need be."""
        with QPainter(self) as painter:
            fits = self.fontMetrics().horizontalAdvance(self.text()) <= self.width()
            words = self.text() if fits else self._brief or self.text()
            shown = self.fontMetrics().elidedText(words, self._mode, self.width())
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)
