"""A deadline left open at a good end is found wherever the case may have rested between two moves."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, assume, find, given, settings
from hypothesis import strategies as st

from charts import chart_of
from prosessi.chart.explore import explore
from prosessi.verify.course import duties
from prosessi.verify.course.duties import duty_left_open, in_every_order
from prosessi.verify.proof import Proof
from strategies import watched_parallels

WORK = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
DEEP = settings(WORK, max_examples=1500)
SEARCH = settings(WORK, max_examples=1000, database=None, derandomize=True, phases=[Phase.generate])
ENOUGH = 400
SEEDS = st.integers(0, 2**32 - 1)
DONE = {"final": "done"}

BEGUN_AGAIN = """
    deadlines:
      vastaus: {{starts: {{enter: [saatu, uudelleen]}}, met_by: {{enter: koottu}}, within: 7 days}}
    states:
      tyo:
        parallel:
          {first}
          {last}
        transitions: [{{done: true, to: koottu}}]
      koottu: {{transitions: [{{always: true, to: uudelleen}}]}}
      uudelleen: {{transitions: [{{event: paata, to: loppu}}]}}
      loppu: {{final: success}}
"""
BRANCHES = (
    "oma: {finish: tee}",
    "muiden: {states: {pyydetty: {transitions: [{event: vastaa, to: saatu}]}, saatu: {final: done}}}",
)

MET_IN_VAIN = """
    case: {koskee: {type: boolean, default: true}}
    deadlines: {vastaus: {starts: {event: kysy}, met_by: {event: vastaa}, within: 7 days, if: koskee}}
    states:
      tyo:
        parallel:
          muiden:
            states:
              alku: {transitions: [{event: kysy, to: kysytty}]}
              kysytty: {transitions: [{event: vastaa, to: vastattu}]}
              vastattu: {transitions: [{event: kysy, to: kysytty_taas}]}
              kysytty_taas: {final: done}
          oma:
            states:
              koskee_nyt: {transitions: [{event: poista, to: ei_koske, set: {koskee: false}}]}
              ei_koske: {transitions: [{event: palauta, to: koskee_taas, set: {koskee: true}}]}
              koskee_taas: {final: done}
        transitions: [{done: true, to: loppu}]
      loppu: {final: success}
"""

IN_A_ROW = """
    case: {koskee: {type: boolean, default: false}}
    deadlines: {vastaus: {starts: {event: kysy}, met_by: {event: vastaa}, within: 7 days, if: koskee}}
    states:
      alku: {transitions: [{event: kysy, to: kysytty}]}
      kysytty: {transitions: [{event: vastaa, to: vastattu}]}
      vastattu: {transitions: [{event: kysy, to: kysytty_taas}]}
      kysytty_taas: {transitions: [{event: paata, to: loppu, set: {koskee: true}}]}
      loppu: {final: success}
"""


TAKEN_AWAY = """
    deadlines: {vastaus: {starts: {enter: saatu}, met_by: {enter: koottu}, within: 7 days}}
    states:
      tyo:
        parallel:
          oma: {finish: tee}
          muiden: {states: {pyydetty: {transitions: [{event: vastaa, to: saatu}]}, saatu: {final: done}}}
        transitions: [{done: true, to: koottu}, {event: keskeyta, to: loppu}]
      koottu: {transitions: [{event: paata, to: loppu}]}
      loppu: {final: success}
