"""`prosessi staff`: how many people it takes to keep a deadline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from prosessi.cli.output import CLEAN, FINDINGS, INTERRUPTED, write
from prosessi.cli.runs import Share, counting, run_options
from prosessi.cli.spoken import spoken_command, spoken_option
from prosessi.messages import say


@spoken_command(
    say("Find the smallest staff with which a deadline is met often enough"),
    more=say(
        "SCENARIO is a file, or a folder with a scenario.yaml. Different numbers of people are tried, and what each of"
        " them gives is shown. A number is enough only if the whole 95% interval reaches the target. The exit code is"
        " 1 when no number of people is enough."
    ),
)
@click.argument("scenario", type=click.Path(path_type=Path))
@spoken_option("--deadline", required=True, metavar="ID", says=say("The deadline that is to be met"))
@spoken_option(
    "--target", type=Share(), required=True, metavar="95%", says=say("In which share of the cases it is to be met")
)
@spoken_option(
    "--role",
    "roles",
    multiple=True,
    metavar="ID",
    says=say("The role or crew of which there may be more or fewer; several may be given, by default all"),
)
@spoken_option(
    "--most", type=click.IntRange(min=1), metavar="N", says=say("How many people of one crew there may be at most")
)
@run_options
@spoken_option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    says=say("How it is shown: for people, or as JSON for programs"),
)
def command(scenario: Path, *, deadline: str, target: float, form: str, **options: Any) -> int:
    """Search, and tell what was found and what was tried on the way."""
    from prosessi.api.comparing import staff
    from prosessi.api.scenarios import load_scenario
    from prosessi.simulate.staffing_words import as_plain, words

    plan = load_scenario(scenario)
    with counting() as heard:
        found = staff(plan, deadline, target, heard=heard, **options)
    if form == "json":
        write(json.dumps(as_plain(found), ensure_ascii=False, indent=2))
    else:
        write("\n".join(map(str, words(found))))
    if found.stopped:
        return INTERRUPTED
    return CLEAN if found.answer is not None else FINDINGS
