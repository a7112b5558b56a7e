"""A scenario made ready to run: who does what how often, who works when, and when cases come."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from prosessi.calendars.calendar import FINLAND
from prosessi.distributions import distribution
from prosessi.errors import WrongUse
from prosessi.simulate.coming import beginnings
from prosessi.simulate.prepare import with_cases
from prosessi.simulate.setup import DAY, Amount, DayFromNow, Members, Shares
from simulate.prepared import CHARTS, HEAD, ready, tuki


def case_of(text):
    return [way[1] for decision in tuki(case=text).processes[0].case for way in decision.ways]


def test_acts_of_staff_share_what_is_left_and_others_race():
    acts = (
        "{arvioi: {work: 1 hour, share: 0.6}, siirra: {work: 1 hour}, keskeyta: {work: 1 hour}, peru: {after: 9 days}}"
    )
    made = {act.event: (act.share, act.chance) for act in tuki(acts).processes[0].acts}

    assert made == {"arvioi": (0.6, 1.0), "siirra": (0.2, 1.0), "keskeyta": (0.2, 1.0), "peru": (None, 1.0)}


def test_an_act_has_its_own_share_in_each_state():
    acts = "{arvioi: {work: 1 hour}, siirra: {work: 1 hour}}"
    shares = {act.in_states: act.share for act in tuki(acts).processes[0].acts if act.event == "arvioi"}

    ids = CHARTS["tuki"].ids
    assert shares == {(ids["jonossa"],): 0.5, (ids["arviossa"],): 1.0}


def test_an_act_can_have_other_numbers_from_a_state():
    acts = "{arvioi: {work: 1 hour, in: {arviossa: {work: 3 hours}}}, siirra: {work: 1 hour}}"
    lengths = {act.in_states: act.work.ways[0][1].mean for act in tuki(acts).processes[0].acts if act.event == "arvioi"}

    ids = CHARTS["tuki"].ids
    assert lengths == {(ids["jonossa"],): 3600, (ids["arviossa"],): 3 * 3600}


def test_whoever_may_act_there_and_has_people_acts():
    staff = "{ohjaaja: {people: 2}, paallikko: {people: 1}}"
    acts = tuki("{arvioi: {work: 1 hour}}", staff=staff).processes[0].acts

    assert [act.by for act in acts] == ["paallikko"]
    assert [act.by for act in tuki("{arvioi: {work: 1 hour}}").processes[0].acts] == ["ohjaaja"]


def test_a_meeting_takes_all_its_people():
    staff = "{ohjaaja: {people: 2}, paallikko: {people: 1}}"
    [act] = tuki("{siirra: {with: [paallikko], work: 90 minutes}}", staff=staff).processes[0].acts

    assert act.roles == (0, 1)


def test_what_only_takes_time_needs_nobody():
    [act] = tuki("{siirra: {after: 3 days}}").processes[0].acts

    assert (act.roles, act.work) == ((), None)
    assert act.delay.ways[0][1].mean == 3 * DAY


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("{kiire: {chance: 0.25}}", Shares((1.0, 0.0), (0.25, 0.75))),
        ("{kiire: true}", Shares((1.0,), (1.0,))),
        ("{tulos: {shares: {ei: 3, kylla: 1}}}", Shares((1.0, 0.0), (0.75, 0.25))),
        ("{tuet: {chances: {asunto: 0.5}}}", Members((0.0, 0.5))),
    ],
)
def test_case_data_are_drawn_as_written(text, drawn):
    assert case_of(text) == [drawn]


def test_a_number_stays_within_its_bounds():
    [drawn] = case_of("{ika: {uniform: {from: 0, to: 30}}}")

    assert isinstance(drawn, Amount)
    assert (drawn.whole, drawn.least, drawn.most) == (True, 0, 17)


def test_a_day_ago_lies_before_the_moment_of_drawing():
    [drawn] = case_of("{syntynyt: {ago: {uniform: {from: 10 days, to: 20 days}}}}")

    assert isinstance(drawn, DayFromNow)
    assert drawn.distribution.quantile(0.9) == pytest.approx(-11)
    assert drawn.distribution.cumulative(-15) == pytest.approx(0.5)


def test_data_can_depend_on_data():
    [decision] = tuki(case="{tulos: {ways: [{if: kiire, fixed: ei}, {chance: 0}]}}").processes[0].case

    assert [program and program.text for program, _ in decision.ways] == ["kiire", None]


def test_cases_go_on_in_a_process_of_the_scenario_and_not_in_their_own():
    setup = ready("processes: {tuki: {arrivals: {rate: 1 per day}}, toinen: {}}\n")

    assert setup.processes[0].carried_to == ((CHARTS["tuki"].ids["valmis"], 1),)
    assert setup.processes[1].arrivals is None


def test_the_warm_up_goes_before_the_first_day():
    setup = ready("processes: {tuki: {}}\n", HEAD + "warm_up: 8 weeks\n")

    assert setup.start == date(2025, 1, 1) - timedelta(weeks=8)
    assert (setup.counted_from, setup.until) == (56 * DAY, (56 + 365) * DAY)
    assert not setup.run_dry


def test_so_many_cases_have_all_the_time_they_need():
    setup = with_cases(tuki(), 100_000)

    assert (setup.cases, setup.until, setup.run_dry) == (100_000, None, True)
    assert setup.end > 1.5 * 100_000 * DAY


def test_weights_keep_the_number_of_the_week_and_of_the_year():
    arrivals = tuki(arrivals="{rate: 70 per week, weekdays: {sat: 0, sun: 0}, months: {jul: 0}}").processes[0].arrivals

    assert arrivals.week == (14, 14, 14, 14, 14, 0, 0)
    year = [date(2025, 1, 1) + timedelta(days=day) for day in range(4 * 365 + 1)]
    assert sum(arrivals.months[day.month - 1] for day in year) == pytest.approx(len(year))


def test_gaps_are_seconds_and_never_negative():
    [process] = tuki(arrivals="{every: {normal: {mean: 2 minutes, sd: 10 minutes}}}").processes

    assert process.arrivals.every == distribution("normal", mean=120.0, sd=600.0, never_negative=True)
    assert process.arrivals.moments is None


def test_cases_with_a_gap_have_all_the_time_they_need():
    assert with_cases(tuki(arrivals="{every: 6 hours}"), 10_000).end > 1.5 * 10_000 * DAY / 4


def test_dates_are_moments_at_which_the_day_opens():
    arrivals = tuki(arrivals="{dates: [2025-01-03, 2025-01-02 09:30, 2025-01-03], hours: 8-16}").processes[0].arrivals

    assert arrivals.moments == (DAY + 9 * 3600 + 1800, 2 * DAY + 8 * 3600, 2 * DAY + 8 * 3600)


@pytest.mark.parametrize("joint", [",", ";"])
def test_a_log_tells_when_each_case_began(tmp_path, joint):
    log = tmp_path / "loki.csv"
    lines = ["Asia,Toimi,Aika", "1,b,2025-01-03T10:00", "2,a,2025-01-02T08:00", "1,a,2025-01-01T09:00"]
    log.write_text("\n".join(lines).replace(",", joint), "utf-8")

    assert [f"{moment:%d %H}" for moment in beginnings(log)] == ["01 09", "02 08"]


def test_a_log_without_times_is_refused(tmp_path):
    log = tmp_path / "loki.csv"
    log.write_text("asia,aika\n1,eilen\n", "utf-8")

    with pytest.raises(WrongUse, match="eilen"):
        beginnings(log)


def test_people_work_office_hours_unless_it_is_said_otherwise():
    staff = "{ohjaaja: {people: 2}, paallikko: {people: 1, hours: always}}"
    office, always = tuki(staff=staff).hours

    assert office.week == (((8 * 3600, 16 * 3600),),) * 5 + ((),) * 2
    assert office.calendar is FINLAND
    assert always.week == (((0, DAY),),) * 7
    assert always.calendar is None


def test_the_day_of_part_time_people_ends_earlier():
    hours = tuki(staff="{ohjaaja: {people: 2, part_time: 0.5}}").hours[0]

    assert hours.week[0] == ((8 * 3600, 12 * 3600),)


@pytest.mark.parametrize(
    ("leave", "sizes"),
    [
        ("[{from: 2025-07-01, to: 2025-07-31}]", [(0, 2), (181 * DAY, 0), (212 * DAY, 2)]),
        ("[{from: 2025-07-01, to: 2025-07-31, people: 1}]", [(0, 2), (181 * DAY, 1), (212 * DAY, 2)]),
        ("[{from: 2024-12-01, to: 2025-01-01, people: 1}]", [(0, 1), (DAY, 2)]),
        ("[{from: 2024-12-01, to: 2024-12-31, people: 1}]", [(0, 2)]),
        (
            "[{from: 2025-01-02, to: 2025-01-03, people: 2}, {from: 2025-01-03, to: 2025-01-04, people: 1}]",
            [(0, 2), (DAY, 0), (3 * DAY, 1), (4 * DAY, 2)],
        ),
    ],
)
def test_leave_makes_a_crew_smaller_for_a_while(leave, sizes):
    [crew] = tuki(staff=f"{{ohjaaja: {{people: 2, leave: {leave}}}}}").crews

    assert list(crew.sizes) == sizes
