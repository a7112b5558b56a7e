"""PR859-PR861: when a scenario runs, and when cases come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from prosessi.check.scenario.outline import Numbers, ScenarioOutline
from prosessi.distributions import DistributionProblem
from prosessi.findings import Severity
from prosessi.messages import say
from prosessi.model.amounts import TimeSpread
from prosessi.model.scenario import WAYS_TO_COME, Arrivals, Period
from prosessi.model.staffing import Leave
from prosessi.rules import Found, rule
from prosessi.simulate.coming import NoLog, beginnings
from prosessi.simulate.prepare import warm_up_days

LONGEST_WARM_UP = 10 * 366


@rule("PR859", over="scenario")
def impossible_period(outline: ScenarioOutline) -> Iterator[Found]:
    """A period ends before it begins, or nothing says which cases count.

    Bad::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01, to: 2025-12-31}  # PR859
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts: {ratkaise: {work: 1 hour}}
        staff:
          virkailija:
            people: 2
            leave: [{from: 2026-07-31, to: 2026-07-01}]  # PR859

    Good::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01, to: 2026-12-31}
        warm_up: 4 weeks
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts: {ratkaise: {work: 1 hour}}
        staff:
          virkailija:
            people: 2
            leave: [{from: 2026-07-01, to: 2026-07-31}]
    """
    scenario, period = outline.scenario, outline.scenario.period
    stretches: list[Period | Leave] = [period, *(leave for crew in scenario.staff.values() for leave in crew.leave)]
    for stretch in stretches:
        if stretch.to is not None and stretch.to < stretch.from_:
            yield Found(
                stretch.place_of("to"),
                say("this ends on {to}, before it begins on {from_}", to=stretch.to, from_=stretch.from_),
                say("write a day from {from_} on", from_=stretch.from_.isoformat()),
            )
    if period.to is None and scenario.cases is None:
        yield Found(
            scenario.place_of_key("period"),
            say("nothing says when it ends"),
            say(
                "write the last day, 'to: {day}', or how many cases count, 'cases: 1000'", day=_a_year_on(period.from_)
            ),
        )
    if period.to is not None and scenario.cases is not None:
        yield Found(
            scenario.place_of_key("cases"),
            say("both the last day and the number of cases say when it ends"),
            say("keep one of them"),
            ((period.place_of_key("to"), say("the last day is here")),),
        )
    if warm_up_days(scenario) > LONGEST_WARM_UP:
        yield Found(
            scenario.place_of("warm_up"),
            say("the warm-up is longer than ten years"),
            say("write how long it takes until queues are as usual, for example '8 weeks'"),
        )


@rule("PR860", over="scenario")
def impossible_arrivals(outline: ScenarioOutline) -> Iterator[Found]:
    """How cases come is said in no way or in several, or in one by which none come.

    Cases come at random so many in a time (`rate`), one after another with a gap (`every`), on given days (`dates`), or
    as the first events of a log do (`log`). Weights go only with a rate; gaps go on day and night.

    Bad::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week, log: loki.csv}  # PR860
            acts: {ratkaise: {work: 1 hour}}
        staff: {virkailija: {people: 2}}

    Bad::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals:
              every: {uniform: {from: 1 hour, to: 5 hours}}
              hours: 8-16  # PR860
            acts: {ratkaise: {work: 1 hour}}
        staff: {virkailija: {people: 2, hours: always}}

    Good::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts: {ratkaise: {work: 1 hour}}
        staff: {virkailija: {people: 2}}
    """
    for numbers in outline.known:
        arrivals = numbers.written.arrivals
        if arrivals is not None:
            yield from _arrivals(outline, numbers, arrivals)


@rule("PR861", over="scenario")
def no_case_comes(outline: ScenarioOutline) -> Iterator[Found]:
    """No case ever begins in a process: none come from outside, and none are carried over from another process.

    Bad::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:  # PR861
            acts: {ratkaise: {work: 1 hour}}
        staff: {virkailija: {people: 2}}

    Good::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts: {ratkaise: {work: 1 hour}}
        staff: {virkailija: {people: 2}}
    """
    if not outline.complete:
        return
    for numbers in outline.known:
        others = [other for other in outline.known if other is not numbers]
        carried = any(node.state.process == numbers.name for other in others for node in other.process.nodes)
        if numbers.written.arrivals is None and not carried:
            yield Found(
                outline.scenario.place_of_key("processes", numbers.name),
                say("no case ever begins in '{name}'", name=numbers.name),
                say("add 'arrivals: {{rate: ... per week}}'"),
            )


@rule("PR862", Severity.NOTE, over="prepared")
def cold_start(outline: ScenarioOutline) -> Iterator[Found]:
    """A scenario begins with nobody waiting and all people free, and counts cases from the first day on.

    Then the first cases go faster than any later ones, and the results are too good. A warm-up is run before the
    period, and nothing of it is counted. It is long enough when queues and caseloads have become what they stay.

    Bad::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01, to: 2026-12-31}  # PR862
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts: {ratkaise: {work: 1 hour}}
        staff: {virkailija: {people: 2}}

    Good::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01, to: 2026-12-31}
        warm_up: 8 weeks
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts: {ratkaise: {work: 1 hour}}
        staff: {virkailija: {people: 2}}
    """
    scenario = outline.scenario
    at_random = any(
        each.written.arrivals and (each.written.arrivals.rate or each.written.arrivals.every) for each in outline.known
    )
    if scenario.warm_up is None and scenario.period.to is not None and scenario.staff and at_random:
        yield Found(
            scenario.place_of_key("period"),
            say("without a warm-up the first cases find nobody waiting before them"),
            say("add for example 'warm_up: 8 weeks'"),
        )


def _arrivals(outline: ScenarioOutline, numbers: Numbers, arrivals: Arrivals) -> Iterator[Found]:
    ways = [key for key in WAYS_TO_COME if arrivals.wrote(key)]
    if len(ways) != 1:
        yield Found(
            arrivals.place_of_key(ways[1]) if ways else numbers.written.place_of_key("arrivals"),
            say("how cases come is said in several ways: {ways}", ways=ways)
            if ways
            else say("this does not say how many cases come"),
            say("keep one of them") if ways else say("add 'rate: ... per week', 'dates: [...]' or 'log: ...'"),
        )
    elif arrivals.rate is not None and arrivals.rate.n == 0:
        yield Found(
            arrivals.place_of("rate"),
            say("with this rate no case ever comes"),
            say("write how many come, or leave 'arrivals' out if they only come from other processes"),
        )
    elif arrivals.every is not None:
        yield from _gaps(arrivals, arrivals.every)
    elif arrivals.rate is None:
        yield from _weights_of_days(arrivals, ways[0])
        yield from _moments(outline, arrivals, ways[0])


def _gaps(arrivals: Arrivals, every: TimeSpread) -> Iterator[Found]:
    for key in ("weekdays", "months", "hours", "holidays"):
        if arrivals.wrote(key):
            yield Found(
                arrivals.place_of_key(key),
                say("'{key}' is not possible with 'every': the gaps follow one another day and night", key=key),
                say("leave it out, or write a 'rate'"),
            )
    if len(every.forms) == 1 and _is_nought(every):
        yield Found(
            arrivals.place_of("every"),
            say("with a gap of nought all cases come at once, and more without end"),
            say("write a gap above zero, for example '12 minutes'"),
        )


def _is_nought(every: TimeSpread) -> bool:
    """Whether no time ever passes; what is no distribution is told by itself."""
    try:
        return every.distribution(never_negative=True).mean <= 0
    except DistributionProblem:
        return False


def _weights_of_days(arrivals: Arrivals, way: str) -> Iterator[Found]:
    for key in ("weekdays", "months"):
        if arrivals.wrote(key):
            yield Found(
                arrivals.place_of_key(key),
                say("'{key}' says nothing when cases come by '{way}'", key=key, way=way),
                say("leave it out, or write a 'rate'"),
            )


def _moments(outline: ScenarioOutline, arrivals: Arrivals, way: str) -> Iterator[Found]:
    at = arrivals.place_of(way)
    try:
        moments = arrivals.dates if way == "dates" else beginnings(outline.file.parent / arrivals.log)
    except NoLog as wrong:
        yield Found(at, wrong.message, say("a log has a column 'case' and a column 'time' with 2025-01-31T09:30"))
        return
    except (OSError, UnicodeDecodeError):
        message = say("the log '{log}' cannot be read", log=arrivals.log)
        yield Found(at, message, say("write the path of a CSV file, as seen from this file"))
        return
    period = outline.scenario.period
    days = [moment.date() if isinstance(moment, datetime) else moment for moment in moments]
    if not any(period.from_ <= day and (period.to is None or day <= period.to) for day in days):
        yield Found(
            at,
            say("none of these cases comes within the period that counts"),
            say("write a period from {first} to {last}", first=min(days).isoformat(), last=max(days).isoformat())
            if days
            else say("write the days on which cases come"),
        )


def _a_year_on(day: date) -> str:
    return f"{day.year}-12-31"
