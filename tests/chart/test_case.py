"""A case: its verbs, its clocks, and what can happen to it."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from charts import chart_of
from prosessi.chart.case import (
    Refused,
    Taken,
    active_names,
    advance,
    begin,
    data_of,
    enabled,
    next_due,
    outcome,
    send,
)
from prosessi.errors import NotSettling, ProsessiError, WrongUse
from strategies import processes

TUESDAY = datetime(2025, 1, 7, 9, 30)
WORK = settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))

OFFICE = """
roles: {clerk: {kind: staff}, judge: {kind: staff}, client: {kind: client}}
case: {urgent: {type: boolean}, tries: {type: integer, default: 0, max: 2}, born: {type: date}}
documents: {form: {}, note: {}}
events:
  open: {by: [clerk, judge], needs: [form]}
  judge: {by: judge, decides: [urgent, born], produces: [note]}
  close: {by: client}
  retry: {}
states:
  received: {transitions: [{event: open, to: opened}]}
  opened:
    transitions:
      - {event: judge, if: urgent, to: fast}
      - {event: judge, else: true, to: slow}
      - {event: retry, set: {tries: tries + 1}}
  fast: {transitions: [{event: close, to: closed}, {after: 2 days, to: slow}, {after: 3 hours, set: {tries: 2}}]}
  slow: {transitions: [{event: close, to: closed}, {at: born + 18 years, to: grown}]}
  grown: {}
  closed: {final: closed}
