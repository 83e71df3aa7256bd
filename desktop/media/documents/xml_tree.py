"""Read XML of strangers into elements that know where in the bytes they stand; no entity is ever expanded."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

_TAG_END = re.compile(rb"""<[^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+>""")
_DEEPEST = 400


class XmlFault(Exception):
    """It is no XML, or declares what a document of this kind never does."""


@dataclass(slots=True)
class Element:
    """An element: its name without the namespace, and places in the bytes it was read from.

    Attributes:
        name: local name.
        space: namespace.
        start: where its first tag begins.
        inner: where what it holds begins.
        outer: where its last tag begins; equal to `end` when it has none.
        end: behind it.
        text: characters directly inside.
        attributes: by local name.
        children: elements directly inside.
    """

    name: str
    space: str
    start: int
    inner: int
    attributes: dict[str, str]
    outer: int = 0
    end: int = 0
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def child(self, name: str) -> Element | None:
        """Return the first child of a name."""
        return next((one for one in self.children if one.name == name), None)


def read_xml(content: bytes) -> Element:
    """Return the root element of `content`, in UTF-8.

    Raises:
        XmlFault: not well-formed, not UTF-8, a document type is declared, or nested without measure.
    """
    parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
    top = Element("", "", 0, 0, {})
    stack = [top]

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(stack) > _DEEPEST:
            raise XmlFault("nested too deep")
        space, _, local = name.rpartition(" ")
        at = parser.CurrentByteIndex
        tag = _TAG_END.match(content, at)
        inner = tag.end() if tag else at
        element = Element(local, space, at, inner, {key.rpartition(" ")[2]: value for key, value in attributes.items()})
        stack[-1].children.append(element)
        stack.append(element)

    def end(_name: str) -> None:
        element = stack.pop()
        if content[element.inner - 2 : element.inner] == b"/>":
            element.outer = element.end = element.inner
        else:
            element.outer = parser.CurrentByteIndex
            element.end = content.index(b">", element.outer) + 1

    def characters(text: str) -> None:
        stack[-1].text += text

    def declared(*_: object) -> None:
        raise XmlFault("declares a document type")

    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = declared
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise XmlFault(str(error)) from error
    return top.children[0]
