"""`prosessi fit`: a scenario from what has happened, with how well each of its numbers fits."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from prosessi.cli.output import CLEAN, complain, write
from prosessi.cli.spoken import spoken_command, spoken_option
from prosessi.messages import say


@spoken_command(
    say("Learn a scenario from an event log"),
    more=say(
        "LOG is a CSV or XES file of any system, or what 'prosessi simulate --log' writes: what was done in which case,"
        " when, and by whom. How many cases come, how long acts take, what is decided and how many people there are is"
        " learnt from it, each with how well it fits. No names of people go into the scenario."
    ),
)
@click.argument("log", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@spoken_option(
    "--process", required=True, metavar="PROCESS", says=say("The process: a file, a folder or a shipped one")
)
@spoken_option("-o", "--output", type=click.Path(path_type=Path), says=say("Write the scenario into this file"))
@spoken_option("--case", metavar="COLUMN", says=say("The column of the case"))
@spoken_option("--activity", "event", metavar="COLUMN", says=say("The column of the activity"))
@spoken_option("--time", metavar="COLUMN", says=say("The column of the time, or of the end"))
@spoken_option("--start", metavar="COLUMN", says=say("The column of the beginning, if a line has both"))
@spoken_option("--lifecycle", metavar="COLUMN", says=say("The column that tells beginning from end"))
@spoken_option("--role", metavar="COLUMN", says=say("The column of the role"))
@spoken_option("--resource", "person", metavar="COLUMN", says=say("The column of the person"))
@spoken_option("--group", metavar="COLUMN", says=say("The column of the team"))
@spoken_option(
    "--name",
    "names",
    multiple=True,
    metavar="'NAME=ID'",
    says=say("What the log calls an event, a role or case data, and its id in the process; as often as needed"),
)
@spoken_option(
    "--timezone", metavar="ZONE", says=say("The time zone of the place, such as Europe/Helsinki, for times in UTC")
)
@spoken_option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    says=say("How the table is shown: for people, or for programs as JSON"),
)
def command(
    log: Path,
    *,
    process: str,
    output: Path | None,
    names: tuple[str, ...],
    timezone: str | None,
    form: str,
    **columns: Any,
) -> int:
    """Read the log, show how well the numbers fit, and show or save the scenario."""
    from prosessi.api.logs import fit
    from prosessi.api.processes import load

    wrong = [name for name in names if "=" not in name]
    if wrong:
        return complain(say("'{text}' is not 'name in the log=id in the process'", text=wrong[0]))
    if output is not None and output.exists():
        return complain(say("'{file}' is there already; remove it first, or write to another place", file=str(output)))
    said = {name.strip(): id_.strip() for name, _, id_ in (text.rpartition("=") for text in names)}
    named = {column: name for column, name in columns.items() if name}
    found = fit(log, load(process), columns=named, names=said, timezone=timezone)
    if form == "json":
        write(_as_json(found))
    else:
        click.echo(_as_text(found), err=output is None)
    if output is not None:
        found.save(output)
        click.echo(say("Written: {file}", file=str(output)), err=True)
    elif form == "text":
        write(found.scenario.rstrip("\n"))
    return CLEAN


def _as_text(found: Any) -> str:
    heading = (say("What"), say("Observations"), say("What came out"), say("Distance"), say("Fit"))
    lines = [(row.what, row.n, row.came_out, _distance(row.distance), row.verdict or "") for row in found.rows]
    table = _table([[str(cell) for cell in line] for line in (heading, *lines)])
    notes = [f"- {note}" for note in found.notes]
    title = say("{log}: {n} cases", log=found.log, n=found.cases)
    foot = say(
        "The distance is the greatest gap between the shares in the log and in what came out (Kolmogorov-Smirnov)."
        " The fit is good up to 0.05, or up to what chance alone makes of so few, and fair up to twice that."
    )
    return "\n".join([str(title), "", *table, "", str(foot), *notes, ""])


def _distance(distance: float | None) -> str:
    from prosessi.distributions.figure import Figure
    from prosessi.messages import language

    return "" if distance is None else Figure(f"{distance:.3f}").in_language(language())


def _table(rows: Iterable[list[str]]) -> Iterable[str]:
    rows = [*rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell.rjust(width) if place in {1, 3} else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def _as_json(found: Any) -> str:
    rows: list[Mapping[str, object]] = [
        {
            "what": str(row.what),
            "n": row.n,
            "came_out": str(row.came_out),
            "distance": row.distance,
            "verdict": str(row.verdict) if row.verdict else None,
            "estimator": str(row.estimator) if row.estimator else None,
        }
        for row in found.rows
    ]
    whole = {"log": found.log, "cases": found.cases, "rows": rows, "notes": [*map(str, found.notes)]}
    return json.dumps(whole | {"scenario": found.scenario}, ensure_ascii=False, indent=2)