"""


@pytest.fixture
def office():
    return chart_of(OFFICE)


def begun(chart, *acts, at=TUESDAY, **data):
    case = begin(chart, data, at=at).case
    for event, more in acts:
        taken = send(chart, case, event, **more)
        assert isinstance(taken, Taken), taken.message
        case = taken.case
    return case


OPEN = ("open", {"by": "clerk", "papers": ["form"]})


def judged(urgent, **more):
    return ("judge", {"decided": {"urgent": urgent, **more}})


def test_a_case_begins_where_its_process_does(office):
    taken = begin(office, at=TUESDAY, documents=["note"])

    assert active_names(office, taken.case) == ("received",)
    assert data_of(office, taken.case) == {"urgent": None, "tries": 0, "born": None}
    assert taken.case.documents == {"note"}
    assert [(step.event, step.at) for step in taken.steps] == [(None, TUESDAY)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"data": {"unknown": 1}},
        {"data": {"urgent": 3}},
        {"data": {"tries": 3}},
        {"data": {"born": "yesterday"}},
        {"documents": ["unknown"]},
    ],
)
def test_a_case_cannot_begin_with_what_the_process_does_not_have(office, wrong):
    with pytest.raises(WrongUse):
        begin(office, wrong.get("data", {}), at=TUESDAY, documents=wrong.get("documents", ()))


def test_a_case_goes_by_civil_time(office):
    with pytest.raises(WrongUse):
        begin(office, at=TUESDAY.astimezone())
    with pytest.raises(WrongUse):
        advance(office, begun(office), TUESDAY.astimezone())


def test_a_case_that_does_not_know_where_to_begin_is_wrong_use():
    chart = chart_of("""
        case: {f: {type: boolean}}
        states: {a: {transitions: [{always: true, if: f, to: b}]}, b: {}}
    """)

    with pytest.raises(WrongUse, match="f"):
        begin(chart, at=TUESDAY)


def test_an_act_settles_data_before_conditions_ask(office):
    case = begun(office, OPEN, judged(True))

    assert active_names(office, case) == ("fast",)
    assert data_of(office, case)["urgent"] is True


def test_papers_handed_in_and_made_stay_with_the_case(office):
    case = begun(office, OPEN, judged(True))

    assert case.documents == {"form", "note"}


def test_an_event_of_one_role_needs_no_actor_named(office):
    taken = send(office, begun(office, OPEN), "judge", decided={"urgent": True})

    assert taken.steps[0].by == "judge"


@pytest.mark.parametrize("decided", [{"tries": 1}, {"urgent": "maybe"}, {"nothing": 1}])
def test_data_that_an_act_cannot_settle_are_wrong_use(office, decided):
    with pytest.raises(WrongUse):
        send(office, begun(office, OPEN), "judge", decided=decided)


def test_papers_that_the_process_does_not_have_are_wrong_use(office):
    with pytest.raises(WrongUse):
        send(office, begun(office), "open", by="clerk", papers=["letter"])


def test_data_are_given_by_their_names_and_back(office):
    case = begun(office, OPEN, judged(False, born=date(2010, 5, 1)))

    assert data_of(office, case)["born"] == date(2010, 5, 1)


def test_the_end_says_how_the_case_ended(office):
    case = begun(office, OPEN, judged(False), ("close", {}))

    assert (outcome(office, case), case.ended, active_names(office, case)) == ("closed", TUESDAY, ("closed",))


def test_a_timer_of_days_goes_off_when_its_last_day_is_over(office):
    case = begun(office, OPEN, judged(True))
    last = datetime(2025, 1, 9, 23, 59)

    assert active_names(office, advance(office, case, last).case) == ("fast",)
    assert active_names(office, advance(office, case, last + timedelta(minutes=1)).case) == ("slow",)


def test_a_timer_of_hours_is_exact(office):
    case = begun(office, OPEN, judged(True))
    due = TUESDAY + timedelta(hours=3)

    assert next_due(office, case) == due
    assert data_of(office, advance(office, case, due - timedelta(seconds=1)).case)["tries"] == 0
    assert data_of(office, advance(office, case, due).case)["tries"] == 2


def test_a_timer_dies_with_its_state(office):
    case = begun(office, OPEN, judged(True), ("close", {}))

    assert next_due(office, case) is None


def test_a_step_of_a_timer_is_told_with_its_time(office):
    advanced = advance(office, begun(office, OPEN, judged(True)), datetime(2025, 2, 1))

    assert [step.at for step in advanced.steps] == [TUESDAY + timedelta(hours=3), datetime(2025, 1, 10)]
    assert [step.event.partition(".")[0] for step in advanced.steps] == ["after", "after"]


def test_a_date_goes_off_when_that_day_begins(office):
    case = begun(office, OPEN, judged(False, born=date(2007, 2, 1)))

    assert next_due(office, case) == datetime(2025, 2, 1)
    assert active_names(office, advance(office, case, datetime(2025, 2, 1)).case) == ("grown",)


def test_a_date_that_has_passed_goes_off_at_once(office):
    taken = send(office, begun(office, OPEN), "judge", decided={"urgent": False, "born": date(2000, 1, 1)})

    assert active_names(office, taken.case) == ("grown",)
    assert len(taken.steps) == 2


def test_a_date_not_known_waits(office):
    assert next_due(office, begun(office, OPEN, judged(False))) is None


def test_a_date_follows_the_data_it_rests_on():
    chart = chart_of("""
        case: {d: {type: date}}
        events: {know: {decides: [d]}}
        states: {a: {transitions: [{event: know}, {at: d + 2 days, to: b}]}, b: {}}
    """)
    first = begun(chart, ("know", {"decided": {"d": "2025-03-01"}}))
    then = send(chart, first, "know", decided={"d": "2025-05-01"}).case

    assert (next_due(chart, first), next_due(chart, then)) == (datetime(2025, 3, 3), datetime(2025, 5, 3))


def test_timers_due_together_go_off_in_document_order():
    chart = chart_of("""
        case: {log: {type: integer, default: 0}}
        states:
          a:
            transitions: [{after: 2 days, set: {log: log * 10 + 1}}, {after: 48 hours, set: {log: log * 10 + 9}}]
            states: {b: {transitions: [{after: 2 days, set: {log: log * 10 + 2}}]}}
    """)

    after = advance(chart, begun(chart, at=datetime(2025, 1, 7)), datetime(2025, 2, 1)).case

    assert data_of(chart, after) == {"log": 912}


def test_a_timer_whose_condition_is_false_is_spent():
    chart = chart_of("""
        case: {f: {type: boolean, default: false}}
        states: {a: {transitions: [{after: 1 days, if: f, to: b}]}, b: {}}
    """)
    advanced = advance(chart, begun(chart), datetime(2025, 2, 1))

    assert (next_due(chart, advanced.case), advanced.steps) == (None, ())
    assert [refused.reason for refused in advanced.failed] == ["condition"]


def test_time_does_not_go_backwards(office):
    with pytest.raises(WrongUse):
        advance(office, begun(office), TUESDAY - timedelta(seconds=1))


def test_nothing_happens_to_a_closed_case_but_time(office):
    case = begun(office, OPEN, judged(False), ("close", {}))
    later = advance(office, case, datetime(2030, 1, 1))

    assert (later.case.snapshot, later.case.now, later.steps) == (case.snapshot, datetime(2030, 1, 1), ())


def test_what_goes_on_for_ever_at_one_moment_is_refused_with_its_cycle():
    chart = chart_of("""
        states:
          a: {transitions: [{event: t, to: b}]}
          b: {transitions: [{after: 0 minutes, to: c}]}
          c: {transitions: [{after: 0 minutes, to: b}]}
    """)
    refused = send(chart, begun(chart), "t")

    assert isinstance(refused, Refused)
    assert set(refused.facts["cycle"]) == {"b", "c"}


def test_what_can_happen_is_told_in_the_order_of_the_process(office):
    options = {option.event: option for option in enabled(office, begun(office, OPEN))}

    assert list(options) == ["open", "judge", "close", "retry"]
    assert [event for event, option in options.items() if option.possible] == ["judge", "retry"]
    assert options["judge"].decides == ("urgent", "born")
    assert options["judge"].targets == ("fast", "slow")


def test_an_option_says_who_can_and_what_is_missing(office):
    option = enabled(office, begun(office))[0]

    assert (option.possible, option.roles, option.needs, option.missing) == (
        True,
        ("clerk", "judge"),
        ("form",),
        ("form",),
    )


def test_an_option_that_is_not_possible_says_why(office):
    option = enabled(office, begun(office))[1]

    assert (option.possible, option.refusal.reason) == (False, "not_active")


def test_a_step_that_cannot_be_worked_out_is_no_option(office):
    case = begun(office, OPEN, ("retry", {}), ("retry", {}))

    assert enabled(office, case)[3].refusal.reason == "condition"


ACTS = st.one_of(
    st.tuples(st.just("send"), st.sampled_from("ac")),
    st.tuples(st.just("decide"), st.booleans(), st.none() | st.dates(date(2024, 12, 20), date(2025, 2, 20))),
    st.tuples(st.just("wait"), st.integers(0, 200)),
)


def act(chart, case, what):
    match what:
        case ("send", event):
            return send(chart, case, event)
        case ("decide", f, d):
            return send(chart, case, "b", decided={"f": f, "d": d})
        case ("wait", hours):
            return advance(chart, case, case.now + timedelta(hours=hours))


def started(process):
    chart = chart_of(process)
    try:
        return chart, begin(chart, at=TUESDAY).case
    except ProsessiError:
        assume(False)


@WORK
@given(processes(timed=True), st.lists(ACTS, min_size=4, max_size=10))
def test_what_is_due_is_never_in_the_past(process, acts):
    chart, case = started(process)
    for what in acts:
        try:
            case = getattr(act(chart, case, what), "case", case)
        except NotSettling:
            return
        assert (next_due(chart, case) or case.now) >= case.now


@WORK
@given(processes(timed=True), st.lists(ACTS, min_size=4, max_size=10))
def test_refused_acts_leave_no_trace(process, acts):
    chart, case = started(process)
    other = case
    for what in acts:
        try:
            result = act(chart, case, what)
        except NotSettling:
            return
        if not isinstance(result, Refused):
            case, other = result.case, act(chart, other, what).case
    assert case == other


@WORK
@given(processes(timed=True), st.lists(ACTS, max_size=6), st.integers(0, 400), st.integers(0, 400))
def test_two_waits_are_as_one(process, acts, first, second):
    chart, case = started(process)
    try:
        for what in acts:
            case = getattr(act(chart, case, what), "case", case)
        half = advance(chart, case, case.now + timedelta(hours=first))
        rest = advance(chart, half.case, half.case.now + timedelta(hours=second))
        whole = advance(chart, case, case.now + timedelta(hours=first + second))
    except NotSettling:
        return

    assert whole.case == rest.case
    assert whole.steps == half.steps + rest.steps
    assert whole.failed == half.failed + rest.failed


AWAITED = """
states:
  a: {entry: {then: [{later: {x: 2 hours, y: 1 hour}}]}, transitions: [{event: t, to: b}]}
  b: {transitions: [{event: u, then: [{cancel: y}]}, {event: x, to: c}, {event: y, to: d}]}
  c: {}
  d: {}
