"""What a document does on the way: executable content as deeds of a process."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from prosessi.importing.importer import Findings
from prosessi.importing.markup import Element
from prosessi.importing.scxml.data import Data, Words, folded
from prosessi.importing.scxml.document import SCXML
from prosessi.importing.scxml.script import Plain, Script, ScriptProblem, parse_script
from prosessi.messages import say

Deed = dict[str, Any]

MOST_ARMS = 15
"""Each is nested in what is done otherwise, and files are read only so deep."""

LONGEST = 10 * 365 * 86_400_000
"""The longest delay in milliseconds. It is ten years."""

_DELAY = re.compile(r"\+?(\d{0,15}\.?\d{1,15})(ms|s|m|h|d)")
_MILLISECONDS = {"ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}
_UNITS = (("hours", 3_600_000), ("minutes", 60_000), ("seconds", 1_000), ("milliseconds", 1))
_PROCESSORS = frozenset({"", "scxml", "http://www.w3.org/TR/scxml/#SCXMLEventProcessor", "http://www.w3.org/TR/scxml"})
_DYNAMIC = ("targetexpr", "typeexpr", "idlocation", "sendidexpr")
ERROR = "error.execution"


@dataclass(frozen=True, slots=True)
class Sending:
    """A `<send>` that has been understood: the event, and after how many milliseconds it comes."""

    event: str
    delay: int
    inner: bool


@dataclass(slots=True)
class Content:
    """The reader of executable content.

    `survey` goes through everything once, so that the types of data and the ids of delayed events are known; after
    that `deeds` gives what is done, in the words of a process.
    """

    findings: Findings
    data: Data
    errors_heard: bool
    words: Words | None = None
    ids: dict[str, str] = field(default_factory=dict)
    scripts: dict[int, Script] = field(default_factory=dict)
    sendings: dict[int, Sending] = field(default_factory=dict)
    assigned: frozenset[str] = frozenset()  # the data that something changes
    passed_over: set[int] = field(default_factory=set)  # said elsewhere, by `after`
    awaited: dict[str, set[str]] = field(default_factory=dict)  # by the id of a delayed send: its events

    def survey(self, parents: Iterable[Element]) -> None:
        """Understand all content below the elements, and tell everything that cannot be carried over."""
        for parent in parents:
            for element in parent.children:
                self._survey(element)

    def deeds(self, parents: Iterable[Element]) -> list[Deed]:
        """What is done in these blocks, one after another."""
        deeds: list[Deed] = []
        for parent in parents:
            self._block(parent.children, deeds)
        return deeds

    def script(self, element: Element, attribute: str, text: str) -> Script | None:
        """An expression, with what is certain worked out; None, and a finding, if it cannot be carried over."""
        try:
            return folded(parse_script(text))
        except ScriptProblem as problem:
            self.blame(element, attribute, problem)
            return None

    def blame(self, element: Element, attribute: str, problem: ScriptProblem) -> None:
        """Note a problem of an expression at its place."""
        at = element.place_of(attribute) if attribute in element.attributes else element.at
        raw = element.attributes.get(attribute, "")
        if at.end - at.start == len(raw) and at.line == at.end_line and problem.end <= len(raw):
            at = at.part(problem.start, max(problem.end, problem.start))
        self.findings.refuse(at, problem.message, problem.fix)

    def _survey(self, element: Element) -> None:
        if element.namespace != SCXML:
            message = say("what '{name}' does is not known", name=element.name)
            self.findings.refuse(element.at, message, say("remove it, or write it with <assign>, <if> and <raise>"))
            return
        match element.name:
            case "if" | "elseif":
                self._survey_condition(element)
                self.survey([element])
            case "assign":
                self._survey_assignment(element)
            case "send":
                self._survey_sending(element)
            case "cancel":
                self._refuse_dynamic(element)
            case "raise":
                if not element.get("event"):
                    self.findings.wrong(element.at, say("the event has no name"), say("add 'event'"))
            case "log" | "else" | "transition":
                self.survey([element])
            case _:
                self._refuse(element)

    def _refuse(self, element: Element) -> None:
        message = say("what <{name}> does cannot be carried over", name=element.name)
        fix = say("write what it does with <assign>, <if> and <raise>")
        if element.name == "foreach":
            message = say("<foreach> goes through a list, and a case has no lists")
            fix = say("write what is done for each item, one after another")
        self.findings.refuse(element.at, message, fix)

    def _survey_condition(self, element: Element) -> None:
        script = self.script(element, "cond", element.get("cond"))
        if script is not None:
            self._settle(element, "cond", script, None)

    def _survey_assignment(self, element: Element) -> None:
        name, text = element.get("location"), element.get("expr") or element.text.strip()
        if name not in self.data.data:
            if self.errors_heard:
                return
            at = element.place_of("location")
            fix = say("declare it: <data id={name}/>", name=f'"{name}"')
            self.findings.refuse(at, say("there is no data '{name}'", name=name), fix)
            return
        script = self.script(element, "expr", text)
        if script is not None:
            self._settle(element, "expr", script, name)

    def _settle(self, element: Element, attribute: str, script: Script, datum: str | None) -> None:
        self.scripts[id(element)] = script
        try:
            if datum is None:
                self.data.settle_condition(script)
            else:
                self.data.settle_value(datum, script)
        except ScriptProblem as problem:
            self.blame(element, attribute, problem)

    def _survey_sending(self, element: Element) -> None:
        target, processor = element.get("target"), element.get("type")
        literal = _literal(element.get("eventexpr"))
        event, delay = element.get("event") or literal, self._delay(element)
        inner = target == "#_internal"
        if (target and not inner) or processor not in _PROCESSORS:
            message = say("this is sent to somebody else, and a case has only itself")
            fix = say("leave 'target' and 'type' out, or remove the <send>")
            self.findings.refuse(element.place_of("target" if target and not inner else "type"), message, fix)
        elif inner and delay:
            message = say("what is sent inside comes at once and has no delay")
            self.findings.wrong(element.at, message, say("remove the delay, or the target"))
        elif not event:
            message = say("it is not said which event is sent")
            self.findings.refuse(element.at, message, say("write its name in 'event'"))
        self._refuse_dynamic(element)
        self.sendings[id(element)] = Sending(event, delay, inner)
        if element.get("id") and delay:
            self.awaited.setdefault(element.get("id"), set()).add(event)
        if element.children or "namelist" in element.attributes:
            self.findings.leave_out(element.at, say("data sent along with '{event}' are left out", event=event))

    def _refuse_dynamic(self, element: Element) -> None:
        for attribute in _DYNAMIC:
            if attribute in element.attributes and not _literal(element.get(attribute)):
                message = say("'{name}' is worked out while the chart runs", name=attribute)
                self.findings.refuse(element.place_of(attribute), message, say("write the value itself"))

    def _delay(self, element: Element) -> int:
        """The delay in milliseconds."""
        text = element.get("delay") or self._constant(element.get("delayexpr"))
        found = _DELAY.fullmatch(text)
        delay = round(float(found[1]) * _MILLISECONDS[found[2]]) if found else 0
        if delay > LONGEST or (found is None and (text or "delayexpr" in element.attributes)):
            at = element.place_of("delay" if "delay" in element.attributes else "delayexpr")
            message = say(
                "'{text}' is no length of time up to ten years", text=element.get("delay") or element.get("delayexpr")
            )
            self.findings.refuse(at, message, say("write for example '5s' or '500ms'"))
        return delay

    def _constant(self, text: str) -> str:
        """The text that an expression says: one written out, or a datum that nothing ever changes."""
        first = self.data.data[text].first if text in self.data.data and text not in self.assigned else None
        return first.value if first is not None and isinstance(first.value, str) else _literal(text)

    def _block(self, elements: Iterable[Element], deeds: list[Deed]) -> bool:
        """Add what a block does to `deeds`; False if it breaks off there."""
        for element in elements:
            match element.name:
                case "send" | "cancel" if id(element) in self.passed_over:
                    continue
                case "assign" if element.get("location") not in self.data.data:
                    _add(deeds, "raise", self.ids[ERROR])
                    return False
                case "assign":
                    _add(deeds, "set", self.ids[element.get("location")], self._value(element))
                case "raise":
                    _add(deeds, "raise", self.ids[element.get("event")])
                case "send":
                    self._send(element, deeds)
                case "cancel":
                    self._cancel(element, deeds)
                case "if":
                    deeds += self._choice(element)
        return True

    def _send(self, element: Element, deeds: list[Deed]) -> None:
        sending = self.sendings[id(element)]
        if sending.delay:
            _add(deeds, "later", self.ids[sending.event], in_units(sending.delay))
        else:
            _add(deeds, "raise" if sending.inner else "send", self.ids[sending.event])

    def _cancel(self, element: Element, deeds: list[Deed]) -> None:
        name = element.get("sendid") or _literal(element.get("sendidexpr"))
        for event in sorted(self.awaited.get(name, ())):
            others = [each for each, events in self.awaited.items() if event in events and each != name]
            unnamed = self._unnamed(event)
            if others or unnamed:
                message = say("'{event}' is awaited more than once, and only one of these is called off", event=event)
                self.findings.refuse(element.at, message, say("give the delayed events different names"))
            _add(deeds, "cancel", self.ids[event])

    def _unnamed(self, event: str) -> bool:
        named = {each for events in self.awaited.values() for each in events}
        delayed = [sending for sending in self.sendings.values() if sending.event == event and sending.delay]
        return event in named and len(delayed) > sum(event in events for events in self.awaited.values())

    def _choice(self, element: Element) -> Iterator[Deed]:
        """An `<if>` with its `<elseif>` and `<else>`, the later ones inside what is done otherwise."""
        arms: list[tuple[Element, list[Element]]] = [(element, [])]
        for child in element.children:
            if child.name in {"elseif", "else"}:
                arms.append((child, []))
            else:
                arms[-1][1].append(child)
        if len(arms) > MOST_ARMS:
            message = say("more than {limit} cases in one <if>", limit=MOST_ARMS)
            self.findings.refuse(element.at, message, say("write several <if> one after another"))
            return
        made: Deed = {}
        for arm, inside in reversed(arms):
            deeds: list[Deed] = []
            self._block(inside, deeds)
            made = self._arm(arm, together(deeds), made)
        if made:
            yield made

    def _arm(self, arm: Element, deed: Deed, otherwise: Deed) -> Deed:
        script = None if arm.name == "else" else self.scripts.get(id(arm))
        if arm.name == "else" or script == Plain(value=True):
            return deed
        if script is None or script == Plain(value=False) or not (deed or otherwise):
            return otherwise
        condition = self.words.text(script) if self.words else ""
        inner = {"then": [deed]} if "if" in deed else deed
        return {"if": condition} | inner | ({"otherwise": otherwise} if otherwise else {})

    def _value(self, element: Element) -> object:
        script = self.scripts.get(id(element))
        return self.words.value(element.get("location"), script) if self.words and script else None


def together(deeds: list[Deed]) -> Deed:
    """Several deeds as one."""
    if len(deeds) <= 1:
        return deeds[0] if deeds else {}
    first, *rest = deeds
    return {"then": deeds} if "if" in first or "then" in first else first | {"then": rest}


def actions(deeds: list[Deed]) -> Deed:
    """Deeds as what stands under `entry`, `exit` or `begin`, or in a transition: first only data and raised events."""
    if not deeds:
        return {}
    first, *rest = deeds
    plain = {} if "if" in first else {key: first[key] for key in ("set", "raise") if key in first}
    left = {key: value for key, value in first.items() if key not in plain}
    then = [*([left] if left else []), *rest]
    return plain | ({"then": then} if then else {})


def in_units(milliseconds: int) -> str:
    """A time in the largest unit in which it is a whole number."""
    unit, size = next((unit, size) for unit, size in _UNITS if milliseconds % size == 0)
    n = milliseconds // size
    return f"{n} {unit.removesuffix('s') if n == 1 else unit}"


def _add(deeds: list[Deed], way: str, name: str, value: object = None) -> None:
    """Add to the last deed if that keeps the order of what matters, else begin another."""
    last = deeds[-1] if deeds else {}
    again = way in {"set", "later"} and name in last.get(way, {})
    if not deeds or "if" in last or "then" in last or again or (way == "later" and "cancel" in last):
        deeds.append({})
    if way in {"set", "later"}:
        deeds[-1].setdefault(way, {})[name] = value
    else:
        deeds[-1].setdefault(way, []).append(name)


def _literal(text: str) -> str:
    """The text that an expression says, if it is nothing but that."""
    quote = text[:1]
    return text[1:-1] if quote in {"'", '"'} and text.endswith(quote) and text.count(quote) == 2 else ""
