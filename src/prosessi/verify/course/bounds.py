"""PR138: a process that is too large to be looked at as a whole, or that reckons so that not every value was tried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prosessi.chart.cells import loads
from prosessi.chart.chart import Chart, Edge
from prosessi.chart.explore import cells_of_chart
from prosessi.chart.places import place_of_edge
from prosessi.findings import Severity
from prosessi.messages import say
from prosessi.rules import Found, rule
from prosessi.span import Span
from prosessi.verify.course.dead import Life
from prosessi.verify.proof import Proof


@rule("PR138", Severity.NOTE, over="proof")
def not_looked_at_as_a_whole(proof: Proof) -> Iterator[Found]:
    """Not everything that can become of a case was looked at, so that nothing is proven of the rest.

    What was found is true, but what was not found may still be there: that is not known. Most often data that count
    far, or many branches that read each other's states, are the reason. A condition that reckons with data can be one,
    too: where not every value can be tried, nobody can say that what waits for it never happens.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {kerrat: {type: integer, min: 0, max: 99999, default: 0}}
        events: {kysy: {}, myonna: {}}
        states:  # PR138
          saapunut:
            transitions:
              - {event: kysy, set: {kerrat: kerrat + 1}}
              - {event: myonna, if: kerrat < 99000, to: valmis}
              - {event: myonna, else: true, to: hylatty}
          valmis: {final: success}
          hylatty: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {kerrat: {type: integer, min: 0, max: 99, default: 0}}
        events: {kysy: {}, myonna: {}}
        states:
          saapunut:
            transitions:
              - {event: kysy, set: {kerrat: kerrat + 1}}
              - {event: myonna, if: kerrat < 9, to: valmis}
              - {event: myonna, else: true, to: hylatty}
          valmis: {final: success}
          hylatty: {final: closed}
    """
    if not proof.graph.complete:
        yield Found(
            proof.chart.process.place_of_key("states"),
            say(
                "the process has more situations than the {n} that were looked at; of the rest nothing is known",
                n=len(proof.graph.nodes),
            ),
            say("divide the process in two, or let data count less far"),
        )
    elif not proof.graph.exact and (untaken := Life(proof).untaken):
        yield Found(
            _place_of_reason(proof.chart, untaken),
            say("not every value was tried of what this condition reckons with; whether it ever holds is not known"),
            say("compare with constants, or walk it through by hand"),
            tuple(
                (place_of_edge(proof.chart, edge), say("whether this ever happens is not known")) for edge in untaken
            ),
        )


def _place_of_reason(chart: Chart, untaken: Sequence[Edge]) -> Span:
    """The first condition about data not all of whose values were tried, rather one that was never seen to hold."""
    loose = {slot for slot, cells in enumerate(cells_of_chart(chart)) if not cells.proof}
    asking = (edge for edge in (*untaken, *chart.edges) if edge.guard is not None and loads(edge.guard) & loose)
    reason = next(asking, None)
    if reason is None or reason.written is None:
        return chart.process.place_of_key("states")
    return reason.written.place_of("if")
