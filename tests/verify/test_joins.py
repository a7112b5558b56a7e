"""Which of the ways of never ending a case is told."""

from __future__ import annotations

import pytest

from charts import chart_of
from prosessi.chart.explore import explore
from prosessi.check.rules import RULES
from prosessi.verify.course.traps import traps, waiting_join
from prosessi.verify.proof import Proof

EITHER_ORDER = pytest.mark.parametrize("full", [False, True], ids=["one after the other", "every order"])

BRANCHES = {"maksu": {"finish": "lasku"}, "arvio": {"finish": "lausunto"}}
BEGUN_ANEW = {
    "events": {"lasku": {}, "lausunto": {}},
    "states": {
        "tyo": {"parallel": BRANCHES, "transitions": [{"done": True, "if": "active(tyo)", "to": "tyo"}]},
        "loppu": {"final": "success"},
    },
}


REFUSED_AT_THE_END = {
    "case": {"lupa": {"type": "boolean", "default": False}},
    "events": {"lasku": {}, "lausunto": {}, "uusi": {}},
    "states": {
        "tyo": {
            "parallel": {
                "maksu": {
                    "states": {
                        "auki": {"transitions": [{"event": "lasku", "to": "maksettu"}]},
                        "maksettu": {"final": "done"},
                    }
                },
                "arvio": {"finish": "lausunto"},
            },
            "transitions": [
                {"done": True, "if": "lupa", "to": "loppu"},
                {"event": "uusi", "if": "not lupa", "to": "tyo", "re-enter": True},
            ],
        },
        "loppu": {"final": "success"},
    },
}


def test_branches_that_have_finished_in_vain_are_not_said_to_keep_anybody_waiting():
    graph = explore(chart_of(REFUSED_AT_THE_END), full=True)
    [trap] = traps(graph)

    assert waiting_join(trap) is None


def test_branches_that_are_begun_anew_for_ever_go_round_and_do_not_wait_for_one_another():
    graph = explore(chart_of(BEGUN_ANEW), full=True)
    [trap] = traps(graph)

    assert waiting_join(trap) is None


ASKED_IN_VAIN_AGAIN_AND_AGAIN = """
    states:
      tyo:
        parallel:
          maksu: {finish: lasku}
          arvio:
            states:
              kysely:
                parallel:
                  koulu: {finish: vastaus}
                  neuvola: {states: {auki: {}, suljettu: {final: done}}}
                transitions: [{done: true, to: saatu}, {event: lausunto, to: saatu}]
              saatu: {final: done}
        transitions: [{done: true, to: tyo}]
      loppu: {final: success}
"""


@EITHER_ORDER
def test_what_is_left_only_to_be_begun_anew_at_once_keeps_nobody_waiting_for_ever(full):
    graph = explore(chart_of(ASKED_IN_VAIN_AGAIN_AND_AGAIN), full=full)
    [trap] = traps(graph)

    assert waiting_join(trap) is None


ROUND_IN_A_BRANCH = """
    states:
      kaikki:
        parallel:
          ohessa: {finish: vastaus}
          itse:
            states:
              kierros:
                parallel:
                  maksu: {finish: lasku}
                  arvio:
                    states:
                      pyydetty: {transitions: [{event: lausunto, to: saatu}]}
                      saatu: {final: done}
                transitions: [{done: true, to: kierros}]
              ohi: {final: done}
        transitions: [{done: true, to: loppu}]
      loppu: {final: success}
"""


@EITHER_ORDER
def test_a_branch_that_goes_round_is_not_said_to_stay_where_its_round_begins(full):
    chart = chart_of(ROUND_IN_A_BRANCH)
    proof = Proof(chart)
    proof.__dict__["graph"] = explore(chart, full=full)
    [finding] = RULES["PR132"](proof)

    assert "Itse" in str(finding.message)
    assert "Pyydetty" not in str(finding.message)
