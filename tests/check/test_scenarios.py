"""Mistakes in scenarios: each is told once, in its place, with what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

import prosessi
from prosessi.check import check_path
from prosessi.messages import speaking

PROCESS = """\
prosessi: 1
process: tuki
title: Tuki
assumption: harjoitus
initial: jonossa
roles:
  asiakas: {label: Asiakas, kind: client, assumption: harjoitus}
  ohjaaja: {label: Ohjaaja, assumption: harjoitus}
  johtaja: {label: Johtaja, assumption: harjoitus}
case:
  kiire: {type: boolean, label: Kiire, assumption: harjoitus}
  tulos: {type: choice, of: [kylla, ei], label: Tulos, assumption: harjoitus}
events:
  ota: {label: Ota käsittelyyn, by: ohjaaja, decides: kiire, assumption: harjoitus}
  hylkaa: {label: Hylkää, by: ohjaaja, assumption: harjoitus}
  ratkaise: {label: Ratkaise, by: [ohjaaja, johtaja], decides: tulos, assumption: harjoitus}
  peru: {label: Peru, by: asiakas, assumption: harjoitus}
states:
  jonossa:
    label: Jonossa
    assumption: harjoitus
    transitions:
      - {event: ota, if: kiire, to: kasittely}
      - {event: ota, else: true, to: odotus}
      - {event: hylkaa, to: paattynyt}
      - {event: peru, to: paattynyt}
  odotus:
    label: Odottaa
    assumption: harjoitus
    transitions: [{after: 5 days, to: kasittely}]
  kasittely:
    label: Käsittelyssä
    responsible: johtaja
    assumption: harjoitus
    transitions:
      - {event: ratkaise, if: tulos == kylla, to: saatu}
      - {event: ratkaise, else: true, to: paattynyt}
  saatu: {label: Tuki on saatu, final: success, assumption: harjoitus}
  paattynyt: {label: Päättynyt, final: closed, assumption: harjoitus}
"""
SCENARIO = """\
scenario: vuosi
period: {from: 2026-01-01, to: 2026-12-31}
warm_up: 4 weeks
processes:
  tuki:
    arrivals: {rate: 5 per week, weekdays: {sat: 0.5}, assumption: harjoitus}
    acts:
      ota: {work: 1 hour, share: 0.8, decides: {kiire: {chance: 0.3}}, assumption: harjoitus}
      hylkaa: {work: 30 minutes, share: 0.2, assumption: harjoitus}
      ratkaise:
        by: johtaja
        with: ohjaaja
        after: 1 week
        work: {lognormal: {median: 1 hour, p90: 3 hours}}
        decides: {tulos: {shares: {kylla: 0.6, ei: 0.4}}}
        assumption: harjoitus
      peru: {after: {exponential: {mean: 60 days}}, chance: 0.1, assumption: harjoitus}
    first: kiire
staff:
  ohjaaja: {people: 2, hours: virka_aika, leave: [{from: 2026-07-01, to: 2026-07-31, people: 1}], assumption: harjoitus}
  johtaja: {people: 1, named: true, caseload: 40, assumption: harjoitus}
hours:
  virka_aika: {mon-fri: 8-16, assumption: harjoitus}
