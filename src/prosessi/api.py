"""The verbs of prosessi: check, load, walk, coverage, render, describe, export and import.

`check` and `load` take a process as a path (`Path` or `str`), as the id of a shipped process, or as YAML text: a
string with a line break is text. Everything else takes the `Chart` that `load` gives, so that a process with errors
cannot be run.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, tzinfo
from pathlib import Path
from typing import Any, Final, Literal, TypeGuard, overload
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from prosessi import shipped
from prosessi.chart.chart import Chart
from prosessi.chart.compile import compile_process
from prosessi.chart.explore import Graph
from prosessi.chart.explore import explore as explore_chart
from prosessi.check import Report, check_path, check_text
from prosessi.check import foresee as foresee_plan
from prosessi.check import prove as prove_chart
from prosessi.errors import InvalidProcess, NotFound, WrongUse
from prosessi.export.exporter import FORMATS, Export
from prosessi.export.exporter import write as write_export
from prosessi.findings import Finding
from prosessi.fitting.fit import learn
from prosessi.fitting.logs.columns import Columns
from prosessi.fitting.result import Fitted
from prosessi.fitting.table import fitted
from prosessi.importing.importer import SOURCES, Imported, read_from, unknown_format
from prosessi.messages import language as language_in_use
from prosessi.messages import say
from prosessi.model.beside import process_file
from prosessi.model.library import find_library
from prosessi.model.scenario import Scenario
from prosessi.render.drawing import Drawing, Paper, View, draw
from prosessi.render.layout import Direction
from prosessi.render.overlay import Overlay
from prosessi.render.text import Format as Form
from prosessi.render.text import describe as describe_chart
from prosessi.render.theme import Theme
from prosessi.report.making import making_of
from prosessi.report.report import report as report_of
from prosessi.report.waits import heated, stops
from prosessi.rules import nearest
from prosessi.simulate.comparison import Comparison, compare_plans, likeness
from prosessi.simulate.engine import Engine
from prosessi.simulate.jobs.hired import hired
from prosessi.simulate.plan import Plan
from prosessi.simulate.prepare import with_cases
from prosessi.simulate.results.results import Results
from prosessi.simulate.staffing import Staffing, crews_of, goal_of, smallest_staff
from prosessi.simulate.study import Heard, Keep, study
from prosessi.walk.coverage import Coverage
from prosessi.walk.coverage import coverage as coverage_of
from prosessi.walk.files import load_walks, walks_files
from prosessi.walk.script import run_walks
from prosessi.walk.walk import Walk

SCENARIO: Final = "scenario.yaml"
TEXT: Final = "<text>"
"""What findings call the file of a process that was given as text."""


def check(process: str | Path) -> tuple[Finding, ...]:
    r"""What is wrong with a process, by place; nothing if all is well. A folder is checked with all that lies in it.

    Any text will do, however broken; only a path with nothing at it raises, `NotFound`.

    >>> for finding in check("prosessi: 1\nprocess: koe\nstates: {}\n"):
    ...     print(finding.code, finding.at.line)
    PR119 3
    """
    reports = (check_text(process, TEXT),) if _is_text(process) else check_path(process)
    return tuple(finding for report in reports for finding in report.findings)


def load(process: str | Path) -> Chart:
    """Read, check and compile a process. Raises `InvalidProcess`, with the findings, if it has errors.

    >>> load("monialainen-palvelutarpeen-arviointi").process.level
    3
    """
    report = _report(process)
    if not report.sound:
        raise InvalidProcess(report.findings)
    if report.process is None:
        raise WrongUse(say("'{file}' is sound, but it is not a process", file=report.file))
    return compile_process(report.process, find_library(Path(report.file)))


def load_scenario(scenario: str | Path) -> Plan:
    """Read, check and prepare a scenario: a file, or a folder with a `scenario.yaml`.

    Raises `InvalidProcess`, with the findings, if it or a process of its has errors.
    """
    path = Path(scenario) / SCENARIO if Path(scenario).is_dir() else Path(scenario)
    report = check_path(path, prove=False)[0]
    if not report.sound:
        raise InvalidProcess(report.findings)
    if not isinstance(report.model, Scenario):
        raise WrongUse(say("'{file}' is sound, but it is not a scenario", file=report.file))
    home = Path(report.like[-1].place.file) if report.like else path
    charts = {name: load(file) for name in report.model.processes if (file := process_file(name, home))}
    return Plan(report.model, charts, find_library(home), home.parent, report.like)


def foresee(scenario: Plan | str | Path) -> tuple[Finding, ...]:
    """What a simulation will show before it is run: more work than time, full caseloads, cases that never end.

    A few cases are sent ahead with as many people as they want. `check` of the scenario's file tells the same.
    """
    return foresee_plan(_plan(scenario))


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
    plan = _plan(scenario)
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


def heat(
    results: Results,
    process: str | None = None,
    *,
    view: View = "chart",
    direction: Direction | None = None,
    theme: Theme = "auto",
    language: str | None = None,
) -> Drawing:
    """Draw a process of the results, by default the first, coloured by how many tasks wait for people where."""
    charts = {each.chart.process.process: each.chart for each in results.setup.processes}
    name = next(iter(charts)) if process is None else process
    if name not in charts:
        raise NotFound(say("there is no process '{name}'; the processes are {names}", name=name, names=list(charts)))
    overlay = heated(stops(results, charts[name]))
    return draw(charts[name], view=view, direction=direction, theme=theme, language=language, overlay=overlay)


def report(results: Results, scenario: Plan | str | Path, *, command: str = "", language: str | None = None) -> str:
    """Tell the results of a scenario as one HTML page: in words, charts and tables, with all that they rest on.

    `command` is printed as the way to get the same numbers again. The page needs nothing from elsewhere.
    """
    plan = _plan(scenario)
    return report_of(results, plan.scenario, making_of(plan, command), likeness(plan), wanted=language)


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
    plans = [_plan(scenario) for scenario in (first, *others)]
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
    plan = _plan(scenario)
    runs = plan.setup.replications if replications is None else replications
    with hired(workers, cluster) as team:

        def attempt(people: Mapping[str, int], times: int) -> Results:
            setup = plan.with_people(people).setup
            return study(setup, replications=runs * times, seed=seed, engine=engine, workers=team, heard=heard)

        return smallest_staff(goal_of(plan, deadline, target), crews_of(plan, roles), attempt, most=most)


def fit(
    log: str | Path,
    chart: Chart,
    *,
    columns: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
    timezone: str | None = None,
) -> Fitted:
    """Learn a scenario from an event log, CSV or XES: arrivals, times, shares and staff, with how well each fits.

    `columns` names columns that are not known by themselves, such as `{"case": "Asianro"}`; `names` puts what the log
    calls things to ids of the process. Times that name their distance from Greenwich are shown as on the wall in
    `timezone`, such as `Europe/Helsinki`; without it as written. A file that is no log raises `UnreadableLog`.
    """
    return fitted(learn(Path(log), chart, Columns(**(columns or {})), names, _zone(timezone)))


def prove(chart: Chart) -> tuple[Finding, ...]:
    """What can go wrong with its cases, by place: holes, broken promises, limits that can be missed.

    A finding that something can happen has an `example`: the case told day by day, and as a walk to be run again.
    `check` does this too, with all that it finds in the text.

    >>> prove(load("jalkihuolto"))
    ()
    """
    return prove_chart(chart)


def explore(chart: Chart, *, full: bool = False) -> Graph:
    """Everything that can become of a case, as a graph; `full` follows independent branches in every order.

    >>> graph = explore(load("lastensuojeluilmoituksen-kasittely"))
    >>> graph.complete, graph.digraph().number_of_nodes() == len(graph.nodes)
    (True, True)
    """
    return explore_chart(chart, full=full)


def walk(
    chart: Chart,
    *,
    start: date | None = None,
    case: Mapping[str, object] | None = None,
    documents: Collection[str] = (),
) -> Walk:
    """Begin a case, today or on the day `start`, with the data and papers that it has from the beginning.

    >>> arviointi = walk(load("monialainen-palvelutarpeen-arviointi"), start=date(2025, 4, 1))
    >>> arviointi.active
    ('vireilla',)
    """
    return Walk(chart, start=start, case=case, documents=documents)


def coverage(chart: Chart, walks: Iterable[Walk] | None = None) -> Coverage:
    """What walks have been through of a process; by default the walks written beside its file.

    >>> coverage(load("monialainen-palvelutarpeen-arviointi")).missing
    ()
    """
    if walks is not None:
        return coverage_of(chart, [walked.log for walked in walks])
    files = walks_files(Path(chart.process.place.file))
    written = [loaded.walks for file in files if (loaded := load_walks(file, lambda _: chart)).walks is not None]
    return coverage_of(chart, [result.log for path in written for result in run_walks(chart, path)])


def render(  # noqa: PLR0913  (options, by keyword)
    chart: Chart,
    *,
    view: View = "chart",
    direction: Direction | None = None,
    theme: Theme = "auto",
    language: str | None = None,
    overlay: Overlay | None = None,
    page: Paper | None = None,
) -> Drawing:
    """Draw a process as SVG, in the language in use or in another. The same chart gives the same bytes everywhere.

    `Drawing.save` writes it as SVG, PNG or PDF. `page` fits it on a sheet of paper.

    >>> render(load("monialainen-palvelutarpeen-arviointi"), language="sv").svg[:4]
    '<svg'
    """
    return draw(chart, view=view, direction=direction, theme=theme, language=language, overlay=overlay, page=page)


def describe(chart: Chart, *, form: Form = "text", language: str | None = None) -> str:
    """Tell a process in words, as plain text or Markdown: its states, who acts, by when, and what comes next.

    >>> describe(load("monialainen-palvelutarpeen-arviointi"), form="md", language="fi").splitlines()[0]
    '# Lapsen ja perheen monialainen palvelutarpeen arviointi'
    """
    return describe_chart(chart, form, language)


@overload
def export(chart: Chart, to: Literal["transitions"], *, model: object = None) -> Any: ...
@overload
def export(chart: Chart, to: str, *, language: str | None = None) -> Export: ...
def export(chart: Chart, to: str, *, language: str | None = None, model: object = None) -> Any:
    """Say a process in another format: `mermaid`, `dot` or `scxml` as text, or `transitions` as a machine of it.

    The machine drives `model`, or itself; a process that the library would run differently raises `NotExpressible`.

    >>> export(load("monialainen-palvelutarpeen-arviointi"), "mermaid").text.splitlines()[3]
    'stateDiagram-v2'
    """
    if to not in FORMATS:
        raise _no_such_format(to)
    form = FORMATS[to]
    return write_export(chart, to, language or language_in_use()) if form.textual else form.make(chart, model)


def import_process(source: str | Path | bytes, form: str = "scxml") -> Imported:
    r"""Read a process that another tool wrote. A string with a line break or a `<` is the text itself, else a path.

    Raises `InvalidProcess`, with the findings, if it is not safe, not of that format, or says what a process cannot.

    >>> chart = '<scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0"><final id="Loppu"/></scxml>'
    >>> import_process(chart).names["Loppu"]
    'loppu'
    """
    if form not in SOURCES:
        raise NotFound(unknown_format(form))
    if isinstance(source, bytes):
        return read_from(source, TEXT, form)
    if isinstance(source, str) and ("\n" in source or "<" in source):
        return read_from(source.encode("utf-8", "surrogatepass"), TEXT, form)
    return read_from(Path(source).read_bytes(), str(source), form)


def _plan(scenario: Plan | str | Path) -> Plan:
    return scenario if isinstance(scenario, Plan) else load_scenario(scenario)


def _zone(name: str | None) -> tzinfo | None:
    try:
        return None if name is None else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise NotFound(say("there is no time zone '{name}'; write for example Europe/Helsinki", name=name)) from None


def _is_text(process: str | Path) -> TypeGuard[str]:
    return isinstance(process, str) and ("\n" in process or "\r" in process)


def _report(process: str | Path) -> Report:
    if _is_text(process):
        return check_text(process, TEXT, prove=False)
    return check_path(shipped.find(process), prove=False)[0]


def _no_such_format(name: str) -> NotFound:
    near = nearest(name, FORMATS)
    if near:
        return NotFound(say("there is no format '{name}'; did you mean '{near}'?", name=name, near=near))
    return NotFound(say("there is no format '{name}'; the formats are {formats}", name=name, formats=list(FORMATS)))
