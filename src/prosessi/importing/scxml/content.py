"""What a document does on the way: executable content as deeds of a process."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from prosessi.importing.importer import Findings
from prosessi.importing.markup import Element
from prosessi.importing.scxml.data import Data, Words, asked, folded
from prosessi.importing.scxml.deeds import Deed, add, in_units, together
from prosessi.importing.scxml.document import SCXML
from prosessi.importing.scxml.script import BrokenScript, Plain, Script, ScriptProblem, parse_script
from prosessi.importing.scxml.texts import Texts
from prosessi.messages import say
from prosessi.span import Span

MOST_ARMS = 15
"""Each is nested in what is done otherwise, and files are read only so deep."""

LONGEST = 10 * 365 * 86_400_000
"""The longest delay in milliseconds. It is ten years."""

_DELAY = re.compile(r"\+?(\d{0,15}\.?\d{1,15})(ms|s|m|h|d)")
_MILLISECONDS = {"ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}
_PROCESSORS = frozenset({"", "scxml", "http://www.w3.org/TR/scxml/#SCXMLEventProcessor", "http://www.w3.org/TR/scxml"})
GOES_ON = frozenset({True})
ENDS = frozenset({False})
_UNCLEAR = (
    say("data sent along cannot be worked out, and a transition for all events would hear of that error"),
    say("send along only data that are declared"),
)
_SOMETIMES = (
    say("an error inside sometimes ends what is done here, and sometimes not"),
    say("take out what cannot be worked out"),
)
_DYNAMIC = ("targetexpr", "typeexpr", "idlocation", "sendidexpr")
ERROR = "error.execution"

Errors = Literal["named", "all", "nobody"]
"""Who hears of an error: a transition that names it, only one for all events, or nobody."""


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
    errors: Errors
    null: bool
    texts: Texts
    words: Words | None = None
    ids: dict[str, str] = field(default_factory=dict)
    scripts: dict[int, Script] = field(default_factory=dict)
    sendings: dict[int, Sending] = field(default_factory=dict)
    copies: dict[int, str] = field(default_factory=dict)  # the names of events that are delayed in several places
    certain: dict[str, Plain] = field(default_factory=dict)  # the data of which something is certain as they are read
    broken: set[int] = field(default_factory=set)  # what ends its block with an error
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
            return self._read(text)
        except ScriptProblem as problem:
            self.blame(element, attribute, problem)
            return None

    def condition(self, element: Element, text: str) -> Script | None:
        """A condition. One that nobody could work out never holds, and is an error that somebody may hear of."""
        try:
            return asked(self._read(text), self.data.data)
        except BrokenScript as problem:
            if self.errors != "nobody":
                self.blame(element, "cond", problem)
                return None
            self.findings.leave_out(element.place_of("cond"), say("this is no condition, and so it never holds"))
            return Plain(value=False)
        except ScriptProblem as problem:
            self.blame(element, "cond", problem)
            return None

    def fails(self, data: Element) -> bool:
        """Whether data to be sent along name what is not there, which is an error that somebody hears of."""
        wrong = next(self._wrong(data), None)
        if wrong is None or self.errors == "nobody":
            return False
        if self.errors == "all":
            self.findings.refuse(data.at, *_UNCLEAR)
        return self.errors == "named"

    def _wrong(self, data: Element) -> Iterator[str]:
        """What of the data to be sent along cannot be worked out."""
        locations = [*data.get("namelist").split(), *(child.get("location") for child in data.children)]
        yield from (name for name in locations if name and name not in self.data.data)
        for child in data.children:
            try:
                self._read(child.get("expr") or "0")
            except BrokenScript:
                yield child.get("expr")
            except ScriptProblem:
                continue

    def _read(self, text: str) -> Script:
        return folded(parse_script(text, null=self.null), certain=self.certain)

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
        script = asked(script, self.data.data) if script is not None else None
        if script is not None:
            self._settle(element, "cond", script, None)

    def _survey_assignment(self, element: Element) -> None:
        name, text = element.get("location"), element.get("expr") or element.text.strip()
        if name not in self.data.data:
            if self.errors == "named":
                self.broken.add(id(element))
                return
            at = element.place_of("location")
            fix = say("declare it: <data id={name}/>", name=f'"{name}"')
            self.findings.refuse(at, say("there is no data '{name}'", name=name), fix)
            return
        if self.errors == "named" and self._nonsense(text):
            self.broken.add(id(element))
            return
        script = self.script(element, "expr", text)
        if script is not None:
            self._settle(element, "expr", script, name)

    def _nonsense(self, text: str) -> bool:
        try:
            self._read(text)
        except BrokenScript:
            return True
        except ScriptProblem:
            return False
        return False

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
        target, processor = self.texts.of(element, "target"), self.texts.of(element, "type")
        event, delay = self.texts.of(element, "event"), self._delay(element)
        inner = target == "#_internal"
        if (target and not inner) or processor not in _PROCESSORS:
            message = say("this is sent to somebody else, and a case has only itself")
            fix = say("leave 'target' and 'type' out, or remove the <send>")
            self.findings.refuse(_place(element, "target" if target and not inner else "type"), message, fix)
        elif inner and delay:
            message = say("what is sent inside comes at once and has no delay")
            self.findings.wrong(element.at, message, say("remove the delay, or the target"))
        elif not event:
            message = say("it is not said which event is sent")
            self.findings.refuse(element.at, message, say("write its name in 'event'"))
        self._refuse_dynamic(element)
        copy = self.copies.get(id(element), event)
        self.sendings[id(element)] = Sending(copy, delay, inner)
        if element.get("id") and delay:
            self.awaited.setdefault(element.get("id"), set()).add(copy)
        wrong = next(self._wrong(element), None)
        if wrong is not None:
            self.broken.add(id(element))
            if self.errors == "all":
                self.findings.refuse(element.at, *_UNCLEAR)
            message = say("'{name}' cannot be worked out, and so '{event}' is not sent", name=wrong, event=event)
            self.findings.leave_out(element.at, message)
        elif element.children or "namelist" in element.attributes:
            self.findings.leave_out(element.at, say("data sent along with '{event}' are left out", event=event))

    def _refuse_dynamic(self, element: Element) -> None:
        for attribute in _DYNAMIC:
            if attribute in element.attributes and not self.texts.said(element, element.get(attribute)):
                message = say("'{name}' is worked out while the chart runs", name=attribute)
                fix = say("write an 'id' instead") if attribute == "idlocation" else say("write the value itself")
                self.findings.refuse(element.place_of(attribute), message, fix)

    def _delay(self, element: Element) -> int:
        """The delay in milliseconds."""
        text = self.texts.of(element, "delay")
        found = _DELAY.fullmatch(text)
        delay = round(float(found[1]) * _MILLISECONDS[found[2]]) if found else 0
        if delay > LONGEST or (found is None and (text or "delayexpr" in element.attributes)):
            at = element.place_of("delay" if "delay" in element.attributes else "delayexpr")
            message = say(
                "'{text}' is no length of time up to ten years", text=element.get("delay") or element.get("delayexpr")
            )
            self.findings.refuse(at, message, say("write for example '5s' or '500ms'"))
        return delay

    def _block(self, elements: list[Element], deeds: list[Deed]) -> frozenset[bool]:
        """Add what a block does to `deeds`, and say whether it goes on after that; an error may end it."""
        on, last = GOES_ON, elements[-1] if elements else None
        for element in elements:
            if id(element) in self.broken:
                if self.errors == "named":
                    add(deeds, "raise", self.ids[ERROR])
                return ENDS
            if element.name == "if":
                made, ways = self._choice(element)
                deeds += made
                if ways == ENDS:
                    return ENDS
                on |= ways
                if False in on and element is not last:
                    self.findings.refuse(element.at, *_SOMETIMES)
            elif id(element) not in self.passed_over:
                self._deed(element, deeds)
        return on

    def _deed(self, element: Element, deeds: list[Deed]) -> None:
        match element.name:
            case "assign":
                add(deeds, "set", self.ids[element.get("location")], self._value(element))
            case "raise":
                add(deeds, "raise", self.ids[element.get("event")])
            case "send":
                self._send(element, deeds)
            case "cancel":
                self._cancel(element, deeds)

    def _send(self, element: Element, deeds: list[Deed]) -> None:
        sending = self.sendings[id(element)]
        if sending.delay:
            add(deeds, "later", self.ids[sending.event], in_units(sending.delay))
        else:
            add(deeds, "raise" if sending.inner else "send", self.ids[sending.event])

    def _cancel(self, element: Element, deeds: list[Deed]) -> None:
        for event in sorted(self.awaited.get(self.texts.of(element, "sendid"), ())):
            add(deeds, "cancel", self.ids[event])

    def _choice(self, element: Element) -> tuple[list[Deed], frozenset[bool]]:
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
            return [], GOES_ON
        made: Deed = {}
        ways = GOES_ON
        for arm, inside in reversed(arms):
            deeds: list[Deed] = []
            on = self._block(inside, deeds)
            script = Plain(value=True) if arm.name == "else" else self.scripts.get(id(arm))
            ways = on if script == Plain(value=True) else ways if script == Plain(value=False) else ways | on
            made = self._arm(arm, together(deeds), made)
        return [made] if made else [], ways

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


def _place(element: Element, attribute: str) -> Span:
    """Where an attribute stands, or the expression that is written instead."""
    return element.place_of(attribute if attribute in element.attributes else f"{attribute}expr")
