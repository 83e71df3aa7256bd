"""What PySide6 knows of its own signatures is made when it is first asked.

It words errors in arguments, helps in a console and writes stubs. PySide6 6.11 keeps it as packed source and compiles
all of that in every program that begins; here it waits until somebody makes such an error. In the package it is
compiled already, and `packaging/package_shiboken.py` puts it off.
"""

from __future__ import annotations

import builtins
import sys
from contextlib import contextmanager
from functools import partial
from threading import RLock
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import CodeType

_PACKAGE = "shibokensupport.signature"
_NAMES = ("errorhandler", "layout", "mapping", "parser", "lib.enum_sig", "lib.pyi_generator", "lib.tool")
_MAPPING = f"{_PACKAGE}.mapping"
_MODULES = {f"{_PACKAGE}.{name}".replace(".", "/") + ".py": f"{_PACKAGE}.{name}" for name in _NAMES}
_INSTEAD = f"__import__('sys').modules[{__name__!r}].put_off(__name__)"
_codes: dict[str, Callable[[], CodeType]] = {}
_making = RLock()


class _Late(ModuleType):
    """A module whose code has not run yet."""

    def __getattr__(self, name: str) -> object:
        """Run the code as soon as anything in it is wanted."""
        if name.startswith("__"):  # the machinery of imports looks for these and does without
            raise AttributeError(name)
        _make(self)
        return ModuleType.__getattribute__(self, name)


def put_off(name: str, code: Callable[[], CodeType] | None = None) -> None:
    """Let a module that is being imported wait until something in it is wanted; `code` gives what runs then."""
    module: Any = sys.modules[name]
    module.__class__ = _Late
    module.__late__ = code or _codes.pop(name)
    if name == _MAPPING:  # libshiboken takes this from the dictionary of the module, where nobody is asked
        module.update_mapping = _update_mapping


@contextmanager
def late_signatures() -> Iterator[None]:
    """Have what PySide6 compiles meanwhile made later."""
    plain: Any = builtins.compile

    def chosen(source: Any, filename: Any, *others: Any, **options: Any) -> Any:
        if (name := _MODULES.get(filename)) is None:
            return plain(source, filename, *others, **options)
        _codes[name] = partial(plain, source, filename, *others, **options)
        return plain(_INSTEAD, filename, *others, **options)

    builtins.compile = chosen
    try:
        yield
    finally:
        builtins.compile = plain


def _make(module: ModuleType) -> None:
    with _making:
        if (code := vars(module).pop("__late__", None)) is not None:
            exec(code(), vars(module))  # noqa: S102 - as PySide6 would have done
            module.__class__ = ModuleType


def _update_mapping() -> object:
    module: Any = sys.modules[_MAPPING]
    _make(module)
    return module.update_mapping()
