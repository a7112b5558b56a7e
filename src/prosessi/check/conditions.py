"""PR401: what no case data ever meets.

A condition is tried with every value that can make a difference. What trying does not prove, because data are
compared with one another, is asked of z3 where that is installed, and else left in peace.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prosessi.check.data import type_of
from prosessi.check.outline import Outline
from prosessi.check.uses import expressions_of
from prosessi.expressions.kinds import Coded, DataType
from prosessi.expressions.program import compile_condition
from prosessi.findings import Severity
from prosessi.messages import say
from prosessi.rules import Found, rule
from prosessi.verify.conditions.boxes import Demand, Given
from prosessi.verify.conditions.deciding import decide


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a piece of case data stands in a trial."""

    index: int
    type: DataType
    default: Coded | None = None


@rule("PR401", Severity.WARNING, over="conditions")
def impossible_condition(outline: Outline) -> Iterator[Found]:
    """A condition can never be true, whatever the case data.

    What it guards never happens. Most often `and` stands where `or` was meant, or a number is out of bounds.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {summa: {type: integer}}
        events: {ratkaise: {decides: summa}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, if: summa > 500 and summa < 300, to: hylatty}  # PR401
              - {event: ratkaise, else: true, to: valmis}
          valmis: {final: success}
          hylatty: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {summa: {type: integer}}
        events: {ratkaise: {decides: summa}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, if: summa > 300 and summa < 500, to: hylatty}
              - {event: ratkaise, else: true, to: valmis}
          valmis: {final: success}
          hylatty: {final: closed}
    """
    case = outline.process.case
    slots = {name: Slot(index, type_of(datum)) for index, (name, datum) in enumerate(case.items())}
    unset = frozenset(slots[name].index for name, datum in case.items() if datum.default is None)
    states = {node.name: number for number, node in enumerate(outline.nodes)}
    for expression, at, target in expressions_of(outline.process):
        if target is None:
            program = compile_condition(expression, slots, states)
            trial = decide([Demand(program, holds=True)], tuple(slots.values()), Given(unset=unset))
            if program.reads and trial.proof and trial.witness is None:
                yield Found(
                    at,
                    say("this condition is never true"),
                    say("mend it, or remove what it stands on"),
                )
