"""How limits, their stories and their verdicts are said."""

from __future__ import annotations

from prosessi.chart.chart import Chart
from prosessi.chart.names import deadline_name, state_name
from prosessi.messages import Message, say, say_many
from prosessi.verify.limits import Limit
from prosessi.verify.story import Leg, Story
from prosessi.verify.verdict import Verdict, own_length


def limit_words(chart: Chart, limit: Limit) -> Message:
    """What a limit is called, with its length: a deadline by its name, a clock by its state."""
    length = own_length(limit)
    if limit.edge is not None:
        name = state_name(chart, chart[limit.edge.source].name)
        if length is not None:
            return say("the clock of «{name}», {length}", name=name, length=length)
        return say("the clock of «{name}»", name=name)
    name = deadline_name(chart, limit.watch.name if limit.watch is not None else "")
    if length is not None:
        return say("«{name}», {length}", name=name, length=length)
    return say("«{name}»", name=name)


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


def _leg_words(chart: Chart, leg: Leg) -> Message:
    name = state_name(chart, leg.state)
    if leg.limit is None:
        return say("{comes} – {leaves}: «{state}»", comes=leg.comes, leaves=leg.leaves, state=name)
    return say(
        "{comes} – {leaves}: «{state}» ({limit})",
        comes=leg.comes,
        leaves=leg.leaves,
        state=name,
        limit=limit_words(chart, leg.limit),
    )
