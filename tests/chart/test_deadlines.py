"""Deadlines beside the chart: when they start, are met, run out, lapse and come back."""

from datetime import date, datetime, timedelta

import pytest

from charts import chart_of
from prosessi.chart.case import Taken, active_names, advance, begin, next_due, send
from prosessi.chart.compile import compile_process
from prosessi.model.library import Library
from prosessi.model.registers import CalendarSettings

TUESDAY = datetime(2025, 1, 7)


def chart_with(limit, *, f="false"):
    """A case that waits in a, works in b (where the limit starts) and is finished in c."""
    return chart_of(f"""
        case: {{f: {{type: boolean, default: {f}}}, d: {{type: date}}}}
        events: {{know: {{decides: [f, d]}}, go: {{}}, back: {{}}, finish: {{}}, fail: {{}}}}
        deadlines: {{limit: {{{limit}}}}}
        states:
          a: {{transitions: [{{event: go, to: b}}, {{event: know}}]}}
          b:
            transitions: [{{event: finish, to: c}}, {{event: back, to: a}}, {{event: know}}, {{event: fail, to: d}}]
          c: {{transitions: [{{event: back, to: a}}, {{event: know}}, {{event: finish}}]}}
          d: {{}}
    """)


PLAIN = "starts: {enter: b}, met_by: {enter: c}, within: 3 working days"


def after(chart, *acts, at=TUESDAY):
    """The one deadline after acts, which may be events, data that get known, or days on which to look."""
    return stood(chart, *acts, at=at).deadlines[0]


def stood(chart, *acts, at=TUESDAY):
    case = begin(chart, at=at).case
    for act in acts:
        if isinstance(act, datetime):
            case = advance(chart, case, act).case
        else:
            taken = send(chart, case, act) if isinstance(act, str) else send(chart, case, "know", decided=act)
            assert isinstance(taken, Taken), taken.message
            case = taken.case
    return case


def test_a_deadline_waits_for_its_start():
    limit = after(chart_with(PLAIN))

    assert (limit.status, limit.started, limit.due) == ("not_started", None, None)


def test_a_running_deadline_knows_its_last_day():
    limit = after(chart_with(PLAIN), "go")

    assert (limit.status, limit.started, limit.due) == ("running", TUESDAY, date(2025, 1, 10))


def test_its_day_is_explained():
    assert after(chart_with(PLAIN), "go").count.explain()


def test_the_last_day_is_still_in_time():
    limit = after(chart_with(PLAIN), "go", datetime(2025, 1, 10, 23, 59), "finish")

    assert (limit.status, limit.met, limit.days_late) == ("met", datetime(2025, 1, 10, 23, 59), 0)


def test_the_first_moment_of_the_next_day_is_late():
    limit = after(chart_with(PLAIN), "go", datetime(2025, 1, 11))

    assert (limit.status, limit.breached, limit.days_late) == ("breached", datetime(2025, 1, 11), 1)


def test_lateness_grows_until_it_is_met():
    limit = after(chart_with(PLAIN), "go", datetime(2025, 1, 20))

    assert (limit.status, limit.days_late) == ("breached", 10)


def test_what_is_met_late_says_by_how_many_days():
    limit = after(chart_with(PLAIN), "go", datetime(2025, 1, 14), "finish", datetime(2025, 2, 14))

    assert (limit.status, limit.met, limit.days_late) == ("met_late", datetime(2025, 1, 14), 4)


def test_a_second_start_while_it_runs_changes_nothing():
    limit = after(chart_with(PLAIN), "go", datetime(2025, 1, 8), "back", "go")

    assert (limit.status, limit.started) == ("running", TUESDAY)


def test_a_second_start_after_the_breach_changes_nothing():
    limit = after(chart_with(PLAIN), "go", datetime(2025, 1, 18), "back", "go")

    assert (limit.status, limit.started) == ("breached", TUESDAY)


@pytest.mark.parametrize(("again", "status"), [("", "met"), (", again: true", "running")])
def test_after_being_met_it_starts_anew_only_if_it_says_so(again, status):
    limit = after(chart_with(PLAIN + again), "go", "finish", "back", datetime(2025, 1, 9), "go")

    assert limit.status == status


