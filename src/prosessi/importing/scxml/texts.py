"""Texts that expressions of `<send>` and `<cancel>` say, as far as they are certain before the chart runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import dropwhile, islice, takewhile

from prosessi.importing.markup import Element
from prosessi.importing.scxml.document import SCXML, Document

Sent = tuple[Element, str]

FARTHEST = 100
"""So many elements back it is looked for what has just been given to a datum."""


class Texts:
    """What the expressions of a document say: texts written out, and data with certain texts.

    A datum has one where nothing ever changes it, or where the block that asks has just given it one.
    """

    def __init__(self, document: Document, first: Mapping[str, str]) -> None:
        """`first` are the data that begin as texts."""
        self.around = {id(child): element for element in document.elements() for child in element.children}
        self.first = first
        self.assigned: dict[str, list[Element]] = {}
        for element in document.elements():
            if element.name == "assign":
                self.assigned.setdefault(element.get("location"), []).append(element)

    def of(self, element: Element, attribute: str) -> str:
        """The value of an attribute such as `event`, or what `eventexpr` says; nothing if that is not certain."""
        return element.get(attribute) or self.said(element, element.get(f"{attribute}expr"))

    def said(self, element: Element, expression: str) -> str:
        """What an expression of an element says."""
        if expression not in self.assigned:
            return self.first.get(expression) or _literal(expression)
        for before in islice(self._before(element), FARTHEST):
            if any(each.name == "assign" and each.get("location") == expression for each in before.all()):
                return _literal(before.get("expr")) if before.name == "assign" else ""
        return ""

    def assigned_outside(self, name: str, home: Element) -> bool:
        """Whether something changes a datum that is no part of the state that declares it."""
        return any(home not in self._outwards(element) for element in self.assigned.get(name, ()))

    def sent(self, document: Document) -> Iterator[Sent]:
        """Everything that raises or sends an event, with its name."""
        for element in document.elements():
            if element.namespace == SCXML and element.name in {"raise", "send"}:
                yield element, self.of(element, "event")

    def _before(self, element: Element) -> Iterator[Element]:
        """What is done in the same block before an element, nearest first."""
        block = self.around[id(element)].children if id(element) in self.around else []
        later = dropwhile(lambda each: each is not element, reversed(block))
        return takewhile(lambda each: each.name not in {"else", "elseif"}, islice(later, 1, None))

    def _outwards(self, element: Element) -> Iterator[Element]:
        """What an element is in, nearest first."""
        while id(element) in self.around:
            element = self.around[id(element)]
            yield element


def _literal(text: str) -> str:
    """The text that an expression says, if it is nothing but that."""
    quote = text[:1]
    return text[1:-1] if quote in {"'", '"'} and text.endswith(quote) and text.count(quote) == 2 else ""
