"""Mistakes in a scenario that is like another: each in its file, and once."""

from __future__ import annotations

from pathlib import Path

import pytest

import prosessi
from check.test_scenarios import PROCESS, SCENARIO
from prosessi.check import check_path
from prosessi.check.form import FORMS, plainly

LIKE = "scenario: toinen\nlike: vuosi.scenario.yaml\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "tuki").mkdir()
    return tmp_path / "tuki"


@pytest.fixture
def checked(folder):
    (folder / "process.yaml").write_text(PROCESS, encoding="utf-8")

    def report(text, **others):
        for name, other in {"toinen": text, "vuosi": SCENARIO, **others}.items():
            (folder / f"{name}.scenario.yaml").write_text(other, encoding="utf-8")
        return check_path(folder / "toinen.scenario.yaml")[0]

    return report


def places(report):
    return [f"{Path(found.at.file).name}:{found.at.line} {found.code}" for found in report.findings]


def test_one_that_says_only_what_differs_is_sound(checked):
    report = checked(f"{LIKE}staff: {{johtaja: {{people: 2, assumption: harjoitus}}}}\n")

    assert report.findings == ()
    assert [scenario.scenario for scenario in report.like] == ["vuosi"]


def test_a_file_that_is_not_there_is_told_with_the_nearest_name(checked):
    [found] = checked(LIKE.replace("vuosi", "vuossi")).findings

    assert (found.at.line, found.code) == (2, "PR884")
    assert str(found.fix) == "tarkoititko 'vuosi.scenario.yaml'?"
    assert [edit.text for edit in found.edits] == ["vuosi.scenario.yaml"]


@pytest.mark.parametrize("other", ["toinen", "kolmas", "vuosi"])
def test_a_circle_is_told_where_one_comes_in(checked, other):
    back = LIKE.replace("toinen", "vuosi").replace("vuosi.scenario.yaml", f"{other}.scenario.yaml")

    [found] = checked(LIKE, vuosi=back, kolmas=LIKE.replace("toinen", "kolmas")).findings

    assert (found.at.line, found.code) == (2, "PR884")
    assert "kehää" in str(found.message)


def test_what_is_no_scenario_is_none_to_be_like(checked):
    [found] = checked(LIKE.replace("vuosi.scenario.yaml", "process.yaml")).findings

    assert str(found.message) == "'process.yaml' ei ole skenaario"


def test_the_errors_of_the_other_are_mended_first(checked):
    [found] = checked(LIKE, vuosi=SCENARIO.replace("by: johtaja", "by: johtja")).findings

    assert found.code == "PR884"
    assert "vuosi.scenario.yaml" in str(found.fix)


def test_a_number_without_a_basis_of_its_own_is_told(checked):
    assert places(checked(f"{LIKE}staff: {{johtaja: {{people: 2}}}}\n")) == ["toinen.scenario.yaml:3 PR876"]


def test_what_is_missing_now_is_told_where_it_is_spoken_of(checked):
    report = checked(f"{LIKE}hours: {{virka_aika: none}}\n")

    assert places(report) == ["vuosi.scenario.yaml:20 PR851"]
    assert "20 |   ohjaaja: {people: 2, hours: virka_aika" in FORMS["text"].write([report], plainly)


def test_a_name_that_is_not_there_cannot_be_taken_away(checked):
    report = checked(f"{LIKE}processes: {{tuki: {{acts: {{pe_ru: none}}}}}}\n")

    assert places(report) == ["toinen.scenario.yaml:3 PR885"]
    assert [str(found.fix) for found in report.findings] == ["tarkoititko 'peru'?"]


def test_what_is_doubtful_in_the_other_is_told_there(checked, folder):
    report = checked(LIKE, vuosi=SCENARIO.replace("warm_up: 4 weeks\n", ""))

    assert places(report) == []
    assert places(check_path(folder / "vuosi.scenario.yaml")[0]) == ["vuosi.scenario.yaml:2 PR862"]


def test_what_the_author_of_the_other_passes_over_is_passed_over(checked):
    reason = "# prosessi: ignore PR878 - harjoitus"
    busy = SCENARIO.replace("ota: {work: 1 hour", "ota: {work: 30 hours")

    assert places(checked(LIKE, vuosi=busy)) == ["vuosi.scenario.yaml:20 PR878"]
    assert places(checked(LIKE, vuosi=busy.replace("  ohjaaja: {people", f"  {reason}\n  ohjaaja: {{people"))) == []


def test_everything_is_looked_for_around_the_scenario_that_says_it(checked, folder):
    checked(LIKE)
    away = folder / "muualla" / "kauempana" / "vielä"
    away.mkdir(parents=True)
    file = away / "toinen.scenario.yaml"
    file.write_text(LIKE.replace("vuosi.s", "../../../vuosi.s"), encoding="utf-8")

    plan = prosessi.load_scenario(file)

    assert plan.setup.roles == prosessi.load_scenario(folder / "vuosi.scenario.yaml").setup.roles
    assert [scenario.scenario for scenario in plan.like] == ["vuosi"]
