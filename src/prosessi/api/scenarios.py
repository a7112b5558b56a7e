"""A scenario loaded, foreseen and simulated. What takes one takes a loaded one or the path of one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from prosessi.api.processes import chart_of
from prosessi.check import check_scenario
from prosessi.check.scenario.judge import foresee as foresee_plan
from prosessi.errors import InvalidProcess, WrongUse
from prosessi.findings import Finding
from prosessi.messages import say
from prosessi.model.library import find_library
from prosessi.model.scenario import Scenario
from prosessi.simulate.engine import Engine
from prosessi.simulate.jobs.hired import hired
from prosessi.simulate.plan import Plan
from prosessi.simulate.prepare import with_cases
from prosessi.simulate.results.results import Results
from prosessi.simulate.study import Heard, Keep, study

SCENARIO: Final = "scenario.yaml"


def load_scenario(scenario: str | Path) -> Plan:
    """Read, check and prepare a scenario: a file, or a folder with a `scenario.yaml` or with one scenario of a name.

    Raises `InvalidProcess`, with the findings, if it or a process of its has errors.
    """
    report, processes = check_scenario(_file_of(Path(scenario)))
    if not report.sound:
        raise InvalidProcess(report.findings)
    if not isinstance(report.model, Scenario):
        raise WrongUse(say("'{file}' is sound, but it is not a scenario", file=report.file))
    charts = {name: chart_of(found) for name, found in processes.items()}
    return Plan(report.model, charts, find_library(report.home), report.home.parent, report.like)


def _file_of(scenario: Path) -> Path:
    """The file of a scenario that is named by itself or by its folder."""
    if not scenario.is_dir():
        return scenario
    if (scenario / SCENARIO).exists():
        return scenario / SCENARIO
    others = sorted(scenario.glob(f"*.{SCENARIO}"))
    if not others:
        raise WrongUse(say("there is no scenario in folder '{folder}'", folder=scenario))
    if len(others) > 1:
        files = ", ".join(map(str, others))
        raise WrongUse(say("folder '{folder}' has several scenarios: name one, {files}", folder=scenario, files=files))
    return others[0]


def foresee(scenario: Plan | str | Path) -> tuple[Finding, ...]:
    """What a simulation will show before it is run: more work than time, full caseloads, cases that never end.

    A few cases are sent ahead with as many people as they want. `check` of the scenario's file tells the same.
    """
    return foresee_plan(plan_of(scenario))


def simulate(  # noqa: PLR0913  (options, by keyword)
    scenario: Plan | str | Path,
    *,
    cases: int | None = None,
    replications: int | None = None,
    seed: int = 1,
    engine: Engine = "auto",
    within: float | None = None,
    keep: Keep = "figures",
    workers: int = 1,
    cluster: str | None = None,
    heard: Heard | None = None,
) -> Results:
    """Simulate a scenario as many times as it says, each time with luck of its own, and say what comes of it.

    The same scenario and seed give the same figures, whatever the engine and however many `workers` (processes of
    this machine, or those of the Dask scheduler at the address `cluster`). `cases` counts so many cases in each run
    instead of those of a period. `within` goes on until every headline is so precise: 0.02 is 2 %. `keep` keeps the
    runs themselves, too, with their cases or also with logs of all that happened. `heard` is told how far it has
    come; an interruption (Ctrl-C) gives what was done until then, and `Results.wanted` how much was to be done.
    """
    plan = plan_of(scenario)
    setup = plan.setup if cases is None else with_cases(plan.setup, cases)
    with hired(workers, cluster) as team:
        return study(
            setup,
            replications=replications,
            seed=seed,
            engine=engine,
            within=within,
            keep=keep,
            workers=team,
            heard=heard,
        )


def plan_of(scenario: Plan | str | Path) -> Plan:
    """A scenario ready to run."""
    return scenario if isinstance(scenario, Plan) else load_scenario(scenario)
