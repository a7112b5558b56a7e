"""Questions about where a case is, answered from its active states alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from prosessi.chart.chart import ROOT, Chart, Edge, Kind, StateId
from prosessi.chart.semantics import Active, is_finished

MOST_REMEMBERED = 8192


@lru_cache(maxsize=MOST_REMEMBERED)
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
