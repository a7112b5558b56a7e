"""What a designer promises is held against every case, and what breaks it is shown as the shortest one."""

from __future__ import annotations

import pytest
import yaml

from prosessi.chart.compile import compile_process
from prosessi.chart.explore import explore
from prosessi.chart.promises import pledges, promise_words
from prosessi.model.library import EMPTY
from prosessi.model.process import Process
from prosessi.verify.promises.judgement import judge, judge_all
from verify.replay import replayed

PROCESS = """\
prosessi: 1
process: kasittely
case:
  kiire: {type: boolean}
  varma: {type: boolean}
documents: {lausunto: {}}
events:
  hae: {decides: kiire}
  kuule: {produces: lausunto, decides: varma}
  taydenna: {}
  paata: {}
  peru: {}
initial: alussa
states:
  alussa:
    transitions:
      - {event: hae, to: tutkittavana}
  tutkittavana:
    transitions:
      - {event: taydenna}
      - {event: kuule, to: kuultu}
  kuultu:
    transitions:
      - {event: paata, if: not kiire or varma, to: paatetty}
      - {event: paata, else: true, to: tutkittavana}
  paatetty: {final: success}
"""
PAST = "      - {event: paata, to: paatetty}\n"
CALLED_OFF = "      - {event: peru, to: peruttu}\n"
LOST = "      - {event: peru, to: unohdettu}\n"
AGAIN = "      - {event: taydenna}\n"
ENDS = "  peruttu: {final: closed}\n"
GOES_ROUND = "  unohdettu: {transitions: [{event: taydenna}]}\n"
HEARD_HERE = "      - {event: kuule, to: kuultu}\n"
DECIDED_HERE = "      - {event: paata, else: true, to: tutkittavana}\n"

TWINS = {
    "heard before the decision": (
        "always: {before: paatetty, comes: kuule}",
        {HEARD_HERE: HEARD_HERE + PAST},
        ["hae", "paata"],
    ),
    "a paper before the decision": (
        "always: {before: paata, comes: lausunto}",
        {HEARD_HERE: HEARD_HERE + PAST},
        ["hae", "paata"],
    ),
    "in haste a paper first": (
        "always: {before: paatetty, comes: lausunto, if: kiire}",
        {HEARD_HERE: HEARD_HERE + "      - {event: paata, if: kiire, to: paatetty}\n"},
        ["hae", "paata"],
    ),
    "an answer to an application": (
        "always: {after: hae, comes: paatetty}",
        {HEARD_HERE: HEARD_HERE + CALLED_OFF, "  paatetty:": ENDS + "  paatetty:"},
        ["hae", "peru"],
    ),
    "no application forgotten": (
        "always: {after: hae, comes: paatetty}",
        {HEARD_HERE: HEARD_HERE + LOST, "  paatetty:": GOES_ROUND + "  paatetty:"},
        ["hae", "peru"],
    ),
    "heard in every case": (
        "always: {comes: kuule}",
        {HEARD_HERE: HEARD_HERE + CALLED_OFF, "  paatetty:": ENDS + "  paatetty:"},
        ["hae", "peru"],
    ),
    "never called off": (
        "never: {comes: peru}",
        {DECIDED_HERE: DECIDED_HERE + "      - {event: peru, to: paatetty}\n"},
        ["hae", "kuule", "peru"],
    ),
    "applied for once": (
        "never: {twice: hae}",
        {DECIDED_HERE: DECIDED_HERE + "      - {event: hae, to: alussa}\n"},
        ["hae", "kuule", "hae"],
    ),
    "nothing more asked after the decision": (
        "never: {after: {exit: kuultu}, comes: taydenna, if: varma}",
        {DECIDED_HERE: DECIDED_HERE + "      - {event: peru, to: tutkittavana}\n"},
        ["hae", "kuule", "peru", "taydenna"],
    ),
    "no decision before hearing": (
        "never: {before: {exit: tutkittavana}, comes: paata}",
        {HEARD_HERE: HEARD_HERE + PAST.replace("paatetty", "alussa")},
        None,
    ),
    "in haste only when sure": (
        "never: {in: paatetty, if: kiire and not varma}",
        {"not kiire or varma": "not kiire or not varma"},
        ["hae", "kuule", "paata"],
    ),
}


