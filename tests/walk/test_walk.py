from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prosessi.chart.situation import Refused, Taken
from prosessi.errors import WrongUse
from prosessi.walk.walk import Walk

EASTER_TUESDAY = date(2025, 4, 15)


def test_an_act_moves_the_case(walk):
    result = walk.send("ota_kasittelyyn", by="kasittelija")

    assert isinstance(result, Taken)
    assert walk.state == "kasittelyssa"


def test_an_act_that_cannot_happen_is_a_value_with_its_reason(walk):
    result = walk.send("ota_kasittelyyn", by="hakija")

    assert isinstance(result, Refused)
    assert result.reason == "wrong_role"
    assert walk.state == "saapunut"


def test_data_that_the_process_does_not_have_are_wrong_use(chart):
    with pytest.raises(WrongUse, match="pituus"):
        Walk(chart, case={"pituus": 3})


def test_data_that_the_act_does_not_decide_are_wrong_use(walk):
    with pytest.raises(WrongUse, match="suuri"):
        walk.send("ota_kasittelyyn", suuri=False)


def test_waiting_goes_to_the_last_day_of_a_duration(walk):
    walk.wait("7 working days")

    assert walk.today == date(2025, 4, 28)


def test_waiting_goes_to_a_day(walk):
    walk.wait(date(2025, 5, 2))

    assert walk.now == datetime(2025, 5, 2)  # civil time


def test_waiting_for_today_is_no_step_back_in_the_day(walk):
    walk.wait("3 hours")
    walk.wait(EASTER_TUESDAY)

    assert walk.now.hour == 3


@pytest.mark.parametrize("words", ["2025-04-14", "hetki", "", "-3 days"])
def test_time_that_cannot_pass_is_wrong_use(walk, words):
    with pytest.raises(WrongUse):
        walk.wait(words)


def test_a_timer_fires_while_time_passes(walk):
    walk.send("ota_kasittelyyn")
    walk.send("pyyda_taydennys")
    walk.wait("15 days")

    assert walk.finished == "closed"
    assert walk.state == "rauennut"


def test_a_step_back_gives_the_very_case_there_was(walk):
    before = walk.case
    walk.send("ota_kasittelyyn")
    walk.wait("2 weeks")
    walk.back(2)

    assert walk.case == before


def test_more_steps_back_than_there_are_is_wrong_use(walk):
    with pytest.raises(WrongUse, match="2"):
        walk.back(2)


def test_the_log_keeps_refused_acts(walk):
    walk.send("paata", by="kasittelija")

    assert walk.log[-1].refused.reason == "not_active"
    assert walk.log[-1].before == walk.log[-1].after


def test_waiting_and_the_act_after_it_are_one_step(walk):
    walk.wait("2 days")
    walk.wait("1 day")
    walk.send("ota_kasittelyyn")

    assert [entry.number for entry in walk.log] == [0, 1, 2, 2]


def test_what_can_happen_says_who_and_which_papers(chart):
    walk = Walk(chart, start=EASTER_TUESDAY)

    assert [(act.event, act.roles, act.missing) for act in walk.enabled] == [
        ("ota_kasittelyyn", ("kasittelija",), ("hakemus",)),
        ("peru", ("hakija",), ()),
    ]


def test_what_can_happen_says_until_when(walk):
    until = {act.event: act.until for act in walk.enabled}

    assert (until["ota_kasittelyyn"].deadline, until["ota_kasittelyyn"].due) == ("aloitus", date(2025, 4, 28))
    assert until["peru"] is None


def test_a_timer_presses_on_the_act_that_would_stop_it(walk):
    walk.send("ota_kasittelyyn")
    walk.send("pyyda_taydennys")

    (act,) = (act for act in walk.enabled if act.event == "taydenna")
    assert (act.until.deadline, act.until.due) == (None, date(2025, 4, 29))


def test_every_act_is_possible_or_has_its_reason(walk):
    possible = {act.event for act in walk.enabled}

    assert possible.isdisjoint(walk.refused)
    assert possible | set(walk.refused) == set(walk.chart.process.events)


def test_an_act_asks_for_the_role_that_the_rule_leaves(walk):
    walk.send("ota_kasittelyyn")
    walk.send("arvioi", by="kasittelija", lausunnot=[])

    assert [act.roles for act in walk.enabled if act.event == "paata"] == [("esihenkilo",)]


def test_one_state_cannot_be_asked_of_a_case_in_two(walk):
    walk.send("ota_kasittelyyn")
    walk.send("arvioi", by="kasittelija", lausunnot=["talous", "juristi"])

    assert walk.active == ("talous", "juristi")
    with pytest.raises(WrongUse, match="talous ja juristi"):
        _ = walk.state


ACTS = st.one_of(
    st.tuples(
        st.just("wait"), st.sampled_from(["1 day", "5 working days", "2 hours", "3 months", "same or next working day"])
    ),
    st.tuples(
        st.just("send"),
        st.sampled_from(
            [
                "ota_kasittelyyn",
                "pyyda_taydennys",
                "taydenna",
                "arvioi",
                "talous_lausui",
                "juristi_lausui",
                "paata",
                "peru",
                "outo",
            ]
        ),
    ),
    st.tuples(st.just("back"), st.just("")),
)


def walked(chart, acts):
    """A case after whatever acts, each tried by all its roles' first."""
    walk = Walk(chart, start=EASTER_TUESDAY, case={"suuri": True}, documents=["hakemus"])
    for kind, what in acts:
        if kind == "wait":
            walk.wait(what)
        elif kind == "send":
            declared = chart.process.events.get(what)
            decided = {"arvioi": {"lausunnot": ["talous"]}, "paata": {"paatos": "myonto", "summa": 7}}.get(what, {})
            walk.send(what, by=declared.by[-1] if declared else None, with_=["liite"], **decided)
        elif len(walk.log) > 1:
            walk.back()
    return walk


@settings(deadline=None)
@given(acts=st.lists(ACTS, max_size=12))
def test_random_walks_never_raise_and_always_stand_somewhere(chart, acts):
    walk = walked(chart, acts)

    assert walk.active
    assert all(before.after == after.before for before, after in zip(walk.log, walk.log[1:], strict=False))
    assert {act.event for act in walk.enabled}.isdisjoint(walk.refused)
