import sys

from PySide6.QtCore import QObject, Signal


class _Source(QObject):
    told = Signal(object)


def test_emitting_a_signal_keeps_the_reference_counts(qapp: object) -> None:
    """PySide6 6.12.0 loses a reference to True at every emit, which ends the process after some thousand of them."""
    source = _Source()
    before = sys.getrefcount(True)
    for _ in range(100):
        source.told.emit(1)
    assert sys.getrefcount(True) > before - 50
