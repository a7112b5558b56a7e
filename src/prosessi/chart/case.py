"""A case and its verbs: begin it, send it an event, let time pass, ask what can happen.

A case is a small immutable value; each verb gives a new one, or a refusal and the case stays as it was.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType

from prosessi.chart.chart import Chart
from prosessi.chart.course import attempt, follow, landed, later, pending
from prosessi.chart.deadlines import DeadlineState, not_started
from prosessi.chart.refusals import in_force, refusal, step_failed, terms_of, unknown_event
from prosessi.chart.rows import rows_of
from prosessi.chart.semantics import Snapshot
from prosessi.chart.situation import Advanced, Case, Option, Refused, Step, Taken
from prosessi.chart.timers import Timer
from prosessi.chart.whereabouts import answering, ending, innermost
from prosessi.chart.worlds import Data, StepFailed, slots_of
from prosessi.errors import NotSettling, WrongUse
from prosessi.expressions.program import UNSET, ValueProblem, decode, encode
from prosessi.messages import say
from prosessi.model.process import Event

__all__ = [
    "Advanced",
    "Case",
    "DeadlineState",
    "Option",
    "Refused",
    "Step",
    "Taken",
    "Timer",
    "active_names",
    "advance",
    "begin",
    "data_of",
    "enabled",
    "next_due",
    "outcome",
    "send",
]

_NOTHING: Mapping[str, object] = MappingProxyType({})
_NO_PAPERS: frozenset[str] = frozenset()


def begin(
    chart: Chart, data: Mapping[str, object] = _NOTHING, *, at: datetime, documents: Collection[str] = ()
) -> Taken:
    """Begin a case at the civil time `at`, with the data known and the papers there are.

    Data or papers that the process does not have are wrong use, and so are data that leave open where to begin.
    """
    _be_civil(at)
    empty = tuple(UNSET if slot.default is None else slot.default for slot in chart.slots)
    known = _with(chart, empty, data)
    papers = _papers(chart, documents)
    try:
        landing, after = rows_of(chart).begin(known)
    except (StepFailed, NotSettling) as failure:
        raise WrongUse(step_failed("", failure).message) from failure
    nowhere = Case(Snapshot(), known, papers, at, (), not_started(chart))
    return follow(chart, landed(chart, nowhere, landing, after), Step(None, at, None, landing.microsteps))


def send(
    chart: Chart,
    case: Case,
    event: str,
    *,
    by: str | None = None,
    papers: Collection[str] = (),
    decided: Mapping[str, object] = _NOTHING,
) -> Taken | Refused:
    """Try an event: who does it, with which papers, and what data are settled in it.

    An event of one role only needs no `by`. Papers that the process does not have, and data that the event does not
    decide or that cannot have such values, are wrong use.
    """
    declared = chart.process.events.get(event)
    if declared is None:
        return unknown_event(chart, event)
    if by is None and len(declared.by) == 1:
        by = declared.by[0]
    handed_in = _papers(chart, papers) if papers else _NO_PAPERS
    data = _settled(chart, case, event, decided) if decided else case.data
    tried = refusal(chart, case, event, by, handed_in) or attempt(chart, case, event, data)
    if isinstance(tried, Refused):
        return tried
    landing, after = tried
    made = handed_in.union(declared.produces) if declared.produces else handed_in
    moved = landed(chart, case, landing, after, papers=made)
    try:
        return follow(chart, moved, Step(event, case.now, by, landing.microsteps))
    except NotSettling as failure:
        return step_failed(event, failure)


def advance(chart: Chart, case: Case, until: datetime) -> Advanced:
    """Let time pass up to `until`, that moment included: timers and deadlines go off on the way, in their order."""
    _be_civil(until)
    if until < case.now:
        raise WrongUse(say("{until} has gone by already: it is {now}", until=until, now=case.now))
    steps: list[Step] = []
    failed: list[Refused] = []
    while (due := next_due(chart, case)) is not None and due <= until:
        taken = follow(chart, later(chart, case, due))
        case = taken.case
        steps += taken.steps
        failed += taken.failed
    return Advanced(later(chart, case, until), tuple(steps), tuple(failed))


def next_due(chart: Chart, case: Case) -> datetime | None:  # noqa: ARG001  # like every verb it is asked with the chart
    """When something will happen by itself; None if nothing will. It is never in the past."""
    due = pending(case)
    return None if due is None else due[0]


def enabled(chart: Chart, case: Case) -> tuple[Option, ...]:
    """What each event that leads somewhere would do now, in the order of the process."""
    used = {event for edge in chart.edges for event in edge.events}
    return tuple(_option(chart, case, name, event) for name, event in chart.process.events.items() if name in used)


def active_names(chart: Chart, case: Case) -> tuple[str, ...]:
    """The innermost active states as the author named them, in document order, without finished branches."""
    return innermost(chart, case.snapshot.active)


def outcome(chart: Chart, case: Case) -> str | None:
    """How the case ended: success, closed or handover; None while it goes on."""
    return ending(chart, case.snapshot.active)


def data_of(chart: Chart, case: Case) -> dict[str, object]:
    """The case data as Python values; None for what is not set."""
    return {slot.name: decode(slot.type, case.data[slot.index]) for slot in chart.slots}


def _be_civil(moment: datetime) -> None:
    if moment.tzinfo is not None:
        raise WrongUse(say("a case goes by civil time, without a time zone"))


def _option(chart: Chart, case: Case, name: str, event: Event) -> Option:
    """What an event would do now, done by the right role with all its papers."""
    active = case.snapshot.active
    roles = tuple(role for role in event.by if in_force(terms_of(chart, active, name, role).rules, case) is None)
    refused = refusal(chart, case, name, (*roles, *event.by, None)[0], frozenset(event.needs))
    if refused is None and not event.decides:
        tried = attempt(chart, case, name, case.data)
        refused = tried if isinstance(tried, Refused) else None
    edges = answering(chart, active, name)
    return Option(
        event=name,
        possible=refused is None,
        refusal=refused,
        roles=roles,
        needs=event.needs,
        missing=tuple(need for need in event.needs if need not in case.documents),
        decides=event.decides,
        targets=tuple(dict.fromkeys(chart[target].name for edge in edges for target in edge.targets)),
    )


def _settled(chart: Chart, case: Case, event: str, decided: Mapping[str, object]) -> Data:
    """The data with what the event decides written in."""
    decides = chart.process.events[event].decides
    for name in decided:
        if name not in decides:
            raise WrongUse(say("'{name}' is not settled in '{event}'", event=event, name=name))
    return _with(chart, case.data, decided)


def _with(chart: Chart, data: Data, values: Mapping[str, object]) -> Data:
    """The data with Python values written in, checked against the types of the process."""
    written = list(data)
    slots = slots_of(chart)
    for name, value in values.items():
        slot = slots.get(name)
        if slot is None:
            raise WrongUse(say("the process has no case data '{name}'", name=name))
        try:
            written[slot.index] = encode(slot.type, value)
        except ValueProblem as problem:
            message = say("'{name}' cannot have this value: {why}", name=name, why=problem.message)
            raise WrongUse(message) from problem
    return tuple(written)


def _papers(chart: Chart, papers: Collection[str]) -> frozenset[str]:
    for paper in papers:
        if paper not in chart.process.documents and chart.library.document(paper) is None:
            raise WrongUse(say("the process has no document '{name}'", name=paper))
    return frozenset(papers)
