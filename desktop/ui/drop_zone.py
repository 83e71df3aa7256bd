"""The dashed field that takes files: large while there is nothing else to see, a strip once there is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QIcon, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui import drops, icons, theme
from desktop.ui.icon_label import IconLabel
from desktop.ui.shortcuts import tip
from desktop.ui.text_label import ElidedLabel
from desktop.ui.theme import GAP

_RADIUS, _FRAME = 14, 32  # pixels; the second is what the style sheet puts around the words of a button
_DASH = [6.0, 3.0]


def ask_for_files(parent: QWidget, title: str) -> list[Path]:
    """Let the user choose files; tests replace this function."""
    from PySide6.QtWidgets import QFileDialog

    names, _ = QFileDialog.getOpenFileNames(parent, title)
    return [Path(name) for name in names]


def ask_for_folder(parent: QWidget, title: str) -> list[Path]:
    """Let the user choose a folder; tests replace this function."""
    from PySide6.QtWidgets import QFileDialog

    name = QFileDialog.getExistingDirectory(parent, title)
    return [Path(name)] if name else []


def ask_for_target(parent: QWidget, title: str, name: str) -> list[Path]:
    """Let the user name a new file; nothing is ever written over, so nothing is confirmed. Tests replace this."""
    from PySide6.QtWidgets import QFileDialog

    unasked = QFileDialog.Option.DontConfirmOverwrite
    chosen, _ = QFileDialog.getSaveFileName(parent, title, name, options=unasked)
    return [Path(chosen)] if chosen else []


class DropZone(QWidget):
    """A target for drops with the two buttons that do the same."""

    paths_given = Signal(object)
    """list[Path] that were chosen in a dialog."""
    dropped = Signal(object)
    """QMimeData of a drop, valid during the call."""

    def __init__(self, accepts: str = "", parent: QWidget | None = None) -> None:
        """Show `accepts`, a translated list of what fits, as the second line."""
        super().__init__(parent)
        self._accepts = accepts
        self._hot = 0
        self._phase = 0.0
        self._compact = False
        self._icon = IconLabel("upload", 40, "accent")
        self.headline = ElidedLabel("heading", at_end=True)
        self._detail = ElidedLabel("body", tone="muted", at_end=True)
        self.files_button = QPushButton()
        self.folder_button = QPushButton()
        self.folder_button.setIcon(icons.icon("folder", "accent"))
        self.files_button.setProperty("kind", "primary")
        self.files_button.clicked.connect(self.choose_files)
        self.folder_button.clicked.connect(self._choose_folder)
        self._words = QVBoxLayout()
        self._outer = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._march = QTimer(self, interval=40)
        self._march.timeout.connect(self._step)
        self.setAcceptDrops(True)
        self._lay_out()
        self.retranslate()

    @property
    def compact(self) -> bool:
        """Say whether the zone is a strip."""
        return self._compact

    def set_compact(self, compact: bool) -> None:
        """Become a strip, or a large field again."""
        if compact != self._compact:
            self._compact = compact
            self._arrange()

    def set_accepts(self, accepts: str, brief: str = "") -> None:
        """Change the second line; where there is no room for it, it is `brief`, or what stands before its dot."""
        self._accepts = accepts
        self._detail.set_brief(brief or accepts.partition(" · ")[0])
        self._write()

    def set_hot(self, items: int) -> None:
        """Show that something hovers over the window; 0 when it left."""
        from PySide6.QtWidgets import QStyle

        self._hot = items
        moving = bool(items) and self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0
        (self._march.start if moving else self._march.stop)()
        self._write()
        self.update()

    def choose_files(self) -> None:
        """Open the dialog for files."""
        paths = ask_for_files(self, self.tr("Choose files"))
        if paths:
            self.paths_given.emit(paths)

    def retranslate(self) -> None:
        """Write every text anew."""
        self.setAccessibleName(self.tr("Drop files here"))
        self.files_button.setAccessibleName(self.tr("Choose files…"))
        self.files_button.setToolTip(tip(self.tr("Choose files"), "open"))
        self.folder_button.setAccessibleName(self.tr("Choose folder…"))
        self.folder_button.setToolTip(self.tr("Choose a folder; everything in it that fits is taken"))
        self._write()

    def _write(self) -> None:
        if self._hot:
            self.headline.setText(self.tr("Drop to add %n item(s)", "", self._hot))
        else:
            self.headline.setText(self.tr("Drop files or folders here"))
        self.folder_button.setText("" if self._compact else self.tr("Choose folder…"))
        self._detail.setText(self._accepts)
        self.setAccessibleDescription(self._accepts)
        self._fit()

    def _fit(self) -> None:
        """Spare the words of the button in a strip that has no room for them beside those of the headline."""
        narrow = self._compact and self.width() < self._needed()
        self._icon.setVisible(not narrow)
        self.files_button.setText("" if narrow else self.tr("Choose files…"))
        self.files_button.setIcon(icons.icon("files", "accent_text") if narrow else QIcon())

    def _needed(self) -> int:
        """Return the width of a strip with all of its words."""
        headline = self.headline.fontMetrics().horizontalAdvance(self.tr("Drop files or folders here"))
        words = self.files_button.fontMetrics().horizontalAdvance(self.tr("Choose files…"))
        edges = self._outer.contentsMargins()
        others = self._icon.sizeHint().width() + self.folder_button.sizeHint().width()
        spaces = edges.left() + edges.right() + 2 * self._outer.spacing() + GAP
        return headline + words + _FRAME + others + spaces

    def _lay_out(self) -> None:
        self._words.setSpacing(4)
        self._words.addStretch(1)
        self._words.addWidget(self.headline)
        self._words.addWidget(self._detail)
        self._words.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addStretch(1)
        for button in (self.files_button, self.folder_button):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._outer.addStretch(1)
        self._outer.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignCenter)
        self._outer.addLayout(self._words)
        self._outer.addLayout(buttons)
        self._outer.addStretch(1)
        self._arrange()

    def _arrange(self) -> None:
        strip = self._compact
        self._outer.setDirection(QBoxLayout.Direction.LeftToRight if strip else QBoxLayout.Direction.TopToBottom)
        self._outer.setSpacing(GAP + 4)
        edge = GAP * 2
        upper = GAP + 2 if strip else edge
        self._outer.setContentsMargins(edge + 4, upper, edge, upper)
        self._outer.setStretch(0, 0 if strip else 1)
        self._outer.setStretch(2, 1 if strip else 0)
        self._outer.setStretch(4, 0 if strip else 1)
        self._icon.set_size(24 if strip else 40)
        where = Qt.AlignmentFlag.AlignLeft if strip else Qt.AlignmentFlag.AlignHCenter
        self.headline.setAlignment(where | Qt.AlignmentFlag.AlignVCenter)
        self._detail.setAlignment(where | Qt.AlignmentFlag.AlignTop)
        self.headline.setFont(theme.font("strong" if strip else "heading"))
        self._detail.setFont(theme.font("small" if strip else "body"))
        upright = QSizePolicy.Policy.Fixed if strip else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Preferred, upright)
        self._write()
        self.updateGeometry()

    def _choose_folder(self) -> None:
        paths = ask_for_folder(self, self.tr("Choose a folder"))
        if paths:
            self.paths_given.emit(paths)

    def _step(self) -> None:
        self._phase = (self._phase + 0.6) % sum(_DASH)
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Return a strip, or a field one can hit."""
        hint = super().minimumSizeHint()
        return hint if self._compact else hint.expandedTo(QSize(0, 176))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look whether there is room for all words."""
        self._fit()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome what can be used."""
        if drops.usable(event.mimeData()):
            event.acceptProposedAction()
            self.set_hot(count(event.mimeData()))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Become calm again."""
        self.set_hot(0)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on what was dropped."""
        self.set_hot(0)
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field; a style sheet cannot draw dashes on a rounded edge well."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(theme.colour("accent" if self._hot else "muted"), 2.0 if self._hot else 1.4)
            pen.setDashPattern(_DASH)
            pen.setDashOffset(-self._phase)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)  # round ones are a large part of drawing the window
            painter.setPen(pen)
            painter.setBrush(theme.colour("accent_soft" if self._hot else "base"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), _RADIUS, _RADIUS)


def count(mime: QMimeData) -> int:
    """Return the number of things in a drag, at least one."""
    return max(1, len(drops.paths_of(mime)))