def charted(promise, changes=None):
    text = PROCESS
    for old, new in (changes or {}).items():
        assert old in text
        text = text.replace(old, new, 1)
    return compiled({**yaml.safe_load(text), "promises": {"lupaus": yaml.safe_load(promise)}})


def compiled(written):
    return compile_process(Process.model_validate(written), EMPTY)


def judged(chart):
    [judgement] = judge_all(chart, lambda: explore(chart))
    return judgement


def deeds(example):
    return [step["do"] for step in example.steps if "do" in step]


@pytest.mark.parametrize("promise", [promise for promise, _, _ in TWINS.values()])
def test_a_promise_that_every_case_keeps_holds(promise):
    judgement = judged(charted(promise))

    assert (judgement.verdict, judgement.why, judgement.example) == ("holds", "", None)


@pytest.mark.parametrize(
    ("promise", "changes", "expected"),
    [each for each in TWINS.values() if each[2]],
    ids=[k for k, v in TWINS.items() if v[2]],
)
def test_a_broken_promise_is_shown_by_the_shortest_case(promise, changes, expected):
    chart = charted(promise, changes)
    judgement = judged(chart)

    assert judgement.verdict == "broken"
    assert deeds(judgement.example) == expected
    assert replayed(chart, judgement.example)


def test_an_answer_that_a_case_ends_without_is_told_from_one_that_it_is_stuck_without():
    ended, stuck = (TWINS[name] for name in ("an answer to an application", "no application forgotten"))

    assert judged(charted(ended[0], ended[1])).why == "ends"
    assert judged(charted(stuck[0], stuck[1])).why == "stuck"


def test_going_round_with_the_answer_always_open_breaks_nothing():
    round_and_round = {HEARD_HERE: HEARD_HERE + "      - {event: peru, to: alussa}\n"}

    assert judged(charted("always: {after: hae, comes: paata}", round_and_round)).verdict == "holds"


def test_what_comes_in_the_same_moment_counts_as_before():
    assert judged(charted("always: {before: kuule, comes: lausunto}")).verdict == "holds"
    assert judged(charted("always: {after: lausunto, comes: kuule}")).verdict == "holds"


def test_what_comes_later_in_the_same_step_is_not_before():
    assert judged(charted("always: {before: kuule, comes: kuultu}")).verdict == "broken"
    assert judged(charted("always: {before: kuultu, comes: kuule}")).verdict == "holds"


def test_a_promise_about_what_never_happens_says_nothing():
    chart = charted("always: {before: peru, comes: kuule}")

    assert (judged(chart).verdict, judged(chart).why) == ("empty", "never")


def test_a_promise_whose_condition_never_holds_says_nothing():
    chart = charted("always: {before: paatetty, comes: kuule, if: kiire and not varma}")

    assert (judged(chart).verdict, judged(chart).why) == ("empty", "condition")


def test_a_ban_whose_condition_never_holds_is_kept():
    assert judged(charted("never: {comes: paatetty, if: kiire and not varma}")).verdict == "holds"


def test_data_that_nobody_else_asks_about_matter_to_a_promise():
    chart = charted("always: {before: kuultu, comes: taydenna, if: kiire}")
    judgement = judged(chart)

    assert judgement.verdict == "broken"
    assert judgement.example.steps[0]["set"] == {"kiire": True}
    assert replayed(chart, judgement.example)


TWO_AT_ONCE = """\
prosessi: 1
process: kasittely
events: {aloita: {}, lopeta: {}, toinen: {}}
initial: rinnan
promises: {lupaus: {never: {together: [tyossa, tauolla]}}}
states:
  rinnan:
    parallel:
      yksi:
        initial: odottaa
        states:
          odottaa: {transitions: [{event: aloita, to: tyossa}]}
          tyossa: {transitions: [{event: lopeta, to: odottaa}]}
      kaksi:
        initial: toimii
        states:
          toimii: {transitions: [{event: lopeta, to: tauolla}]}
          tauolla: {transitions: [{event: aloita, to: toimii}]}
"""


