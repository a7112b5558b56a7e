"""PR5xx: deadlines and other time."""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.calendars.moments import Moment
from prosessi.check.outline import Outline
from prosessi.messages import say
from prosessi.model.deadline import Deadline, Mark, Version
from prosessi.model.placed import Placed
from prosessi.rules import Found, rule
from prosessi.span import Span

LENGTHS = ("within", "at", "versions")


@rule("PR501")
def not_one_length(outline: Outline) -> Iterator[Found]:
    """A deadline does not say how long it is, or says it twice.

    A deadline has a length (`within`), a date (`at`) or, when the law has changed, several `versions` that each
    have one of them.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        events: {myonna: {}}
        deadlines:
          kasittely: {starts: {enter: saapunut}, met_by: {exit: saapunut}}  # PR501
          paatos: {starts: {enter: saapunut}, met_by: {event: myonna}, within: 7 days, at: 2026-12-31}  # PR501
        states:
          saapunut:
            transitions:
              - {event: myonna, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        events: {myonna: {}}
        deadlines:
          kasittely: {starts: {enter: saapunut}, met_by: {exit: saapunut}, within: 7 working days}
        states:
          saapunut:
            transitions:
              - {event: myonna, to: valmis}
          valmis: {final: success}
    """
    for name, deadline in outline.process.deadlines.items():
        yield from _one_of(name, outline.process.place_of_key("deadlines", name), deadline, LENGTHS)
        for version in deadline.versions:
            yield from _one_of(name, version.place, version, LENGTHS[:2])


@rule("PR502")
def no_date_to_count_from(outline: Outline) -> Iterator[Found]:
    """Time is counted from case data that is not a date.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {ika: {type: integer}}
        events: {kirjaa: {decides: ika}}
        states:
          saapunut:
            transitions:
              - {event: kirjaa}
              - {at: ika + 18 years, to: valmis}  # PR502
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {syntymapaiva: {type: date}}
        events: {kirjaa: {decides: syntymapaiva}}
        states:
          saapunut:
            transitions:
              - {event: kirjaa}
              - {at: syntymapaiva + 18 years, to: valmis}
          valmis: {final: success}
    """
    for at, name in _dates_asked(outline):
        datum = outline.process.case.get(name)
        if datum is not None and datum.type != "date":
            yield Found(
                at,
                say("'{name}' is not a date, its type is {type}", name=name, type=datum.type),
                say("name case data of type date, or write a date: 2026-01-31"),
            )


@rule("PR503")
def deadline_without_its_marks(outline: Outline) -> Iterator[Found]:
    """A deadline does not say what starts it, or what meets it.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        deadlines:
          kasittely: {starts: {enter: saapunut}, met_by: {}, within: 7 days}  # PR503
        states:
          saapunut:
            transitions:
              - {after: 5 days, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        deadlines:
          kasittely: {starts: {enter: saapunut}, met_by: {exit: saapunut}, within: 7 days}
        states:
          saapunut:
            transitions:
              - {after: 5 days, to: valmis}
          valmis: {final: success}
    """
    for name, deadline in outline.process.deadlines.items():
        if _empty(deadline.starts):
            yield Found(
                deadline.place_of_key("starts"),
                say("deadline '{name}' does not say what starts it", name=name),
                say("name a state or an event: 'starts: {{enter: <state>}}'"),
            )
        if _empty(deadline.met_by):
            yield Found(
                deadline.place_of_key("met_by"),
                say("deadline '{name}' does not say what meets it", name=name),
                say("name a state or an event: 'met_by: {{enter: <state>}}'"),
            )


@rule("PR504")
def version_out_of_time(outline: Outline) -> Iterator[Found]:
    """The version of a deadline ends before it begins, or is in force at the same time as another one.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        deadlines:
          kasittely:
            starts: {enter: saapunut}
            met_by: {exit: saapunut}
            versions:
              - {until: 2026-06-30, within: 3 months}
              - {from: 2026-06-01, within: 6 months}  # PR504
        states:
          saapunut:
            transitions:
              - {after: 9 days, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        deadlines:
          kasittely:
            starts: {enter: saapunut}
            met_by: {exit: saapunut}
            versions:
              - {until: 2026-06-30, within: 3 months}
              - {from: 2026-07-01, within: 6 months}
        states:
          saapunut:
            transitions:
              - {after: 9 days, to: valmis}
          valmis: {final: success}
    """
    for deadline in outline.process.deadlines.values():
        for version in deadline.versions:
            if version.from_ and version.until and version.from_ > version.until:
                yield Found(
                    version.place_of("until"),
                    say(
                        "this version ends ({until}) before it begins ({start})",
                        until=version.until,
                        start=version.from_,
                    ),
                    say("write the days the other way round"),
                )
        yield from _overlaps(deadline)


def _one_of(name: str, at: Span, limit: Deadline | Version, words: tuple[str, ...]) -> Iterator[Found]:
    written = [word for word in words if getattr(limit, word)]
    if not written:
        yield Found(
            at,
            say("deadline '{name}' does not say how long it is", name=name),
            say("add for example 'within: 7 working days'"),
        )
    elif len(written) > 1:
        yield Found(
            limit.place_of_key(written[1]),
            say("deadline '{name}' has both '{one}' and '{other}'", name=name, one=written[0], other=written[1]),
            say("keep one of them"),
            ((limit.place_of_key(written[0]), say("'{one}' is here", one=written[0])),),
        )


def _empty(mark: Mark) -> bool:
    return not (mark.enter or mark.exit or mark.event)


def _overlaps(deadline: Deadline) -> Iterator[Found]:
    for earlier, later in zip(deadline.versions, deadline.versions[1:], strict=False):
        if earlier.until and later.from_ and later.from_ <= earlier.until:
            yield Found(
                later.place_of("from"),
                say(
                    "this version begins ({start}) while the one before it is still in force ({until})",
                    start=later.from_,
                    until=earlier.until,
                ),
                say("begin it the day after the one before it ends"),
                ((earlier.place_of("until"), say("the one before it ends here")),),
            )


def _dates_asked(outline: Outline) -> Iterator[tuple[Span, str]]:
    for deadline in outline.process.deadlines.values():
        if deadline.from_ is not None:
            yield deadline.place_of("from"), deadline.from_
        yield from _datum(deadline, deadline.at)
        for version in deadline.versions:
            yield from _datum(version, version.at)
    for _, transition in outline.transitions:
        yield from _datum(transition, transition.at)


def _datum(owner: Placed, moment: Moment | None) -> Iterator[tuple[Span, str]]:
    if moment is not None and moment.datum is not None:
        yield owner.place_of("at"), moment.datum
