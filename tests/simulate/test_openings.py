"""People of one role who are at work at different times: nobody is kept waiting for somebody who is not there."""

from __future__ import annotations

import pytest

from prosessi.simulate import ground
from prosessi.simulate.agenda import Agenda
from prosessi.simulate.engine import simulate
from prosessi.simulate.ground import Ground, ground_of
from prosessi.simulate.logs.lines import lines
from prosessi.simulate.run import What
from simulate.conservation import losses
from simulate.queueing import queue

EVENING = "2024-01-08 20:00, 2024-01-08 20:10"
ALL_WEEK = "{rate: 60 per week}"
OFFICE = "server: {people: 1}"
ON_CALL = "paivystaja: {people: 1, hours: always, roles: [server]}"
ON_TUESDAYS = "tiistaityo: {people: 2, hours: tiistaisin, roles: [server]}"
HOURS = "hours: {tiistaisin: {tue: 9-11}, toimisto: {mon-fri: 8-16}}"


def setup_of(*staff, work="1 hour", arrivals=f"{{dates: [{EVENING}]}}", cases=2):
    return queue(
        f"processes:\n  jono: {{arrivals: {arrivals}, acts: {{serve: {{work: {work}}}}}}}\n"
        f"staff: {{{', '.join(staff)}}}\n{HOURS}\n",
        head=f"scenario: jono\nperiod: {{from: 2024-01-08}}\ncases: {cases}\n",
    )


def begun(setup):
    """When each piece of work began, and by whom."""
    run = simulate(setup, engine="plain", log=True)
    return [(f"{line.at:%a %H:%M}", setup.crews[line.crew].name) for line in lines(run) if line.what is What.STARTED]


def test_at_night_work_waits_for_who_is_on_call_and_not_for_the_morning():
    assert begun(setup_of(OFFICE, ON_CALL)) == [("Mon 20:00", "paivystaja"), ("Mon 21:00", "paivystaja")]


def test_in_the_morning_those_who_come_to_work_take_what_waits():
    assert begun(setup_of(OFFICE, ON_CALL, work="14 hours")) == [("Mon 20:00", "paivystaja"), ("Tue 08:00", "server")]


def test_who_comes_to_work_first_takes_what_came_first():
    setup = setup_of(OFFICE, ON_TUESDAYS, work="2 hours")

    assert begun(setup) == [("Tue 08:00", "server"), ("Tue 09:00", "tiistaityo")]


def test_who_is_on_leave_takes_nothing_at_the_opening():
    away = "server: {people: 1, leave: [{from: 2024-01-09, to: 2024-01-09}]}"

    assert begun(setup_of(away, ON_TUESDAYS))[0] == ("Tue 09:00", "tiistaityo")


@pytest.mark.parametrize("others", [(ON_CALL,), (ON_TUESDAYS,), (ON_CALL, ON_TUESDAYS)])
def test_nobody_stands_idle_while_somebody_waits(others):
    run = simulate(busy(*others), engine="plain", log=True)

    assert run.finished
    assert list(losses(run)) == []


@pytest.mark.parametrize("fault", ["nobody minds whether they are at work", "nobody sees that it is morning"])
def test_faults_in_who_takes_what_at_night_are_noticed(fault, monkeypatch):
    if fault.endswith("at work"):
        monkeypatch.setattr(ground, "_only_open", lambda *_: False)
    else:
        monkeypatch.setattr(Ground, "openings", lambda *_: iter(()))

    assert any(losses(simulate(busy(ON_TUESDAYS), engine="plain", log=True)))


def test_both_engines_wake_the_same_people():
    plain, compiled = (simulate(busy(ON_CALL), engine=engine, log=True) for engine in ("plain", "compiled"))

    assert told(plain) == told(compiled)


@pytest.mark.parametrize("other", ["toinen: {people: 1, roles: [server]}", "muu: {people: 1, hours: tiistaisin}"])
def test_openings_are_minded_only_where_people_of_a_role_have_different_hours(other):
    assert not Agenda(ground_of(setup_of(OFFICE, other))).openings
    assert len(Agenda(ground_of(setup_of(OFFICE, ON_TUESDAYS))).openings) == 2


def test_hours_that_differ_by_name_alone_are_the_same():
    first, second = "server: {people: 1, hours: toimisto}", "toinen: {people: 1, roles: [server]}"

    assert not Agenda(ground_of(setup_of(first, second))).openings


def busy(*others):
    """A setup in which somebody waits nearly always."""
    return setup_of(OFFICE, *others, work="{exponential: {mean: 2 hours}}", arrivals=ALL_WEEK, cases=300)


def told(run):
    log = run.log
    return [tuple(map(float, column)) for column in (log.time, log.case, log.what, log.which, log.value)]
