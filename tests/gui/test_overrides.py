from __future__ import annotations

import sys

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import desktop.ui  # noqa: F401 - it guards


class Faulty(QWidget):
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.EnabledChange:
            raise ValueError("a bug")


class Deep(QWidget):
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.EnabledChange:
            self.fall()

    def fall(self) -> None:
        self.fall()


class Innocent(QWidget):
    heard = 0

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        type(self).heard += event.type() == QEvent.Type.EnabledChange


class Numbers(QAbstractListModel):
    def rowCount(self, _parent: object = None) -> int:
        return 1

    def data(self, _index: object, _role: int = 0) -> object:
        raise KeyError("a bug")


def test_an_error_in_what_qt_calls_is_reported_and_harms_no_other_object(qtbot: QtBot) -> None:
    for faulty in (Faulty, Deep):
        window = QWidget()
        qtbot.addWidget(window)
        column = QVBoxLayout(window)
        for kind in (faulty, *[Innocent] * 9):
            column.addWidget(kind())
        override, heard = vars(Innocent)["changeEvent"], Innocent.heard
        before = sys.getrefcount(override)
        with qtbot.captureExceptions() as caught:
            window.setEnabled(False)
        assert [kind.__name__ for kind, _, _ in caught] == [{Faulty: "ValueError", Deep: "RecursionError"}[faulty]]
        assert sys.getrefcount(override) >= before, "each of them would lose one"
        assert Innocent.heard == heard + 9


def test_what_qt_leaves_to_its_subclasses_has_no_answer(qtbot: QtBot) -> None:
    model = Numbers()
    with qtbot.captureExceptions() as caught:
        assert model.data(model.index(0, 0, QModelIndex()), Qt.ItemDataRole.DisplayRole) is None
    assert len(caught) == 1
