"""Where it jams: for whom people wait longest in all, in which state, and what makes them wait."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from prosessi.simulate.results.results import Results
from prosessi.simulate.setup import Crew

HARDLY = 0.01
"""Where less than this part of the time of cases is waiting for people, nothing jams."""

TOO_MUCH = 1.0
NEARLY_ALL = 0.95
BUSY = 0.85
IDLE = 0.6
FULL = 0.9
GROWING = 1.5

Why = Literal["nobody", "overload", "caseload", "busy", "own", "hours", "bursts"]
"""What makes people wait: nobody is there, there is more work than time, nobody has room for new cases, there is
little slack, each case waits for its own person, the hours are few, or work comes in bursts.
"""


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """The role, the state and the act that are waited for longest, with their parts of all waiting.

    `crew` is the busiest of those that have the role, if any has. Where nobody ever began a task, it is only known
    for whom they wait: `state` and `act` are empty.
    """

    role: str
    role_share: float
    crew: str | None
    why: Why
    process: str
    state: str
    state_share: float
    act: str


def bottleneck(results: Results) -> Bottleneck | None:
    """Where it jams; None if hardly anybody waits for people."""
    roles = {measure.of: found.value for measure, found in results.over("role.wait_share")}
    if not roles:
        return _never_begun(results)
    if _waiting_part(results) < HARDLY:
        return None
    role = max(roles, key=roles.__getitem__)
    states = {(measure.process, measure.of): found.value for measure, found in results.over("state.wait_share")}
    process, state = max(states, key=states.__getitem__)
    crew = _busiest(results, role)
    act = _act(results, process, state)
    return Bottleneck(role, roles[role], crew, _why(results, crew), process, state, states[process, state], act)


def growing(results: Results) -> tuple[str, ...]:
    """The roles whose people cannot keep up, and whose queue is clearly longer in the last third than in the first.

    Nothing that is told of such a run would be the same of a longer one. A queue that has only not yet recovered,
    as after a holiday, is not meant.
    """
    return tuple(
        measure.of
        for measure, found in results.over("role.queue_growth")
        if (found.value if found.low is None else found.low) > 1
        and found.value > (GROWING - 1) * results.mean("role.queue", of=measure.of)
        and _cannot_keep_up(results, measure.of)
    )


def _never_begun(results: Results) -> Bottleneck | None:
    """Where no task was ever begun that somebody waited for: the longest of the queues, if there is one."""
    queues = {measure.of: found.value for measure, found in results.over("role.queue")}
    role = max(queues, key=queues.__getitem__, default=None)
    if role is None or queues[role] == 0:
        return None
    crew = _busiest(results, role)
    return Bottleneck(role, queues[role] / sum(queues.values()), crew, _why(results, crew), "", "", 0.0, "")


def _waiting_part(results: Results) -> float:
    """The largest part of its time that the cases of some process wait for people."""
    parts = [
        found.value / results.mean("cycle_time.mean", measure.process)
        for measure, found in results.over("waiting_time.mean")
        if results.mean("cycle_time.mean", measure.process) > 0
    ]
    return max(parts, default=1.0)


def _busiest(results: Results, role: str) -> str | None:
    number = results.setup.roles.index(role)
    crews = [crew.name for crew in results.setup.crews if number in crew.roles]
    return max(crews, key=lambda crew: _or_zero(results.mean("crew.utilisation", of=crew)), default=None)


def _cannot_keep_up(results: Results, role: str) -> bool:
    crew = _busiest(results, role)
    used = results.mean("crew.utilisation", of=crew or "")
    return _why(results, crew) in {"nobody", "overload", "caseload"} or used >= NEARLY_ALL


def _why(results: Results, crew: str | None) -> Why:
    if crew is None or not results.mean("crew.people", of=crew) > 0:
        return "nobody"
    used = _or_zero(results.mean("crew.utilisation", of=crew))
    if used >= TOO_MUCH:
        return "overload"
    if _caseload_used(results, crew) >= FULL:
        return "caseload"
    if used >= BUSY:
        return "busy"
    if _crew(results, crew).named and results.mean("crew.people", of=crew) > 1:
        return "own"
    return "hours" if used < IDLE else "bursts"


def _caseload_used(results: Results, name: str) -> float:
    """How full the hands of a crew are: open cases of all that they may have open."""
    crew = _crew(results, name)
    room = (crew.caseload or math.inf) * results.mean("crew.people", of=name)
    return _or_zero(results.mean("crew.caseload", of=name)) / room if room else 1.0


def _crew(results: Results, name: str) -> Crew:
    return next(crew for crew in results.setup.crews if crew.name == name)


def _act(results: Results, process: str, state: str) -> str:
    """The act that is waited for longest in a state."""
    waits = {
        measure.of.partition("/")[2]: found.value * results.mean("act.begun", process, measure.of)
        for measure, found in results.over("act.wait")
        if measure.process == process and measure.of.partition("/")[0] == state
    }
    return max(waits, key=waits.__getitem__, default="")


def _or_zero(value: float) -> float:
    return 0.0 if math.isnan(value) else value
