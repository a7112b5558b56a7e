"""What walks have been through, and what no walk has shown.

A process is made of its states, its transitions and the finishing acts of its branches as the author wrote them, and
of the three things that can happen to a deadline: it starts, it is met, it is breached. The count of each is kept
under a plain string, so that counts from several runs can be added up.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from prosessi.chart.chart import Chart, Edge, Kind, Trigger, Vertex
from prosessi.chart.names import deadline_name, event_name, state_name
from prosessi.chart.places import place_of_state
from prosessi.messages import Message, say
from prosessi.span import Span
from prosessi.walk.expect import IN_TIME, TOO_LATE
from prosessi.walk.log import Log, deadline_changes
from prosessi.walk.words import REASONS

ElementKind = Literal["state", "transition", "deadline"]
HEADINGS: Mapping[ElementKind, Message] = {
    "state": say("states"),
    "transition": say("transitions"),
    "deadline": say("turns of deadlines"),
}
KINDS: tuple[ElementKind, ...] = ("state", "transition", "deadline")
HISTORIES = (Kind.SHALLOW_HISTORY, Kind.DEEP_HISTORY)


@dataclass(frozen=True, slots=True)
class Element:
    """One thing that walks can go through, where it is written, and how many times they did.

    `id` is the name of a state, the number of a transition in the chart, or the name of a deadline.
    """

    kind: ElementKind
    id: str | int
    what: Message
    at: Span
    key: str
    count: int


@dataclass(frozen=True)
class Coverage:
    """Every element of a process with its count."""

    process: str
    elements: tuple[Element, ...]
    refusals: Mapping[str, int]

    @cached_property
    def missing(self) -> tuple[Element, ...]:
        """What no walk has been through."""
        return tuple(element for element in self.elements if not element.count)

    @property
    def share(self) -> float:
        """How much of everything is covered, from 0 to 1."""
        covered, of = self.tally(*KINDS)
        return covered / of if of else 1.0

    def tally(self, *kinds: ElementKind) -> tuple[int, int]:
        """How many elements of some kinds are covered, and how many there are."""
        counts = [element.count for element in self.elements if element.kind in kinds]
        return sum(map(bool, counts)), len(counts)


def coverage(chart: Chart, logs: Iterable[Log]) -> Coverage:
    """What the cases of `logs` went through."""
    counts: Counter[str] = Counter()
    for log in logs:
        counts.update(passages(chart, log))
    return coverage_of_counts(chart, counts)


def coverage_of_counts(chart: Chart, counts: Mapping[str, int]) -> Coverage:
    """The same from counts that `passages` gave, added up."""
    elements = tuple(
        Element(kind, name, what, at, key, counts.get(key, 0)) for kind, name, what, at, key in _elements(chart)
    )
    refusals = {key.removeprefix("refused:"): n for key, n in counts.items() if key.startswith("refused:")}
    return Coverage(chart.process.process, elements, refusals)


def tell_coverage(covered: Coverage, *, least: float | None = None) -> str:
    """What is covered in numbers, and what is missing with its lines, in the language in use."""
    lines = [str(_heading(covered, least))]
    for kind in KINDS:
        n, of = covered.tally(kind)
        if of:
            lines.append("  " + str(say("{kind}: {n} of {all}", kind=HEADINGS[kind], n=n, all=of)))
    if covered.refusals:
        told = [say("{n} × {reason}", n=n, reason=REASONS[reason]) for reason, n in sorted(covered.refusals.items())]
        lines.append("  " + str(say("refused acts tried: {refusals}", refusals=told)))
    if covered.missing:
        lines.append(str(say("No walk has been through these:")))
        lines += [f"  {element.at.file}:{element.at.line}: {element.what}" for element in covered.missing]
    return "\n".join(lines)


def as_json(several: Iterable[Coverage]) -> str:
    """The same for programs: a list with an object a process."""
    return json.dumps([_as_plain(covered) for covered in several], ensure_ascii=False, indent=2)


def _as_plain(covered: Coverage) -> dict[str, object]:
    elements = [
        {
            "kind": element.kind,
            "id": element.key.partition(":")[2],
            "name": str(element.what),
            "file": element.at.file,
            "line": element.at.line,
            "count": element.count,
        }
        for element in covered.elements
    ]
    percent = math.floor(100 * covered.share)
    return {"process": covered.process, "percent": percent, "refused": dict(covered.refusals), "elements": elements}


def _heading(covered: Coverage, least: float | None) -> Message:
    share = _percents(covered.share)
    if least is None:
        return say("Walks cover {share} of '{process}'", process=covered.process, share=share)
    wanted = f"{least:g} %"
    return say(
        "Walks cover {share} of '{process}' (wanted: {least})", process=covered.process, share=share, least=wanted
    )


def passages(chart: Chart, log: Log) -> Iterator[str]:
    """The key of everything that a case went through, once for each time."""
    for entry in log:
        if entry.refused:
            yield f"refused:{entry.refused.reason}"
        for step in entry.steps:
            for microstep in step.microsteps:
                yield from (f"transition:{edge}" for edge in microstep.edges)
                yield from (f"state:{chart[state].name}" for state in microstep.entered if chart[state].written)
        for old, new in deadline_changes(entry):
            yield from _turns(new.name, old.status if old else "not_started", new.status)


def _turns(name: str, old: str, new: str) -> Iterator[str]:
    if (old != "running" and new == "running") or (old == "not_started" and new != "lapsed"):
        yield f"deadline:{name}:started"
    if new in IN_TIME and old != new:
        yield f"deadline:{name}:met"
    if new in TOO_LATE and old not in TOO_LATE:
        yield f"deadline:{name}:breached"


def _elements(chart: Chart) -> Iterator[tuple[ElementKind, str | int, Message, Span, str]]:
    for vertex in chart.vertices:
        if vertex.written is not None and vertex.kind not in HISTORIES:
            yield (
                "state",
                vertex.name,
                _state_words(chart, vertex),
                place_of_state(chart, vertex.id),
                f"state:{vertex.name}",
            )
    for edge in chart.edges:
        if edge.written is not None or edge.trigger is Trigger.EVENT:
            yield "transition", edge.id, _edge_words(chart, edge), _edge_place(chart, edge), f"transition:{edge.id}"
    for watch in chart.watches:
        name = deadline_name(chart, watch.name)
        for turn, what in (
            ("started", say("the deadline “{name}” starts", name=name)),
            ("met", say("the deadline “{name}” is met", name=name)),
            ("breached", say("the deadline “{name}” is breached", name=name)),
        ):
            yield (
                "deadline",
                watch.name,
                what,
                chart.process.place_of_key("deadlines", watch.name),
                f"deadline:{watch.name}:{turn}",
            )


def _state_words(chart: Chart, vertex: Vertex) -> Message:
    return say("the state “{name}”", name=state_name(chart, vertex.name))


def _edge_words(chart: Chart, edge: Edge) -> Message:
    source = state_name(chart, chart[edge.source].name)
    if edge.written is None:
        return say("“{act}” finishes the branch “{branch}”", act=_trigger_words(chart, edge), branch=source)
    act = _trigger_words(chart, edge)
    targets = [state_name(chart, chart[target].name) for target in edge.targets]
    if not targets:
        return say("“{act}” in “{source}”", act=act, source=source)
    return say("“{act}” from “{source}” to “{targets}”", act=act, source=source, targets=targets)


def _trigger_words(chart: Chart, edge: Edge) -> object:
    match edge.trigger:
        case Trigger.EVENT:
            return [event_name(chart, name) for name in edge.events]
        case Trigger.AFTER:
            return say("after {length}", length=edge.after)
        case Trigger.AT:
            return say("on {moment}", moment=str(edge.at))
        case Trigger.DONE:
            return say("when done")
    return say("at once")


def _percents(share: float) -> str:
    """A share in whole percents, rounded down, so that 100 % means all."""
    return f"{math.floor(share * 100)} %"


def _edge_place(chart: Chart, edge: Edge) -> Span:
    if edge.written is not None:
        return edge.written.place
    branch = chart[edge.source]
    while branch.written is None and branch.parent is not None:
        branch = chart[branch.parent]
    return branch.written.place if branch.written else chart.process.place
