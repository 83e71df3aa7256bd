"""What was recognised and waits for a decision: cards of the files, what was refused and why, and the chips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.media import InputFile, MediaKind, Scene, kind_names
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.ui import icons, language
from desktop.ui.chips import ChipBar, Offer
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.icon_label import IconLabel
from desktop.ui.language import failure_text, translate
from desktop.ui.shortcuts import tip
from desktop.ui.text_label import ElidedLabel, text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from desktop.ui.reception import Refused
    from desktop.worker.suggest import Action

_CARDS, _REASONS = 6, 4
_CARD_WIDTH = 232
KIND_ICONS = {
    MediaKind.IMAGE: "file-image",
    MediaKind.PDF: "file-text",
    MediaKind.TEXT: "file-text",
    MediaKind.DOCUMENT: "file-text",
    MediaKind.TABLE: "file-spreadsheet",
    MediaKind.AUDIO: "file-audio",
    MediaKind.ARCHIVE: "file-archive",
    MediaKind.MODEL: "file-box",
}
_KIND_NAMES = {
    MediaKind.IMAGE: QT_TRANSLATE_NOOP("FileTray", "Pictures"),
    MediaKind.PDF: QT_TRANSLATE_NOOP("FileTray", "PDF documents"),
    MediaKind.TEXT: QT_TRANSLATE_NOOP("FileTray", "Texts"),
    MediaKind.TABLE: QT_TRANSLATE_NOOP("FileTray", "Tables"),
    MediaKind.AUDIO: QT_TRANSLATE_NOOP("FileTray", "Recordings"),
    MediaKind.VIDEO: QT_TRANSLATE_NOOP("FileTray", "Videos"),
}


def kind_icon(kind: MediaKind) -> str:
    """Return the icon of a kind of file."""
    return KIND_ICONS.get(kind, "file")


def kind_name(kind: MediaKind) -> str:
    """Return the plural name of a kind of file."""
    return translate("FileTray", _KIND_NAMES.get(kind, QT_TRANSLATE_NOOP("FileTray", "Other files")))


def kinds_text(kinds: Iterable[MediaKind]) -> str:
    """Return the names of kinds as the beginning of a line."""
    names = ", ".join(translate("media", name) for name in kind_names(kinds).split(", "))
    return names[:1].upper() + names[1:]


def offers_for(files: Sequence[InputFile], suggest: Callable[[InputFile], Sequence[Action]]) -> list[Offer]:
    """Return one offer for each task that fits some of `files`; files that are alike are asked about once."""
    from desktop.worker.suggest import together

    alike: dict[tuple[str, Scene], list[InputFile]] = {}
    for file in files:
        alike.setdefault((file.mime, file.scene), []).append(file)
    fitting: dict[str, list[InputFile]] = {}
    samples: dict[str, list[InputFile]] = {}
    seconds: dict[str, float | None] = {}
    actions: dict[str, Action] = {}
    for members in alike.values():
        for action in suggest(members[0]):
            key = action.task.id
            actions.setdefault(key, action)
            fitting.setdefault(key, []).extend(members)
            samples.setdefault(key, []).append(members[0])
            before, more = seconds.get(key, 0.0), together(action, members)
            seconds[key] = None if before is None or more is None else before + more
    order = sorted(actions, key=lambda key: -len(fitting[key]))  # stable: as suggested among equals
    return [
        Offer(
            task=actions[key].task,
            model=actions[key].model,
            ready=actions[key].ready,
            files=tuple(fitting[key]),
            samples=tuple(samples[key]),
            all_files=len(fitting[key]) == len(files),
            estimate_s=seconds[key],
            lacks=actions[key].lacks,
        )
        for key in order
    ]


class FileTray(QFrame):
    """Cards, reasons and chips in one box."""

    chosen = Signal(object)
    """The `Offer` to run."""
    help_wanted = Signal(str)
    """Id of a task whose missing model the user wants to know about."""
    cleared = Signal()
    """The user does not want these files after all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setProperty("card", True)
        self._files: tuple[InputFile, ...] = ()
        self._refused: tuple[Refused, ...] = ()
        self._headline = text_label("strong")
        self._clear = QPushButton()
        self._clear.setProperty("kind", "quiet")
        self._clear.setIcon(icons.icon("x", "accent"))
        self._clear.clicked.connect(self.cleared)
        self._cards = QWidget()
        self._flow = FlowLayout(self._cards)
        self._reasons = QVBoxLayout()
        self._question = text_label("body", tone="muted")
        self.chips = ChipBar()
        self.chips.chosen.connect(self.chosen)
        self.chips.help_wanted.connect(self.help_wanted)
        self._lay_out()

    def show_files(
        self, files: tuple[InputFile, ...], refused: tuple[Refused, ...], offers: Sequence[Offer] | None
    ) -> None:
        """Show the files; `offers` is None while more are still being recognised."""
        self._files, self._refused = files, refused
        self.chips.set_offers(offers or ())
        self.chips.setVisible(bool(offers))
        self._question.setVisible(bool(offers))
        self._rebuild()
        if offers is None:
            self._headline.setText(self.tr("Looking at %n file(s)…", "", len(files)))

    @property
    def cards(self) -> int:
        """Return the number of cards."""
        return self._flow.count()

    def spoken(self) -> str:
        """Return everything the box says, line by line."""
        labels = (label for label in self.findChildren(QLabel) if label.isVisibleTo(self))
        return "\n".join(label.text() for label in labels if label.text())

    def retranslate(self) -> None:
        """Write every text anew."""
        self._rebuild()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._headline, 1)
        head.addWidget(self._clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP * 2, GAP + 4, GAP * 2, GAP * 2)
        column.setSpacing(GAP + 2)
        column.addLayout(head)
        column.addWidget(self._cards)
        self._reasons.setSpacing(4)
        column.addLayout(self._reasons)
        column.addWidget(self._question)
        column.addWidget(self.chips)

    def _rebuild(self) -> None:
        count = len(self._files)
        self.setAccessibleName(self.tr("Recognised files"))
        usable = self.tr("%n file(s)", "", count)
        total = language.size(sum(file.size_bytes for file in self._files))
        none = self.tr("Nothing here can be used")
        self._headline.setText(f"{usable} · {total}" if count else none)
        self._question.setText(self.tr("What shall I do?"))
        self._clear.setText(self.tr("Clear"))
        self._clear.setToolTip(tip(self.tr("Put these files away again"), "cancel"))
        _empty(self._flow)
        for card in self._make_cards():
            self._flow.addWidget(card)
        self._cards.setVisible(count > 0)
        _empty(self._reasons)
        for line in self._make_reasons():
            self._reasons.addWidget(line)
        self.updateGeometry()

    def _make_cards(self) -> list[QWidget]:
        if len(self._files) <= _CARDS:
            return [
                _Card(kind_icon(file.kind), file.name, f"{translate('media', file.label)} · {_size(file)}")
                for file in self._files
            ]
        kinds: dict[MediaKind, list[InputFile]] = {}
        for file in self._files:
            kinds.setdefault(file.kind, []).append(file)
        return [
            _Card(
                kind_icon(kind),
                f"{kind_name(kind)}: {language.number(len(members))}",
                language.size(sum(file.size_bytes for file in members)),
            )
            for kind, members in kinds.items()
        ]

    def _make_reasons(self) -> list[QWidget]:
        lines: list[QWidget] = []
        for name, failure in self._refused[:_REASONS]:
            message, hint = failure_text(failure)
            lines.append(_Reason(name, f"{message} {hint}"))
        rest = len(self._refused) - _REASONS
        if rest > 0:
            lines.append(_Reason("", self.tr("%n more cannot be used.", "", rest)))
        return lines

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class _Card(QFrame):
    def __init__(self, icon: str, name: str, detail: str) -> None:
        super().__init__()
        self.setProperty("tile", True)
        self.setFixedWidth(_CARD_WIDTH)
        self.setAccessibleName(f"{name}, {detail}")
        title, below = ElidedLabel("body"), ElidedLabel("small", tone="muted")
        title.setText(name)
        below.setText(detail)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(title)
        words.addWidget(below)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP + 2, GAP, GAP + 2, GAP)
        row.setSpacing(GAP + 2)
        row.addWidget(IconLabel(icon, 22, "accent"))
        row.addLayout(words, 1)


class _Reason(QWidget):
    def __init__(self, name: str, reason: str) -> None:
        super().__init__()
        self.setAccessibleName(f"{name}: {reason}" if name else reason)
        text = text_label("small", wrap=True)
        text.setText(reason)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(IconLabel("circle-alert", 16, "warning"))
        row.addWidget(text, 1)


def _size(file: InputFile) -> str:
    return language.size(file.size_bytes)


def _empty(layout: FlowLayout | QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
