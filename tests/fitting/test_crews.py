"""How many people there are is seen from their names, or from what was under way at the same time."""

from __future__ import annotations

from datetime import datetime, timedelta

from prosessi.calendars.calendar import FINLAND
from prosessi.fitting.crews import crew_name, crews_of
from prosessi.fitting.hours import usual_week
from prosessi.fitting.tasks import Task

MONDAY = datetime(2025, 1, 13, 8)


def task(hour, length=1, person="", group=""):
    begin = MONDAY + timedelta(days=hour // 8, hours=hour % 8)
    return Task("kirjaa", 0, "ohjaaja", group, person, None, None, begin, begin + timedelta(hours=length))


def crew(tasks):
    return crews_of({"ohjaaja": tasks}, {"ohjaaja": usual_week(FINLAND)}, lambda _: "ohjaaja")["ohjaaja"]


def test_without_names_as_many_people_as_tasks_at_the_same_time():
    found = crew([task(0, 2), task(1, 2), task(2, 2), task(3, 1)])

    assert (found.people, found.counted) == (2, "together")


def test_one_task_after_another_is_one_person():
    assert crew([task(hour) for hour in range(8)]).people == 1


def test_people_are_counted_week_by_week():
    weekly = [task(week * 56 + hour, person=person) for week in range(6) for hour, person in enumerate("abc")]
    odd_ones = [task(3, person="d")]

    assert crew(weekly + odd_ones).people == 3


def test_a_crew_is_called_as_the_log_calls_it_or_as_its_role():
    assert crew_name(task(0), "ohjaaja") == "ohjaaja"
    assert crew_name(task(0, group="Kajaanin tiimi"), "ohjaaja") == "kajaanin_tiimi"
    assert crew_name(task(0, group="1. tiimi"), "ohjaaja") == "ohjaaja_1_tiimi"


def test_how_busy_they_are_minds_their_hours():
    found = crew([task(0, 4), task(4, 4)])

    assert found.worked == 8 * 3600
    assert found.busy == 1
