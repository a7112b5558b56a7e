"""PR510 and PR514: whether statutory limits are kept when everyone keeps their own."""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.chart.chart import Chart
from prosessi.chart.names import state_name
from prosessi.findings import Example, Severity
from prosessi.messages import Message, say, say_many
from prosessi.rules import Found, rule
from prosessi.span import Span
from prosessi.verify.limits.late import late_case
from prosessi.verify.limits.limits import Limit
from prosessi.verify.limits.story import Story
from prosessi.verify.limits.stretch import limit_of, stretch_of
from prosessi.verify.limits.verdict import Verdict, judge, not_reckoned
from prosessi.verify.limits.words import cure_words, limit_words
from prosessi.verify.proof import Proof


@rule("PR510", Severity.WARNING, over="proof")
def missed_though_all_keep_theirs(proof: Proof) -> Iterator[Found]:
    """A statutory limit can be missed although everyone keeps their own limits.

    The steps on the way have limits of their own, and together they can take longer than the whole may. This is
    reckoned for every start day of ten years, with weekends and holidays; the worst case is shown day by day.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        events: {kasittele: {}, paata: {}}
        deadlines:
          kaikki: {starts: {enter: saapunut}, met_by: {enter: valmis}, within: 14 days}  # PR510
          kasittely: {starts: {enter: saapunut}, met_by: {exit: saapunut}, within: 7 working days, soft: true}
          paatos: {starts: {enter: harkinta}, met_by: {exit: harkinta}, within: 3 working days, soft: true}
        states:
          saapunut:
            transitions:
              - {event: kasittele, to: harkinta}
          harkinta:
            transitions:
              - {event: paata, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        events: {kasittele: {}, paata: {}}
        deadlines:
          kaikki: {starts: {enter: saapunut}, met_by: {enter: valmis}, within: 14 days}
          kasittely: {starts: {enter: saapunut}, met_by: {exit: saapunut}, within: 3 working days, soft: true}
          paatos: {starts: {enter: harkinta}, met_by: {exit: harkinta}, within: 2 working days, soft: true}
        states:
          saapunut:
            transitions:
              - {event: kasittele, to: harkinta}
          harkinta:
            transitions:
              - {event: paata, to: valmis}
          valmis: {final: success}
    """
    for name in _statutory(proof.chart):
        verdict = judge(proof.chart, name)
        if verdict.answered == "endless round":
            yield _endless(proof.chart, verdict)
        elif verdict.missed:
            example = _example(proof.chart, verdict)
            if example is not None or _sure(verdict):
                yield _missed(proof.chart, verdict, example)


@rule("PR514", Severity.NOTE, over="proof")
def limit_not_reckoned(proof: Proof) -> Iterator[Found]:
    """All steps have their limits, but whether a statutory limit is kept cannot be reckoned.

    That is so when its last day depends on case data or is counted in hours, or when there is only a bound to the
    latest day and no case was found that comes near it.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {erapaiva: {type: date}}
        events: {kirjaa: {decides: erapaiva}}
        deadlines:
          kaikki: {starts: {enter: saapunut}, met_by: {enter: valmis}, at: erapaiva}  # PR514
        states:
          saapunut:
            transitions:
              - {event: kirjaa}
              - {after: 7 days, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        deadlines:
          kaikki: {starts: {enter: saapunut}, met_by: {enter: valmis}, within: 14 days}
        states:
          saapunut:
            transitions:
              - {after: 7 days, to: valmis}
          valmis: {final: success}
    """
    chart = proof.chart
    for name in _statutory(chart):
        limit, stretch = limit_of(chart, name), stretch_of(chart, name)
        why = not_reckoned(limit) if stretch is not None and not stretch.bare else None
        verdict = judge(chart, name)
        if why is None and verdict.missed and _example(chart, verdict) is None and not _sure(verdict):
            why = say("the latest day is only a bound, and no case was found that is so late")
        if why is not None:
            yield Found(
                _at(chart, limit),
                say(
                    "whether '{name}' is kept when everyone keeps their own limits is not reckoned: {why}",
                    name=name,
                    why=why,
                ),
                say("look at it with 'prosessi deadlines'"),
            )


def _statutory(chart: Chart) -> Iterator[str]:
    return (watch.name for watch in chart.watches if watch.deadline.soft is not True)


def _at(chart: Chart, limit: Limit) -> Span:
    return chart.process.place_of_key("deadlines", limit.watch.name if limit.watch is not None else "")


def _missed(chart: Chart, verdict: Verdict, example: Example | None) -> Found:
    worst = verdict.surely or verdict.worst
    days = worst.days_late if worst is not None else 0
    late = say_many("{n} day late at the worst", "{n} days late at the worst", days)
    return Found(
        _at(chart, limit_of(chart, verdict.deadline)),
        say(
            "'{name}' can be missed although everyone keeps their own limits: on {missed} of {all} start days, {late}",
            name=verdict.deadline,
            missed=verdict.missed,
            all=len(verdict.slack),
            late=late,
        ),
        cure_words(chart, verdict),
        _own_limits(chart, verdict.worst),
        example=example,
    )


def _endless(chart: Chart, verdict: Verdict) -> Found:
    return Found(
        _at(chart, limit_of(chart, verdict.deadline)),
        say(
            "'{name}' can be missed although everyone keeps their own limits: {states} can follow one another for ever",
            name=verdict.deadline,
            states=[state_name(chart, state) for state in verdict.places],
        ),
        say("limit the whole round with a deadline of its own, or the number of rounds"),
    )


def _own_limits(chart: Chart, story: Story | None) -> tuple[tuple[Span, Message], ...]:
    """Where the limits of the steps stand."""
    limits = dict.fromkeys(leg.limit for leg in story.legs if leg.limit is not None) if story is not None else {}
    return tuple((_where(chart, limit), limit_words(chart, limit)) for limit in limits)


def _where(chart: Chart, limit: Limit) -> Span:
    if limit.edge is not None and limit.edge.written is not None:
        return limit.edge.written.place
    return _at(chart, limit)


def _example(chart: Chart, verdict: Verdict) -> Example | None:
    """The worst day as a case, or else the first; where hours are rounded, the worst day that is surely come to."""
    for story in (verdict.worst, verdict.first_missed, verdict.surely):
        if story is not None and (found := late_case(chart, verdict.deadline, story)) is not None:
            return found
    return None


def _sure(verdict: Verdict) -> bool:
    """Whether the latest day is reached whatever the data: no condition stands on the way."""
    if verdict.answered != "exact" or verdict.worst is None:
        return False
    edges = [leg.out.edge for leg in verdict.worst.legs if leg.out is not None]
    return all(edge is not None and edge.guard is None and not edge.fallback for edge in edges)
