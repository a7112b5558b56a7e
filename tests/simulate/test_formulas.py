"""Queues of which the theory says what comes of them, and what comes of them here.

Each figure must lie within three standard errors of the truth, and be known so well that a fifth more or less would
not. `deep` takes many times as many customers.
"""

import math
import statistics

import pytest

from simulate.formulas import (
    birth_and_death,
    chance_of_waiting,
    share_called_away,
    share_giving_up,
    share_waiting_over,
    wait,
    wait_for_any,
    waits_in_turn,
)
from simulate.queueing import HOUR, Seen, counter, mean_time, mean_wait, queue, seen, wait_before

RUNS = [10, pytest.param(200, marks=pytest.mark.deep)]
many_runs = pytest.mark.parametrize("runs", RUNS)

SERIES = """
process: jono
roles: {first: {}, second: {}}
case: {again: {type: boolean}}
events: {begin: {by: first}, end: {by: second, decides: again}}
initial: at_first
states:
  at_first: {transitions: [{event: begin, to: at_second}]}
  at_second: {transitions: [{event: end, if: again, to: at_first}, {event: end, else: true, to: served}]}
  served: {final: success}
"""
CLASSES = """
process: jono
roles: {server: {}}
case: {urgent: {type: boolean}}
events: {serve: {by: server}}
initial: waiting
states:
  waiting: {transitions: [{event: serve, if: urgent, to: urgent_served}, {event: serve, else: true, to: served}]}
  urgent_served: {final: success}
  served: {final: success}
"""
PATIENCE = """
process: jono
roles: {server: {}, customer: {kind: client}}
events: {call: {by: server}, serve: {by: server}, leave: {by: customer}}
initial: waiting
states:
  waiting: {transitions: [{event: call, to: called}, {event: leave, to: gone}]}
  called: {transitions: [{event: serve, to: served}]}
  served: {final: success}
  gone: {final: closed}
"""
CALLED_AWAY = """
process: jono
roles: {server: {}, customer: {kind: client}}
events: {serve: {by: server}, leave: {by: customer}}
initial: waiting
states:
  waiting: {transitions: [{event: serve, to: served}, {event: leave, to: gone}]}
  served: {final: success}
  gone: {final: closed}
"""
HEAD_FOR_A_YEAR = "scenario: jono\nperiod: {from: 2024-01-01, to: 2024-12-31}\nwarm_up: 4 weeks\n"


def share_in(state):
    """A figure: how many cases end there."""

    def figure(run):
        final, end = run.cases[0].final, run.setup.processes[0].chart.ids[state]
        return sum(1 for each in final if each == end) / len(final)

    return figure


def wait_of(state):
    """A figure: how long those wait who end there, in hours."""

    def figure(run):
        [cases] = run.cases
        end = run.setup.processes[0].chart.ids[state]
        return (
            statistics.fmean(time for time, final in zip(cases.waited, cases.final, strict=True) if final == end) / HOUR
        )

    return figure


def share_waiting(run, over=0):
    waited = run.cases[0].waited
    return sum(1 for time in waited if time > over * HOUR) / len(waited)


@many_runs
@pytest.mark.parametrize(("rate", "servers"), [(0.7, 1), (1.5, 2), (2.4, 3), (8, 10)])
def test_waiting_is_as_erlang_says(rate, servers, runs):
    figures = seen(
        counter("{exponential: {mean: 1 hour}}", rate=rate, servers=servers),
        runs,
        wait=mean_wait,
        some=share_waiting,
        long=lambda run: share_waiting(run, 0.5),
    )

    assert figures["wait"].is_just(wait(rate, 1, servers))
    assert figures["some"].is_just(chance_of_waiting(rate, 1, servers))
    assert figures["long"].agrees(share_waiting_over(0.5, rate, 1, servers))


@many_runs
@pytest.mark.parametrize(
    ("work", "mean", "deviation"),
    [
        ("1 hour", 1, 0),
        ("{uniform: {from: 0 hours, to: 2 hours}}", 1, 3**-0.5),
        ("{triangular: {low: 0 hours, mode: 1 hour, high: 2 hours}}", 1, 6**-0.5),
        ("{lognormal: {mean: 1 hour, sd: 1 hour}}", 1, 1),
        ("{lognormal: {mean: 50 minutes, sigma: 0.5}}", 5 / 6, 5 / 6 * math.sqrt(math.expm1(0.25))),
        ("{gamma: {mean: 1 hour, sd: 30 minutes}}", 1, 0.5),
        ("{weibull: {shape: 2, scale: 1 hour}}", math.gamma(1.5), math.sqrt(1 - math.gamma(1.5) ** 2)),
        ("{empirical: {values: [30 minutes, 2 hours], weights: [2, 1]}}", 1, math.sqrt(0.5)),
    ],
)
def test_waiting_depends_on_how_work_varies_as_pollaczek_and_khinchine_say(work, mean, deviation, runs):
    waits = seen(counter(work, rate=0.6, servers=1), runs, wait=mean_wait)["wait"]

    assert waits.is_just(wait_for_any(0.6, mean, deviation))


