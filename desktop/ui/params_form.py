"""The options of a task as a form, made from its parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.core.task import Parameter, Task, Value, parameters
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.language import translate
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LARGEST = 1_000_000
_STEPS = 100
Field = QCheckBox | QComboBox | QDoubleSpinBox | QLineEdit | QSpinBox


class ParamsForm(QWidget):
    """One field for each parameter: choices, switches and numbers side by side, texts below them, wide."""

    changed = Signal()
    """The user changed a value."""
    entered = Signal()
    """Enter was pressed in a text."""

    def __init__(self, task: Task, *lead: QWidget, only: Sequence[str] = (), parent: QWidget | None = None) -> None:
        """Show the defaults of `task`, or of some of its parameters, after what stands first."""
        super().__init__(parent)
        self._parameters = {
            parameter.name: parameter for parameter in parameters(task) if not only or parameter.name in only
        }
        self._fields: dict[str, Field] = {}
        self._labels: dict[str, QLabel] = {}
        self._needed: dict[str, QLabel] = {}
        self._sliders: dict[str, QSlider] = {}
        self._guard = _WheelGuard(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP + 4)
        flow = FlowLayout(spacing=GAP * 2, low=True)
        column.addLayout(flow)
        for widget in lead:
            flow.addWidget(widget)
        for name, parameter in self._parameters.items():
            field = self._make(parameter)
            field.installEventFilter(self._guard)
            self._fields[name] = field
            if isinstance(field, QLineEdit):
                column.addWidget(self._row(name, field))
            else:
                flow.addWidget(self._cell(name, field))
        self.changed.connect(self._mark)
        self.retranslate()

    def lacking(self) -> str:
        """Return the translated name of the first required text that is still empty, or an empty string."""
        lacks = (name for name, parameter in self._parameters.items() if parameter.lacks(self._value(name)))
        name = next(lacks, "")
        return translate("tasks", self._parameters[name].label) if name else ""

    def focus_lacking(self) -> None:
        """Give the first required text that is still empty the focus, else the first required one."""
        required = [name for name, parameter in self._parameters.items() if parameter.required]
        empty = [name for name in required if self._parameters[name].lacks(self._value(name))]
        for name in (empty or required)[:1]:
            self._fields[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def values(self) -> dict[str, Value]:
        """Return every parameter with the value that is shown."""
        return {name: self._value(name) for name in self._fields}

    @property
    def pristine(self) -> bool:
        """Say whether every value is the default."""
        return all(self._value(name) == parameter.default for name, parameter in self._parameters.items())

    def show_field(self, name: str, *, shown: bool) -> None:
        """Show a parameter, or spare one that does not matter now; its value stays."""
        cell = self._fields[name].parentWidget()
        assert cell is not None
        cell.setVisible(shown)

    def set_values(self, values: Mapping[str, object]) -> None:
        """Show `values`; a value that no longer fits is passed over."""
        for name, raw in values.items():
            if name in self._fields:
                self._set(name, raw)
        self._mark()

    def retranslate(self) -> None:
        """Write every text anew."""
        self.setAccessibleName(self.tr("Options"))
        for name, field in self._fields.items():
            parameter = self._parameters[name]
            label, help_text = translate("tasks", parameter.label), translate("tasks", parameter.help)
            field.setAccessibleName(label)
            field.setAccessibleDescription(help_text)
            field.setToolTip(help_text)
            if isinstance(field, QCheckBox):
                field.setText(label)
            else:
                self._labels[name].setText(label)
                self._labels[name].setToolTip(help_text)
            if name in self._sliders:
                self._sliders[name].setAccessibleName(label)
                self._sliders[name].setToolTip(help_text)
            if isinstance(field, QLineEdit):
                field.setPlaceholderText(translate("tasks", parameter.placeholder))
            if isinstance(field, QComboBox):
                for index, choice in enumerate(parameter.choices):
                    words = translate("tasks", choice)
                    field.setItemText(index, words[:1].upper() + words[1:])
        for needed in self._needed.values():
            needed.setText(self.tr("needed"))
        self._mark()

    def _mark(self) -> None:
        """Show which required texts are still empty."""
        for name, needed in self._needed.items():
            empty = self._parameters[name].lacks(self._value(name))
            needed.setVisible(empty)
            field = self._fields[name]
            if field.property("lacking") != empty:
                field.setProperty("lacking", empty)
                field.style().unpolish(field)
                field.style().polish(field)

    def _make(self, parameter: Parameter) -> Field:
        if parameter.type == "boolean":
            box = QCheckBox()
            box.setChecked(bool(parameter.default))
            box.toggled.connect(self.changed)
            return box
        if parameter.choices:
            combo = QComboBox()
            for choice in parameter.choices:
                combo.addItem(choice, choice)
            combo.setCurrentIndex(combo.findData(parameter.default))
            combo.currentIndexChanged.connect(self.changed)
            return combo
        if parameter.type in {"integer", "number"}:
            return self._make_number(parameter)
        line = QLineEdit(str(parameter.default))
        line.textEdited.connect(self.changed)
        line.returnPressed.connect(self.entered)
        return line

    def _make_number(self, parameter: Parameter) -> QSpinBox | QDoubleSpinBox:
        low = parameter.minimum if parameter.minimum is not None else -_LARGEST
        high = parameter.maximum if parameter.maximum is not None else _LARGEST
        if parameter.type == "integer":
            whole = QSpinBox()
            whole.setRange(int(low), int(high))
            whole.setValue(int(parameter.default))
            _indent(whole)
            whole.valueChanged.connect(self.changed)
            return whole
        real = QDoubleSpinBox()
        real.setRange(low, high)
        real.setSingleStep((high - low) / 20 if high - low <= 20 else 1.0)
        real.setValue(float(parameter.default))
        _indent(real)
        real.valueChanged.connect(self.changed)
        return real

    def _cell(self, name: str, field: Field) -> QWidget:
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if isinstance(field, QCheckBox):
            field.setMinimumHeight(34)  # as high as the fields beside it
            column.addWidget(field)
            return cell
        label = text_label("small", tone="muted")
        label.setBuddy(field)
        field.setMinimumWidth(104)
        self._labels[name] = label
        column.addWidget(label)
        parameter = self._parameters[name]
        if isinstance(field, QDoubleSpinBox) and (parameter.minimum, parameter.maximum) == (0.0, 1.0):
            column.addLayout(self._with_slider(name, field))
        else:
            column.addWidget(field)
        return cell

    def _with_slider(self, name: str, field: QDoubleSpinBox) -> QHBoxLayout:
        """Put a slider before a number between 0 and 1; the two follow each other."""
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, _STEPS)
        slider.setPageStep(_STEPS // 20)
        slider.setMinimumWidth(112)
        slider.installEventFilter(self._guard)
        slider.setValue(round(field.value() * _STEPS))
        slider.valueChanged.connect(lambda value: field.setValue(value / _STEPS))
        field.valueChanged.connect(lambda value: _follow(slider, value))
        field.setMinimumWidth(76)
        self._sliders[name] = slider
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(slider, 1)
        row.addWidget(field)
        return row

    def _row(self, name: str, field: QLineEdit) -> QWidget:
        row = QWidget()
        label, needed = text_label("small", tone="muted"), text_label("small", tone="warning")
        label.setBuddy(field)
        self._labels[name] = label
        names = QHBoxLayout()
        names.setSpacing(GAP)
        names.addWidget(label)
        if self._parameters[name].required:
            self._needed[name] = needed
            names.addWidget(needed)
        names.addStretch(1)
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(names)
        column.addWidget(field)
        return row

    def _value(self, name: str) -> Value:
        field = self._fields[name]
        if isinstance(field, QCheckBox):
            return field.isChecked()
        if isinstance(field, QComboBox):
            return str(field.currentData())
        if isinstance(field, QLineEdit):
            return field.text()
        if isinstance(field, QDoubleSpinBox):
            return round(field.value(), field.decimals())
        return field.value()

    def _set(self, name: str, raw: object) -> None:
        from desktop.core.usage import ParameterInvalid

        try:
            value = self._parameters[name].parse(raw)
        except ParameterInvalid:
            return
        field = self._fields[name]
        if isinstance(field, QCheckBox):
            field.setChecked(bool(value))
        elif isinstance(field, QComboBox):
            field.setCurrentIndex(field.findData(value))
        elif isinstance(field, QLineEdit):
            field.setText(str(value))
        elif isinstance(field, QDoubleSpinBox):
            field.setValue(float(value))
        else:
            field.setValue(int(value))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _follow(slider: QSlider, value: float) -> None:
    """Move a slider without moving what it belongs to: a number may be finer than its steps."""
    slider.blockSignals(True)
    slider.setValue(round(value * _STEPS))
    slider.blockSignals(False)


def _indent(box: QAbstractSpinBox) -> None:
    """Set the number off from the frame; the style sheet's padding does not reach it."""
    field = box.findChild(QLineEdit)
    if isinstance(field, QLineEdit):
        field.setTextMargins(GAP, 0, 0, 0)


class _WheelGuard(QObject):
    """Turning the wheel over a field that has no focus scrolls the page and changes nothing."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent) and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False