"""


def narrow_process(seed):
    """A process of two branches and a way on, full of what a deadline notices."""
    random = Random(seed)  # noqa: S311  # nothing secret is drawn
    moves = {name: [f"{name}{place}" for place in range(3)] for name in "st"}
    flips = dict.fromkeys(random.sample([*moves["s"][:2], *moves["t"][:2]], 2))
    states = [*moves["s"], *moves["t"], "after", "then"]

    def branch(names):
        ways = [
            {"event": f"go_{name}", "to": onward} | ({"set": {"d": "not d"}} if name in flips else {})
            for name, onward in pairwise(names)
        ]
        return {"states": {n: {"transitions": [w]} for n, w in zip(names, ways, strict=False)} | {names[-1]: DONE}}

    marks = {mark: {"enter": random.sample(states, random.choice((2, 3)))} for mark in ("starts", "met_by")}
    extras = random.choice(({}, {"if": "d"}, {"if": "not d"}, {"again": True}))
    return {
        "case": {"d": {"type": "boolean", "default": True}},
        "deadlines": {"one": marks | {"within": "3 days"} | extras},
        "states": {
            "p": {
                "parallel": {"left": branch(moves["s"]), "right": branch(moves["t"])},
                "transitions": [{"done": True, "to": "after"}],
            },
            "after": {"transitions": [{"always": True, "to": "then"}]},
            "then": {"transitions": [{"event": "close", "to": "end"}]},
            "end": {"final": "success"},
        },
    }


def left_open(chart):
    return [found.example.active for found in duty_left_open(Proof(chart))]


def overlooked(process):
    """The deadlines that are left open in some order of the branches, and in none that is looked at."""
    chart = chart_of(process)
    full = explore(chart, most=ENOUGH, full=True)
    assume(full.complete)
    return [
        watch.name
        for watch in chart.watches
        if any(duties._Duty(full, watch).left_open())
        and not any(any(duties._Duty(graph, watch).left_open()) for graph in duties._graphs(Proof(chart), watch))
    ]


@pytest.mark.parametrize("branches", [BRANCHES, BRANCHES[::-1]], ids=["asked last", "asked first"])
def test_a_deadline_begun_again_as_the_last_branch_ends_is_found_in_whatever_order_they_are_written(branches):
    assert left_open(chart_of(BEGUN_AGAIN.format(first=branches[0], last=branches[1]))) == [("loppu",)]


def test_a_deadline_met_while_another_branch_made_it_lapse_and_begun_again_is_found():
    assert left_open(chart_of(MET_IN_VAIN)) == [("loppu",)]


def test_a_deadline_met_before_it_applied_and_begun_again_is_found():
    assert left_open(chart_of(IN_A_ROW)) == [("loppu",)]


def test_a_deadline_that_runs_where_the_case_is_taken_away_before_the_other_branch_is_done_is_found():
    assert left_open(chart_of(TAKEN_AWAY)) == [("loppu",)]


@pytest.mark.parametrize(("again", "wanted"), [("", ["tyo"]), (", again: true", [])])
def test_only_a_deadline_that_may_not_begin_again_wants_to_see_every_order(again, wanted):
    text = BEGUN_AGAIN.format(first=BRANCHES[1], last=BRANCHES[0]).replace("7 days", f"7 days{again}")
    chart = chart_of(text)

    assert [chart[state].name for state in in_every_order(explore(chart), chart.watches[0])] == wanted


def test_a_deadline_that_nothing_starts_when_the_branches_are_done_is_content_with_few_orders():
    chart = chart_of(BEGUN_AGAIN.format(first=BRANCHES[1], last=BRANCHES[0]).replace(", uudelleen]", "]"))

    assert in_every_order(explore(chart), chart.watches[0]) == frozenset()


@WORK
@given(SEEDS)
def test_what_is_left_open_in_some_order_is_left_open_in_those_looked_at(seed):
    assert not overlooked(narrow_process(seed))


@pytest.mark.deep
@DEEP
@given(watched_parallels() | SEEDS.map(narrow_process))
def test_what_is_left_open_in_some_order_is_left_open_in_those_looked_at_on_hundreds_of_processes(process):
    assert not overlooked(process)


def test_a_fault_in_the_choice_of_orders_is_found(monkeypatch):
    monkeypatch.setattr(duties, "in_every_order", lambda *_: frozenset())

    find(SEEDS, lambda seed: overlooked(narrow_process(seed)), settings=SEARCH)
