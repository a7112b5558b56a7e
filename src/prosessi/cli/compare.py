"""`prosessi compare`: what would change if something were otherwise, and how certain that is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from prosessi.cli.output import CLEAN, INTERRUPTED, complain, write
from prosessi.cli.runs import progress, run_options, warn
from prosessi.cli.spoken import spoken_command, spoken_option
from prosessi.messages import say


@spoken_command(
    say("Compare scenarios: what would change, and is it certain"),
    more=say(
        "The first SCENARIO is the one with which the others are compared. Each case comes with the same luck in all of"
        " them, so that small differences are seen. It is told in what the files differ, and what comes of that, with"
        " the interval in which the true difference lies with a certainty of 95%."
    ),
)
@click.argument("scenarios", metavar="SCENARIO SCENARIO...", nargs=-1, type=click.Path(path_type=Path))
@run_options
@spoken_option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    says=say("How it is shown: for people, or as JSON for programs"),
)
def command(scenarios: tuple[Path, ...], *, form: str, **options: Any) -> int:
    """Run every scenario with the same luck, and tell the differences."""
    from prosessi.api.comparing import compare
    from prosessi.api.scenarios import load_scenario
    from prosessi.simulate.comparison import words
    from prosessi.simulate.study import cases_expected

    if len(scenarios) < 2:
        return complain(say("at least two scenarios are compared"))
    plans = [load_scenario(scenario) for scenario in scenarios]
    if form == "text":
        for plan in plans:
            warn(plan)
    with progress(cases_expected(plans[0].setup), len(plans)) as heard:
        comparisons = compare(*plans, heard=heard, **options)
    if not comparisons:
        complain(say("stopped before each scenario had been run once, so there is nothing to compare"))
        return INTERRUPTED
    if form == "json":
        write(json.dumps([_as_plain(each) for each in comparisons], ensure_ascii=False, indent=2))
    else:
        write("\n\n".join("\n".join(map(str, words(each))) for each in comparisons))
    complete = len(comparisons) == len(plans) - 1 and all(each.complete for each in comparisons)
    return CLEAN if complete else INTERRUPTED


def _as_plain(comparison: Any) -> Mapping[str, object]:
    return {
        "before": comparison.before.scenario.scenario,
        "after": comparison.after.scenario.scenario,
        "replications": comparison.runs,
        "changes": [change.as_plain for change in comparison.changes],
        "differences": [_difference(each) for each in comparison.differences],
    }


def _difference(found: Any) -> Mapping[str, object]:
    reach = found.difference
    return {
        **found.measure._asdict(),
        "unit": found.measure.unit,
        "before": found.before.value,
        "after": found.after.value,
        "difference": reach.value,
        "interval": None if reach.low is None else [reach.low, reach.high],
        "certain": found.certain,
        "saving": found.saving,
    }