def test_one_event_may_meet_a_deadline_and_start_it_again():
    chart = chart_with("starts: {event: finish}, met_by: {event: finish}, within: 12 months, again: true")

    limit = after(chart, "go", "finish", datetime(2025, 3, 7), "finish")

    assert (limit.status, limit.started) == ("running", datetime(2025, 3, 7))


def test_leaving_a_state_may_start_and_meet():
    chart = chart_with("starts: {exit: a}, met_by: {exit: b}, within: 2 days")

    assert after(chart, "go").status == "running"
    assert after(chart, "go", "back").status == "met"


def test_an_event_may_start_and_meet():
    chart = chart_with("starts: {event: go}, met_by: {event: [finish, fail]}, within: 2 days")

    assert after(chart, "go").status == "running"
    assert after(chart, "go", "fail").status == "met"


def test_a_deadline_passed_within_one_step_is_met():
    chart = chart_of("""
        deadlines: {limit: {starts: {enter: b}, met_by: {enter: c}, within: 2 days}}
        states: {a: {transitions: [{event: go, to: b}]}, b: {transitions: [{always: true, to: c}]}, c: {}}
    """)

    assert after(chart, "go").status == "met"


def test_a_condition_that_does_not_hold_keeps_it_from_starting():
    limit = after(chart_with(PLAIN + ", if: f"), "go")

    assert (limit.status, limit.due) == ("not_started", None)


def test_a_condition_that_becomes_true_counts_from_the_original_start():
    limit = after(chart_with(PLAIN + ", if: f"), "go", datetime(2025, 1, 9), {"f": True})

    assert (limit.status, limit.started, limit.due) == ("running", TUESDAY, date(2025, 1, 10))


def test_a_condition_that_becomes_true_too_late_breaches_at_once():
    limit = after(chart_with(PLAIN + ", if: f"), "go", datetime(2025, 1, 15), {"f": True})

    assert (limit.status, limit.days_late) == ("breached", 5)


def test_a_condition_that_becomes_true_after_all_was_done_finds_it_met():
    limit = after(
        chart_with(PLAIN + ", if: f"), "go", datetime(2025, 1, 9), "finish", datetime(2025, 1, 15), {"f": True}
    )

    assert (limit.status, limit.met) == ("met", datetime(2025, 1, 9))


def test_a_condition_that_becomes_false_lets_it_lapse():
    limit = after(chart_with(PLAIN + ", if: f", f="true"), "go", {"f": False})

    assert (limit.status, limit.due) == ("lapsed", None)


def test_what_is_met_stays_met():
    limit = after(chart_with(PLAIN + ", if: f", f="true"), "go", "finish", {"f": False})

    assert limit.status == "met"


def test_a_lapsed_deadline_starts_anew():
    acts = ("go", {"f": False}, "back", datetime(2025, 1, 20), {"f": True}, "go")
    chart = chart_with(PLAIN + ", if: f", f="true")

    assert after(chart, *acts[:3]).status == "lapsed"
    assert after(chart, *acts[:5]).status == "breached"
    assert after(chart, "go", {"f": False}, "back", datetime(2025, 1, 20), "go", {"f": True}).started == datetime(
        2025, 1, 20
    )


def test_a_condition_over_unset_data_does_not_hold():
    chart = chart_with(PLAIN + ', if: "d > 2025-01-01"')

    assert after(chart, "go").status == "not_started"
    assert after(chart, "go", {"d": "2025-02-01"}).status == "running"


def test_a_breach_raises_its_event():
    chart = chart_with(PLAIN + ", breach: fail")

    assert active_names(chart, stood(chart, "go", datetime(2025, 1, 10))) == ("b",)
    assert active_names(chart, stood(chart, "go", datetime(2025, 1, 11))) == ("d",)


def test_a_breach_that_nobody_answers_only_marks():
    chart = chart_with(PLAIN + ", breach: fail")
    case = stood(chart, "go", "back")

    advanced = advance(chart, case, datetime(2025, 1, 20))

    assert (advanced.steps, advanced.failed, advanced.case.deadlines[0].status) == ((), (), "breached")


