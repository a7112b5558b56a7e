"""What the results say, in plain words, before any chart."""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.chart.chart import Chart
from prosessi.chart.names import deadline_name, process_name
from prosessi.messages import Message, say
from prosessi.report.charted import chapter
from prosessi.report.durations import how_long
from prosessi.report.markup import Markup, tag
from prosessi.report.writing import interval, number, percent, said
from prosessi.simulate.results.bottleneck import bottleneck
from prosessi.simulate.results.numbers import Percent
from prosessi.simulate.results.results import Results
from prosessi.simulate.results.words import doubts, jam_words, staff_name


def summary_chapter(results: Results) -> Markup:
    """The cards with the first numbers, the sentences, and what to bear in mind."""
    cards = (
        tag("div", tag("dt", name), tag("dd", tag("b", value), " ", unit)) for name, value, unit in _cards(results)
    )
    return chapter(
        "says",
        say("In short"),
        tag("dl", *cards, class_="cards"),
        _listed(_sentences(results)),
        tag("h3", say("Bear in mind"), id="mind"),
        _listed(_mind(results)),
    )


def _listed(sentences: Iterator[Message]) -> Markup:
    return tag("ul", *(tag("li", sentence) for sentence in sentences))


def _cards(results: Results) -> Iterator[tuple[Message | str, str, Message]]:
    alone = len(results.setup.processes) == 1
    for process in results.setup.processes:
        name = process.chart.process.process
        called = say("Half of the cases") if alone else said(process_name(process.chart))
        yield called, said(how_long(results, name, "median")), say("at most, from beginning to end")
        worst = _worst(results, process.chart)
        if worst is not None:
            deadline, share = worst
            of = deadline_name(process.chart, deadline)
            whole = say("{process}: {deadline}", process=process_name(process.chart), deadline=of)
            yield said(of if alone else whole), percent(share), say("of cases in time")
    jam = bottleneck(results)
    if jam is not None:
        queue = results.mean("role.queue", of=jam.role)
        yield said(staff_name(results, jam.role)), number(queue), say("tasks in the queue on average")


def _worst(results: Results, chart: Chart) -> tuple[str, float] | None:
    """The deadline that is met least."""
    found = [(each.value, m.of) for m, each in results.over("deadline.met") if m.process == chart.process.process]
    return (min(found)[1], min(found)[0]) if found else None


def _sentences(results: Results) -> Iterator[Message]:
    for process in results.setup.processes:
        yield from _of_process(results, process.chart)
    jam = bottleneck(results)
    if jam is None:
        yield say("Nowhere do cases have to wait for people to speak of.")
    else:
        yield from jam_words(results, jam)


def _of_process(results: Results, chart: Chart) -> Iterator[Message]:
    name = chart.process.process
    if results.estimate("cycle_days.mean", name) is None:
        yield say(
            "“{process}”: no case ended, so nothing can be said of how long they take.", process=process_name(chart)
        )
        return
    yield say(
        "“{process}”: half of the cases take {median} at most, and nine in ten {p90} at most.",
        process=process_name(chart),
        median=how_long(results, name, "median"),
        p90=how_long(results, name, "p90"),
    )
    for watch in chart.watches:
        met = results.estimate("deadline.met", name, watch.name)
        if met is not None:
            yield say(
                "The deadline “{deadline}” is met in {share} of cases (95% confidence interval {interval}).",
                deadline=deadline_name(chart, watch.name),
                share=Percent(met.value),
                interval=interval(met, share=True),
            )


def _mind(results: Results) -> Iterator[Message]:
    yield say(
        "This is a calculation on a model, not a measurement. The interval says how much chance moves a number; it does"
        " not say whether the assumptions are right. They are all listed below."
    )
    yield from doubts(results)