def test_two_states_that_are_never_active_at_once():
    chart = compiled(yaml.safe_load(TWO_AT_ONCE))

    assert judged(chart).verdict == "holds"


def test_two_states_that_can_be_active_at_once_are_shown_in_a_case():
    chart = compiled(
        yaml.safe_load(
            TWO_AT_ONCE.replace("toimii: {transitions: [{event: lopeta", "toimii: {transitions: [{event: toinen")
        )
    )
    judgement = judged(chart)

    assert judgement.verdict == "broken"
    assert sorted(deeds(judgement.example)) == ["aloita", "toinen"]
    assert set(judgement.example.active) == {"tyossa", "tauolla"}
    assert replayed(chart, judgement.example)


def test_a_state_never_active_leaves_a_promise_about_two_of_them_empty():
    chart = compiled(
        yaml.safe_load(TWO_AT_ONCE.replace("[{event: lopeta, to: tauolla}]", "[{event: lopeta, to: toimii}]"))
    )

    assert judged(chart).why == "never"


WITHIN = "always: {after: tutkittavana, comes: kuule, within: 3 months}"
DEADLINES = {
    "as long": ({"within": "3 months"}, "holds"),
    "shorter in other units": ({"within": "10 weeks"}, "holds"),
    "longer": ({"within": "4 months"}, "unknown"),
    "longer by a roll over the week-end": ({"within": "12 weeks"}, "unknown"),
    "not comparable": ({"within": "20 working days"}, "unknown"),
    "only on a condition": ({"within": "2 months", "if": "kiire"}, "unknown"),
    "met by something else": ({"within": "2 months", "met_by": {"event": ["kuule", "taydenna"]}}, "unknown"),
    "started by something else": ({"within": "2 months", "starts": {"enter": "alussa"}}, "unknown"),
    "only once where it can be asked for twice": ({"within": "2 months", "again": None}, "unknown"),
}


@pytest.mark.parametrize(("deadline", "verdict"), DEADLINES.values(), ids=DEADLINES)
def test_a_time_is_kept_only_if_a_deadline_watches_it(deadline, verdict):
    whole = {"starts": {"enter": "tutkittavana"}, "met_by": {"event": "kuule"}, "again": True} | deadline
    written = {key: value for key, value in whole.items() if value is not None}
    process = {
        **yaml.safe_load(PROCESS),
        "deadlines": {"raja": written},
        "promises": {"lupaus": yaml.safe_load(WITHIN)},
    }
    judgement = judged(compiled(process))

    assert (judgement.verdict, judgement.why) == (verdict, "" if verdict == "holds" else "time")


def test_a_deadline_that_begins_once_is_enough_for_what_is_asked_for_once():
    process = yaml.safe_load(PROCESS)
    limit = {"starts": {"event": "hae"}, "met_by": {"event": "kuule"}, "within": "2 months"}
    promise = {"always": {"after": "hae", "comes": "kuule", "within": "3 months"}}
    chart = compiled(process | {"deadlines": {"raja": limit}, "promises": {"lupaus": promise}})

    assert judged(chart).verdict == "holds"


def test_of_a_graph_that_is_not_whole_nothing_is_said_to_hold():
    chart = charted("always: {after: hae, comes: paata}")
    judgement = judge(explore(chart, most=3), *pledges(chart))

    assert (judgement.verdict, judgement.why) == ("unknown", "large")


def test_what_is_broken_is_broken_however_little_was_looked_at():
    chart = charted("never: {comes: hae}")
    judgement = judge(explore(chart, most=3), *pledges(chart))

    assert judgement.verdict == "broken"


def test_a_promise_is_told_in_words():
    words = {name: str(promise_words(chart, *pledges(chart))) for name, chart in _charts()}

    assert words["heard before the decision"] == "Ennen kohtaa ”Paatetty” on aina ollut ”Kuule”"
    assert words["in haste a paper first"] == "Ennen kohtaa ”Paatetty” on aina ollut ”Lausunto”, kun Kiire"


def _charts():
    return [(name, charted(promise)) for name, (promise, _, _) in TWINS.items()]
