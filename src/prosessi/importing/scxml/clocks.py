"""Delayed events that do what `after` does: started when a state is entered, called off when it is left.

Any other delayed event comes `later`, wherever the case then is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from prosessi.importing.markup import Element
from prosessi.importing.scxml.conditions import Answer
from prosessi.importing.scxml.content import Content
from prosessi.importing.scxml.deeds import in_units
from prosessi.importing.scxml.document import Document, Place, Way

PRIVATE = "after."
"""Events whose names begin so are made by our own export, and nobody else sends them."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock of a state: the event that it stands for, and the time."""

    event: str
    time: str

    @property
    def private(self) -> bool:
        """Whether the event comes from the clock alone."""
        return self.event.startswith(PRIVATE)


def clocks_of(document: Document, content: Content, taken: dict[int, list[Answer]]) -> dict[int, Clock]:
    """The clocks, by the one transition that each sets off. Their sending and calling off is then passed over."""
    uses = _Uses(document, content, taken)
    found: dict[int, Clock] = {}
    for place in (place for place in document.places if place.own is None):
        for send, cancel in _pairs(place):
            sending = content.sendings[id(send)]
            ways = uses.ways[sending.event]
            own = len(ways) == 1 and ways[0] in place.ways and len(taken[id(ways[0])]) == 1
            if sending.delay and own and uses.only(send, sending.event):
                found[id(ways[0])] = Clock(sending.event, in_units(sending.delay))
                content.passed_over |= {id(send), id(cancel)}
    return found


class _Uses:
    """How often each event is sent, raised and answered, and each sending called off."""

    def __init__(self, document: Document, content: Content, taken: dict[int, list[Answer]]) -> None:
        self.ways: dict[str, list[Way]] = defaultdict(list)
        self.cancelled: Counter[str] = Counter()
        self.raised: Counter[str] = Counter()
        self.sent = Counter(sending.event for sending in content.sendings.values())
        for way in (way for place in document.places for way in place.ways if way.own is None):
            for event in {event for answer in taken[id(way)] for event in answer.events}:
                self.ways[event].append(way)
        for element in document.elements():
            if element.name == "cancel":
                self.cancelled[element.get("sendid")] += 1
            elif element.name == "raise":
                self.raised[element.get("event")] += 1

    def only(self, send: Element, event: str) -> bool:
        """Whether the event is sent here and nowhere else, and called off in one place."""
        return self.cancelled[send.get("id")] == self.sent[event] == 1 and not self.raised[event]


def _pairs(place: Place) -> Iterator[tuple[Element, Element]]:
    """What a state sends on entry with what calls it off on exit."""
    cancels = [each for block in place.blocks("onexit") for each in block.children if each.name == "cancel"]
    for block in place.blocks("onentry"):
        for send in block.children:
            own = [each for each in cancels if send.get("id") and each.get("sendid") == send.get("id")]
            if send.name == "send" and len(own) == 1:
                yield send, own[0]
