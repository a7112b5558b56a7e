"""A document as a process: its states, data and events under our own ids, and its ways in our own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prosessi.importing.importer import Findings, Imported, Names
from prosessi.importing.markup import Element
from prosessi.importing.scxml.clocks import PRIVATE, Clock, clocks_of
from prosessi.importing.scxml.conditions import Answer, answers, asked_names
from prosessi.importing.scxml.content import ERROR, Content, Errors
from prosessi.importing.scxml.data import Data, Datum, Words
from prosessi.importing.scxml.deeds import actions
from prosessi.importing.scxml.document import Document, Place, Way
from prosessi.importing.scxml.events import OTHER, Events
from prosessi.importing.scxml.naming import AVOIDED, ids_of, process_id
from prosessi.importing.scxml.script import Plain
from prosessi.importing.scxml.texts import Texts
from prosessi.messages import say
from prosessi.source.composing import as_yaml

Written = dict[str, Any]

DEEPEST = 48
"""So deep may parts of a process be nested and still be read back."""


def build(document: Document, file: str, findings: Findings) -> Imported:
    """The process of a document, or `InvalidProcess` with everything that stands in the way."""
    content = Content(findings, Data([]), _errors(document), document.null, Texts(document, {}))
    content.data = _data(document, content)
    content.texts = Texts(document, content.data.texts)
    asked = asked_names(document) + ([ERROR] if content.errors == "named" else [])
    events = Events(document, content.texts.sent(document), asked)
    content.copies = events.copies
    content.survey(_acting(document))
    taken: dict[int, list[Answer]] = {}
    for way in (way for place in document.places for way in place.ways if way.own is None):
        if events.too_many:
            message = say("there are more transitions and events than can be matched with one another")
            findings.refuse(way.element.at, message, say("split the chart"))
            break
        taken[id(way)] = answers(way, events, content)
    findings.stop_on_errors()
    keys = {id(place): place.name or f" {place.kind} {number}" for number, place in enumerate(document.places, 1)}
    avoided = AVOIDED if document.root.own is None else ()
    data = [name for datum in content.data.data.values() for name in (datum.name, datum.entered)[: 1 + datum.late]]
    ids = ids_of([*keys.values(), *data, *events.names], avoided)
    content.ids, content.words = ids, Words(content.data, ids, frozenset(document.named))
    clocks = clocks_of(document, content, taken)
    made = _Maker(document, content, taken, clocks, {place: ids[key] for place, key in keys.items()})
    written = made.process(file, events)
    if _depth(written) > DEEPEST:
        findings.refuse(document.root.element.at, say("the chart is nested too deep"), say("split the chart"))
    findings.stop_on_errors()
    known = {name: id_ for name, id_ in ids.items() if name != OTHER and " " not in name}
    names = Names(known, lambda name: ids.get(events.same_as(name) or ""))
    return Imported(as_yaml(written), names, tuple(findings.found))


def _errors(document: Document) -> Errors:
    """Who hears of an error in what is done: a transition that names it, one for all events, or nobody."""
    events = {event.split(".")[0] for place in document.places for way in place.ways for event in way.events}
    return "named" if "error" in events else "all" if events & {"*", ""} else "nobody"


def _data(document: Document, content: Content) -> Data:
    """The declared data. Their first values are plain ones."""
    data: list[Datum] = []
    if document.root.own is not None:
        return _declared_by_us(document.root.own)
    for element, home in document.data:
        name, text = element.get("id"), element.get("expr") or element.text.strip()
        if not name or any(datum.name == name for datum in data):
            message = say("the datum has no id, or another has the same")
            content.findings.wrong(element.at, message, say("give it an id of its own"))
            continue
        first = content.script(element, "expr", text) if text else None
        if first is not None and not isinstance(first, Plain):
            at = element.place_of("expr")
            fix = say("write the value itself, such as 0, true or 'text'")
            content.findings.refuse(at, say("the first value of '{name}' is worked out", name=name), fix)
        known = isinstance(first, Plain) and first.value is not None
        if isinstance(first, Plain) and not document.late:
            content.certain[name] = first
        late = known and document.late and home is not document.root
        if late and content.texts.assigned_outside(name, home.element):
            message = say("'{name}' may get a value before the state that declares it is entered", name=name)
            content.findings.refuse(element.at, message, say("declare it for the whole chart"))
        data.append(Datum(name, first if known and isinstance(first, Plain) else None, late))
    assigned = content.texts.assigned
    content.certain = {datum.name: Plain(None) for datum in data if datum.first is None and datum.name not in assigned}
    return Data(data)


def _declared_by_us(written: Written) -> Data:
    """The data that our own export declares, for what others have added to the document since."""
    declared = written.get("case")
    data: list[Datum] = []
    for name, datum in declared.items() if isinstance(declared, dict) else ():
        default = datum.get("default") if isinstance(datum, dict) else None
        data.append(Datum(name, Plain(default) if isinstance(default, (bool, int, float, str)) else None))
    return Data(data)


def _acting(document: Document) -> Iterator[Element]:
    """All elements that hold executable content."""
    for place in (document.root, *document.places):
        yield from (way.element for way in place.ways if way.own is None)
        if place.own is None:
            yield from (*place.blocks("onentry"), *place.blocks("onexit"))
            yield from (place.beginning,) if place.beginning is not None else ()


@dataclass(frozen=True, slots=True)
class _Maker:
    """Writes the parts of a process as plain values, in the order in which people write them."""

    document: Document
    content: Content
    taken: dict[int, list[Answer]]
    clocks: dict[int, Clock]  # by the transition that they set off
    states: dict[int, str]

    def process(self, file: str, events: Events) -> Written:
        """The whole."""
        root, ids = self.document.root, self.content.ids
        name = root.element.get("name")
        silent = {clock.event for clock in self.clocks.values() if clock.private}
        data = {ids[datum]: _labelled(written, ids[datum], datum) for datum, written in self.content.data.declared()}
        if root.own is not None:
            silent |= {event for event in events.names if event.startswith(PRIVATE)}
        heard = {
            ids[event]: _labelled({}, ids[event], events.called(event)) for event in events.names if event not in silent
        }
        if root.own is not None:
            known = root.own.get("events", {})
            events_now = known | {event: written for event, written in heard.items() if event not in known}
            head = root.own | ({"events": events_now} if events_now else {})
            return head | self._inside_of_root(root)
        return {
            "prosessi": 1,
            "process": process_id(name or Path(file).stem),
            **({"title": name} if name else {}),
            **({"case": data} if data else {}),
            **({"events": heard} if heard else {}),
            **self._inside_of_root(root),
        }

    def _inside_of_root(self, root: Place) -> Written:
        states = {self.states[id(child)]: self._state(child) for child in root.children}
        begins = {"initial": self._initial(root)} if root.initial or root.own is None else {}
        return begins | {"states": states}

    def _state(self, place: Place) -> Written:
        if place.own is not None:
            begins = {"initial": self._initial(place)} if place.compound else {}
            return begins | place.own | self._ways(place) | self._nested(place)
        label = _labelled({}, self.states[id(place)], place.name or self.states[id(place)])
        if place.kind == "history":
            depth = "deep" if place.element.get("type") == "deep" else "shallow"
            return label | {"history": depth, "initial": self._initial(place)} | self._begin(place)
        if place.kind == "final":
            ending = "success" if place.parent is self.document.root else "done"
            return label | {"final": ending} | self._doings(place)
        begins = {"initial": self._initial(place)} | self._begin(place) if place.compound else {}
        return label | self._doings(place) | self._ways(place) | begins | self._nested(place)

    def _ways(self, place: Place) -> Written:
        ways = [written for way in place.ways for written in self._way(place, way)]
        return {"transitions": ways} if ways else {}

    def _nested(self, place: Place) -> Written:
        """The states inside, if one of them can be active."""
        inner = {self.states[id(child)]: self._state(child) for child in place.children}
        if place.kind == "parallel" and any(child.kind != "history" for child in place.children):
            return {"parallel": inner}
        return {"states": inner} if place.compound else {}

    def _doings(self, place: Place) -> Written:
        entry = actions([*self._bound(place), *self.content.deeds(place.blocks("onentry")), *self._failing(place)])
        exits = actions(self.content.deeds(place.blocks("onexit")))
        return ({"entry": entry} if entry else {}) | ({"exit": exits} if exits else {})

    def _bound(self, place: Place) -> Iterator[Written]:
        """What says that late data of a state have got their values."""
        late = self.content.data.late(each.get("id") for block in place.blocks("datamodel") for each in block.children)
        entered = {self.content.ids[datum.entered]: True for datum in late}
        if entered:
            yield {"set": entered}

    def _failing(self, place: Place) -> Iterator[Written]:
        """What comes of data that should go with `done` and cannot be worked out."""
        for data in place.element.children:
            if data.name == "donedata" and self.content.fails(data):
                yield {"raise": [self.content.ids[ERROR]]}

    def _begin(self, place: Place) -> Written:
        deeds = actions(self.content.deeds([place.beginning])) if place.beginning is not None else {}
        return {"begin": deeds} if deeds else {}

    def _initial(self, place: Place) -> str | list[str]:
        if place.initial:
            return _one_or_many([self._named(name) for name in place.initial])
        return next(self.states[id(child)] for child in place.children if child.kind != "history")

    def _way(self, place: Place, way: Way) -> Iterator[Written]:
        """A transition, in as many parts as it has kinds of triggers and conditions."""
        if way.own is not None:
            targets = [] if "to" in way.own else [self._named(name) for name in way.targets]
            yield way.own | ({"to": _one_or_many(targets)} if targets else {})
            return
        clock = self.clocks.get(id(way))
        for answer in self.taken[id(way)]:
            rest = self._rest(place, way, answer)
            if clock is not None:
                yield {"after": clock.time} | rest
            events = [self.content.ids[event] for event in answer.events]
            if answer.done:
                yield {"done": self._awaited(place, answer)} | rest
            elif events and not (clock is not None and clock.private):
                yield {"event": _one_or_many(events)} | rest
            elif not way.events:
                yield {"always": True} | rest
        if way.events and not self.taken[id(way)]:
            message = say("nothing ever sets this transition off: it is left out")
            self.content.findings.leave_out(way.element.at, message)

    def _rest(self, place: Place, way: Way, answer: Answer) -> Written:
        words = self.content.words
        condition = words.text(answer.condition) if words is not None and answer.condition is not None else None
        targets = [self._named(name) for name in way.targets]
        return {
            **({"if": condition} if condition is not None else {}),
            **actions(self.content.deeds([way.element])),
            **({"to": _one_or_many(targets)} if targets else {}),
            **({"re-enter": True} if self._starts_anew(place, way) else {}),
        }

    def _starts_anew(self, place: Place, way: Way) -> bool:
        """Whether a transition leaves its own state although it leads no further than to it or into it.

        That is so unless it is internal, from a compound state, and leads to what is properly inside.
        """
        targets = [self.document.named[name] for name in way.targets]
        within = bool(targets) and all(place in (target, *target.ancestors) for target in targets)
        return within and not (way.internal and place.compound and place not in targets)

    def _awaited(self, place: Place, answer: Answer) -> bool | str | list[str]:
        return True if answer.done == (place,) else _one_or_many([self.states[id(done)] for done in answer.done])

    def _named(self, name: str) -> str:
        return self.states[id(self.document.named[name])]


def _depth(written: object) -> int:
    """How deep plain values are nested."""
    deepest, waiting = 0, [(written, 0)]
    while waiting:
        value, depth = waiting.pop()
        deepest = max(deepest, depth)
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        waiting += [(each, depth + 1) for each in inner]
    return deepest


def _labelled(written: Written, own: str, original: str) -> Written:
    """What is written of something, with the name that it had before if that is another."""
    label = {} if original in {own, OTHER} else {"label": original}
    kind = {"type": written["type"]} if "type" in written else {}
    return kind | label | written


def _one_or_many(names: list[str]) -> str | list[str]:
    return names[0] if len(names) == 1 else names
