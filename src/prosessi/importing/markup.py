"""Reading XML that a stranger wrote: into plain elements that know their places, and within bounds.

The parser is expat, told to stop at the first thing by which a file could reach outside itself or grow while it is
read: a document type, an entity, an inclusion. So nothing is ever expanded or fetched.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from prosessi.importing.importer import Findings
from prosessi.messages import Message, say
from prosessi.span import Span

MOST_BYTES = 2_000_000
MOST_ELEMENTS = 10_000
DEEPEST = 100

XINCLUDE = "http://www.w3.org/2001/XInclude"

_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_SEPARATOR = "\n"


@dataclass(slots=True, eq=False)
class Element:
    """An element: its namespace and name, its attributes, what is inside, and where its opening tag stands.

    Attributes of no namespace go by their name, others by `{namespace}name`.
    """

    namespace: str
    name: str
    attributes: dict[str, str]
    at: Span
    tag: str
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def get(self, attribute: str, otherwise: str = "") -> str:
        """The value of an attribute, without space around it."""
        return self.attributes.get(attribute, otherwise).strip()

    def all(self) -> Iterator[Element]:
        """The element and everything inside it, in document order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += reversed(element.children)

    def place_of(self, attribute: str) -> Span:
        """Where the value of an attribute stands; the whole tag if that cannot be told."""
        pattern = rf"""\s{re.escape(attribute)}\s*=\s*(?P<quote>["'])(?P<value>.*?)(?P=quote)"""
        found = re.search(pattern, self.tag, re.DOTALL)
        if found is None:
            return self.at
        start, end = found.span("value")
        before = self.tag[:start]
        line = self.at.line + before.count("\n")
        column = len(before) - before.rfind("\n") if "\n" in before else self.at.column + start
        inside = "\n" in self.tag[start:end]
        width = 0 if inside else end - start
        return Span(self.at.file, line, column, line, column + width, self.at.start + start, self.at.start + end)


class _Stop(Exception):
    """The reading ends here."""

    def __init__(self, at: Span, message: Message, fix: Message) -> None:
        super().__init__()
        self.at = at
        self.message = message
        self.fix = fix


def read_markup(raw: bytes, file: str, findings: Findings) -> Element | None:
    """The root of an XML text, or None with a finding that says where and why it is refused."""
    text = _decoded(raw, file, findings)
    return None if text is None else _Reader(text, file, findings).read()


def _decoded(raw: bytes, file: str, findings: Findings) -> str | None:
    if len(raw) > MOST_BYTES:
        findings.unreadable(
            Span(file),
            say("the file is larger than {limit} bytes", limit=MOST_BYTES),
            say("split the chart, or leave out what is not about its states"),
        )
        return None
    fix = say("save it as UTF-8")
    if raw.startswith(_BYTE_ORDER_MARKS) or b"\x00" in raw[:4]:
        findings.unreadable(Span(file), say("the file is not in UTF-8"), fix)
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = len(raw[: error.start].rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        findings.unreadable(Span(file, line, column, line, column), say("the file is not in UTF-8"), fix)
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


class _Reader:
    """One pass of the parser over one text."""

    def __init__(self, text: str, file: str, findings: Findings) -> None:
        self.text = text
        self.file = file
        self.findings = findings
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self.open: list[Element] = []
        self.root: Element | None = None
        self.elements = 0
        self.parser = parser = expat.ParserCreate("utf-8", _SEPARATOR)
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        parser.ExternalEntityRefHandler = self._entity
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters

    def read(self) -> Element | None:
        try:
            self.parser.Parse(self.text.encode(), True)  # noqa: FBT003  # expat's own signature
        except _Stop as stop:
            self.findings.unreadable(stop.at, stop.message, stop.fix)
            return None
        except expat.ExpatError as error:
            self.findings.unreadable(self._point(error.lineno, error.offset), *_broken(error))
            return None
        return self.root

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in {"utf-8", "us-ascii", "ascii"}:
            raise _Stop(
                self._here(),
                say("the file says that it is in {encoding}", encoding=encoding),
                say("save it as UTF-8, and say so"),
            )

    def _doctype(self, *_: object) -> None:
        start = self.text.rfind("<!DOCTYPE", 0, self._here().start + 1)
        line = bisect_right(self.lines, start)
        raise _Stop(
            self._point(line, start - self.lines[line - 1]),
            say("the file has a document type, through which it could reach other files"),
            say("remove everything from '<!DOCTYPE' to its '>'"),
        )

    def _entity(self, *_: object) -> int:
        raise _Stop(self._here(), say("the file declares or uses an entity"), say("write the text itself in its place"))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if len(self.open) >= DEEPEST:
            raise _Stop(
                self._here(),
                say("elements more than {limit} deep", limit=DEEPEST),
                say("move the inner states further out"),
            )
        if self.elements > MOST_ELEMENTS:
            raise _Stop(self._here(), say("more than {limit} elements", limit=MOST_ELEMENTS), say("split the chart"))
        namespace, _, local = name.rpartition(_SEPARATOR)
        if namespace == XINCLUDE:
            raise _Stop(self._here(), say("the file includes another file"), say("put what it includes in its place"))
        at, tag = self._tag()
        element = Element(namespace, local, dict(map(_attribute, attributes.items())), at, tag)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def _end(self, _name: str) -> None:
        self.open.pop()

    def _characters(self, text: str) -> None:
        self.open[-1].text += text

    def _tag(self) -> tuple[Span, str]:
        """The opening tag that the parser stands at."""
        here = self._here()
        found = _TAG.match(self.text, here.start)
        tag = found[0] if found else ""
        last = tag.rfind("\n")
        end_line = here.line + tag.count("\n")
        end_column = len(tag) - last if last >= 0 else here.column + len(tag)
        end = here.start + len(tag)
        return Span(self.file, here.line, here.column, end_line, end_column, here.start, end), tag

    def _here(self) -> Span:
        return self._point(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber)

    def _point(self, line: int, column: int) -> Span:
        start = min(self.lines[min(line, len(self.lines)) - 1] + column, len(self.text))
        return Span(self.file, line, column + 1, line, column + 1, start, start)


_TAG = re.compile(r"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""")


def _attribute(item: tuple[str, str]) -> tuple[str, str]:
    namespace, _, name = item[0].rpartition(_SEPARATOR)
    return (f"{{{namespace}}}{name}" if namespace else name), item[1]


def _broken(error: expat.ExpatError) -> tuple[Message, Message]:
    words = expat.errors.messages
    known = {
        expat.errors.XML_ERROR_NO_ELEMENTS: (
            say("there is nothing in the file"),
            say("write a chart: <scxml>...</scxml>"),
        ),
        expat.errors.XML_ERROR_TAG_MISMATCH: (
            say("another element is closed here than the one that is open"),
            say("close the elements in the order opposite to that in which they are opened"),
        ),
        expat.errors.XML_ERROR_UNDEFINED_ENTITY: (
            say("the file declares or uses an entity"),
            say("write the text itself in its place"),
        ),
        expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE: (
            say("an attribute stands twice in one element"),
            say("remove one of them"),
        ),
        expat.errors.XML_ERROR_UNBOUND_PREFIX: (
            say("the prefix of this name is not declared"),
            say("declare it with 'xmlns:prefix', or remove it"),
        ),
    }
    general = say("this is not well-formed XML"), say("look for a missing '>', quote or closing tag just before")
    return known.get(words.get(error.code, ""), general)
