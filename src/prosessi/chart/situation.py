"""Where a case stands and what can become of it, as values.

They are immutable and know nothing of the chart, so that a case can be kept, compared and gone back to. Those made
at every event are named tuples, the immutable values that are made fastest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from prosessi.chart.deadlines import DeadlineState
from prosessi.chart.semantics import Microstep, Snapshot
from prosessi.chart.timers import Timer
from prosessi.chart.worlds import Data
from prosessi.messages import Message
from prosessi.model.walks import Reason


class Case(NamedTuple):
    """A case at one moment: where it is, what is known, which papers there are, what clocks run.

    `data` stand by slot, coded; `data_of` reads them. `deadlines` stand in the order of the process. `ended` is when
    a final state was reached; from then on nothing happens to the case any more, and its deadlines stay as they are.
    """

    snapshot: Snapshot
    data: Data
    documents: frozenset[str]
    now: datetime
    timers: tuple[Timer, ...]
    deadlines: tuple[DeadlineState, ...]
    ended: datetime | None = None


class Step(NamedTuple):
    """One step that happened: what set it off, when and by whom, and the moves it made.

    `event` is None for the beginning of the case, and `after.<edge>` or `at.<edge>` for a timer.
    """

    event: str | None
    at: datetime
    by: str | None
    microsteps: tuple[Microstep, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """An event that could not happen. The case is as it was.

    `facts` hold what caused it, by the reason: `active` and `possible_in` (not_active), `by` and `roles`
    (wrong_role), `rule`, `by` and `responsible` (not_allowed_by_rule), `missing` (missing_document), `since`
    (closed), `nearest` (unknown_event), and `conditions` with the values they met, `unset` or `cycle` (condition).
    """

    reason: Reason
    event: str
    message: Message
    facts: Mapping[str, object]


class Taken(NamedTuple):
    """An event that happened: the case after it, and its step with those that followed at the same moment.

    `failed` are the timers and breaches of that moment whose steps could not be worked out.
    """

    case: Case
    steps: tuple[Step, ...]
    failed: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class Advanced:
    """Time that has passed: the case after it, and the steps made on the way. `failed` is as for `Taken`."""

    case: Case
    steps: tuple[Step, ...]
    failed: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """An event of the process as it stands now.

    It is `possible` if one of the `roles` can do it once the `missing` papers are handed in; where it settles data
    first, if some transition on it leaves an active state. Otherwise `refusal` says why not. `needs` are all papers
    it asks for, `decides` the data it settles, `targets` the states to which it can lead from here.
    """

    event: str
    possible: bool
    refusal: Refused | None
    roles: tuple[str, ...]
    needs: tuple[str, ...]
    missing: tuple[str, ...]
    decides: tuple[str, ...]
    targets: tuple[str, ...]
