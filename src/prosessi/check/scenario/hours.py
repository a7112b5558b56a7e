"""PR868-PR869: whether people are ever at work, and at work together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from prosessi.calendars.opening import DAY, WEEKDAYS
from prosessi.check.scenario.outline import ScenarioOutline
from prosessi.check.scenario.people import said
from prosessi.messages import say
from prosessi.model.staffing import ALWAYS, USUAL, Crew
from prosessi.rules import Found, rule
from prosessi.simulate.setup import role_of

Stretches = tuple[tuple[int, int], ...]
"""Stretches of a week in order, in seconds from the beginning of its Monday."""


@rule("PR868", over="scenario")
def never_open(outline: ScenarioOutline) -> Iterator[Found]:
    """Working hours have no open moment at all.

    Bad::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts: {ratkaise: {work: 1 hour}}
        staff: {virkailija: {people: 2, hours: virka_aika}}
        hours:
          virka_aika: {holidays: closed}  # PR868

    Good::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts: {ratkaise: {work: 1 hour}}
        staff: {virkailija: {people: 2, hours: virka_aika}}
        hours:
          virka_aika: {mon-fri: 8-16, holidays: closed}
    """
    scenario = outline.scenario
    for name, hours in scenario.hours.items():
        if not any(day.spans for day in hours.week):
            yield Found(
                scenario.place_of_key("hours", name),
                say("in '{name}' nobody is ever at work", name=name),
                say("write the days and the times, for example '{example}'", example="mon-fri: 8-16"),
            )


@rule("PR869", over="acts")
def never_together(outline: ScenarioOutline) -> Iterator[Found]:
    """An act needs several people who are never at work at the same time.

    Bad::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 1 per week}
            acts:
              ratkaise: {work: 1 hour, with: johtaja}  # PR869
        staff:
          virkailija: {people: 2}
          johtaja: {people: 1, hours: lauantaisin}
        hours:
          lauantaisin: {sat: 9-11}

    Good::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 1 per week}
            acts:
              ratkaise: {work: 1 hour, with: johtaja}
        staff:
          virkailija: {people: 2}
          johtaja: {people: 1, hours: tiistaisin}
        hours:
          tiistaisin: {tue: 9-11}
    """
    for numbers in outline.known:
        told: set[str] = set()
        for offer in outline.offers[numbers.name]:
            roles = [role for role in (role_of(offer.able), *offer.doing.with_) if outline.crews(role)]
            at_work = [_at_work(outline, role) for role in roles]
            if offer.event in told or len(roles) < 2 or not all(at_work) or reduce(_both, at_work):
                continue
            told.add(offer.event)
            yield Found(
                numbers.written.place_of_key("acts", offer.event),
                say(
                    "'{event}' needs {roles} together, and they are never at work at the same time",
                    event=offer.event,
                    roles=[f"'{said(role)}'" for role in roles],
                ),
                say(
                    "write hours that overlap; now they are {hours}",
                    hours=[
                        say("{role}: {hours}", role=said(role), hours=_told(week))
                        for role, week in zip(roles, at_work, strict=True)
                    ],
                ),
            )


def _at_work(outline: ScenarioOutline, role: str) -> Stretches:
    """When somebody of a role is at work; nothing if that is not known."""
    return tuple(sorted(stretch for crew in outline.crews(role).values() for stretch in _week(outline, crew)))


def _week(outline: ScenarioOutline, crew: Crew) -> Iterator[tuple[int, int]]:
    if crew.hours == ALWAYS and ALWAYS not in outline.scenario.hours:
        yield 0, 7 * DAY
        return
    hours = outline.scenario.hours.get(crew.hours or "")
    week = hours.week if hours else (USUAL,) * 5 if crew.hours is None else ()
    for day, opening in enumerate(week):
        for begin, end in opening.shortened(crew.part_time or 1).spans:
            yield day * DAY + begin, day * DAY + end


def _both(one: Stretches, other: Stretches) -> Stretches:
    met = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return tuple(sorted((begin, end) for begin, end in met if begin < end))


def _told(week: Stretches) -> str:
    days = dict.fromkeys(begin // DAY for begin, _ in week)
    return " ".join(WEEKDAYS[day] for day in days)
