"""A scenario that is like another: what it says goes before, what it leaves out is the other's."""

from __future__ import annotations

import pytest

from prosessi.model.bind import bind
from prosessi.model.likeness import laid_over
from prosessi.model.scenario import Scenario
from prosessi.source.yaml import read

YEAR = """\
scenario: vuosi
title: Koko vuosi
assumption: harjoitus
period: {from: 2026-01-01, to: 2026-12-31}
cases: 500
processes:
  laina:
    arrivals: {rate: 10 per week, weekdays: {sat: 0.5, sun: 0.2}, holidays: none, source: S001-F01}
    case: {kiire: {chance: 0.2}}
    acts:
      ota: {work: {lognormal: {median: 1 hour, p90: 2 hours}}, assumption: kokeneen arvio}
      peru: {after: 3 days, chance: 0.1, in: {jonossa: {chance: 0.2, assumption: jonon arvio}}}
staff:
  virkailija: {people: 2, leave: [{from: 2026-07-01, to: 2026-07-31}], law: lsl_26, assumption: kaksi virkailijaa}
"""


def laid(text):
    """The scenario of a text that is like that of the year, and what it takes away in vain."""
    found = laid_over(read(f"scenario: toinen\nlike: vuosi.yaml\n{text}", "toinen.yaml").value, other())
    bound = bind(found.value, Scenario)
    assert bound.findings == ()
    return bound.model, [idle.key for idle in found.idle]


def other():
    return read(YEAR, "vuosi.yaml").value


def laina(text):
    scenario, _ = laid(f"processes: {{laina: {text}}}\n")
    return scenario.processes["laina"]


def test_what_is_left_out_is_that_of_the_other():
    scenario, idle = laid("staff: {virkailija: {people: 3}}\n")

    assert scenario.staff["virkailija"].people == 3
    assert len(scenario.staff["virkailija"].leave) == 1
    assert list(scenario.processes["laina"].acts) == ["ota", "peru"]
    assert idle == []


def test_a_name_and_a_title_are_its_own():
    scenario, _ = laid("")

    assert (scenario.scenario, scenario.title) == ("toinen", None)


def test_what_comes_anew_stands_after_what_there_was():
    scenario, _ = laid("staff: {avustaja: {people: 1}}\n")

    assert list(scenario.staff) == ["virkailija", "avustaja"]


def test_an_amount_is_taken_whole():
    assert laina("{acts: {ota: {work: {uniform: {from: 1 hour, to: 2 hours}}}}}").acts["ota"].work.forms == ("uniform",)


def test_weights_are_laid_over_one_another_day_by_day():
    assert laina("{arrivals: {weekdays: {sat: 0}}}").arrivals.weekdays.weights[5:] == (0, 0.2)


def test_cases_that_come_in_another_way_do_not_have_the_weights_of_the_first():
    arrivals = laina("{arrivals: {every: 2 hours, assumption: koe}}").arrivals

    assert arrivals.model_fields_set == {"every", "assumption"}
    assert laina("{arrivals: {rate: 20 per week}}").arrivals.weekdays.weights[5:] == (0.5, 0.2)


@pytest.mark.parametrize("nothing", ["null", "none", "~"])
@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("staff: {virkailija: {leave: NOTHING}}", lambda scenario: scenario.staff["virkailija"].leave),
        ("staff: {virkailija: NOTHING}", lambda scenario: scenario.staff),
        (
            "processes: {laina: {acts: {ota: NOTHING, peru: NOTHING}}}",
            lambda scenario: scenario.processes["laina"].acts,
        ),
        ("processes: {laina: {arrivals: NOTHING}}", lambda scenario: scenario.processes["laina"].arrivals),
        (
            "processes: {laina: {acts: {ota: {work: NOTHING}}}}",
            lambda scenario: scenario.processes["laina"].acts["ota"].work,
        ),
        ("cases: NOTHING", lambda scenario: scenario.cases),
    ],
)
def test_nothing_takes_away_what_the_other_says(text, left, nothing):
    scenario, idle = laid(f"{text.replace('NOTHING', nothing)}\n")

    assert not left(scenario)
    assert idle == []


def test_none_stays_a_word_where_it_is_one():
    scenario, idle = laid("processes: {laina: {arrivals: {holidays: none}, case: {kiire: none}}}\n")

    assert scenario.processes["laina"].arrivals.holidays == "none"
    assert scenario.processes["laina"].case["kiire"].fixed == "none"
    assert idle == []


def test_what_is_not_there_cannot_be_taken_away():
    _, idle = laid("staff: {virkalija: none, virkailija: {caseload: null}}\n")

    assert sorted(idle) == ["caseload", "virkalija"]


def test_other_numbers_do_not_rest_on_what_the_first_ones_did():
    scenario, _ = laid("staff: {virkailija: {people: 3, assumption: kolme virkailijaa}}\n")

    assert (scenario.staff["virkailija"].law, scenario.staff["virkailija"].assumption) == ((), "kolme virkailijaa")
    assert not laina("{acts: {ota: {share: 0.5}}}").acts["ota"].grounded
    assert not laina("{arrivals: {weekdays: {sat: 0}}}").arrivals.grounded


def test_what_nobody_changes_rests_on_what_it_did():
    act = laina("{acts: {peru: {in: {jonossa: {chance: 0.3}}}, ota: {assumption: toisen arvio}}}").acts

    assert act["ota"].assumption == "toisen arvio"
    assert act["peru"].in_["jonossa"].assumption == ""
    assert laid("replications: 3\n")[0].assumption == "harjoitus"


def test_a_place_is_in_the_file_where_it_was_written():
    scenario, _ = laid("staff: {virkailija: {people: 3}}\n")
    crew = scenario.staff["virkailija"]

    assert scenario.place.file == "toinen.yaml"
    assert (crew.place_of("people").file, crew.place_of("people").line) == ("toinen.yaml", 3)
    assert (crew.place_of("leave").file, crew.place_of("leave").line) == ("vuosi.yaml", 14)
    assert scenario.place_of_key("processes", "laina").file == "vuosi.yaml"
