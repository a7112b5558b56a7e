"""Questions about where a case is, answered from its active states alone."""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.chart.chart import ROOT, Active, Chart, Edge, Kind, StateId
from prosessi.chart.memory import remembered


def has_ended(chart: Chart, active: Active) -> bool:
    """Whether a final state of the process itself is active, after which nothing happens any more."""
    return any(chart[child].kind is Kind.FINAL and child in active for child in chart[ROOT].children)


def started_branches(chart: Chart, parallel: StateId, active: Active) -> list[StateId]:
    """The branches of an active parallel state that take part."""
    return [branch for branch in chart[parallel].children if branch in active]


def is_finished(chart: Chart, state: StateId, active: Active, whole: Active) -> bool:
    """Whether a state has come to its inner end, when of the states `whole` that will be active `active` already are.

    For a parallel state as many branches as its `join` says must have finished, all that started if it says none.
    """
    vertex = chart[state]
    if state not in active:
        return False
    if vertex.kind is Kind.PARALLEL:
        started = started_branches(chart, state, whole)
        finished = sum(is_finished(chart, branch, active, whole) for branch in started)
        return finished >= len(started) or (vertex.join is not None and finished >= vertex.join)
    ends = (child for child in vertex.children if chart[child].kind is Kind.FINAL)
    return vertex.kind is Kind.FINAL or any(end in active for end in ends)


@remembered
def answering(chart: Chart, active: Active, event: str) -> tuple[Edge, ...]:
    """The edges out of active states that answer to an event, whatever their conditions, inner states first."""
    states = sorted(active, key=lambda state: (-len(chart[state].ancestors), state))
    return tuple(edge for state in states for edge in chart[state].edges if event in edge.events)


def innermost(chart: Chart, active: Active) -> tuple[str, ...]:
    """The innermost active states as the author named them, in document order, without finished branches.

    A branch of one step goes by its own name, and a parallel state whose branches have all finished by its own.
    """
    return tuple(chart[state].name for state in _innermost(chart, active, ROOT))


def ending(chart: Chart, active: Active) -> str | None:
    """How the case ended: success, closed or handover; None while it goes on."""
    for state in chart[ROOT].children:
        written = chart[state].written
        if state in active and chart[state].kind is Kind.FINAL and written is not None:
            return written.final
    return None


def _innermost(chart: Chart, active: Active, state: StateId) -> Iterator[StateId]:
    inner = [child for child in chart[state].children if child in active and chart[child].written is not None]
    if chart[state].kind is Kind.PARALLEL:
        inner = [branch for branch in inner if not is_finished(chart, branch, active, active)]
    if not inner:
        yield state
    for child in inner:
        yield from _innermost(chart, active, child)
