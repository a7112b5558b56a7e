"""One case of a simulation, told as a story and kept as a walk that can be run again."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import click
from click.core import ParameterSource

from prosessi.cli.cases import lived
from prosessi.cli.output import CLEAN, complain, write
from prosessi.cli.runs import must_have_a_place
from prosessi.messages import language, say

OF_USE = frozenset({"scenario", "walk", "walk_into", "cases", "seed", "engine", "lang"})
"""What can be said of the run of one case."""


class CaseNumber(NamedTuple):
    """A case as tables and event logs call it."""

    replication: int
    case: int


class CaseName(click.ParamType[CaseNumber]):
    """The number of a case, `12`, or with that of its replication before it, `3-12`, as in event logs."""

    name = "case"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> CaseNumber:
        """Read one number or two."""
        replication, _, case = f"{value}".strip().rpartition("-")
        if not (case.isdecimal() and (replication or "0").isdecimal()):
            self.fail(str(say("'{value}' is no case; write for example 12 or 3-12", value=str(value))), param, ctx)
        return CaseNumber(int(replication or "0"), int(case))


def retell(scenario: Path, wanted: CaseNumber, into: Path | None, *, cases: int | None, seed: int, engine: Any) -> int:
    """Run the replication of a case with the log of it alone, tell what happened, and add it to a walks file."""
    from prosessi.api.scenarios import load_scenario
    from prosessi.simulate.engine import simulate
    from prosessi.simulate.prepare import with_cases
    from prosessi.simulate.replay import replayed

    if (useless := _of_no_use()) is not None:
        return complain(say("--walk tells of one case, and {option} has no use there", option=useless))
    if into is not None and not into.name.endswith("walks.yaml"):
        return complain(say("'{file}' does not end with walks.yaml, so it would not be found", file=into.name))
    if into is not None:
        must_have_a_place(into)
    plan = load_scenario(scenario)
    setup = plan.setup if cases is None else with_cases(plan.setup, cases)
    only = frozenset({wanted.case})
    replay = replayed(simulate(setup, seed=seed, replication=wanted.replication, engine=engine, log=only), wanted.case)
    write(_story(replay).rstrip("\n"))
    if into is not None:
        _keep(replay, into, f"{setup.name} {wanted.replication} {wanted.case}", seed)
    return CLEAN


def _of_no_use() -> str | None:
    """An option that was given, and that has no use where one case is told."""
    context = click.get_current_context()
    given = (each for each in context.command.params if each.name and each.name not in OF_USE)
    for option in given:
        if context.get_parameter_source(option.name or "") is ParameterSource.COMMANDLINE:
            return option.opts[-1]
    return None


def _story(replay: Any) -> str:
    """The case told to the second, as it went in the simulation."""
    from prosessi.chart.names import process_name
    from prosessi.walk.story import tell_log
    from prosessi.walk.walk import Walk

    walk = Walk(replay.chart, start=replay.begun, case=replay.data)
    for moment in replay.moments[1:]:
        if moment.after.now > walk.now:
            walk.wait(moment.after.now)
        if (deed := moment.deed) is not None:
            walk.send(deed.event, by=deed.by, with_=deed.papers, **deed.decided)
    title = say("{process}, case {case}", process=process_name(replay.chart), case=replay.number)
    return tell_log(replay.chart, walk.log, title=str(title), language=language())


def _keep(replay: Any, file: Path, name: str, seed: int) -> None:
    """Add the case to a walks file, and say if something of it is lost there."""
    from prosessi.simulate.retelling import retold
    from prosessi.walk.files import save
    from prosessi.walk.record import path_id

    example, lost = retold(replay)
    title = say("A simulated case: {name} (--seed {seed})", name=name, seed=seed)
    save(replay.chart, lived(replay.chart, example), file, name=path_id(name), title=str(title))
    if lost is not None:
        complain(lost)
    click.echo(say("Written: {file}", file=str(file)), err=True)
