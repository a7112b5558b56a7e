"""What came of a simulation: as a drawing of the process, and as a page."""

from __future__ import annotations

from pathlib import Path

from prosessi.api.scenarios import plan_of
from prosessi.errors import NotFound
from prosessi.messages import say
from prosessi.render.drawing import Drawing, View, draw
from prosessi.render.layout import Direction
from prosessi.render.theme import Theme
from prosessi.report.making import making_of
from prosessi.report.report import report as report_of
from prosessi.report.waits import heated, stops
from prosessi.simulate.comparison import likeness
from prosessi.simulate.plan import Plan
from prosessi.simulate.results.results import Results


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
    plan = plan_of(scenario)
    return report_of(results, plan.scenario, making_of(plan, command), likeness(plan), wanted=language)
