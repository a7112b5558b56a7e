"""A walk told as a story: what was done on which day, by whom, and how the deadlines stood.

A line is its depth and its message; only at the end is it put into a language and wrapped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time
from itertools import groupby

from prosessi.calendars.durations import DurationProblem, parse_duration
from prosessi.chart.case import outcome
from prosessi.chart.chart import Chart
from prosessi.chart.names import datum_name, document_name, event_name, role_name, state_name, value_words
from prosessi.chart.situation import Step
from prosessi.messages import Message, say, show, speaking
from prosessi.model.walks import WalkPath
from prosessi.walk.deadline_story import Line, tell_deadline
from prosessi.walk.expect import standing
from prosessi.walk.log import Act, Entry, Log, Opening, Wait, deadline_changes
from prosessi.walk.page import wrapped
from prosessi.walk.reasons import told
from prosessi.walk.script import Failure, WalkResult
from prosessi.walk.words import OUTCOMES

LEFT = 20
STEP = 4


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What is told of one step."""

    number: int
    at: datetime
    lines: tuple[Line, ...]


def tell_result(chart: Chart, result: WalkResult, *, language: str) -> str:
    """The story of a written walk, with how it ended: as expected, or where and why not."""
    with speaking(language):
        title = result.path.title or result.name
        heading = [*_title(show(title, language))]
        if result.path.story:
            heading += wrapped(show(result.path.story, language), 0)
        paragraphs = [_with_note(paragraph, result.path) for paragraph in _paragraphs(chart, result.log)]
        if result.failure is not None:
            paragraphs.append(_failure(result.failure, paragraphs))
        end = [] if result.failure else ["", *wrapped(_good_end(chart, result), 0)]
        return "\n".join([*heading, *_laid_out(paragraphs), *end]) + "\n"


def tell_log(chart: Chart, log: Log, *, title: str, language: str) -> str:
    """The story of a case as far as it has come."""
    with speaking(language):
        return "\n".join([*_title(title), *_laid_out(_paragraphs(chart, log))]) + "\n"


def _paragraphs(chart: Chart, log: Log) -> Iterator[Paragraph]:
    for number, group in groupby(log, key=lambda entry: entry.number):
        entries = tuple(group)
        lines = [line for entry in entries for line in _entry(chart, entry, last=entry is entries[-1])]
        yield Paragraph(number, entries[-1].at, (*lines, *_place(chart, entries)))


def _with_note(paragraph: Paragraph, path: WalkPath) -> Paragraph:
    """What is told of a step, and what its author noted on it."""
    note = path.steps[paragraph.number - 1].note if paragraph.number else None
    return replace(paragraph, lines=(*paragraph.lines, (0, say("({note})", note=note)))) if note else paragraph


