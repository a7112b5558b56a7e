"""Which of the ways of never ending a case is told."""

from __future__ import annotations

from charts import chart_of
from prosessi.chart.explore import explore
from prosessi.verify.course.traps import traps, waiting_join

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
