"""A comparison told to people: what comes of a change, and what of it cannot be told from chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from prosessi.chart.names import deadline_name, process_name
from prosessi.messages import Message, say
from prosessi.simulate.results.compare import Difference
from prosessi.simulate.results.measure import Measure
from prosessi.simulate.results.numbers import Number, Percent, Range, useful_digits
from prosessi.simulate.results.results import Results
from prosessi.simulate.results.words import staff_name

ALWAYS_TOLD = ("deadline.met", "cycle_days.mean", "waiting_time.mean")
TOLD_IF_CERTAIN = ("role.queue", "crew.utilisation")
IN_DAYS = frozenset({"waiting_time.mean"})
"""Metrics in hours that are told in days."""


def comparison_words(before: Results, after: Results, found: Sequence[Difference]) -> Iterator[Message]:
    """What comes of a change, a sentence for each figure that matters, and how much common luck helped to see it."""
    told = [
        each
        for metric in (*ALWAYS_TOLD, *TOLD_IF_CERTAIN)
        for each in found
        if each.measure.metric == metric and (metric in ALWAYS_TOLD or each.certain)
    ]
    yield from (_sentence(after, each) for each in told)
    yield from _only_in_one(before, after)
    yield from _only_in_one(after, before)
    yield from _help_of_pairing(told)


def _sentence(results: Results, found: Difference) -> Message:
    facts: dict[str, object] = {"of": _of(results, found.measure), "before": _value(found, found.before.value)}
    if found.same:
        return say("{of}: {before}, the same in both", **facts)
    facts["after"] = _value(found, found.after.value)
    if found.difference.low is None or found.difference.high is None:
        return say("{of}: {before} → {after}; one run cannot tell whether that is chance", **facts)
    facts["difference"], facts["range"] = _by_how_much(found)
    if found.certain:
        return say("{of}: {before} → {after} (difference {difference}, 95% confidence interval {range})", **facts)
    return say(
        "{of}: {before} → {after}, which cannot be told from chance"
        " (difference {difference}, 95% confidence interval {range})",
        **facts,
    )


def _of(results: Results, measure: Measure) -> Message:
    """What a figure is of, in words; of which process, too, if there are several."""
    match measure.metric:
        case "role.queue":
            return say("In the queue for “{role}” at noon", role=staff_name(results, measure.of))
        case "crew.utilisation":
            return say("Working time in use, “{crew}”", crew=staff_name(results, measure.of))
    [chart] = (each.chart for each in results.setup.processes if each.chart.process.process == measure.process)
    match measure.metric:
        case "deadline.met":
            words = say("“{deadline}” is met", deadline=deadline_name(chart, measure.of))
        case "cycle_days.mean":
            words = say("From beginning to end, working days")
        case _:
            words = say("Waiting for people, calendar days")
    if len(results.setup.processes) == 1:
        return words
    return say("{process}: {of}", process=process_name(chart), of=words)


def _value(found: Difference, value: float) -> Number | Percent:
    if found.measure.is_share:
        return Percent(value)
    scaled = value * _scale(found.measure)
    return Number(scaled, useful_digits(scaled))


def _by_how_much(found: Difference) -> tuple[object, Range]:
    """The difference and its interval, with as many digits as the narrower of both asks for."""
    low, value, high = (
        (each or 0.0) * _scale(found.measure)
        for each in (found.difference.low, found.difference.value, found.difference.high)
    )
    digits = 1 if found.measure.is_share else useful_digits(value)
    number = Number(value, digits, signed=True)
    if found.measure.is_share:
        return say("{n} percentage points", n=number), Range(low, high, digits)
    return number, Range(low, high, digits)


def _scale(measure: Measure) -> float:
    if measure.is_share:
        return 100.0
    return 1 / 24 if measure.metric in IN_DAYS else 1.0


def _only_in_one(having: Results, other: Results) -> Iterator[Message]:
    for measure, _ in having.over("deadline.met"):
        if measure not in other.table:
            yield say("{of}: only in the scenario “{scenario}”", of=_of(having, measure), scenario=having.setup.name)


def _help_of_pairing(told: Sequence[Difference]) -> Iterator[Message]:
    savings = [each.saving for each in told if each.saving is not None]
    if savings:
        yield say(
            "The same cases came with the same luck in both; without that it would have taken {n} times as many runs.",
            n=Number(median(savings)),
        )