events: {t: {}, u: {}, x: {}, y: {}}
"""


def test_what_comes_later_comes_wherever_the_case_then_is():
    chart = chart_of(AWAITED)
    case = send(chart, begin(chart, at=TUESDAY).case, "t").case

    advanced = advance(chart, case, TUESDAY + timedelta(hours=1))

    assert active_names(chart, advanced.case) == ("d",)


def test_what_is_called_off_never_comes():
    chart = chart_of(AWAITED)
    case = send(chart, send(chart, begin(chart, at=TUESDAY).case, "t").case, "u").case

    advanced = advance(chart, case, TUESDAY + timedelta(hours=9))

    assert active_names(chart, advanced.case) == ("c",)
    assert [step.at for step in advanced.steps] == [TUESDAY + timedelta(hours=2)]


def test_the_same_event_can_be_awaited_twice():
    chart = chart_of("""
        case: {n: {type: integer, default: 0}}
        states: {a: {transitions: [{event: t, then: [{later: {x: 1 hour}}]}, {event: x, set: {n: n + 1}}]}}
        events: {t: {}, x: {}}
    """)
    case = send(chart, begin(chart, at=TUESDAY).case, "t").case
    half = advance(chart, case, TUESDAY + timedelta(minutes=30)).case

    later = advance(chart, send(chart, half, "t").case, TUESDAY + timedelta(hours=9)).case

    assert data_of(chart, later) == {"n": 2}


@pytest.mark.parametrize(("words", "length"), [("5 seconds", 5.0), ("1 millisecond", 0.001), ("20 milliseconds", 0.02)])
def test_a_clock_can_be_as_short_as_a_machine_wants_it(words, length):
    chart = chart_of({"states": {"a": {"transitions": [{"after": words, "to": "b"}]}, "b": {}}})

    due = next_due(chart, begin(chart, at=TUESDAY).case)

    assert due == TUESDAY + timedelta(seconds=length)
