"""A few cases sent ahead: they show how much work there will be, and what never comes to an end."""

from __future__ import annotations

import pytest

from prosessi.simulate.pilot import CASES, WEEK, open_a_week, overloads, people_on_average, pilot
from simulate.prepared import ready, tuki

HOUR = 3600
BOSS = "{paallikko: {people: 2}}"
ACTS = "{arvioi: {work: 2 hours, decides: {tulos: kylla}}}"


def overloaded(staff, rate="20 per week", acts=ACTS):
    setup = tuki(acts, arrivals=f"{{rate: {rate}}}", staff=staff)
    return [(tuple(setup.roles[role] for role in each.roles), each) for each in overloads(pilot(setup))]


def test_work_is_offered_by_cases_times_hours():
    seen = pilot(tuki(ACTS, arrivals="{rate: 20 per week}", staff="{paallikko: {people: 5}}"))

    assert seen.coming == pytest.approx(20)
    assert seen.offered == (pytest.approx(20 * (2 + 2) * HOUR),)
    assert seen.unfinished == {}


def test_cases_with_gaps_come_as_often_as_the_gaps_go_into_a_week():
    assert pilot(tuki(ACTS, arrivals="{every: {uniform: {from: 1 hour, to: 3 hours}}}")).coming == pytest.approx(84)


def test_the_same_cases_are_sent_every_time():
    setup = tuki("{arvioi: {work: 2 hours, share: 0.5, decides: {tulos: kylla}}, siirra: {work: 1 hour}}")

    assert pilot(setup).offered == pilot(setup).offered


def test_more_work_than_time_is_seen():
    [(roles, overload)] = overloaded("{paallikko: {people: 1}}")

    assert roles == ("paallikko",)
    assert overload.offered > overload.open


def test_enough_people_are_enough():
    assert overloaded("{paallikko: {people: 3}}") == []


def test_people_who_serve_two_roles_do_not_work_twice():
    acts = "{arvioi: {work: 1 hour, share: 0.5, decides: {tulos: kylla}}, siirra: {work: 40 hours}}"
    both = "{paallikko: {people: 1}, molemmat: {people: 1, roles: [paallikko, ohjaaja]}}"

    assert [roles for roles, _ in overloaded(both, "3 per week", acts)] == [("ohjaaja",)]
    assert [roles for roles, _ in overloaded(both.replace("people: 1,", "people: 2,"), "2 per week", acts)] == []


@pytest.mark.parametrize(
    ("leave", "people"),
    [
        ("{from: 2025-01-01, to: 2025-01-01}", 2 * 364 / 365),
        ("{from: 2024-06-01, to: 2024-12-31}", 2),
        ("{from: 2025-07-02, to: 2026-07-01, people: 1}", 1 + 182 / 365),
        ("{from: 2026-01-01, to: 2026-12-31}", 2),
    ],
)
def test_people_are_counted_over_the_whole_time_that_counts(leave, people):
    setup = tuki(staff=f"{{ohjaaja: {{people: 2, leave: [{leave}]}}}}")

    assert people_on_average(setup, setup.crews[0]) == pytest.approx(people)


def test_holidays_and_leave_are_not_open():
    setup = tuki(staff="{ohjaaja: {people: 2}}")
    away = tuki(staff="{ohjaaja: {people: 2, leave: [{from: 2025-01-01, to: 2025-12-31, people: 1}]}}")

    full = open_a_week(setup, setup.crews[0])

    assert 0.95 * 80 * HOUR < full < 80 * HOUR
    assert open_a_week(away, away.crews[0]) == pytest.approx(full / 2)


def test_cases_that_never_end_are_counted_by_where_they_stop():
    seen = pilot(
        tuki("{arvioi: {work: 1 hour, in: {arviossa: {work: 1 hour, chance: 0.5}}, decides: {tulos: ei}}}", staff=BOSS)
    )

    [((process, act), many)] = seen.unfinished.items()
    assert (process, act is not None) == (0, True)
    assert 0.3 * CASES < many < 0.7 * CASES


def test_a_case_is_kept_from_the_first_work_to_its_end():
    acts = "{arvioi: {work: 1 hour, decides: {tulos: ei}, in: {arviossa: {after: 4 weeks, work: 1 hour}}}}"
    seen = pilot(tuki(acts, staff="{paallikko: {people: 2, named: true, caseload: 5}}"))

    assert seen.kept[0] == pytest.approx(4 * WEEK, rel=0.01)


def test_cases_that_go_on_in_another_process_come_once():
    setup = ready(
        "processes:\n  tuki: {arrivals: {rate: 10 per week}, acts: {arvioi: {work: 1 hour, decides: {tulos: kylla}}}}\n"
        "  toinen: {}\nstaff: {paallikko: {people: 2}}\n"
    )

    seen = pilot(setup)

    assert seen.cases == CASES / 2
    assert seen.offered == (pytest.approx(20 * HOUR),)
