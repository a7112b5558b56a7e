"""Which events there are, and which of them a descriptor such as `a.b`, `error.*` or `*` means.

A process declares its events, so a descriptor becomes the list of those that it matches. Every event that the document
does not name is matched by the same descriptors as the longest beginning of its name that the document has, or else
only by `*`, for which there is one event more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from prosessi.importing.markup import Element
from prosessi.importing.scxml.document import Document, Place, Way

OTHER = "any other event"
"""Stands for every event that only `*` matches."""

INNER_TARGETS = frozenset({"#_internal"})
_DONE = "done.state"

MOST_PAIRS = 2_000_000
"""So many pairs of a descriptor and an event are looked at."""

MOST_MATCHES = 20_000
"""So many of them may match, in all: each is a word of the process."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a transition answers to: events by their names, and states that become done."""

    events: tuple[str, ...]
    done: tuple[Place, ...]


class Events:
    """The events of a document, in the order in which it names them."""

    def __init__(self, document: Document, sent: Iterable[tuple[Element, str]], asked: Iterable[str]) -> None:
        """`sent` are the events raised and sent; `asked` are the names with which `_event.name` is compared."""
        self.finishing = [place for place in document.places if place.can_finish]
        self._done = {f"{_DONE}.{place.name}": place for place in self.finishing if place.name}
        pairs = list(sent)
        self.copies = dict(_copies(pairs))
        self._originals = {self.copies[id(element)]: name for element, name in pairs if id(element) in self.copies}
        ways = [way for place in document.places for way in place.ways if way.own is None]
        plain = [descriptor for way in ways for descriptor in map(_plain, way.events)]
        self.descriptors = len(plain)
        self.matches = 0
        raised = [name for _, name in pairs if name]
        named = [name for name in plain if name and not name.startswith(f"{_DONE}.") and name != _DONE]
        lost = [name for name in plain if name.startswith(f"{_DONE}.") and self._state_of(name) not in document.named]
        self.names = tuple(
            dict.fromkeys([*named, *lost, *raised, *self._originals, *asked, *([OTHER] if "" in plain else [])])
        )

    @property
    def too_many(self) -> bool:
        """Whether there are more matches than can be looked for, or written down."""
        pairs = self.descriptors * (len(self.names) + len(self.finishing))
        return pairs > MOST_PAIRS or self.matches > MOST_MATCHES

    def heard(self, way: Way) -> Heard:
        """What the descriptors of a transition match."""
        descriptors = [_plain(descriptor) for descriptor in way.events]
        heard = Heard(
            tuple(name for name in self.names if any(_matches(each, self.called(name)) for each in descriptors)),
            tuple(place for place in self.finishing if any(_matches(each, done_name(place)) for each in descriptors)),
        )
        self.matches += len(heard.events) + len(heard.done)
        return heard

    def called(self, name: str) -> str:
        """What the document calls an event; one that is delayed in several places is there once for each."""
        return self._originals.get(name, name)

    def same_as(self, name: str) -> str | None:
        """The named event that sets off the same as one that the document does not name."""
        while name:
            if name in self.names:
                return name
            name = name.rpartition(".")[0]
        return OTHER if OTHER in self.names else None

    def _state_of(self, done: str) -> str:
        return done.removeprefix(f"{_DONE}.")


def done_name(place: Place) -> str:
    """The event that says that a state has come to its inner end."""
    return f"{_DONE}.{place.name or ''}"


def _plain(descriptor: str) -> str:
    """A descriptor without what adds nothing to it; nothing for the one that matches everything."""
    return "" if descriptor == "*" else descriptor.removesuffix(".*").rstrip(".")


def _matches(descriptor: str, event: str) -> bool:
    if event == OTHER:
        return not descriptor
    return not descriptor or event == descriptor or event.startswith(f"{descriptor}.")


def _copies(sent: Iterable[tuple[Element, str]]) -> Iterator[tuple[int, str]]:
    """Names for what is delayed in more than one place: each comes, and is called off, by itself."""
    times: Counter[str] = Counter()
    for element, name in sent:
        if name and element.attributes.keys() & {"delay", "delayexpr"}:
            times[name] += 1
            if times[name] > 1:
                yield id(element), f"{name} {times[name]}"
