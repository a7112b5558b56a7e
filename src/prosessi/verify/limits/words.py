"""How limits, their stories and their verdicts are said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from prosessi.chart.chart import Chart
from prosessi.chart.names import deadline_name, state_name
from prosessi.messages import Message, say, say_many
from prosessi.verify.limits.limits import Limit
from prosessi.verify.limits.story import Leg, Story
from prosessi.verify.limits.verdict import Verdict, own_length


def limit_words(chart: Chart, limit: Limit) -> Message:
    """What a limit is called, with its length: a deadline by its name, a clock by its state."""
    length = own_length(limit)
    if limit.edge is not None:
        name = state_name(chart, chart[limit.edge.source].name)
        if length is not None:
            return say("the clock of “{name}”, {length}", name=name, length=length)
        return say("the clock of “{name}”", name=name)
    name = deadline_name(chart, limit.watch.name if limit.watch is not None else "")
    if length is not None:
        return say("“{name}”, {length}", name=name, length=length)
    return say("“{name}”", name=name)


def cure_words(chart: Chart, verdict: Verdict) -> Message:
    """What would save a deadline."""
    if verdict.cure is None:
        return say("shorten the limits on the way: no one of them alone is enough")
    return say(
        "shorten one limit: {limit} → {length}, and it is kept on every start day",
        limit=limit_words(chart, verdict.cure.limit),
        length=verdict.cure.will_be,
    )


def story_words(chart: Chart, story: Story) -> tuple[Message, ...]:
    """A story, a line for each stay and one for the end."""
    ending = (
        say_many(
            "{last}: met at the latest; its last day is {due}, so {n} day late",
            "{last}: met at the latest; its last day is {due}, so {n} days late",
            story.days_late,
            last=story.last,
            due=story.due,
        )
        if story.days_late > 0
        else say_many(
            "{last}: met at the latest; its last day is {due}, so {n} day is left",
            "{last}: met at the latest; its last day is {due}, so {n} days are left",
            -story.days_late,
            last=story.last,
            due=story.due,
        )
    )
    return (*(_leg_words(chart, leg) for leg in story.legs), ending)


def verdict_words(chart: Chart, verdict: Verdict) -> tuple[Message, ...]:
    """A verdict in sentences, the answer first."""
    return tuple(_answer_words(chart, verdict))


def by_month(verdict: Verdict) -> tuple[int | None, ...]:
    """The fewest days that are left in each month of the year, over all years; None where no start was tried."""
    least: dict[int, int] = {}
    for number, days in enumerate(verdict.slack):
        month = (verdict.first + timedelta(days=number)).month
        least[month] = min(days, least.get(month, days))
    return tuple(least.get(month) for month in range(1, 13))


def as_plain(chart: Chart, verdict: Verdict) -> Mapping[str, object]:
    """A verdict in plain values, for programs."""
    cure = verdict.cure
    return {
        "deadline": verdict.deadline,
        "answered": verdict.answered,
        "from": verdict.first.isoformat(),
        "start_days": len(verdict.slack),
        "missed": verdict.missed,
        "slack_by_month": by_month(verdict) if verdict.slack else (),
        "first_missed": _plain_story(chart, verdict.first_missed),
        "worst": _plain_story(chart, verdict.worst),
        "cure": None if cure is None else {"limit": _limit_id(chart, cure.limit), "to": cure.will_be.text},
        "states": verdict.places,
        "remarks": [str(each) for each in (*verdict.loose, verdict.assuming, verdict.why) if each is not None],
    }


def _answer_words(chart: Chart, verdict: Verdict) -> Iterator[Message]:
    states = [state_name(chart, state) for state in verdict.places]
    match verdict.answered:
        case "never starts":
            yield say("nothing starts it while the other limits are kept")
        case "not reckoned":
            yield say("it is not reckoned: {why}", why=verdict.why)
        case "no limit":
            yield say("nothing but the deadline itself limits the stay here: {states}", states=states)
        case "endless round":
            yield say("there is no latest day: {states} can follow one another for ever", states=states)
        case _:
            yield from _reckoned_words(chart, verdict)


def _reckoned_words(chart: Chart, verdict: Verdict) -> Iterator[Message]:
    if verdict.missed == 0:
        yield say("kept on each of {all} start days, if everyone keeps their own limits", all=len(verdict.slack))
    else:
        yield say(
            "can be missed on {missed} of {all} start days, although everyone keeps their own limits",
            missed=verdict.missed,
            all=len(verdict.slack),
        )
    if verdict.assuming is not None:
        yield say("it is taken that {assumption}", assumption=verdict.assuming)
    for loose in verdict.loose:
        yield say("the latest day is a bound that may not be reached: {why}", why=loose)
    months = [days for days in by_month(verdict) if days is not None]
    yield say("days left, the fewest of each month: {months}", months=" ".join(map(str, months)))
    yield from _stories(chart, verdict)
    if verdict.missed:
        yield cure_words(chart, verdict)


def _stories(chart: Chart, verdict: Verdict) -> Iterator[Message]:
    first, worst = verdict.first_missed, verdict.worst
    if first is not None and first != worst:
        yield say("the first start day on which it is missed:")
        yield from (say("  {line}", line=line) for line in story_words(chart, first))
    if worst is not None:
        yield say("the worst start day:") if verdict.missed else say("the tightest start day:")
        yield from (say("  {line}", line=line) for line in story_words(chart, worst))


def _plain_story(chart: Chart, story: Story | None) -> Mapping[str, object] | None:
    if story is None:
        return None
    return {
        "begins": story.begins.isoformat(),
        "due": story.due.isoformat(),
        "last": story.last.isoformat(),
        "days_late": story.days_late,
        "steps": [
            {
                "state": leg.state,
                "comes": leg.comes.isoformat(),
                "leaves": leg.leaves.isoformat(),
                "limit": None if leg.limit is None else _limit_id(chart, leg.limit),
            }
            for leg in story.legs
        ],
    }


def _limit_id(chart: Chart, limit: Limit) -> str:
    """The id of a deadline; for a clock, that of its state with the word by which it is written."""
    if limit.edge is not None:
        return f"{chart[limit.edge.source].name}.{limit.edge.trigger.value}"
    return limit.watch.name if limit.watch is not None else ""


def _leg_words(chart: Chart, leg: Leg) -> Message:
    name = state_name(chart, leg.state)
    if leg.limit is None:
        return say("{comes} – {leaves}: “{state}”", comes=leg.comes, leaves=leg.leaves, state=name)
    return say(
        "{comes} – {leaves}: “{state}” ({limit})",
        comes=leg.comes,
        leaves=leg.leaves,
        state=name,
        limit=limit_words(chart, leg.limit),
    )


def heading(chart: Chart, verdict: Verdict) -> Message:
    """What a deadline is called, how long it is, and whether a statute sets it."""
    deadline = chart.process.deadlines[verdict.deadline]
    name = deadline_name(chart, verdict.deadline)
    kind = say("a target") if deadline.soft else say("a statutory limit")
    if deadline.within is None:
        return say("{name} ({kind})", name=name, kind=kind)
    return say("{name}: {length} ({kind})", name=name, length=deadline.within, kind=kind)
