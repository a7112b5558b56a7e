"""PR138: a process that is too large to be looked at as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.findings import Severity
from prosessi.messages import say
from prosessi.rules import Found, rule
from prosessi.verify.proof import Proof


@rule("PR138", Severity.NOTE, over="proof")
def not_looked_at_as_a_whole(proof: Proof) -> Iterator[Found]:
    """The process has more situations than were looked at, so that nothing is proven of the rest.

    What was found is true, but what was not found may still be there: that is not known. Most often data that count
    far, or many branches that read each other's states, are the reason.

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