def _laid_out(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    """The number and the day in the margin, unless they are those of the paragraph before."""
    margins = [(f"{paragraph.number or '':>3}  {_day(paragraph.at)}", paragraph) for paragraph in paragraphs]
    left = max([LEFT, *(len(margin) + 2 for margin, _ in margins)])
    before = None
    for margin, paragraph in margins:
        lines = [text for depth, line in paragraph.lines for text in wrapped(line, left + STEP * depth)]
        yield ""
        yield f"{'' if margin == before else margin:<{left}}{lines[0][left:]}"
        yield from lines[1:]
        before = margin


def _entry(chart: Chart, entry: Entry, *, last: bool) -> Iterator[Line]:
    """What is told of an entry; `last` is whether it is the last of its step."""
    match entry.deed:
        case Opening():
            yield from _opening(chart, entry.deed)
        case Wait():
            yield from _wait(chart, entry, entry.deed, told_by_the_day=not last)
        case Act():
            yield from _act(chart, entry, entry.deed)
    for failed in entry.failed:
        yield 0, say("The time was up, but nothing could happen: {reason}.", reason=told(chart, failed))
    for old, new in deadline_changes(entry):
        yield from tell_deadline(chart, old, new)


def _opening(chart: Chart, opening: Opening) -> Iterator[Line]:
    yield 0, say("The case begins.")
    yield from _decided(chart, opening.data, say("Known"))
    yield from _papers(chart, opening.documents, say("Documents at hand"))


def _wait(chart: Chart, entry: Entry, wait: Wait, *, told_by_the_day: bool) -> Iterator[Line]:
    """That time passes, and what happens meanwhile. A day in the margin says as much where more is told of it."""
    try:
        yield 0, say("{length} later.", length=parse_duration(wait.words).in_words())
    except DurationProblem:
        if not told_by_the_day:
            yield 0, say("Time passes until this day.")
    for step in entry.steps:
        states = _arrivals(chart, step)
        if states:
            yield (
                0,
                say(
                    "{day}: the time was up, and the case moved by itself to {states}.",
                    day=_day(step.at),
                    states=states,
                ),
            )


def _arrivals(chart: Chart, step: Step) -> list[object]:
    """The innermost states that the last move of a step entered."""
    entered = next((micro.entered for micro in reversed(step.microsteps) if micro.entered), ())
    outer = {ancestor for state in entered for ancestor in chart[state].ancestors}
    return [state_name(chart, chart[state].name) for state in entered if state not in outer]


def _act(chart: Chart, entry: Entry, act: Act) -> Iterator[Line]:
    yield 0, _who_does(chart, act)
    if entry.refused:
        yield from _papers(chart, act.papers, say("Documents offered"))
        yield from _decided(chart, act.decided, say("Would have been decided"))
        yield 0, say("This cannot be done: {reason}.", reason=told(chart, entry.refused))
        return
    yield from _papers(chart, act.papers, say("Documents given"))
    yield from _decided(chart, act.decided, say("Decided"))
    produced = sorted(entry.after.documents - entry.before.documents - set(act.papers))
    yield from _papers(chart, tuple(produced), say("Documents made"))


def _who_does(chart: Chart, act: Act) -> Message:
    declared = chart.process.events.get(act.event)
    who = act.by or (declared.by[0] if declared and len(declared.by) == 1 else None)
    name = event_name(chart, act.event)
    return say("{who}: {act}.", who=role_name(chart, who), act=name) if who else say("{act}.", act=name)


def _papers(chart: Chart, papers: tuple[str, ...], heading: Message) -> Iterator[Line]:
    if papers:
        names = [document_name(chart, name) for name in papers]
        yield 0, say("{heading}: {names}.", heading=heading, names=names)


def _decided(chart: Chart, data: tuple[tuple[str, object], ...], heading: Message) -> Iterator[Line]:
    if len(data) == 1:
        yield 0, say("{heading}: {datum}.", heading=heading, datum=_datum(chart, *data[0]))
    elif data:
        yield 0, say("{heading}:", heading=heading)
        yield from ((1, _datum(chart, name, value)) for name, value in data)


def _datum(chart: Chart, name: str, value: object) -> Message:
    return say("{datum}: {value}", datum=datum_name(chart, name), value=value_words(chart, name, value))


def _place(chart: Chart, entries: tuple[Entry, ...]) -> Iterator[Line]:
    """Where the case is now, told only when it moved."""
    last = entries[-1]
    moved = isinstance(last.deed, Opening) or entries[0].before.snapshot != last.after.snapshot
    ended = outcome(chart, last.after)
    states = standing(chart, last.after)
    if moved and ended:
        yield 0, say("The case ended: {states} ({outcome}).", states=states, outcome=OUTCOMES[ended])
    elif moved:
        yield 0, say("The case is now in: {states}.", states=states)


def _good_end(chart: Chart, result: WalkResult) -> Message:
    if outcome(chart, result.log[-1].after):
        return say("The walk went as expected, to the end of the case.")
    return say("The walk went as expected.")


def _failure(failure: Failure, paragraphs: list[Paragraph]) -> Paragraph:
    told = [message for paragraph in paragraphs for _, message in paragraph.lines]
    lines: list[Line] = [(0, _went_otherwise(failure))]
    before = None
    for difference in failure.differences:
        if difference.expected != before:
            lines.append((0, say("Expected: {what}.", what=difference.expected)))
        before = difference.expected
        lines.append((0, say("Happened: {what}.", what=difference.happened)))
        lines += _why(difference.why, told)
    places = dict.fromkeys(str(difference.at) for difference in failure.differences)
    return Paragraph(failure.step, failure.on, (*lines, *((0, say("{place}", place=place)) for place in places)))


def _why(reasons: tuple[Message, ...], told: list[Message]) -> Iterator[Line]:
    """The reasons; a long reckoning that stands in the story already is not told again."""
    if len(reasons) == 1:
        yield 0, say("Why: {reason}.", reason=reasons[0])
    elif reasons and all(reason in told for reason in reasons):
        yield 0, say("Why: the reckoning stands above, where the deadline began.")
    elif reasons:
        yield 0, say("Why:")
        yield from ((1, reason) for reason in reasons)


def _went_otherwise(failure: Failure) -> Message:
    if failure.step == 0:
        return say("HERE IT WENT OTHERWISE, at the beginning of the case.")
    return say("HERE IT WENT OTHERWISE, in step {n}.", n=failure.step)


def _title(title: str) -> list[str]:
    lines = wrapped(title, 0)
    return [*lines, "─" * max(map(len, lines))]


def _day(at: datetime) -> Message:
    day = say("{day}", day=at.date())
    return day if at.time() == time.min else say("{day} {time}", day=day, time=f"{at:%H:%M}")
