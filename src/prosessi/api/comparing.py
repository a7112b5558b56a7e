"""Scenarios held against one another, and staff against a deadline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from prosessi.api.scenarios import plan_of
from prosessi.simulate.comparison import Comparison, compare_plans
from prosessi.simulate.engine import Engine
from prosessi.simulate.jobs.hired import hired
from prosessi.simulate.plan import Plan
from prosessi.simulate.results.results import Results
from prosessi.simulate.staffing import Staffing, crews_of, goal_of, smallest_staff
from prosessi.simulate.study import Heard, study


def compare(  # noqa: PLR0913  (options, by keyword)
    first: Plan | str | Path,
    *others: Plan | str | Path,
    replications: int | None = None,
    seed: int = 1,
    engine: Engine = "auto",
    workers: int = 1,
    cluster: str | None = None,
    heard: Heard | None = None,
) -> tuple[Comparison, ...]:
    """Compare scenarios with the first, run by run with the same luck, so that small differences are seen.

    All are run as often as the first says if nothing else is said.
    """
    plans = [plan_of(scenario) for scenario in (first, *others)]
    runs = plans[0].setup.replications if replications is None else replications
    with hired(workers, cluster) as team:

        def run(plan: Plan) -> Results:
            return study(plan.setup, replications=runs, seed=seed, engine=engine, workers=team, heard=heard)

        return compare_plans(plans, run)


def staff(  # noqa: PLR0913  (options, by keyword)
    scenario: Plan | str | Path,
    deadline: str,
    target: float,
    *,
    roles: Sequence[str] = (),
    most: int | None = None,
    replications: int | None = None,
    seed: int = 1,
    engine: Engine = "auto",
    workers: int = 1,
    cluster: str | None = None,
    heard: Heard | None = None,
) -> Staffing:
    """Find the smallest staff with which a deadline is met in the share `target` of cases: 0.95 is 95 %.

    It is certain only when the whole interval of the share is at least so much. `roles` names those of whom there may
    be more or fewer, by default all; `most` is how many there may be of one.
    """
    plan = plan_of(scenario)
    runs = plan.setup.replications if replications is None else replications
    with hired(workers, cluster) as team:

        def attempt(people: Mapping[str, int], times: int) -> Results:
            setup = plan.with_people(people).setup
            return study(setup, replications=runs * times, seed=seed, engine=engine, workers=team, heard=heard)

        return smallest_staff(goal_of(plan, deadline, target), crews_of(plan, roles), attempt, most=most)
