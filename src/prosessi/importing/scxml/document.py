"""The states and transitions of an SCXML document, as the recommendation means them, before anything is renamed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from prosessi.importing.importer import Findings
from prosessi.importing.markup import Element
from prosessi.importing.scxml.own import OWN, Written, own_words
from prosessi.messages import say
from prosessi.rules import nearest
from prosessi.span import Span

SCXML = "http://www.w3.org/2005/07/scxml"

DEEPEST_STATE = 20
"""So deep may states be nested: a YAML file has two levels for one, and is read only so deep."""

MOST_GUESSES = 20
"""For so many unknown ids it is guessed which one was meant."""

Kind = Literal["state", "parallel", "final", "history"]

_STATES = frozenset({"state", "parallel", "final", "history"})
_DATAMODELS = frozenset({"", "null", "ecmascript"})
_OUTSIDE = ("src", "srcexpr")
_INSIDE: dict[str, frozenset[str]] = {
    "scxml": frozenset({"state", "parallel", "final", "datamodel"}),
    "state": frozenset(
        {"onentry", "onexit", "transition", "initial", "state", "parallel", "final", "history", "datamodel"}
    ),
    "parallel": frozenset({"onentry", "onexit", "transition", "state", "parallel", "history", "datamodel"}),
    "final": frozenset({"onentry", "onexit", "donedata"}),
    "history": frozenset({"transition"}),
}


@dataclass(slots=True, eq=False)
class Way:
    """A transition. Without `events` it is automatic, without `targets` it stays.

    `own` is what our own export wrote of it, if anything.
    """

    element: Element
    events: tuple[str, ...]
    targets: tuple[str, ...]
    internal: bool
    own: Written | None


@dataclass(slots=True, eq=False)
class Place:
    """A state, or the document itself, with all that stands in it."""

    kind: Kind
    element: Element
    name: str | None
    parent: Place | None
    depth: int
    children: list[Place] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    initial: tuple[str, ...] = ()
    beginning: Element | None = None  # the transition that an <initial> or a <history> holds
    own: Written | None = None

    @property
    def compound(self) -> bool:
        """Whether it has states inside, one of which is active."""
        return self.kind == "state" and any(child.kind != "history" for child in self.children)

    @property
    def one_step(self) -> bool:
        """Whether it is a branch of one step of ours, whose inner states are only there for others."""
        return self.own is not None and "finish" in self.own

    @property
    def ancestors(self) -> Iterator[Place]:
        """What it is inside of, nearest first, the document last."""
        place = self.parent
        while place is not None:
            yield place
            place = place.parent

    @property
    def can_finish(self) -> bool:
        """Whether it can come to its inner end, so that anybody could wait for it to be done."""
        if self.kind == "parallel":
            regions = [child for child in self.children if child.kind != "history"]
            return bool(regions) and all(region.can_finish for region in regions)
        return any(child.kind == "final" for child in self.children)

    def blocks(self, tag: str) -> list[Element]:
        """Its `onentry` or `onexit` blocks."""
        return [child for child in self.element.children if child.name == tag and child.namespace == SCXML]


@dataclass(slots=True)
class Document:
    """The whole: `root` stands for the document, `places` are its states in document order, `named` those by id."""

    root: Place
    places: list[Place]
    named: dict[str, Place]
    data: list[tuple[Element, Place]]

    @property
    def late(self) -> bool:
        """Whether data have their first values only when the state that declares them is entered."""
        return self.root.element.get("binding") == "late"

    @property
    def null(self) -> bool:
        """Whether there are no data, and conditions ask only where the case is."""
        return self.root.element.get("datamodel") in {"", "null"} and not self.data

    def elements(self) -> Iterator[Element]:
        """Every element, in document order."""
        return self.root.element.all()


def read_document(root: Element, findings: Findings) -> Document | None:
    """Read the states of a document; None if it is no SCXML at all. What is wrong goes into `findings`."""
    if (root.namespace, root.name) != (SCXML, "scxml"):
        findings.unreadable(
            root.at,
            say("the file begins with '{name}', and an SCXML file begins with <scxml>", name=root.name),
            say("write <scxml xmlns={namespace} version={version}>", namespace=f'"{SCXML}"', version='"1.0"'),
        )
        return None
    document = Document(Place("state", root, None, None, 0), [], {}, [])
    _Reader(document, findings).read()
    return document


@dataclass(slots=True)
class _Reader:
    document: Document
    findings: Findings
    lost: int = 0

    def read(self) -> None:
        root = self.document.root.element
        self._refuse_datamodel(root)
        self._refuse_outside()
        self.document.root.own = own_words(root, "process", self.findings)
        self._fill(self.document.root)
        if not self.document.root.children:
            self.findings.wrong(root.at, say("the chart has no states"), say("write at least one <state>"))
        for place in (self.document.root, *self.document.places):
            self._check(place)

    def _refuse_datamodel(self, root: Element) -> None:
        if root.get("datamodel") not in _DATAMODELS:
            self.findings.refuse(
                root.place_of("datamodel"),
                say("data in '{name}' cannot be read", name=root.get("datamodel")),
                say("use the datamodel 'ecmascript' with plain values, or 'null'"),
            )

    def _refuse_outside(self) -> None:
        for element in self.document.elements():
            for attribute in _OUTSIDE:
                if attribute in element.attributes and element.namespace == SCXML:
                    self.findings.refuse(
                        element.place_of(attribute),
                        say("'{name}' reads another file", name=attribute),
                        say("put what that file says here, and remove '{name}'", name=attribute),
                    )

    def _fill(self, place: Place) -> None:
        for element in place.element.children:
            if element.namespace != SCXML:
                self._foreign(element)
            elif element.name not in _INSIDE["scxml" if place.parent is None else place.kind]:
                self._misplaced(element, place)
            elif element.name in _STATES:
                if not place.one_step:
                    self._add(element, place)
            elif element.name == "transition" and place.kind != "history":
                place.ways.append(self._way(element))
            elif element.name == "datamodel":
                self.document.data += [(child, place) for child in element.children if child.name == "data"]
        self._begin(place)

    def _add(self, element: Element, parent: Place) -> None:
        name = element.get("id") or None
        kind: Kind = element.name  # type: ignore[assignment]  # it is one of _STATES
        place = Place(kind, element, name, parent, parent.depth + 1)
        parent.children.append(place)
        self.document.places.append(place)
        if place.depth > DEEPEST_STATE:
            self.findings.refuse(
                element.at,
                say("states more than {limit} deep", limit=DEEPEST_STATE),
                say("move the inner states further out"),
            )
            return
        if name is not None and name in self.document.named:
            message = say("two states have the id '{name}'", name=name)
            self.findings.wrong(element.place_of("id"), message, say("give one of them another id"))
        elif name is not None:
            self.document.named[name] = place
        place.own = own_words(element, "state", self.findings)
        self._fill(place)

    def _begin(self, place: Place) -> None:
        """Where a state begins, or a history state leads at first."""
        if place.one_step:
            return
        place.initial = tuple(place.element.get("initial").split())
        inner = [child for child in place.element.children if child.namespace == SCXML]
        if place.kind == "history":
            place.beginning = next((child for child in inner if child.name == "transition"), None)
        else:
            initial = next((child for child in inner if child.name == "initial"), None)
            held = initial.children if initial is not None else []
            place.beginning = next((child for child in held if child.name == "transition"), None)
            if initial is not None and (place.initial or place.beginning is None):
                message = say("<initial> stands beside the attribute 'initial', or has no transition")
                self.findings.wrong(initial.at, message, say("say once where the state begins"))
        if place.beginning is not None:
            place.initial = tuple(place.beginning.get("target").split())
            for attribute in ("event", "cond"):
                if attribute in place.beginning.attributes:
                    at = place.beginning.place_of(attribute)
                    message = say("a transition that says where to begin has no '{name}'", name=attribute)
                    self.findings.wrong(at, message, say("remove it"))

    def _check(self, place: Place) -> None:
        """Whether all that it names is there, and where it should be."""
        at = (place.beginning or place.element).place_of("target" if place.beginning else "initial")
        home = place.parent if place.kind == "history" else place
        for target in place.initial:
            found = self._target(target, at)
            if found is not None and home is not None and home not in list(found.ancestors):
                message = say("'{name}' is not inside the state that begins with it", name=target)
                self.findings.wrong(at, message, say("name a state that is inside it"))
        if place.initial and place.kind != "history" and not place.compound and place.parent is not None:
            self.findings.wrong(at, say("a state without states inside does not begin anywhere"), say("remove this"))
        if place.kind == "history" and not place.initial:
            message = say("the history state does not say where it leads before it remembers anything")
            self.findings.wrong(place.element.at, message, say("write in it a <transition> with a target"))
        for way in place.ways:
            for target in way.targets if way.own is None or "to" not in way.own else ():
                self._target(target, way.element.place_of("target"))

    def _target(self, name: str, at: Span) -> Place | None:
        found = self.document.named.get(name)
        if found is None:
            self.lost += 1
            near = nearest(name, self.document.named) if self.lost <= MOST_GUESSES else None
            fix = say("did you mean '{name}'?", name=near) if near else say("give a state this id, or name another")
            self.findings.wrong(at, say("no state has the id '{name}'", name=name), fix)
        return found

    def _way(self, element: Element) -> Way:
        targets = tuple(element.get("target").split())
        own = own_words(element, "transition", self.findings)
        return Way(element, tuple(element.get("event").split()), targets, element.get("type") == "internal", own)

    def _foreign(self, element: Element) -> None:
        if element.namespace != OWN:
            self.findings.leave_out(element.at, say("'{name}' is not SCXML and is left out", name=element.name))

    def _misplaced(self, element: Element, place: Place) -> None:
        match element.name:
            case "script":
                message = say("what a script does cannot be carried over")
                fix = say("write what it does with <assign>, <if> and <raise>")
                self.findings.refuse(element.at, message, fix)
            case "invoke":
                message = say("this starts another machine, and a case has only one")
                fix = say("put the states of the other machine here, for example as a region of a <parallel>")
                self.findings.refuse(element.at, message, fix)
            case _:
                message = say("<{name}> does not belong here", name=element.name)
                inside = sorted(_INSIDE["scxml" if place.parent is None else place.kind])
                self.findings.wrong(element.at, message, say("here may stand {names}", names=inside))
