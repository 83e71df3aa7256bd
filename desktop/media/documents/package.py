"""Office documents as packages: a ZIP file whose parts are read with measure and written back as they were."""

from __future__ import annotations

import copy
import io
import zipfile
import zlib
from collections.abc import Mapping

from desktop.core.errors import (
    InputCorrupt,
    InputEmpty,
    InputEncrypted,
    InputNotFound,
    InputTooLarge,
    InputUnreadable,
)
from desktop.core.media import InputFile, MediaKind
from desktop.media.documents.xml_tree import XmlFault, read_xml

_LIMIT_BYTES = 1_000_000_000
_PART_BYTES = 60_000_000
_LIMIT_PARTS = 20_000
_TYPES = "[Content_Types].xml"
_FAULTS = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, KeyError)


class Package:
    """The parts of an office document.

    Raises:
        InputCorrupt: no sound ZIP file; or `read` finds a part missing.
        InputEncrypted: a part wants a password.
        InputTooLarge: unpacked it would be beyond all measure, as a whole or in a part.
        InputEmpty: zero bytes.
        InputNotFound: nothing is there.
        InputUnreadable: cannot be opened.
    """

    def __init__(self, file: InputFile) -> None:
        self._file = file
        if file.kind is MediaKind.EMPTY:
            raise InputEmpty(name=file.name)
        try:
            self._content = file.path.read_bytes()
            with zipfile.ZipFile(io.BytesIO(self._content)) as archive:
                self._parts = archive.infolist()
        except (FileNotFoundError, NotADirectoryError) as error:
            raise InputNotFound(name=file.name, detail=str(error)) from error
        except OSError as error:
            raise InputUnreadable(name=file.name, detail=str(error)) from error
        except _FAULTS as error:
            raise self.corrupt(str(error)) from error
        self._measure()
        self._verify()

    def _measure(self) -> None:
        """Refuse before anything is unpacked; zipfile never unpacks more than the size that is declared."""
        size = sum(part.file_size for part in self._parts)
        if size > _LIMIT_BYTES or len(self._parts) > _LIMIT_PARTS:
            raise self._too_large(size, _LIMIT_BYTES)
        if len({part.filename for part in self._parts}) < len(self._parts):
            raise self.corrupt("a part is there twice")
        if any(part.flag_bits & 1 for part in self._parts):
            raise InputEncrypted(name=self._file.name)

    def _verify(self) -> None:
        """Find damage in any part now, and not when everything is translated."""
        try:
            with zipfile.ZipFile(io.BytesIO(self._content)) as archive:
                damaged = archive.testzip()
        except _FAULTS as error:
            raise self.corrupt(str(error)) from error
        if damaged:
            raise self.corrupt("damaged", damaged)

    def _too_large(self, size: int, limit: int) -> InputTooLarge:
        return InputTooLarge(
            name=self._file.name, found=f"{-(-size // 1_000_000)}", unit="MB", limit=f"{limit // 1_000_000}"
        )

    def corrupt(self, detail: str, part: str = "") -> InputCorrupt:
        """Return the error for content that contradicts its format."""
        return InputCorrupt(name=self._file.name, detail=f"{part}: {detail}" if part else detail)

    def read(self, name: str) -> bytes:
        """Return a part of XML, unpacked."""
        try:
            with zipfile.ZipFile(io.BytesIO(self._content)) as archive:
                size = archive.getinfo(name).file_size
                if size > _PART_BYTES:
                    raise self._too_large(size, _PART_BYTES)
                return archive.read(name)
        except _FAULTS as error:
            raise self.corrupt(str(error), name) from error

    def types(self) -> dict[str, str]:
        """Return the media type of each part that has one of its own."""
        try:
            root = read_xml(self.read(_TYPES))
        except XmlFault as error:
            raise self.corrupt(str(error), _TYPES) from error
        names = {part.filename for part in self._parts}
        overrides = [one.attributes for one in root.children if one.name == "Override"]
        found = {one.get("PartName", "").lstrip("/"): one.get("ContentType", "") for one in overrides}
        return {name: kind for name, kind in found.items() if name in names}

    def rewritten(self, changed: Mapping[str, bytes]) -> bytes:
        """Return the package with other bytes for some parts; all parts keep order, dates and compression."""
        buffer = io.BytesIO()
        try:
            with zipfile.ZipFile(io.BytesIO(self._content)) as source, zipfile.ZipFile(buffer, "w") as target:
                target.comment = source.comment
                for part in self._parts:
                    content = changed[part.filename] if part.filename in changed else source.read(part)
                    target.writestr(copy.copy(part), content)  # it is given a new place
        except _FAULTS as error:
            raise self.corrupt(str(error)) from error
        return buffer.getvalue()
