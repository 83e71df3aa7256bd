"""What a screen reader is told of widgets in which Qt itself sees no more than a frame or an area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

_ROLES = {
    "chart": QAccessible.Role.Chart,
    "dialog": QAccessible.Role.Dialog,
    "item": QAccessible.Role.ListItem,
    "level": QAccessible.Role.Indicator,
    "list": QAccessible.Role.List,
    "notice": QAccessible.Role.AlertMessage,
    "picture": QAccessible.Role.Graphic,
}
_PLAIN = {"QFrame", "QWidget"}


def install() -> None:
    """Have Qt ask here first; it needs the application."""
    QAccessible.installFactory(_interface)


def _interface(kind: str, thing: QObject) -> QAccessibleWidget | None:
    """Go by the property `role`; what has a name and is nothing else to Qt, which asks class by class, is a group."""
    if not isinstance(thing, QWidget):
        return None
    role = _ROLES.get(thing.property("role"))
    if role is None and kind in _PLAIN and thing.accessibleName():
        role = QAccessible.Role.Grouping
    return QAccessibleWidget(thing, role) if role is not None else None
