"""`prosessi demo`: everything at a glance, on a real process that comes with prosessi."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from prosessi.cli.output import CLEAN, write
from prosessi.cli.spoken import spoken_command, spoken_option
from prosessi.messages import Message, language, say, show

PROCESS = "monialainen-palvelutarpeen-arviointi"
NARROWED = "perhe_peruu", "if: erityinen_tuki is set and erityinen_tuki"
"""An event of the process, and what somebody writes for the `else` of its last transition."""
WIDTH = 78
SCENARIO = "kainuu.scenario.yaml"
"""Numbers for the process, which lie beside it: a county of the size of Kainuu."""

RUNS = 3
COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


@spoken_command(
    say("Show what prosessi does, on a real process"),
    more=say(
        "The process is checked, spoiled by a slip of the pen and by a forgotten case, walked through, measured,"
        " simulated and drawn."
    ),
)
@spoken_option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default="demo",
    says=say("The folder for the pictures"),
)
def command(into: Path) -> int:
    """Tell the chapters as they get ready."""
    from prosessi import shipped
    from prosessi.api.processes import load
    from prosessi.chart.names import process_name

    file = shipped.find(PROCESS)
    chart = load(file)
    walks = _walked(chart, file)
    write(click.style(show(process_name(chart), language()), bold=True))
    _tell(1, say("The process is checked"), _checked(file))
    _tell(2, say("A slip of the pen, and what is said of it"), _spoiled(chart, file))
    _tell(3, say("A case that nobody thought of, and what becomes of it"), _holed(chart, file))
    _tell(4, say("One case, as a story with its deadlines"), _story(chart, walks))
    _tell(5, say("What all the walks cover together"), _covered(chart, walks))
    results, told = _simulated(file)
    _tell(6, say("A year of it with limited staff, {n} times", n=RUNS), told)
    _tell(7, say("The pictures"), "\n".join(_drawn(chart, into, results)))
    return CLEAN


def _tell(number: int, heading: Message, text: str) -> None:
    write("\n" + click.style(f"── {number}. {heading} ".ljust(WIDTH, "─"), fg="blue", bold=True) + "\n")
    write(text.rstrip("\n"))


def _checked(file: Path) -> str:
    from prosessi.check import check_path

    return _findings(check_path(file.parent))


def _spoiled(chart: Any, file: Path) -> str:
    """Leave a letter out of the target of a transition, in memory, and check again."""
    from prosessi.check import check_path, check_text

    text = check_path(file)[0].text
    at, name = next(_slips(chart))
    wrong = name[:3] + name[4:]
    report = check_text(text[: at.start] + wrong + text[at.end :], str(file))
    intro = say("On line {line} somebody writes '{wrong}' for '{name}':", line=at.line, wrong=wrong, name=name)
    return f"{intro}\n\n{_findings((report,))}"


def _holed(chart: Any, file: Path) -> str:
    """Narrow a transition that was there for all other cases, in memory, and check again."""
    from prosessi.check import check_path, check_text
    from prosessi.findings import Severity

    text = check_path(file, prove=False)[0].text
    event, narrow = NARROWED
    written = next(edge.written for edge in chart.edges if edge.fallback and event in edge.events)
    start, end = written.place_of_key("else").start, written.place_of("else").end
    report = check_text(text[:start] + narrow + text[end:], str(file))
    told = replace(report, findings=tuple(each for each in report.findings if each.severity is not Severity.NOTE))
    line = written.place_of_key("else").line
    intro = say("On line {line} somebody writes '{narrow}' for 'else: true':", line=line, narrow=narrow)
    return f"{intro}\n\n{_findings((told,))}"


def _slips(chart: Any) -> Iterator[tuple[Any, str]]:
    """Where a slip can be made: the targets of transitions, each with its place."""
    for edge in chart.edges:
        if edge.written is not None and len(edge.written.to) == 1 and len(edge.written.to[0]) > 8:
            yield edge.written.place_of("to"), edge.written.to[0]


def _findings(reports: Any) -> str:
    from prosessi.check.reports.text import as_text

    return as_text(reports, lambda text, severity: click.style(text, fg=COLOURS[severity], bold=True))


def _walked(chart: Any, file: Path) -> list[Any]:
    from prosessi.walk.files import load_walks, walks_files
    from prosessi.walk.script import run_walks

    loaded = (load_walks(walks, lambda _: chart) for walks in walks_files(file))
    return [result for walks in loaded if walks.walks for result in run_walks(chart, walks.walks)]


def _story(chart: Any, results: list[Any]) -> str:
    """The shortest case in which a deadline runs out: there counting days matters most."""
    from prosessi.walk.story import tell_result

    late = [result for result in results if any(each.days_late for each in result.log[-1].after.deadlines)]
    return tell_result(chart, min(late or results, key=lambda result: len(result.log)), language=language())


def _covered(chart: Any, results: list[Any]) -> str:
    from prosessi.walk.coverage import coverage, tell_coverage

    return tell_coverage(coverage(chart, [result.log for result in results]))


def _simulated(file: Path) -> tuple[Any, str]:
    """A year of the process in numbers; as it stands, for so little work needs no compiled loop."""
    from prosessi.api.scenarios import load_scenario, simulate
    from prosessi.simulate.results.words import summary

    plan = load_scenario(file.parent / SCENARIO)
    results = simulate(plan, replications=RUNS, engine="plain")
    return results, "\n".join(str(line) for line in summary(results, plan.title))


def _drawn(chart: Any, into: Path, results: Any) -> Iterator[str]:
    from prosessi.api.pages import heat
    from prosessi.api.pictures import render

    into.mkdir(parents=True, exist_ok=True)
    chart_view, lanes = render(chart, theme="light"), render(chart, view="lanes", theme="light")
    yield f"  {chart_view.save(into / f'{PROCESS}.svg').resolve()}"
    yield f"  {chart_view.save(into / f'{PROCESS}.png', scale=1).resolve()}"
    yield f"  {lanes.save(into / f'{PROCESS}-lanes.svg').resolve()}"
    yield f"  {heat(results, PROCESS, theme='light').save(into / f'{PROCESS}-heat.svg').resolve()}"
