"""What is measured: a metric, of which process, and of what in it; and in which unit."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from prosessi.simulate.results.estimate import Batch


class Measure(NamedTuple):
    """One figure of a run.

    `process` is empty for what all processes share, such as staff. `of` names the deadline, the state, the state and
    the act (`state/act`), the role or the crew, and is empty for what is told of the process as a whole.
    """

    metric: str
    process: str = ""
    of: str = ""

    @property
    def unit(self) -> str:
        """The unit of the metric."""
        return UNITS[self.metric]

    @property
    def is_share(self) -> bool:
        """Whether it is a share of one."""
        return self.unit == "share"

    @property
    def range(self) -> tuple[float, float]:
        """Between which numbers it lies. Who works on after closing time is busy for more than there was time."""
        if self.metric == "role.queue_growth":
            return -math.inf, math.inf
        return 0.0, 1.0 if self.is_share and self.metric != "crew.utilisation" else math.inf


_TIMES = ("mean", "sd", "median", "p90", "p95")
_SPREADS: Mapping[str, str] = {
    "cycle_time": "hours",
    "cycle_days": "working days",
    "waiting_time": "hours",
    "working_time": "hours",
    "deadline.late": "days",
}

UNITS: Mapping[str, str] = {f"{metric}.{figure}": unit for metric, unit in _SPREADS.items() for figure in _TIMES} | {
    "cases": "cases",
    "unfinished": "cases",
    "open": "cases",
    "outcome": "share",
    "deadline.met": "share",
    "deadline.missed": "cases",
    "act.begun": "times",
    "act.wait": "hours",
    "act.work": "hours",
    "state.wait": "hours",
    "state.wait_share": "share",
    "role.wait": "hours",
    "role.wait_share": "share",
    "role.queue": "tasks",
    "role.queue_most": "tasks",
    "role.queue_growth": "tasks",
    "crew.people": "people",
    "crew.utilisation": "share",
    "crew.caseload": "cases",
    "crew.caseload_most": "cases",
}
"""The unit of every metric. Times are in hours of the calendar, work in hours, lateness in days of the calendar."""


class Figure(NamedTuple):
    """What a run gives for a measure.

    `batches` are the same mean or share by batches of its cases or days: from them comes an interval where there is
    but one run.
    """

    measure: Measure
    value: float
    batches: tuple[Batch, ...] = ()