"""
FAULTS = {
    "a negative time": ("work: 1 hour,", "work: -1 hours,", "8:19 PR046"),
    "a time without a unit": ("work: 1 hour,", "work: 1,", "8:19 PR033"),
    "a unit in Finnish": ("work: 1 hour,", "work: 1 tunti,", "8:19 PR046"),
    "a decimal comma": ("work: 30 minutes", 'work: "0,5 hours"', "9:23 PR046"),
    "working days": ("after: 1 week", "after: 5 working days", "13:16 PR046"),
    "a rate in Finnish": ("rate: 5 per week", "rate: 5 viikossa", "6:22 PR046"),
    "times of no day": ("mon-fri: 8-16", "mon-fri: 8-26", "23:25 PR047"),
    "days in Finnish": ("mon-fri: 8-16", "ma-pe: 8-16", "23:16 PR030"),
    "an unknown distribution": ("lognormal:", "lognorml:", "14:16 PR030"),
    "an unknown parameter": ("median:", "medain:", "14:28 PR030"),
    "an unknown process": ("  tuki:\n", "  tukki:\n", "5:3 PR850"),
    "an unknown act": ("hylkaa:", "hylkä:", "9:7 PR036"),
    "an act that nothing is called": ("peru: {", "peruu: {", "17:7 PR851"),
    "an unknown role": ("by: johtaja", "by: johtja", "11:13 PR851"),
    "an unknown partner": ("with: ohjaaja", "with: psykologi", "12:15 PR851"),
    "an unknown datum": ("kiire: {chance", "kire: {chance", "8:49 PR851"),
    "unknown hours": ("hours: virka_aika", "hours: virkaaika", "20:31 PR851"),
    "a crew that is no role": ("johtaja: {people: 1", "johtajat: {people: 1", "21:3 PR851"),
    "data that another act decides": ("kiire: {chance: 0.3}", "tulos: ei, kiire: {chance: 0.3}", "8:49 PR852"),
    "an unknown choice": ("kylla: 0.6", "kyllä: 0.6", "15:36 PR853"),
    "a distribution of a choice": ("{shares: {kylla: 0.6, ei: 0.4}}", "{uniform: {from: 0, to: 1}}", "15:27 PR853"),
    "two forms at once": ("{chance: 0.3}", "{chance: 0.3, fixed: true}", "8:57 PR854"),
    "no form at all": ("{chance: 0.3}", "{assumption: arvio}", "8:49 PR854"),
    "parameters that cannot be": ("p90: 3 hours", "p90: 30 minutes", "14:49 PR855"),
    "too few parameters": ("median: 1 hour, p90: 3 hours", "median: 1 hour", "14:16 PR855"),
    "a question without an answer": ("first: kiire", "first: kiirre", "18:12 PR856"),
    "a question of the wrong kind": ("first: kiire", "first: tulos > 5", "18:20 PR856"),
    "shares of a choice over one": ("ei: 0.4", "ei: 0.5", "15:27 PR857"),
    "shares of acts over one": ("share: 0.2", "share: 0.4", "9:41 PR857"),
    "shares of acts under one": ("share: 0.8", "share: 0.5", "9:41 PR857"),
    "a chance in per cent": ("chance: 0.1", "chance: 10", "17:61 PR858"),
    "a negative weight": ("sat: 0.5", "sat: -0.5", "6:50 PR858"),
    "a part time over one": ("people: 2,", "people: 2, part_time: 80,", "20:35 PR858"),
    "a period that ends before it begins": ("to: 2026-12-31", "to: 2025-12-31", "2:32 PR859"),
    "a period without an end": (", to: 2026-12-31", "", "2:1 PR859"),
    "leave that ends before it begins": ("to: 2026-07-31", "to: 2026-06-01", "20:74 PR859"),
    "a rate and dates": ("rate: 5 per week", "rate: 5 per week, dates: [2026-02-02]", "6:34 PR860"),
    "a rate and a gap": ("rate: 5 per week", "rate: 5 per week, every: 1 day", "6:34 PR860"),
    "a gap beside weights of days": ("rate: 5 per week", "every: 1 day", "6:30 PR860"),
    "a gap of nought": ("rate: 5 per week, weekdays: {sat: 0.5}", "every: 0 minutes", "6:23 PR860"),
    "gaps that are all nought": (
        "rate: 5 per week, weekdays: {sat: 0.5}",
        "every: {empirical: {values: [0 minutes]}}",
        "6:23 PR860",
    ),
    "a gap in two ways": (
        "rate: 5 per week, weekdays: {sat: 0.5}",
        "every: {fixed: 1 day, exponential: {mean: 1 day}}",
        "6:38 PR854",
    ),
    "gaps that cannot be": (
        "rate: 5 per week, weekdays: {sat: 0.5}",
        "every: {uniform: {from: 2 days, to: 1 day}}",
        "6:40 PR855",
    ),
    "a rate of nothing": ("rate: 5 per week", "rate: 0 per week", "6:22 PR860"),
    "no warm-up": ("warm_up: 4 weeks\n", "", "2:1 PR862"),
    "work of a client": ("after: {exponential: {mean: 60 days}}", "work: 10 minutes", "17:7 PR863"),
    "zero people": ("people: 1, named", "people: 0, named", "21:21 PR864"),
    "fewer than none": ("people: 1, named", "people: -1, named", "21:21 PR035"),
    "more on leave than there are": ("people: 1}]", "people: 5}]", "20:94 PR865"),
    "a caseload of nobody": ("named: true, ", "", "21:24 PR866"),
    "hours of nobody": ("hours: virka_aika, ", "", "23:3 PR867"),
    "hours without an open moment": ("mon-fri: 8-16, ", "", "23:3 PR868"),
    "people who never meet": ("people: 1, named: true, caseload: 40", "people: 1, hours: yo", "10:7 PR869"),
    "an act that takes no time": ("{work: 30 minutes, share: 0.2", "{share: 0.2", "9:7 PR870"),
    "a share and a chance": ("chance: 0.1", "chance: 0.1, share: 0", "17:53 PR870"),
    "a decision without values": (", decides: {kiire: {chance: 0.3}}", "", "8:7 PR871"),
    "one of several roles that may not act": ("by: johtaja", "by: [johtaja, asiakas]", "11:23 PR872"),
    "one of several roles that keeps its cases": ("by: johtaja", "by: [johtaja, ohjaaja]", "21:24 PR881"),
    "a role that may not act": ("by: johtaja", "by: asiakas", "11:13 PR872"),
    "a number out of the air": (
        "{work: 30 minutes, share: 0.2, assumption: harjoitus}",
        "{work: 30 minutes}",
        "9:7 PR876",
    ),
    "a crew of which only some keep cases": (
        "johtaja: {people: 1",
        "sijainen: {people: 1, roles: [johtaja], assumption: harjoitus}\n  johtaja: {people: 1",
        "22:24 PR881",
    ),
    "one person for two roles of a meeting": (
        "ohjaaja: {people: 2,",
        "ohjaaja: {people: 2, roles: [ohjaaja, johtaja], named: true,",
        "10:7 PR883",
    ),
    "more work than time": ("ota: {work: 1 hour", "ota: {work: 30 hours", "20:3 PR878"),
    "more cases than room": ("people: 2,", "people: 2, named: true, caseload: 1,", "20:3 PR879"),
}
NIGHT = "  yo: {sat-sun: 0-6, assumption: harjoitus}\n"


@pytest.fixture
def checked(tmp_path):
    def findings(scenario, process=PROCESS):
        folder = tmp_path / "tuki"
        folder.mkdir()
        (folder / "process.yaml").write_text(process, encoding="utf-8")
        file = folder / "scenario.yaml"
        file.write_text(scenario, encoding="utf-8")
        [report] = check_path(file)
        return report.findings

    return findings


def test_the_scenario_itself_is_sound(checked):
    assert checked(SCENARIO) == ()


@pytest.mark.parametrize(("old", "new", "expected"), FAULTS.values(), ids=FAULTS)
def test_a_mistake_is_told_once_in_its_place_with_a_remedy(checked, old, new, expected):
    assert SCENARIO.count(old) == 1
    changed = SCENARIO.replace(old, new) + (NIGHT if "hours: yo" in new else "")

    findings = checked(changed)

    assert [f"{found.at.line}:{found.at.column} {found.code}" for found in findings] == [expected]
    assert all(found.fix for found in findings)
    for language in ("fi", "sv", "en"):
        with speaking(language):
            assert all("{" not in f"{found.message}".replace("{{", "") for found in findings)


def test_cases_can_come_with_gaps_between_them(checked):
    assert (
        checked(SCENARIO.replace("rate: 5 per week, weekdays: {sat: 0.5}", "every: {gamma: {mean: 2 days, sd: 1 day}}"))
        == ()
    )


def test_an_act_left_out_is_told_where_cases_stay(checked):
    before, _, rest = SCENARIO.partition("      ratkaise:\n")
    without = before + rest[rest.index("      peru:") :]

    [found] = checked(without)

    assert str(found.message) == "tilasta 'kasittely' ei pääse eteenpäin: teolla 'ratkaise' ei ole lukuja"


def test_overload_is_told_in_hours_and_people(checked):
    [found] = checked(SCENARIO.replace("ota: {work: 1 hour", "ota: {work: 30 hours"))

    assert "jono kasvaa koko ajan" in str(found.message)
    assert "pitäisi olla vähintään" in str(found.fix)


@pytest.mark.parametrize("condition", ["", "if: kiire, "])
def test_roles_that_a_rule_does_not_treat_alike_cannot_stand_for_one_another(checked, condition):
    ruled = f"{PROCESS}rules:\n  ylin: {{{condition}in: kasittely, responsible: johtaja, assumption: harjoitus}}\n"
    either = SCENARIO.replace("by: johtaja", "by: [johtaja, ohjaaja]").replace("named: true, caseload: 40, ", "")

    [found] = checked(either, ruled)

    assert f"{found.at.line}:{found.at.column} {found.code}" == "11:23 PR872"
    assert str(found.fix) == "kirjoita 'by: johtaja'"


def test_leave_on_the_first_day_does_not_make_a_caseload_full(checked):
    busy = SCENARIO.replace("people: 2,", "people: 2, named: true, caseload: 4,")

    assert checked(busy.replace("2026-07-01, to: 2026-07-31", "2026-01-01, to: 2026-01-05")) == ()


def test_what_is_passed_over_or_switched_off_is_not_foreseen_either(checked, tmp_path):
    busy = SCENARIO.replace("ota: {work: 1 hour", "ota: {work: 30 hours")
    checked(busy)
    file = tmp_path / "tuki" / "scenario.yaml"
    foreseen = prosessi.foresee(file)

    file.write_text(busy.replace("staff:\n", "staff:\n  # prosessi: ignore PR878 - harjoitus\n"), encoding="utf-8")
    passed_over = prosessi.foresee(file)
    file.write_text(busy, encoding="utf-8")
    (tmp_path / "prosessi.toml").write_text('severity = {PR878 = "off"}\n', encoding="utf-8")

    assert [found.code for found in foreseen] == ["PR878"]
    assert passed_over == prosessi.foresee(file) == ()


def test_cases_that_never_end_are_told(checked):
    stuck = SCENARIO.replace("after: 1 week", "chance: 0.5\n        after: 1 week")

    assert [found.code for found in checked(stuck)] == ["PR880"]


def test_a_process_with_errors_is_mended_first(checked):
    [found] = checked(SCENARIO, PROCESS.replace("to: kasittely}]", "to: kasitely}]"))

    assert found.code == "PR850"
    assert "on virheitä" in str(found.message)


def test_the_scenario_of_the_reference_page_has_no_errors(tmp_path):
    page = (Path(__file__).parents[2] / "docs" / "reference" / "scenario.md").read_text("utf-8")
    file = tmp_path / "scenario.yaml"
    file.write_text(page.split("```yaml\n")[1].split("```")[0], "utf-8")

    [report] = check_path(file)

    assert [str(found) for found in report.findings] == []
