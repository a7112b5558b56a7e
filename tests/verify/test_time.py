"""Whether statutory limits are kept when everyone keeps their own: what is found, what is told, what would save it."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings

from blocks import blocks, process_of
from charts import chart_of
from prosessi.calendars.calendar import FINLAND
from prosessi.calendars.clocks import count
from prosessi.calendars.durations import parse_duration
from prosessi.check.rules import RULES
from prosessi.verify.limits import idle, stretch  # noqa: F401  # importing them declares their rules
from prosessi.verify.limits.late import late_case
from prosessi.verify.limits.verdict import judge
from prosessi.verify.limits.words import by_month, verdict_words
from prosessi.verify.proof import Proof
from verify.replay import replayed

BOARD = """
case: {laji: {type: choice, of: [p, q]}}
events: {alku: {decides: laji}, x: {}, v: {}}
deadlines:
  raja: {starts: {enter: a}, met_by: {enter: z}, within: 3 months}
  lausunto: {starts: {enter: b1}, met_by: {exit: b1}, within: 21 working days, soft: true}
  kuuleminen: {starts: {enter: r2}, met_by: {event: v}, within: 15 working days, soft: true}
  paatos: {starts: {enter: c}, met_by: {exit: c}, within: 22 working days, soft: true}
states:
  o: {transitions: [{event: alku, to: a}]}
  a: {transitions: [{after: 7 days, to: b}]}
  b:
    transitions: [{done: true, to: c}]
    parallel:
      r1:
        initial: b1
        states:
          b1: {transitions: [{event: x, if: laji == p, to: b2}, {event: x, if: laji == q, to: b3}]}
          b2: {transitions: [{after: 2 weeks, to: b3}]}
          b3: {final: done}
      r2: {finish: v}
  c: {transitions: [{event: x, to: z}]}
  z: {final: success}
"""


def found(code, text):
    chart = chart_of(text)
    return list(RULES[code](Proof(chart)))


def line(step, limit):
    marks = f"starts: {{enter: {step}}}, met_by: {{exit: {step}}}"
    return f"{limit}: {{{marks}, within: 5 working days, soft: true, again: true}}"


def chain(*limits, within="10 days", more=""):
    others = "".join(f"\n  {limit}" for limit in limits)
    return f"""
deadlines:
  raja: {{starts: {{enter: a}}, met_by: {{enter: z}}, within: {within}{more}}}{others}
states:
  a: {{transitions: [{{event: x, to: b}}]}}
  b: {{transitions: [{{event: y, to: z}}]}}
  z: {{final: success}}
"""


def test_the_worst_day_is_a_case_that_runs_to_a_missed_deadline():
    [finding] = found("PR510", BOARD)

    log = replayed(chart_of(BOARD), finding.example).log

    late = {state.name: state.status for state in log[-1].after.deadlines}
    assert late == {"raja": "breached", "lausunto": "met", "kuuleminen": "met", "paatos": "running"}


def test_the_story_names_each_day_and_each_limit():
    verdict = judge(chart_of(BOARD), "raja")

    assert [(leg.state, leg.comes, leg.leaves) for leg in verdict.worst.legs] == [
        ("a", date(2026, 2, 25), date(2026, 3, 5)),
        ("b1", date(2026, 3, 5), date(2026, 4, 7)),
        ("b2", date(2026, 4, 7), date(2026, 4, 22)),
        ("c", date(2026, 4, 22), date(2026, 5, 26)),
    ]
    assert (verdict.worst.due, verdict.worst.days_late) == (date(2026, 5, 25), 1)


def test_what_would_save_it_is_tried_before_it_is_told():
    verdict = judge(chart_of(BOARD), "raja")
    mended = BOARD.replace(verdict.cure.was.text, verdict.cure.will_be.text)

    assert verdict.missed == 14
    assert judge(chart_of(mended), "raja").missed == 0


def test_the_fewest_days_of_each_month_are_told():
    verdict = judge(chart_of(BOARD), "raja")

    assert min(by_month(verdict)) == min(verdict.slack)
    assert len(by_month(verdict)) == 12


@settings(max_examples=15, deadline=None)
@given(blocks())
def test_what_is_said_to_be_missed_can_be_lived_through(block):
    chart = chart_of(process_of(block, "2 days"))
    verdict = judge(chart, "raja", date(2027, 12, 1), 1)
    assume(verdict.missed)

    example = late_case(chart, "raja", verdict.worst)

    late = [
        state.name for state in replayed(chart, example).log[-1].after.deadlines if state.breached or state.days_late
    ]
    assert late == ["raja"]


def test_a_state_without_a_limit_of_its_own_is_no_finding():
    text = chain(line("a", "alku"))

    assert found("PR510", text) == []
    assert judge(chart_of(text), "raja").places == ("b",)


def test_a_limit_that_goes_on_afterwards_is_no_limit_of_a_part():
    longer = "koko: {starts: {enter: a}, met_by: {enter: w}, within: 3 months}"
    text = chain(longer).replace("z: {final", "z: {transitions: [{event: x, to: w}]}\n  w: {final")

    assert judge(chart_of(text), "raja").answered == "no limit"


def test_a_limit_that_began_before_is_no_limit_of_a_part():
    text = chain("loppu: {starts: {enter: b}, met_by: {enter: z}, within: 3 days}")

    assert judge(chart_of(text), "loppu").places == ("b",)


def test_a_limit_with_a_condition_of_its_own_does_not_always_bound():
    conditional = line("b", "loppu").replace("soft: true", "soft: true, if: f")
    text = "case: {f: {type: boolean, default: true}}" + chain(line("a", "alku"), conditional)

    assert judge(chart_of(text), "raja").places == ("b",)


def test_states_that_can_follow_one_another_for_ever_are_named():
    text = chain(line("a", "alku"), line("b", "loppu"), within="6 months").replace("to: z", "to: z}, {event: v, to: a")

    [finding] = found("PR510", text)

    assert judge(chart_of(text), "raja").places == ("a", "b")
    assert "for ever" in finding.message.text


COUNTED = """
case: {n: {type: integer, default: 0, min: 0, max: 5}}
deadlines:
  raja: {starts: {enter: a}, met_by: {enter: z}, within: 1 month}
  alku: {starts: {enter: a}, met_by: {exit: a}, within: 5 working days, soft: true, again: true}
  loppu: {starts: {enter: b}, met_by: {exit: b}, within: 3 working days, soft: true, again: true}