def test_work_that_varies_more_than_was_said_is_noticed():
    steady = seen(counter("{gamma: {mean: 1 hour, sd: 30 minutes}}", rate=0.6, servers=1), 10, wait=mean_wait)["wait"]

    assert not steady.agrees(wait_for_any(0.6, 1, 0.7))
    assert not steady.agrees(wait_for_any(0.65, 1, 0.5))


@many_runs
def test_two_queues_in_a_row_behave_as_if_each_stood_alone(runs):
    setup = queue(
        """
processes:
  jono:
    arrivals: {rate: 1 per hour}
    acts:
      begin: {work: {exponential: {mean: 36 minutes}}}
      end: {work: {exponential: {mean: 90 minutes}}, decides: {again: false}}
staff: {first: {people: 1, hours: always}, second: {people: 2, hours: always}}
""",
        SERIES,
    )
    figures = seen(setup, runs, first=wait_before("begin"), second=wait_before("end"), time=mean_time)

    assert figures["first"].is_just(wait(1, 0.6, 1))
    assert figures["second"].is_just(wait(1, 1.5, 2))
    assert figures["time"].is_just(wait(1, 0.6, 1) + 0.6 + wait(1, 1.5, 2) + 1.5)


@many_runs
def test_queues_that_cases_come_back_to_behave_as_jackson_says(runs):
    setup = queue(
        """
processes:
  jono:
    arrivals: {rate: 1 per hour}
    acts:
      begin: {work: {exponential: {mean: 30 minutes}}}
      end: {work: {exponential: {mean: 1 hour}}, decides: {again: {chance: 0.2}}}
staff: {first: {people: 1, hours: always}, second: {people: 2, hours: always}}
""",
        SERIES,
    )
    figures = seen(setup, runs, first=wait_before("begin"), second=wait_before("end"), time=mean_time)

    assert figures["first"].is_just(wait(1.25, 0.5, 1))
    assert figures["second"].is_just(wait(1.25, 1, 2))
    assert figures["time"].is_just(1.25 * (wait(1.25, 0.5, 1) + 0.5 + wait(1.25, 1, 2) + 1))


@many_runs
def test_the_urgent_go_first_and_the_others_wait_as_cobham_says(runs):
    setup = queue(
        """
processes:
  jono:
    arrivals: {rate: 0.75 per hour}
    case: {urgent: {chance: 0.4}}
    acts: {serve: {work: {gamma: {mean: 1 hour, sd: 30 minutes}}}}
    first: [urgent]
staff: {server: {people: 1, hours: always}}
""",
        CLASSES,
    )
    figures = seen(setup, runs, urgent=wait_of("urgent_served"), others=wait_of("served"), all=mean_wait)
    urgent, others = waits_in_turn([(0.3, 1, 0.5), (0.45, 1, 0.5)])

    assert figures["urgent"].is_just(urgent)
    assert figures["others"].is_just(others)
    assert figures["all"].is_just(wait_for_any(0.75, 1, 0.5))
    assert not figures["urgent"].agrees(wait_for_any(0.75, 1, 0.5))


@many_runs
def test_who_gives_up_waiting_does_so_as_erlang_says(runs):
    setup = queue(
        """
processes:
  jono:
    arrivals: {rate: 2 per hour}
    acts:
      call: {work: 0 minutes}
      serve: {work: {exponential: {mean: 1 hour}}}
      leave: {after: {exponential: {mean: 2 hours}}}
staff: {server: {people: 2, hours: always, named: true, caseload: 1}}
""",
        PATIENCE,
    )
    gone = seen(setup, runs, gone=share_in("gone"))["gone"]

    assert gone.is_just(share_giving_up(2, 1, 2, 2))
    assert not gone.agrees(share_called_away(2, 1, 2, 2))


