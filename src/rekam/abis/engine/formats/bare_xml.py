"""XML from outside as plain elements: no document type, no entities but the five of XML, bounded in all ways.

Expat reads the text. A document type, which could bring entities that grow, files and addresses, is refused
before it reads anything. It reads piece by piece, since it goes on to the end of a piece after a refusal, and
leaves names as they are: with namespaces it would write a long one out before each of many elements.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from rekam.kernel.errors import RuleBroken

MAX_BYTES: Final = 16 * 1024 * 1024
MOST_ELEMENTS: Final = 8_192
MOST_DEPTH: Final = 8
MOST_EQUALS: Final = 16_384
"""Signs of equality: there is no attribute without one, and Expat reads all of an element before it tells."""

PIECE: Final = 1024 * 1024

_DECLARED: Final = "xmlns"
_NOT_OF_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass
class Element:
    """An element: its name and the prefix before it, attributes, children, and its own text."""

    name: str
    prefix: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element"] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.texts)

    def all(self, name: str) -> Iterator["Element"]:
        """The children of that name and of the element's own prefix."""
        return (child for child in self.children if (child.name, child.prefix) == (name, self.prefix))

    @property
    def namespace(self) -> str | None:
        """What is declared here for the element's own prefix."""
        return self.attributes.get(f"{_DECLARED}:{self.prefix}" if self.prefix else _DECLARED)


def parse(data: bytes, *, refuse: Callable[[str], RuleBroken]) -> Element:
    """The root element of a document in UTF-8. Only the root may declare the namespace of its own elements.

    refuse  makes the refusal from a fixed word
    """
    if len(data) > MAX_BYTES:
        raise refuse("too_large")
    if b"\0" in data:  # UTF-16, which Expat takes by its mark whatever it was told
        raise refuse("encoding")
    if b"<!DOCTYPE" in data:
        raise refuse("document_type")
    if data.count(b"=") > MOST_EQUALS:
        raise refuse("too_much")
    builder = _Builder(refuse)
    parser = expat.ParserCreate("UTF-8")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.say
    parser.StartDoctypeDeclHandler = builder.document_type
    try:
        for at in range(0, len(data), PIECE):
            parser.Parse(data[at : at + PIECE], False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise refuse("xml") from error
    return builder.root


class _Builder:
    def __init__(self, refuse: Callable[[str], RuleBroken]) -> None:
        self._refuse = refuse
        self._open: list[Element] = []
        self._elements = 0
        self._document = Element("")

    @property
    def root(self) -> Element:
        return self._document.children[0]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise self._refuse("too_much")
        if len(self._open) >= MOST_DEPTH:
            raise self._refuse("too_deep")
        prefix, _, local = name.rpartition(":")
        element = Element(local, prefix, attributes)
        if self._open and element.namespace is not None:
            raise self._refuse("namespace")
        (self._open[-1] if self._open else self._document).children.append(element)
        self._open.append(element)

    def end(self, _name: str) -> None:
        self._open.pop()

    def say(self, text: str) -> None:
        self._open[-1].texts.append(text)

    def document_type(self, *_told: object) -> None:
        raise self._refuse("document_type")


def escaped(text: str) -> str:
    """Text as it stands in an element or between quotation marks; read back, it is the same.

    Raises ValueError for characters that XML has no place for.
    """
    if _NOT_OF_XML.search(text):
        raise ValueError("characters that XML has no place for")
    plain = html.escape(text)
    for letter in "\t\n\r":
        plain = plain.replace(letter, f"&#{ord(letter)};")
    return plain
