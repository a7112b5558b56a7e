"""What holds in a process cut down to what a promise is about holds in the whole of it."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from charts import chart_of, events_in
from prosessi.chart.compile import compile_process
from prosessi.chart.explore import MOST, explore
from prosessi.chart.promises import PATTERNS, pledges
from prosessi.model.library import EMPTY
from prosessi.model.process import Process
from prosessi.verify.promises.judgement import judge, judge_all
from prosessi.verify.promises.slices import slice_of
from strategies import processes
from verify.promised import chart_names, promises, regions

WIDE = """\
prosessi: 1
process: leve
case: {lupa: {type: boolean, default: false}}
documents: {paperi: {}}
events:
  hae: {}
  a_tehty: {}
  b_tehty: {}
  c_tehty: {}
  paata: {}
  hyppy: {}
initial: alussa
promises: {lupaus: {never: {comes: paatetty}}}
states:
  alussa:
    transitions:
      - {event: hae, to: rinnan}
  rinnan:
    transitions:
      - {done: true, to: lopussa}
      - {event: hyppy, if: lupa, to: paatetty}
    parallel:
      a: {finish: a_tehty}
      b:
        initial: b1
        states:
          b1:
            transitions:
              - {event: b_tehty, to: b2}
          b2: {final: done}
      c: {finish: c_tehty}
  lopussa:
    transitions:
      - {event: paata, if: lupa, to: paatetty}
  paatetty: {final: success}
"""
LIMIT = "{starts: {event: b_tehty}, met_by: {event: hae}, within: 5 days, breach: vie}"
B_STEP = "{event: b_tehty, to: b2}"
LINKS = {
    "it names a state inside": ("{comes: paatetty}", "{comes: b2}"),
    "it names an act inside": ("{comes: paatetty}", "{comes: b_tehty}"),
    "an act inside makes its paper": ("b_tehty: {}", "b_tehty: {produces: paperi}"),
    "an act inside settles data": ("b_tehty: {}", "b_tehty: {decides: lupa}"),
    "a move inside sets data": (B_STEP, "{event: b_tehty, set: {lupa: true}, to: b2}"),
    "a state inside sets data": ("b2: {final: done}", "b2: {final: done, entry: {set: {lupa: true}}}"),
    "a move inside raises an event": (B_STEP, "{event: b_tehty, raise: vie, to: b2}"),
    "a move inside leads out": (B_STEP, "{event: b_tehty, to: paatetty}"),
    "a condition asks where it is inside": ("hyppy, if: lupa", "hyppy, if: active(b2)"),
    "a deadline that tells waits for an act inside": (
        "initial: alussa",
        f"deadlines: {{raja: {LIMIT}}}\ninitial: alussa",
    ),
    "a move waits for a branch by name": ("{done: true, to: lopussa}", "{done: b, to: paatetty}"),
}


def charted(old="", new=""):
    assert old in WIDE
    text = WIDE.replace(old, new, 1).replace("  hyppy: {}", "  hyppy: {}\n  vie: {}")
    text = text.replace("      - {event: hyppy,", "      - {event: vie, to: paatetty}\n      - {event: hyppy,")
    if "raise: vie" not in text and "breach: vie" not in text:
        text = text.replace("      - {event: vie, to: paatetty}\n", "")
    if "produces: paperi" in text:
        text = text.replace("{comes: paatetty}", "{comes: paperi}")
    return compile_process(Process.model_validate(yaml.safe_load(text)), EMPTY)


def judged(chart, most=MOST):
    [judgement] = judge_all(chart, lambda: explore(chart, most=most))
    return judgement


def test_what_a_promise_is_not_about_is_closed_to_one_step():
    chart = charted()
    part = slice_of(chart, *pledges(chart))

    assert set(part.ids) == {"alussa", "rinnan", "lopussa", "paatetty"}
    assert judged(chart).verdict == "holds"
    assert judged(chart, most=2).verdict == "holds"


def test_branches_that_a_promise_is_not_about_are_closed_to_one():
    chart = charted("{comes: paatetty}", "{comes: {exit: a}, if: lupa}")
    part = slice_of(chart, *pledges(chart))

    assert {"a", "b", "c"} & set(part.ids) == {"a"}


@pytest.mark.parametrize(("old", "new"), LINKS.values(), ids=LINKS)
def test_a_part_that_a_promise_hangs_on_stays_whole(old, new):
    chart = charted(old, new)

    assert judged(chart).verdict == "broken"
    assert judged(chart, most=2).verdict == "unknown"


def test_that_something_comes_is_never_seen_in_a_part():
    stuck = charted("{final: done}\n", "{transitions: [{event: a_tehty}]}\n")
    text = {"lupaus": {"always": {"after": "hae", "comes": "lopussa"}}}
    promised = stuck.process.model_copy(
        update={"promises": Process.model_validate(yaml.safe_load(WIDE) | {"promises": text}).promises}
    )

    assert judged(compile_process(promised, EMPTY)).verdict == "broken"
    assert judged(compile_process(promised, EMPTY), most=2).verdict == "unknown"


@settings(max_examples=60)
@given(process=processes(), pattern=st.sampled_from([each for each in PATTERNS if not each.owing]), data=st.data())
def test_what_holds_in_the_cut_process_holds_in_the_whole_one(process, pattern, data):
    names = sorted(chart_names(process))
    wide = process | {"states": process["states"] | {"leve": wide_state(data, names)}}
    chart = chart_of(wide | {"promises": {"lupaus": data.draw(promises(pattern, names))}})
    [pledge] = pledges(chart)
    part = slice_of(chart, pledge)
    assume(part is not None)

    if judge(explore(part, most=2000), *pledges(part)).verdict == "holds":
        assert judge(explore(chart, most=2000), pledge).verdict in {"holds", "unknown"}


@settings(max_examples=80)
@given(process=regions(), pattern=st.sampled_from(PATTERNS), data=st.data())
def test_a_promise_is_judged_alike_whether_branches_go_in_order_or_in_every_order(process, pattern, data):
    names, acts = sorted(chart_names(process)), sorted(set(events_in(process["states"])))
    chart = chart_of(process | {"promises": {"lupaus": data.draw(promises(pattern, names, acts))}})
    [pledge] = pledges(chart)

    full = judge(explore(chart, most=3000, full=True), pledge)

    assert judged(chart).verdict == full.verdict


def wide_state(data, names):
    """A parallel state of which some branches have nothing to do with anything else."""
    branches = {f"haara{n}": {"finish": f"teko{n}"} for n in range(3)}
    back = {"done": True, "to": data.draw(st.sampled_from(names))}
    return {"parallel": branches, "transitions": [back, {"event": "c", "to": names[0]}]}
