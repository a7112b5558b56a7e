"""`prosessi simulate`: what comes of a scenario, with intervals, and what the figures rest on."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import click

from prosessi.cli.output import CLEAN, INTERRUPTED, complain, write
from prosessi.cli.retell import CaseName, CaseNumber, retell
from prosessi.cli.runs import Share, must_have_a_place, peak_memory, progress, run_options, warn
from prosessi.cli.spoken import spoken_command, spoken_option
from prosessi.messages import say, say_many

FILE = click.Path(path_type=Path, dir_okay=False)


@spoken_command(
    say("Simulate thousands of cases with the staff there is"),
    more=say(
        "SCENARIO is a file, or a folder with a scenario.yaml. It is told which share of the cases meets each deadline,"
        " how long cases take, where it jams and how busy people are, each with the interval in which the true figure"
        " lies with a certainty of 95%. Ctrl-C stops, and what there is until then is told."
    ),
)
@click.argument("scenario", type=click.Path(path_type=Path))
@spoken_option(
    "--cases",
    type=click.IntRange(min=1),
    metavar="N",
    says=say("Count so many cases in each run instead of those of the period"),
)
@run_options
@spoken_option("--within", type=Share(), metavar="2%", says=say("Run again until deadlines and times are so precise"))
@spoken_option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv", "parquet"]),
    default="text",
    says=say("How it is shown: for people, or for programs as JSON or as a table of the figures"),
)
@spoken_option("-o", "--output", type=FILE, says=say("Write the results into this file"))
@spoken_option(
    "--cases-table", type=FILE, metavar="FILE", says=say("Write a line for each case into this file: .csv or .parquet")
)
@spoken_option(
    "--log", type=FILE, metavar="FILE", says=say("Write all that happened into this file: .csv, .xes or .jsonocel")
)
@spoken_option(
    "--heat",
    type=FILE,
    metavar="FILE",
    says=say("Draw the process into this file, coloured by waiting: .svg, .png, .pdf"),
)
@spoken_option(
    "--report",
    type=FILE,
    metavar="FILE",
    says=say("Write a page with charts, tables and all assumptions into this file: .html"),
)
@spoken_option(
    "--walk",
    type=CaseName(),
    metavar="CASE",
    says=say("Tell the story of this case instead: 12, or 3-12 for that of another replication"),
)
@spoken_option(
    "--walk-into",
    type=FILE,
    metavar="FILE",
    says=say("Add the case of --walk to this file, which pytest runs: walks.yaml beside the process, or *.walks.yaml"),
)
def command(  # noqa: PLR0913  (options, by keyword)
    scenario: Path,
    *,
    form: str,
    output: Path | None,
    cases_table: Path | None,
    log: Path | None,
    heat: Path | None,
    report: Path | None,
    walk: CaseNumber | None,
    walk_into: Path | None,
    cases: int | None,
    **options: Any,
) -> int:
    """Run the scenario, show what came of it, and write the files asked for; or tell one of its cases."""
    from prosessi.api.scenarios import load_scenario, simulate
    from prosessi.simulate.study import cases_expected

    if walk is not None:
        return retell(scenario, walk, walk_into, cases=cases, seed=options["seed"], engine=options["engine"])
    if walk_into is not None:
        return complain(say("say with --walk which case is written into '{file}'", file=str(walk_into)))
    if form == "parquet" and output is None:
        return complain(say("Parquet is no text: say with -o into which file it is written"))
    files = _files(cases_table, log)
    plan = load_scenario(scenario)
    if form == "text":
        warn(plan)
    files |= _pictures(plan, heat)
    files |= _pages(plan, report, _again(scenario, cases=cases, **options))
    for file in filter(None, (output, *files)):
        must_have_a_place(file)
    keep: Any = "log" if log else "cases" if cases_table else "figures"
    with progress(cases or cases_expected(plan.setup)) as heard:
        results = simulate(plan, cases=cases, keep=keep, heard=heard, **options)
    if not results.digests:
        return _nothing_to_tell(heard.cases)
    shown = _FORMS[form](plan, results)
    if output is None:
        write(shown.rstrip("\n"))
    else:
        files = {output: lambda _: _save(output, shown), **files}
    for file, save in files.items():
        save(results)
        click.echo(say("Written: {file}", file=str(file)), err=True)
    return INTERRUPTED if len(results.digests) < results.wanted else CLEAN


def _nothing_to_tell(cases: int) -> int:
    complain(
        say_many(
            "stopped in the middle of the first run, when {n} case had ended. It gives no figures, for they would be"
            " too good: the cases that end first are the short ones",
            "stopped in the middle of the first run, when {n} cases had ended. It gives no figures, for they would be"
            " too good: the cases that end first are the short ones",
            cases,
        )
    )
    return INTERRUPTED


def _files(cases_table: Path | None, log: Path | None) -> dict[Path, Callable[[Any], object]]:
    """What writes each file that is asked for beside the results; a wrong ending is told before anything is run."""
    files: dict[Path, Callable[[Any], object]] = {}
    if cases_table is not None:
        from prosessi.simulate.results.tables import cases, table_form_of

        form = table_form_of(cases_table)
        files[cases_table] = lambda results: _save(cases_table, form(cases(results)))
    if log is not None:
        from prosessi.simulate.logs.writer import log_format_of, write_log

        log_format_of(log)
        files[log] = lambda results: write_log(results.runs, log)
    return files


def _pictures(plan: Any, heat: Path | None) -> dict[Path, Callable[[Any], object]]:
    """What draws each process of the scenario: into the file that is asked for, or one beside it if they are many."""
    if heat is None:
        return {}
    from prosessi.errors import WrongUse

    if heat.suffix.lower() not in {".svg", ".png", ".pdf"}:
        raise WrongUse(say("'{file}' does not end with .svg, .png or .pdf", file=str(heat)))
    names = list(plan.charts)
    files = {name: heat if len(names) == 1 else heat.with_stem(f"{heat.stem}-{name}") for name in names}
    return {file: partial(_draw, process=name, file=file) for name, file in files.items()}


def _draw(results: Any, process: str, file: Path) -> None:
    from prosessi.api.pages import heat

    heat(results, process).save(file)


def _pages(plan: Any, report: Path | None, again: str) -> dict[Path, Callable[[Any], object]]:
    """What writes the report that is asked for."""
    if report is None:
        return {}
    from prosessi.api.pages import report as write_report
    from prosessi.errors import WrongUse

    if report.suffix.lower() not in {".html", ".htm"}:
        raise WrongUse(say("'{file}' does not end with .html", file=str(report)))
    return {report: lambda results: _save(report, write_report(results, plan, command=again))}


def _again(scenario: Path, **options: Any) -> str:
    """The command that gives the same figures, wherever the scenario lies and however the work is shared."""
    named = scenario.name if scenario.is_absolute() else scenario.as_posix()
    given = [(name, options[name]) for name in ("cases", "replications", "seed", "within") if options[name] is not None]
    return shlex.join(
        ["prosessi", "simulate", named, *(word for name, value in given for word in (f"--{name}", f"{value}"))]
    )


def _save(file: Path, content: str | bytes) -> None:
    from prosessi.source.writing import write_whole

    write_whole(file, content)


def _as_text(plan: Any, results: Any) -> str:
    from prosessi.simulate.comparison import likeness_words
    from prosessi.simulate.results.words import assumptions, summary
    from prosessi.simulate.subjects import subject

    like = _likeness(plan)
    lines = [*likeness_words(like), ""] if like else []
    assumed = [(subject(plan, path.split(".")).whole, text) for path, text in plan.assumptions]
    lines += [*summary(results, plan.title), *assumptions(assumed, plan.scenario.place.file)]
    return "\n".join(map(str, lines))


def _as_json(plan: Any, results: Any) -> str:
    from prosessi.simulate.results.tree import tree

    like = _likeness(plan)
    whole = {
        **tree(results),
        "title": str(plan.title),
        "like": like and {"scenario": like.other.scenario, "changes": [each.as_plain for each in like.changes]},
        "peak_rss_mb": peak_memory(),
        "assumptions": [each._asdict() for each in plan.assumptions],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _likeness(plan: Any) -> Any:
    """In what the scenario differs from the one that it is like: only for such a one things are compared."""
    if not plan.like:
        return None
    from prosessi.simulate.comparison import likeness

    return likeness(plan)


def _as_csv(_: Any, results: Any) -> str:
    from prosessi.simulate.results.tables import csv_text, figures

    return csv_text(figures(results))


def _as_parquet(_: Any, results: Any) -> bytes:
    from prosessi.simulate.results.tables import figures, parquet

    return parquet(figures(results))


_FORMS: Mapping[str, Callable[[Any, Any], Any]] = {
    "text": _as_text,
    "json": _as_json,
    "csv": _as_csv,
    "parquet": _as_parquet,
}
