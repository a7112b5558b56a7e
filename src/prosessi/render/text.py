"""The text version of a diagram: the same facts in words, for those who would rather read than look.

The one rule: every state and every transition of the picture is named here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import fill
from typing import Literal

from prosessi.chart.chart import ROOT, Chart, StateId
from prosessi.chart.names import document_name, event_name, role_name, rule_name, state_name
from prosessi.chart.promises import Pledge, pledges, promise_name, promise_words
from prosessi.messages import Message, say
from prosessi.messages import language as language_in_use
from prosessi.model.basis import Grounded
from prosessi.render.elements import ClockFact, EdgeFact, StateFact
from prosessi.render.facts import Facts
from prosessi.render.legend import figures
from prosessi.render.spoken import act_sentences, basis_sentences, state_details, way_on

Format = Literal["text", "md"]
_WIDTH = 100
_SPECIAL = re.compile(r"([\\`*_<>\[\]#|])")


@dataclass(frozen=True, slots=True)
class _Line:
    """A heading (`level` 1 to 6), a paragraph (0) or an item of a list (-1, or -2 for an inner one)."""

    level: int
    text: str


def describe(chart: Chart, fmt: Format = "text", language: str | None = None) -> str:
    """Tell a process in words: its states, who acts, by when, with which documents, and what comes next."""
    facts = Facts(chart, language or language_in_use())
    lines = list(_Teller(facts).lines())
    return (_as_markdown if fmt == "md" else _as_text)(lines)


class _Teller:
    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.chart = facts.chart

    def lines(self) -> Iterator[_Line]:
        process = self.chart.process
        yield _Line(1, self.facts.title)
        yield _Line(0, figures(self.facts))
        if process.summary is not None:
            yield _Line(0, process.summary.in_language(self.facts.language))
        yield from self.section(say("Roles"), map(self.role, self.facts.roles))
        yield from self.section(say("Deadlines"), map(self.clock, self.facts.clocks.values()))
        yield from self.section(say("Documents"), map(self.document, self.documents()))
        yield from self.section(say("Qualification rules"), map(self.rule, process.rules))
        yield from self.section(say("Promises"), map(self.promise, pledges(self.chart)))
        yield _Line(2, self.say(say("States")))
        yield _Line(0, self.say(say("The case begins here: {states}.", states=self.beginnings(ROOT))))
        for fact in self.facts.states.values():
            yield from self.state(fact)
        yield _Line(0, self.say(say("Drawn with a modelling tool. The picture is not legal advice.")))

    def section(self, title: Message, items: Iterator[str]) -> Iterator[_Line]:
        found = list(items)
        if found:
            yield _Line(2, self.say(title))
            yield from (_Line(-1, item) for item in found)

    def state(self, fact: StateFact) -> Iterator[_Line]:
        depth = sum(1 for place in self.chart[fact.id].ancestors if place != ROOT)
        yield _Line(min(6, 3 + depth), fact.name)
        about = [state_details(self.facts, fact), fact.description]
        if fact.shape in {"compound", "parallel"}:
            about.append(self.say(say("Begins: {states}.", states=self.beginnings(fact.id))))
        yield _Line(0, " ".join(part for part in about if part))
        for edge in self.facts.edges.values():
            if edge.source == fact.id:
                yield _Line(-1, self.edge(edge))

    def edge(self, edge: EdgeFact) -> str:
        return " ".join(part for part in (self.say(way_on(self.facts, edge)), act_sentences(self.facts, edge)) if part)

    def beginnings(self, state: StateId) -> list[str]:
        vertex = self.chart[state]
        first = vertex.initial or vertex.children
        return [self.facts.states[self.facts.home(target)].name for target in first]

    def role(self, name: str) -> str:
        role = self.chart.process.roles.get(name) or self.chart.library.role(name)
        title = role_name(self.chart, name)
        return self.grounded(say("{name}, {kind}", name=title, kind=_kind(role.kind if role else "staff")), role)

    def clock(self, clock: ClockFact) -> str:
        deadline = self.chart.process.deadlines[clock.id]
        parts = [say("{name}: {length}.", name=clock.name, length=clock.length)]
        if clock.condition:
            parts.append(say("In force if {condition}.", condition=clock.condition))
        if clock.soft:
            parts.append(say("A goal, not a limit of the law."))
        said = " ".join(map(self.say, parts))
        return f"{said} {basis_sentences(self.facts, deadline)}".strip()

    def rule(self, name: str) -> str:
        rule = self.chart.process.rules[name]
        parts = [say("{name}.", name=rule_name(self.chart, name))]
        if rule.if_:
            parts.append(say("In force if {condition}.", condition=self.facts.condition(rule.if_)))
        parts.append(say("Where in force: {states}.", states=[state_name(self.chart, state) for state in rule.in_]))
        if rule.events:
            parts.append(
                say("Acts it concerns: {acts}.", acts=[event_name(self.chart, event) for event in rule.events])
            )
        parts.append(
            say("Of the staff only: {roles}.", roles=[role_name(self.chart, role) for role in rule.responsible])
        )
        return f"{' '.join(map(self.say, parts))} {basis_sentences(self.facts, rule)}".strip()

    def promise(self, pledge: Pledge) -> str:
        words = promise_words(self.chart, pledge)
        if pledge.promise.label is None:
            return self.grounded(words, pledge.promise)
        return self.grounded(say("{promise}: {words}", promise=promise_name(pledge), words=words), pledge.promise)

    def documents(self) -> list[str]:
        used = [name for event in self.chart.process.events.values() for name in (*event.needs, *event.produces)]
        return list(dict.fromkeys(used))

    def document(self, name: str) -> str:
        document = self.chart.process.documents.get(name) or self.chart.library.document(name)
        return self.grounded(say("{name}", name=document_name(self.chart, name)), document)

    def grounded(self, message: Message, element: Grounded | None) -> str:
        basis = basis_sentences(self.facts, element) if element is not None else ""
        return f"{self.say(message)}. {basis}".strip() if basis else f"{self.say(message)}."

    def say(self, message: Message) -> str:
        return message.in_language(self.facts.language)


def _kind(kind: str) -> Message:
    match kind:
        case "client":
            return say("client")
        case "partner":
            return say("partner")
        case "system":
            return say("system")
    return say("staff")


def _as_text(lines: list[_Line]) -> str:
    told: list[str] = []
    for line in lines:
        if line.level > 0:
            told += ["", line.text if line.level > 2 else line.text.upper()]
            if line.level == 1:
                told.append("=" * len(line.text))
            continue
        first, rest = ("- ", "  ") if line.level < 0 else ("", "")
        told.append(fill(line.text, _WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False))
    return "\n".join(told).strip() + "\n"


def _as_markdown(lines: list[_Line]) -> str:
    told: list[str] = []
    item_before = False
    for line in lines:
        text = _SPECIAL.sub(r"\\\1", line.text)
        item = line.level < 0
        if told and not (item and item_before):
            told.append("")
        told.append(f"{'#' * line.level} {text}" if line.level > 0 else f"- {text}" if item else text)
        item_before = item
    return "\n".join(told) + "\n"
