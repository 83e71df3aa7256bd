"""A workbook saved with what its formulas came to before: openpyxl keeps the formulas alone."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from pathlib import Path

_FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"((?: s="[0-9]+")?)>(<f[^>]*?(?:/>|>[^<]*</f>))<v(?: ?/>|></v>)</c>')


def save_with_values(book: Any, source: Path, target: Path) -> None:
    """Save a workbook that was read from `source`; a spreadsheet reckons anew when it opens it, others read values."""
    import openpyxl

    saved = io.BytesIO()
    book.save(saved)
    titles = {sheet.path.removeprefix("/"): sheet.title for sheet in book.worksheets}
    with (
        closing(openpyxl.load_workbook(source, read_only=True, data_only=True, keep_links=False)) as before,
        zipfile.ZipFile(saved) as parts,
        zipfile.ZipFile(target, "w") as archive,
    ):
        for part in parts.infolist():
            content = parts.read(part)
            if part.filename in titles:
                content = _filled(content, before[titles[part.filename]])
            archive.writestr(part, content)


def _filled(content: bytes, before: Any) -> bytes:
    """Put values behind the formulas of a sheet."""
    wanted = {place.decode() for place, _, _ in _FORMULA.findall(content)}
    if not wanted:
        return content
    cells = (cell for row in before.iter_rows() for cell in row if cell.value is not None)
    values = {cell.coordinate: _written(cell, before.parent.epoch) for cell in cells if cell.coordinate in wanted}

    def fill(found: re.Match[bytes]) -> bytes:
        place, style, formula = found.groups()
        if place.decode() not in values:
            return found.group()
        kind, value = values[place.decode()]
        return b'<c r="%b"%b t="%b">%b<v>%b</v></c>' % (place, style, kind, formula, value)

    return _FORMULA.sub(fill, content)


def _written(cell: Any, epoch: Any) -> tuple[bytes, bytes]:
    """Return the type and the text by which a sheet keeps the value of a cell."""
    from openpyxl.utils.datetime import to_excel

    value = cell.value
    if isinstance(value, str):
        return (b"e" if cell.data_type == "e" else b"str"), escape(value).encode()
    if isinstance(value, bool):
        return b"b", b"1" if value else b"0"
    return b"n", str(value if isinstance(value, int | float) else to_excel(value, epoch)).encode()
