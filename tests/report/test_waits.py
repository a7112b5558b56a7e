"""Queues by state follow from waiting times, and the scale of the diagram from the queues."""

from dataclasses import replace

import pytest

from prosessi.render.overlay import HEAT
from prosessi.report.waits import heated, levels, stops
from prosessi.simulate.results.digest import digest
from prosessi.simulate.results.results import results_of
from report.made import CHART, SETUP, results, run_of


def found():
    return stops(results(), CHART)


def test_only_states_in_which_staff_does_something_are_told_the_longest_queue_first():
    assert [stop.state for stop in found()] == ["tarkistus", "arvio"]


def test_the_queue_of_a_state_is_its_part_of_the_queues_of_its_roles():
    officer, board = (results().mean("role.queue", of=role) for role in ("kasittelija", "johto"))
    checked, judged = (stop.queue for stop in found())

    assert checked + judged == pytest.approx(officer + board)
    assert checked == pytest.approx(officer * 1500 / (1500 + 90 / 2))


def test_waiting_and_work_are_told_of_one_task():
    first = found()[0]

    assert first.wait == pytest.approx(1500 * 24 / 240)
    assert first.work == pytest.approx(120 / 240)
    assert first.begun == 240


def test_those_who_are_waited_for_are_named_once():
    assert [list(map(str, stop.roles)) for stop in found()] == [["Käsittelijä"], ["Käsittelijä", "Johto"]]


def test_the_scale_goes_by_round_steps_to_the_longest_queue():
    overlay = heated(found())

    assert [str(overlay.legend[tone]) for tone in HEAT] == ["alle 2", "2–4", "4–6", "6–8", "8 tai enemmän"]
    assert {name: badge.tone for name, badge in overlay.states.items()} == {"tarkistus": "heat-4", "arvio": "heat-1"}
    assert levels(found()) == {"tarkistus": 3, "arvio": 0}


def test_what_nobody_ever_begins_is_hot_too():
    idle = results_of(SETUP, [digest(replace(run_of(0), tasks=()))])
    found = stops(idle, CHART)
    queues = [idle.mean("role.queue", of=role) for role in SETUP.roles]

    assert sum(stop.queue for stop in found) == pytest.approx(sum(queues))
    assert {stop.state for stop in found} == {"tarkistus", "arvio"}
    assert str(heated(found).states["arvio"].note) == "ei aloitettu kertaakaan"


def test_where_hardly_anybody_waits_nothing_is_painted_hot():
    calm = [replace(stop, queue=stop.queue / 100) for stop in found()]

    assert set(levels(calm).values()) == {0}
    assert str(heated(calm).legend["heat-5"]) == "0,8 tai enemmän"
