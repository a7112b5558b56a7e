"""Why an event cannot happen: the reasons in their order, their facts, and the sentence for the author."""

from datetime import date, datetime

import pytest

from charts import chart_of
from prosessi.chart.case import Refused, advance, begin, enabled, send
from prosessi.model.walks import REASONS

CHART = """
roles: {clerk: {kind: staff}, judge: {kind: staff}, client: {kind: client}}
case:
  special: {type: boolean}
  result: {type: choice, of: [none, help]}
  asked: {type: set, of: [health, school]}
  born: {type: date}
  tries: {type: integer, default: 0, max: 1}
documents: {form: {}, report: {}}
events:
  open: {by: clerk}
  learn: {by: clerk, decides: [special, asked, born, result]}
  decide: {by: [clerk, judge, client], needs: [form, report], decides: [result, special, asked]}
  pick: {}
  retry: {}
  unused: {}
rules:
  office: {label: Tarvitaan tuomari, in: outer, events: [decide], if: special, responsible: judge}
states:
  start: {transitions: [{event: open, to: inner}, {event: learn}]}
  outer:
    states:
      inner:
        transitions:
          - {event: decide, if: result == help, to: end}
          - {event: pick, if: result == help, to: end}
          - {event: pick, if: not special and health in asked and born > 2010-01-01, to: end}
          - {event: retry, set: {tries: tries + 1}}
    transitions: [{event: learn}]
  end: {final: success}
"""


@pytest.fixture
def chart():
    return chart_of(CHART)


def inside(chart, **known):
    case = send(chart, begin(chart, at=datetime(2025, 1, 7)).case, "open").case
    return send(chart, case, "learn", decided=known).case if known else case


def refused(chart, case, event, **more):
    result = send(chart, case, event, **more)
    assert isinstance(result, Refused)
    return result


ALL = {"by": "judge", "papers": ["form", "report"]}


@pytest.mark.parametrize(
    ("reason", "event", "more"),
    [
        ("unknown_event", "dicide", {"by": "nobody"}),
        ("not_active", "open", {"by": "nobody"}),
        ("wrong_role", "decide", {"by": "nobody"}),
        ("not_allowed_by_rule", "decide", {"by": "clerk"}),
        ("missing_document", "decide", {"by": "judge", "papers": ["form"]}),
        ("condition", "decide", ALL | {"decided": {"result": "none"}}),
    ],
)
def test_the_first_reason_that_applies_is_given(chart, reason, event, more):
    assert refused(chart, inside(chart, special=True), event, **more).reason == reason


def test_a_closed_case_says_since_when(chart):
    case = send(chart, inside(chart), "decide", decided={"result": "help"}, **ALL).case
    later = advance(chart, case, datetime(2025, 3, 1)).case

    refusal = refused(chart, later, "open", by="nobody")

    assert (refusal.reason, refusal.facts["since"]) == ("closed", datetime(2025, 1, 7))
    assert str(refusal.message) == "asia päättyi ti 7.1.2025 tilaan 'end'"


def test_the_reasons_stand_in_their_order():
    assert REASONS == (
        "unknown_event",
        "closed",
        "not_active",
        "wrong_role",
        "not_allowed_by_rule",
        "missing_document",
        "condition",
    )


def test_an_unknown_event_names_the_nearest(chart):
    refusal = refused(chart, inside(chart), "decid")

    assert str(refusal.message) == "prosessissa ei ole tapahtumaa 'decid'; tarkoititko 'decide'?"


def test_what_is_not_active_says_where_the_case_is_and_where_it_would_be_possible(chart):
    refusal = refused(chart, inside(chart), "open")

    assert (refusal.facts["active"], refusal.facts["possible_in"]) == (("inner",), ("start",))
    assert str(refusal.message) == "asian tila on nyt 'inner', mutta 'open' on mahdollinen, kun tila on 'start'"


def test_an_event_that_no_transition_uses_leads_nowhere(chart):
    assert refused(chart, inside(chart), "unused").facts["possible_in"] == ()