def test_hours_run_out_to_the_minute():
    chart = chart_with("starts: {enter: b}, met_by: {enter: c}, within: 24 hours")
    due = TUESDAY + timedelta(hours=24)

    assert after(chart, "go", due - timedelta(minutes=1), "finish").status == "met"
    assert after(chart, "go", due, "finish").status == "met_late"


def test_months_roll_over_as_the_calendar_says():
    chart = chart_with("starts: {enter: b}, met_by: {enter: c}, within: 1 months")
    strict = chart_with("starts: {enter: b}, met_by: {enter: c}, within: 1 months exactly")
    saturday = datetime(2025, 1, 15)

    assert after(chart, "go", at=saturday).due == date(2025, 2, 17)
    assert after(strict, "go", at=saturday).due == date(2025, 2, 15)


def test_a_deadline_has_the_calendar_it_names():
    chart = chart_with("starts: {enter: b}, met_by: {enter: c}, within: 3 working days, calendar: own")
    library = Library(calendars={"own": CalendarSettings(closed=(date(2025, 1, 8),))})

    assert after(compile_process(chart.process, library), "go").due == date(2025, 1, 13)


def test_a_fixed_day_is_its_last_day():
    chart = chart_with("starts: {enter: b}, met_by: {enter: c}, at: '2025-03-01'")

    assert after(chart, "go").due == date(2025, 3, 1)


def test_a_day_that_rests_on_data_waits_for_them_and_follows_them():
    chart = chart_with('starts: {enter: b}, met_by: {enter: c}, at: "d + 1 months"')

    assert (after(chart, "go").status, after(chart, "go").due) == ("running", None)
    assert after(chart, "go", {"d": "2025-02-01"}).due == date(2025, 3, 1)
    assert after(chart, "go", {"d": "2025-02-01"}, {"d": "2025-04-01"}).due == date(2025, 5, 1)


def test_a_deadline_may_be_counted_from_a_date_in_the_data():
    chart = chart_with("starts: {enter: b}, met_by: {enter: c}, within: 3 working days, from: d")

    assert after(chart, "go").due == date(2025, 1, 10)
    assert after(chart, {"d": "2025-01-02"}, "go").due == date(2025, 1, 8)


VERSIONS = """starts: {enter: b}, met_by: {enter: c}, versions: [
    {until: 2023-12-31, at: d + 25 years},
    {from: 2024-01-01, at: d + 23 years, not_before: 2024-06-30}]"""


@pytest.mark.parametrize(
    ("born", "last"),
    [("2000-10-15", date(2024, 6, 30)), ("2001-07-05", date(2024, 7, 5)), ("1998-12-01", date(2023, 12, 1))],
)
def test_the_version_in_force_ends_it(born, last):
    chart = chart_with(VERSIONS)

    assert after(chart, {"d": born}, "go", at=datetime(2020, 1, 1)).due == last


def test_what_comes_next_is_the_nearest_deadline_or_timer():
    chart = chart_with(PLAIN)

    assert next_due(chart, stood(chart)) is None
    assert next_due(chart, stood(chart, "go")) == datetime(2025, 1, 11)


def test_a_deadline_runs_out_before_a_timer_of_the_same_moment():
    chart = chart_of("""
        deadlines: {limit: {starts: {enter: b}, met_by: {enter: c}, within: 3 days, breach: late}}
        states:
          b: {transitions: [{after: 3 days, to: c}, {event: late, to: d}]}
          c: {}
          d: {}
    """)

    case = advance(chart, begin(chart, at=TUESDAY).case, datetime(2025, 1, 11)).case

    assert active_names(chart, case) == ("d",)


def test_the_end_of_the_case_leaves_deadlines_as_they_are():
    chart = chart_of("""
        deadlines: {limit: {starts: {enter: a}, met_by: {enter: c}, within: 3 days}}
        states: {a: {transitions: [{event: t, to: b}]}, b: {final: closed}, c: {final: success}}
    """)
    case = send(chart, begin(chart, at=TUESDAY).case, "t").case

    assert advance(chart, case, datetime(2026, 1, 1)).case.deadlines[0].status == "running"