states:
  a: {transitions: [{event: x, to: b}]}
  b: {transitions: [{event: y, to: z}, {event: v, if: n < 2, set: {n: n + 1}, to: a}]}
  z: {final: success}
"""


@pytest.mark.parametrize("times", [0, 1, 2, 4])
def test_a_round_that_is_gone_only_so_often_is_reckoned_turn_by_turn(times):
    verdict = judge(chart_of(COUNTED.replace("n < 2", f"n < {times}")), "raja")
    day = verdict.worst.begins
    for target in ("5 working days", "3 working days") * (times + 1):
        day = count(parse_duration(target), day, FINLAND, rolls=True).due

    assert verdict.answered == "exact"
    assert verdict.worst.last == day
    assert [leg.state for leg in verdict.worst.legs] == ["a", "b"] * (times + 1)


def test_a_counted_round_that_takes_too_long_can_be_lived_through():
    [finding] = found("PR510", COUNTED)

    log = replayed(chart_of(COUNTED), finding.example).log

    assert {state.name for state in log[-1].after.deadlines if state.days_late} == {"raja"}


def test_a_limit_that_begins_anew_where_it_runs_is_no_bound():
    renewed = "d: {starts: {enter: a, event: v}, met_by: {exit: a, event: v}, within: 2 days, soft: true, again: true}"
    text = chain(renewed, line("b", "loppu")).replace("event: x, to: b", "event: x, to: b}, {event: v")

    assert judge(chart_of(text), "raja").places == ("a",)


def test_a_limit_around_a_round_bounds_it():
    around = "kierros: {starts: {enter: a}, met_by: {enter: z}, within: 20 days, soft: true}"
    text = chain(around, line("a", "alku"), line("b", "loppu"), within="1 month").replace(
        "to: z", "to: z}, {event: v, to: a"
    )

    assert judge(chart_of(text), "raja").answered == "exact"
    assert found("PR510", text) == []


def test_a_limit_counted_from_case_data_takes_that_for_the_day_of_the_start():
    text = "case: {tulo: {type: date}}" + chain(line("a", "alku"), line("b", "loppu"), more=", from: tulo")

    verdict = judge(chart_of(text), "raja")

    assert verdict.assuming is not None
    [finding] = found("PR510", text)
    assert finding.example.case["tulo"] == verdict.worst.begins


def test_a_clock_may_rest_on_the_data_that_the_deadline_is_counted_from():
    clock = "b: {transitions: [{at: tulo + 3 months - 14 days, to: z}]}"
    text = "case: {tulo: {type: date}}" + chain(line("a", "alku"), within="3 months", more=", from: tulo")
    text = text.replace("b: {transitions: [{event: y, to: z}]}", clock)

    verdict = judge(chart_of(text), "raja")

    assert (verdict.answered, verdict.missed) == ("exact", 0)
    assert all(days >= 14 for days in verdict.slack)


@pytest.mark.parametrize("within", ["48 hours", "600 minutes"])
def test_a_deadline_in_hours_is_not_reckoned_and_says_so(within):
    text = chain(line("a", "alku"), line("b", "loppu"), within=within)

    assert [finding.code for finding in found("PR514", text)] == ["PR514"]
    assert found("PR510", text) == []


def test_a_step_in_hours_gives_a_bound_and_not_an_exact_day():
    hours = line("a", "alku").replace("5 working days", "30 hours")

    verdict = judge(chart_of(chain(hours, line("b", "loppu"), within="1 month")), "raja")

    assert (verdict.answered, verdict.missed) == ("bound", 0)


def test_a_step_in_hours_does_not_hide_what_is_missed_anyway():
    hours = line("a", "alku").replace("5 working days", "24 hours")
    text = chain(hours, line("b", "loppu"), within="2 days")

    [finding] = found("PR510", text)

    log = replayed(chart_of(text), finding.example).log
    assert {state.name for state in log[-1].after.deadlines if state.days_late} == {"raja"}


def test_a_limit_that_has_changed_is_judged_by_the_version_in_force():
    old_and_new = "versions: [{until: 2030-12-31, within: 1 month}, {from: 2031-01-01, within: 5 days}]"
    text = chain(line("a", "alku"), line("b", "loppu"), within="X").replace("within: X", old_and_new)

    slack = judge(chart_of(text), "raja").slack
    change = (date(2031, 1, 1) - date(2026, 1, 1)).days

    assert min(slack[: change - 40]) >= 0
    assert max(slack[change:]) < 0


@pytest.mark.parametrize("answered", ["exact", "no limit", "never starts"])
def test_every_answer_is_said_in_words(answered):
    texts = {
        "exact": chain(line("a", "alku"), line("b", "loppu")),
        "no limit": chain(line("a", "alku")),
        "never starts": chain().replace("{enter: a}", "{exit: z}"),
    }
    chart = chart_of(texts[answered])
    verdict = judge(chart, "raja")

    assert verdict.answered == answered
    assert all(str(line) for line in verdict_words(chart, verdict))


def test_a_span_of_years_begins_on_its_day():
    verdict = judge(chart_of(BOARD), "raja", date(2028, 2, 29), 1)

    assert len(verdict.slack) == (date(2029, 2, 28) - date(2028, 2, 29)).days
    assert verdict.first + timedelta(days=len(verdict.slack)) == date(2029, 2, 28)


def test_a_wait_for_a_partner_is_found_in_a_branch_too():
    text = """
    roles: {kumppani: {kind: partner}, tyontekija: {kind: staff}}
    events: {alku: {by: tyontekija}, v: {by: kumppani}, w: {by: tyontekija}}
    states:
      o: {transitions: [{event: alku, to: p}]}
      p:
        transitions: [{done: true, to: z}]
        parallel:
          lausunto: {finish: v}
          oma: {finish: w}
      z: {final: success}
    """

    assert [finding.message.facts["name"] for finding in found("PR511", text)] == ["lausunto"]


def test_a_wait_that_a_deadline_watches_is_no_finding():
    text = """
    roles: {kumppani: {kind: partner}}
    events: {alku: {}, v: {by: kumppani}}
    deadlines:
      vastaus: {starts: {enter: b}, met_by: {exit: b}, within: 14 days, soft: true}
    states:
      o: {transitions: [{event: alku, to: b}]}
      b: {transitions: [{event: v, to: z}]}
      z: {final: success}
    """

    assert found("PR511", text) == []


def test_a_deadline_may_start_by_what_another_one_raises():
    text = """
    deadlines:
      eka: {starts: {enter: a}, met_by: {exit: a}, within: 3 days, breach: myohassa}
      toka: {starts: {enter: b}, met_by: {exit: b}, within: 3 days}
    states:
      a: {transitions: [{event: x, to: z}, {event: myohassa, to: b}]}
      b: {transitions: [{event: x, to: z}]}
      z: {final: success}
    """

    assert found("PR512", text) == []
    assert judge(chart_of(text), "toka").answered == "never starts"


def test_a_deadline_met_in_another_branch_can_be_met():
    text = """
    deadlines:
      raja: {starts: {enter: a1}, met_by: {event: y}, within: 3 days}
    states:
      p:
        transitions: [{done: true, to: z}]
        parallel:
          a: {initial: a0, states: {a0: {transitions: [{event: x, to: a1}]}, a1: {final: done}}}
          b: {finish: y}
      z: {final: success}
    """

    assert found("PR513", text) == []


def test_what_a_deadline_raises_in_vain_is_found():
    text = """
    events: {x: {}, y: {}, myohassa: {}}
    deadlines:
      raja: {starts: {enter: b}, met_by: {exit: b}, within: 3 days, breach: myohassa}
    states:
      a: {transitions: [{event: x, to: b}, {event: myohassa, to: z}]}
      b: {transitions: [{event: y, to: z}]}
      z: {final: success}
    """

    assert [finding.message.facts["event"] for finding in found("PR513", text)] == ["myohassa"]


def test_a_deadline_that_goes_on_for_ever_unmet_is_found():
    text = """
    deadlines:
      raja: {starts: {enter: b}, met_by: {exit: a}, within: 3 days}
    states:
      a: {transitions: [{event: x, to: b}]}
      b: {transitions: [{event: y, to: z}]}
      z: {final: success}
    """

    assert [finding.code for finding in found("PR513", text)] == ["PR513"]


def test_a_stretch_is_worked_out_once_for_a_chart():
    chart = chart_of(BOARD)

    assert stretch.stretch_of(chart, "raja") is stretch.stretch_of(chart, "raja")
