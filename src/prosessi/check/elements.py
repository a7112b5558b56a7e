"""The parts of a process that people read about, as the rules on texts look at them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from prosessi.check.outline import Node, Outline
from prosessi.messages import LANGUAGES, Message, say
from prosessi.model.placed import NOWHERE, Placed
from prosessi.model.process import Event, Process
from prosessi.model.text import LocalText
from prosessi.span import Span

SECTIONS = ("roles", "case", "documents", "events", "deadlines", "rules", "promises")
SENTENCES = frozenset({"rules", "promises"})


@dataclass(frozen=True, slots=True)
class Easy:
    """A text in easy Finnish, and where it stands."""

    text: str
    at: Span


@dataclass(frozen=True, slots=True)
class Element:
    """Something that people read about: its id, where that and its label stand, and whether it says its basis.

    `names` is whether the label is a name; a title, and a rule or a promise in words, are longer. `easy` are
    its texts in easy Finnish.
    """

    name: str
    at: Span
    label: LocalText | None = None
    label_at: Span = NOWHERE
    grounded: bool = True
    names: bool = True
    easy: tuple[Easy, ...] = ()
    met_by_clients: bool = False


@dataclass(frozen=True)
class Described:
    """A process without errors, as the rules on its texts look at it."""

    outline: Outline

    @property
    def process(self) -> Process:
        """The process itself."""
        return self.outline.process

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """The process, and then everything in it that has a label."""
        return tuple(_elements(self.outline))

    @cached_property
    def timers(self) -> tuple[Element, ...]:
        """The transitions that a limit of time sets off; the others rest on what their events rest on."""
        return tuple(_timers(self.outline))


def apart(described: Described, code: str, found: Sequence[Element]) -> Iterator[list[Element]]:
    """Those that a comment passes over one by one, and then all the others together, if there are any."""
    together = []
    for element in found:
        if (element.at.line, code) in described.outline.quiet:
            yield [element]
        else:
            together.append(element)
    if together:
        yield together


def others(elements: Sequence[Element]) -> tuple[tuple[Span, Message], ...]:
    """The places of all but the first, by their names."""
    return tuple((element.at, say("'{name}'", name=element.name)) for element in elements[1:])


def longest(label: LocalText | None) -> int:
    """The length of a label in the language in which it is longest."""
    return max(len(getattr(label, language, "")) for language in LANGUAGES)


def _elements(outline: Outline) -> Iterator[Element]:
    process = outline.process
    yield Element(
        process.process,
        process.place_of("process"),
        process.title,
        process.place_of("title"),
        process.grounded,
        names=False,
        easy=_easy(process, "title", "summary"),
    )
    for section in SECTIONS:
        for name, part in getattr(process, section).items():
            yield Element(
                name,
                process.place_of_key(section, name),
                part.label,
                part.place_of_key("label"),
                part.grounded,
                names=section not in SENTENCES,
                easy=_easy(part, "label", "description", "selko"),
                met_by_clients=section == "deadlines" or (section == "events" and _of_clients(outline, part)),
            )
    yield from _of_states(outline)


def _timers(outline: Outline) -> Iterator[Element]:
    for node, transition in outline.transitions:
        if transition.after is not None or transition.at is not None:
            yield Element(node.name, transition.place, grounded=transition.grounded)


def _of_states(outline: Outline) -> Iterator[Element]:
    for node in outline.nodes:
        state = node.state
        if not state.history:
            yield Element(
                node.name,
                node.at,
                state.label,
                state.place_of_key("label"),
                any(around.state.grounded for around in (node, *node.ancestors)),
                easy=_easy(state, "label", "description", "selko"),
                met_by_clients=_is_shown(node),
            )


def _is_shown(node: Node) -> bool:
    """Whether a state is a step of its own: the box around other states need not be told twice."""
    return not node.composite


def _of_clients(outline: Outline, event: Event) -> bool:
    roles = outline.declared("role") or {}
    return any(getattr(roles.get(role), "kind", "") == "client" for role in event.by)


def _easy(part: Placed, *keys: str) -> tuple[Easy, ...]:
    """The texts in easy Finnish: what stands under `selko`, and what the other texts have in that language."""
    found = []
    for key in keys:
        text = getattr(part, key, None)
        if isinstance(text, LocalText):
            told = text.selko or (str(text) if key == "selko" else "")
            at = text.place_of_key("selko") if text.selko else part.place_of_key(key)
            found += [Easy(told, at)] if told else []
    return tuple(found)
