"""The whole report of a simulation."""

from __future__ import annotations

from prosessi.chart.names import process_name
from prosessi.messages import Message, language, say, speaking
from prosessi.model.scenario import Scenario
from prosessi.report.charted import chapter, lead
from prosessi.report.grounds import grounds_chapter
from prosessi.report.making import Making, making_chapter
from prosessi.report.markup import Markup, tag
from prosessi.report.page import Chapter, page
from prosessi.report.process import process_chapter
from prosessi.report.staff import staff_chapter
from prosessi.report.summary import summary_chapter
from prosessi.report.writing import number, said
from prosessi.simulate.comparison import Likeness, likeness_words
from prosessi.simulate.results.results import Results


def report(
    results: Results,
    scenario: Scenario,
    making: Making,
    like: Likeness | None = None,
    *,
    wanted: str | None = None,
) -> str:
    """The report as one HTML page, in the language in use or in the one that is wanted.

    The same results, scenario and command give the same bytes. `like` says of a scenario that is like another in what
    it differs.
    """
    with speaking(wanted or language()):
        chapters = _chapters(results, scenario, making)
        if like is not None:
            chapters.insert(0, ("otherwise", say("What is changed"), _changed(like)))
        return page(_title(scenario), _subtitle(results, scenario), chapters)


def _changed(like: Likeness) -> Markup:
    """In what the scenario differs from the one that it is like."""
    heading, *lines = likeness_words(like)
    return chapter("otherwise", say("What is changed"), lead(heading), tag("ul", *(tag("li", line) for line in lines)))


def _chapters(results: Results, scenario: Scenario, making: Making) -> list[Chapter]:
    charts = {each.chart.process.process: each.chart for each in results.setup.processes}
    processes: list[tuple[str, Message | str, Markup]] = [
        (key, said(process_name(chart)), process_chapter(results, chart, key))
        for key, chart in ((f"process-{place}", chart) for place, chart in enumerate(charts.values(), 1))
    ]
    return [
        ("says", say("In short"), summary_chapter(results)),
        *processes,
        ("staff", say("Staff"), staff_chapter(results)),
        ("grounds", say("Assumptions and sources"), grounds_chapter(results, scenario)),
        ("making", say("How this was reckoned"), making_chapter(results, making)),
    ]


def _title(scenario: Scenario) -> str:
    return said(scenario.title) if scenario.title else scenario.scenario.replace("-", " ")


def _subtitle(results: Results, scenario: Scenario) -> Message | str:
    if scenario.summary:
        return said(scenario.summary)
    return say(
        "A simulation of {cases} cases in {runs} runs",
        cases=number(results.cases, 0),
        runs=number(len(results.digests), 0),
    )
