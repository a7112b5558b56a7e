"""The chapter about one process: how long cases take, which deadlines hold, where it jams, and how cases end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from prosessi.chart.chart import Chart
from prosessi.chart.names import deadline_name, process_name, state_name
from prosessi.messages import Message, language, say
from prosessi.render.drawing import draw
from prosessi.render.facts import Facts
from prosessi.render.overlay import HEAT
from prosessi.report.bars import Bar, Bars
from prosessi.report.charted import chapter, charted, lead, part
from prosessi.report.durations import durations
from prosessi.report.markup import Markup, tag
from prosessi.report.sketch import Caption
from prosessi.report.tables import Table
from prosessi.report.waits import Stop, heated, levels, stops
from prosessi.report.writing import interval, number, percent, said, time
from prosessi.simulate.results.estimate import Estimate
from prosessi.simulate.results.numbers import NOTHING
from prosessi.simulate.results.results import Results

MOST_BARS = 12
MOST_SHRUNK = 1500.0
"""A wider diagram would have too small a text if it were made to fit the window; it is scrolled."""


def process_chapter(results: Results, chart: Chart, key: str) -> Markup:
    """Everything about a process; `key` begins all ids of the chapter."""
    if not results.mean("cases", chart.process.process) > 0:
        told = say("No case of this process began in the time that is counted.")
        return chapter(key, said(process_name(chart)), lead(told))
    return chapter(
        key,
        said(process_name(chart)),
        _deadlines(results, chart, key),
        durations(results, chart, key),
        *_waiting(results, chart, key),
        _endings(results, chart, key),
    )


def _deadlines(results: Results, chart: Chart, key: str) -> Markup | None:
    process = chart.process.process
    known = {watch.name: results.estimate("deadline.met", process, watch.name) for watch in chart.watches}
    met = {name: found for name, found in known.items() if found is not None}
    if not met:
        return None
    pair = charted(_shares_met(chart, key, met), _deadline_table(results, chart, key, met))
    return part(f"{key}-deadlines", say("Are deadlines met"), pair)


def _shares_met(chart: Chart, key: str, met: Mapping[str, Estimate]) -> Bars:
    bars = [
        Bar(said(deadline_name(chart, name)), found.value, percent(found.value), found.low, found.high, "met")
        for name, found in met.items()
    ]
    caption = Caption(
        f"{key}-deadlines-chart",
        say("The share of cases in which each deadline is met"),
        say(
            "A bar for each deadline, with its confidence interval as a beam. The numbers are in the table “Deadlines”."
        ),
    )
    return Bars(
        caption, bars, across=say("share of cases; the beam is the 95% confidence interval"), share=True, most=1.0
    )


def _deadline_table(results: Results, chart: Chart, key: str, met: Mapping[str, Estimate]) -> Table:
    process, facts = chart.process.process, Facts(chart, language())
    rows = [
        (
            said(deadline_name(chart, name)),
            facts.clocks[name].length,
            percent(found.value),
            interval(found, share=True),
            number(results.mean("deadline.missed", process, name), 0),
            number(results.mean("deadline.late.mean", process, name)),
            number(results.mean("deadline.late.p90", process, name)),
        )
        for name, found in met.items()
    ]
    heads = (
        say("Deadline"),
        say("Length"),
        say("Met"),
        say("95% confidence interval"),
        say("Missed in a run"),
        say("Late by, days on average"),
        say("90% of those late by at most, days"),
    )
    return Table(f"{key}-deadlines-table", say("Deadlines"), heads, rows, prose=frozenset({1}))


def _waiting(results: Results, chart: Chart, key: str) -> Sequence[Markup]:
    found = stops(results, chart)
    if not found:
        return ()
    return (
        part(f"{key}-waits", say("Where people are waited for"), charted(_queues(found, key), _stops(found, key))),
        _diagram(chart, found, key),
    )


def _queues(found: Sequence[Stop], key: str) -> Bars:
    steps = levels(found)
    bars = [
        Bar(said(stop.name), stop.queue, number(stop.queue), kind=f"{HEAT[steps[stop.state]]} heat")
        for stop in found[:MOST_BARS]
    ]
    about = say("A bar for each state, the longest queue first. The numbers are in the table “Queues by state”.")
    caption = Caption(f"{key}-queues", say("How many tasks wait for people at a time"), about)
    return Bars(caption, bars, across=say("tasks in the queue, on the average"))


def _stops(found: Sequence[Stop], key: str) -> Table:
    rows = [
        (
            said(stop.name),
            said(stop.roles),
            number(stop.queue),
            time(stop.wait),
            time(stop.work),
            number(stop.begun, 0),
            percent(stop.share),
        )
        for stop in found
    ]
    heads = (
        say("State"),
        say("Who is waited for"),
        say("In the queue at noon"),
        say("Wait for one task"),
        say("Work on one task"),
        say("Tasks in a run"),
        say("Of all waiting"),
    )
    return Table(f"{key}-queues-table", say("Queues by state"), heads, rows, prose=frozenset({1}))


def _diagram(chart: Chart, found: Sequence[Stop], key: str) -> Markup:
    drawing = draw(chart, overlay=heated(found), language=language(), prefix=f"{key}-heat-", fonts=False)
    label = say("The diagram of the process; it can be scrolled")
    told = say("The same waiting on the diagram of the process. What it says stands in the table above, too.")
    kind = "diagram fit" if drawing.width <= MOST_SHRUNK else "diagram"
    picture = tag("div", Markup(drawing.svg), class_=kind, role="group", aria_label=label, tabindex="0")
    return part(f"{key}-diagram", say("Waiting on the diagram"), lead(told), picture)


def _endings(results: Results, chart: Chart, key: str) -> Markup | None:
    found = [(m.of, found) for m, found in results.over("outcome") if m.process == chart.process.process]
    if not found:
        return None
    bars = [
        Bar(said(state_name(chart, name)), share.value, percent(share.value), share.low, share.high)
        for name, share in found
    ]
    rows = [
        (said(state_name(chart, name)), _kind(chart, name), percent(share.value), interval(share, share=True))
        for name, share in found
    ]
    caption = Caption(
        f"{key}-endings-chart",
        say("Which share of cases ends in which way"),
        say("A bar for each way in which a case can end. The numbers are in the table “Endings”."),
    )
    chart_ = Bars(
        caption, bars, across=say("share of cases; the beam is the 95% confidence interval"), share=True, most=1.0
    )
    heads = (say("Ending"), say("What it means"), say("Share"), say("95% confidence interval"))
    table = Table(f"{key}-endings-table", say("Endings"), heads, rows, prose=frozenset({1}))
    return part(f"{key}-endings", say("How cases end"), charted(chart_, table))


def _kind(chart: Chart, name: str) -> Message | str:
    match getattr(chart.named(name).written, "final", None):
        case "success":
            return say("the goal was reached")
        case "handover":
            return say("goes on elsewhere")
        case "closed":
            return say("the case was closed")
    return NOTHING