def test_a_wrong_role_is_told_who_can(chart):
    refusal = refused(chart, inside(chart), "learn", by="judge")

    assert (refusal.facts["by"], refusal.facts["roles"]) == ("judge", ("clerk",))
    assert str(refusal.message) == "'judge' ei voi tehdä tätä, vaan tekijän pitää olla 'clerk'"


def test_of_several_roles_one_must_be_named(chart):
    refusal = refused(chart, inside(chart), "decide")

    assert refusal.reason == "wrong_role"
    assert str(refusal.message) == "ei sanottu, kuka tämän tekee; sallitut tekijät: 'clerk', 'judge' ja 'client'"


def test_a_rule_gives_its_own_words(chart):
    refusal = refused(chart, inside(chart, special=True), "decide", by="clerk")

    assert (refusal.facts["rule"], refusal.facts["responsible"]) == ("office", ("judge",))
    assert (
        str(refusal.message)
        == "'clerk' ei voi tehdä tätä tässä tilanteessa, vaan tekijän pitää olla 'judge': Tarvitaan tuomari"
    )


@pytest.mark.parametrize("special", [False, None])
def test_a_rule_not_in_force_keeps_nobody(chart, special):
    assert refused(chart, inside(chart, special=special), "decide", by="clerk").reason == "missing_document"


def test_a_rule_binds_only_staff(chart):
    assert refused(chart, inside(chart, special=True), "decide", by="client").reason == "missing_document"


def test_a_rule_binds_only_its_events(chart):
    assert not isinstance(send(chart, inside(chart, special=True), "learn", by="clerk"), Refused)


def test_an_option_counts_only_the_roles_that_rules_allow(chart):
    option = next(o for o in enabled(chart, inside(chart, special=True)) if o.event == "decide")

    assert option.roles == ("judge", "client")


def test_missing_papers_are_named(chart):
    refusal = refused(chart, inside(chart), "decide", by="judge", papers=["form"])

    assert refusal.facts["missing"] == ("report",)
    assert str(refusal.message) == "asiakirja puuttuu: 'report'"


def test_a_condition_is_told_with_the_values_it_met(chart):
    refusal = refused(chart, inside(chart), "decide", decided={"result": "none"}, **ALL)

    assert refusal.facts["conditions"] == ({"condition": "result == help", "values": {"result": "none"}},)
    assert str(refusal.message) == "ehto ”result == help” ei täyty: result = none"


def test_several_conditions_are_told_each_with_its_values(chart):
    case = inside(chart, special=True, asked=["school", "health"], born=date(2009, 5, 1), result="none")

    assert str(refused(chart, case, "pick").message) == (
        "mikään ehdoista ei täyty: ”result == help” (result = none) ja "
        "”not special and health in asked and born > 2010-01-01” "
        "(special = true, asked = [health, school] ja born = 2009-05-01)"
    )


def test_unset_data_are_named(chart):
    refusal = refused(chart, inside(chart), "decide", **ALL)

    assert refusal.facts["unset"] == ("result",)
    assert str(refusal.message) == "”result == help” ei ratkea, koska tieto puuttuu: result"


def test_an_action_out_of_bounds_is_refused_and_rolled_back(chart):
    case = send(chart, inside(chart), "retry").case

    refusal = refused(chart, case, "retry")

    assert (refusal.reason, refusal.facts["datum"]) == ("condition", "tries")
    assert "tries + 1" in str(refusal.message)


def test_settled_data_are_rolled_back_with_a_refused_act(chart):
    case = inside(chart)

    refused(chart, case, "decide", decided={"result": "none"}, **ALL)

    assert refused(chart, case, "decide", **ALL).facts["unset"] == ("result",)


def test_a_step_without_rest_is_refused_with_its_cycle():
    chart = chart_of("""
        states:
          a: {transitions: [{event: t, to: b}]}
          b: {transitions: [{always: true, to: c}]}
          c: {transitions: [{always: true, to: b}]}
    """)

    refusal = refused(chart, begin(chart, at=datetime(2025, 1, 7)).case, "t")

    assert (refusal.reason, set(refusal.facts["cycle"])) == ("condition", {"b", "c"})