@many_runs
def test_who_is_called_away_frees_the_server_at_once(runs):
    setup = queue(
        """
processes:
  jono:
    arrivals: {rate: 2 per hour}
    acts:
      serve: {work: {exponential: {mean: 1 hour}}}
      leave: {after: {exponential: {mean: 2 hours}}}
staff: {server: {people: 2, hours: always}}
""",
        CALLED_AWAY,
    )
    gone = seen(setup, runs, gone=share_in("gone"))["gone"]

    assert gone.is_just(share_called_away(2, 1, 2, 2))
    assert not gone.agrees(share_giving_up(2, 1, 2, 2))


@many_runs
def test_with_one_case_at_a_time_a_worker_serves_all_of_it_before_the_next(runs):
    setup = queue(
        """
processes:
  jono:
    arrivals: {rate: 0.6 per hour}
    acts:
      begin: {work: {exponential: {mean: 30 minutes}}}
      end: {work: {exponential: {mean: 30 minutes}}, decides: {again: false}}
staff: {server: {people: 1, hours: always, named: true, caseload: 1, roles: [first, second]}}
""",
        SERIES,
    )
    waits = seen(setup, runs, wait=mean_wait)["wait"]

    assert waits.is_just(wait_for_any(0.6, 1, math.sqrt(0.5)))


@many_runs
def test_a_meeting_of_two_who_have_nothing_else_is_like_one_server(runs):
    setup = queue(
        """
processes:
  jono:
    arrivals: {rate: 0.6 per hour}
    acts:
      begin: {with: [second], work: {exponential: {mean: 1 hour}}}
      end: {work: 0 hours, by: third, decides: {again: false}}
staff: {first: {people: 1, hours: always}, second: {people: 1, hours: always}, third: {people: 1, hours: always}}
""",
        SERIES.replace("second: {}", "second: {}, third: {}").replace("by: second", "by: third"),
    )
    waits = seen(setup, runs, wait=mean_wait)["wait"]

    assert waits.is_just(wait(0.6, 1))


@many_runs
def test_a_board_that_meets_for_two_hours_a_week_is_waited_for_as_long_as_a_week_is(runs):
    setup = queue("""
processes: {jono: {arrivals: {rate: 1 per hour}, acts: {serve: {work: 0 minutes}}}}
staff: {server: {people: 5, hours: on_tuesdays}}
hours: {on_tuesdays: {tue: 9-11, holidays: open}}
""")
    waits = seen(setup, runs, wait=mean_wait)["wait"]

    assert waits.is_just(166**2 / 2 / 168)


@many_runs
def test_where_nobody_is_waited_for_the_number_there_is_poisson(runs):
    setup = queue(
        """
processes:
  jono:
    arrivals: {rate: 1 per hour}
    acts: {leave: {after: {gamma: {mean: 4 hours, sd: 2 hours}}}}
""",
        CALLED_AWAY,
        HEAD_FOR_A_YEAR,
    )
    figures = seen(setup, runs, mean=lambda run: statistics.fmean(run.samples.open[0]), most=share_of_six)

    assert figures["mean"].is_just(4)
    assert figures["most"].agrees(sum(birth_and_death(4, lambda n: n)[6:]))


def share_of_six(run):
    """Of the noons at which six or more are there."""
    return statistics.fmean(open_ >= 6 for open_ in run.samples.open[0])


@many_runs
def test_a_queue_is_as_long_as_so_many_wait_for_so_long(runs):
    """Little's law, with the length counted at noon and the time by cases."""
    setup = queue(
        """
processes: {jono: {arrivals: {rate: 2.4 per hour}, acts: {serve: {work: {lognormal: {mean: 1 hour, sd: 1 hour}}}}}}
staff: {server: {people: 3, hours: always}}
""",
        head=HEAD_FOR_A_YEAR,
    )
    figures = seen(
        setup,
        2 * runs,
        queue=lambda run: statistics.fmean(run.samples.queues[0]) - 2.4 * mean_wait(run),
        busy=lambda run: statistics.fmean(run.samples.busy[0]),
        load=lambda run: run.worked[0] / run.available[0],
    )

    assert figures["queue"].agrees(0)
    assert figures["busy"].is_just(2.4)
    assert figures["load"].is_just(0.8)


def test_a_figure_that_is_off_is_no_agreement():
    figure = Seen((1.0, 1.01, 0.99, 1.0, 1.02))

    assert figure.is_just(1.0)
    assert not figure.agrees(1.05)
    assert not Seen((0.5, 1.5, 1.0)).is_just(1.0)
