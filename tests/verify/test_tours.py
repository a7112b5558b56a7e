from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from charts import chart_of
from prosessi.api import load
from prosessi.chart.explore import explore
from prosessi.expressions import machine
from prosessi.messages import speaking
from prosessi.source.yaml import read
from prosessi.verify.walks.goals import COVERS, over_a_holiday
from prosessi.verify.walks.strong import script
from prosessi.verify.walks.tale import Act, steps_of, told
from prosessi.verify.walks.titles import title
from prosessi.verify.walks.tours import FIRST_DAY, plan
from prosessi.walk.files import read_walks
from prosessi.walk.generated import Generated, proven, walks_text
from prosessi.walk.script import run_walks
from strategies import by_people, processes
from verify.granted import granted

SMALL = ("jalkihuolto", "lastensuojeluilmoituksen-kasittely", "monialainen-jalkautuva-tyoparityo")

HAPPY = """\
walks: tried
paths:
  tavallinen:
    start: 2026-03-02
    steps:
      - {do: hae, by: asiakas, with: hakemus, set: {summa: 120}, expect: {state: myonnetty, final: success}}
"""


def written(chart, planned):
    """The walks of a plan as a file."""
    paths = []
    for number, tour in enumerate(planned.tours):
        made = script(chart, tour.tale)
        with speaking("fi"):
            called = str(title(chart, tour.goals))
        paths.append(
            Generated(
                f"kulku_{number}",
                called,
                tour.tale.start,
                dict(tour.tale.known),
                dict(made.expects[0]),
                tuple(steps_of(made.beats, made.expects)),
            )
        )
    return walks_text(chart.process.process, paths)


def sums(planned):
    return {
        dict(deed.decided).get("summa") for tour in planned.tours for deed in tour.tale.deeds if isinstance(deed, Act)
    }


@pytest.mark.parametrize("cover", COVERS)
@pytest.mark.parametrize("process", SMALL)
def test_everything_is_shown_of_a_shipped_process_or_proved_impossible(process, cover):
    planned = plan(load(process), cover)

    assert planned.wanted
    assert [goal for goal, verdict in planned.left if verdict != "impossible"] == []


def test_all_transitions_of_the_largest_process_are_shown_in_few_walks():
    planned = plan(load("monialainen-palvelutarpeen-arviointi"), "transitions")

    assert planned.left == ()
    assert len(planned.tours) <= 12


@pytest.mark.parametrize("cover", COVERS)
def test_every_made_walk_passes_when_it_is_run(cover):
    chart = load("lastensuojeluilmoituksen-kasittely")

    _, results = proven(chart, written(chart, plan(chart, cover)))

    assert results
    assert all(result.passed for result in results)


def test_every_made_walk_runs_to_an_end():
    chart = load("jalkihuolto")

    assert all(tour.beats[-1].after.ended for tour in plan(chart, "transitions").tours)


def test_the_same_seed_gives_the_same_bytes_and_another_another_week():
    texts = [written(chart, plan(chart, "all", seed=seed)) for seed in (3, 3, 5) for chart in (load("jalkihuolto"),)]

    assert texts[0] == texts[1]
    assert texts[0] != texts[2]


def test_the_borders_of_a_limit_are_tried():
    assert sums(plan(granted(), "boundaries")) >= {499, 500, 501}


def test_what_no_case_can_come_to_is_said_to_be_impossible():
    chart = granted(never=("summa < 500", "summa < 0"))

    left = dict(plan(chart, "transitions").left)

    assert set(left.values()) == {"impossible"}
    assert ("transition", 0) in left


def test_a_paper_that_is_always_there_cannot_be_missing():
    planned = plan(load("lastensuojeluilmoituksen-kasittely"), "refusals")

    assert (("refused", "uusi_ilmoitus", "missing_document", "lastensuojeluilmoitus"), "impossible") in planned.left


def met_days(planned):
    """By how many days before its last day each deadline was met."""
    return {
        (state.due - state.met.date()).days
        for tour in planned.tours
        for state in tour.beats[-1].after.deadlines
        if state.met and state.due
    }


def test_a_deadline_is_met_on_its_last_day_and_the_day_before_and_missed_by_a_day():
    planned = plan(granted(), "deadlines")
    missed = [
        beat.after.now.date() - beat.after.deadlines[0].due
        for tour in planned.tours
        for beat in tour.beats
        if beat.after.deadlines[0].status == "breached" and beat.before.deadlines[0].status == "running"
    ]

    assert {0, 1} <= met_days(planned)
    assert timedelta(days=1) in missed


def test_a_deadline_runs_over_a_public_holiday():
    planned = plan(granted(), "deadlines")

    assert any(over_a_holiday(tour.beats[-1].after.deadlines[0]) for tour in planned.tours)


def test_a_deadline_without_a_holiday_is_not_taken_for_one_over_a_holiday():
    chart = granted()
    tale = next(tour.tale for tour in plan(chart, "transitions").tours if tour.beats[-1].after.deadlines[0].started)
    quiet = tale.later((FIRST_DAY.replace(month=9, day=7) - tale.start).days)

    assert not over_a_holiday(told(chart, quiet)[-1].after.deadlines[0])


@given(processes().map(by_people))
@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
def test_of_a_random_process_every_transition_is_shown_or_cannot_happen(process):
    chart = chart_of(process)
    graph = explore(chart, most=1_500)
    if not (graph.complete and graph.exact):
        return

    planned = plan(chart, "transitions")

    reached = {edge for moves in graph.moves for move in moves for step in move.microsteps for edge in step.edges}
    shown = {goal[1] for tour in planned.tours for goal in tour.goals}
    assert reached & {goal[1] for goal in planned.wanted} <= shown


def test_a_fault_in_the_interpreter_is_caught_at_the_borders_and_not_on_the_happy_path(monkeypatch):
    chart = granted()
    borders = written(chart, plan(chart, "boundaries"))
    right = machine._holds

    monkeypatch.setattr(machine, "_holds", lambda op, a, b: right(machine.LE if op == machine.LT else op, a, b))

    assert not fails(granted(), HAPPY)
    assert fails(granted(), borders)


def fails(chart, text):
    walks, _ = read_walks(read(text, "walks.yaml"))
    return any(not result.passed for result in run_walks(chart, walks))
