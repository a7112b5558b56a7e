"""What a house has settled about severities."""

from __future__ import annotations

import pytest

from prosessi.check import check_path
from prosessi.check.settings import read_settings
from prosessi.findings import Severity

PROCESS = """\
prosessi: 1
process: laina
initial: valmis
roles: {virkailija: {label: Virkailija, assumption: harjoitus}}
states:
  valmis: {label: Laina on myönnetty, final: success, assumption: harjoitus}
"""


@pytest.fixture
def found(tmp_path):
    """What is found in a process with these files of settings around it, the second one folder above."""

    def check(**files):
        folder = tmp_path / "prosessit" / "laina"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "process.yaml").write_text(PROCESS, encoding="utf-8")
        for name, text in files.items():
            place, _, suffix = name.partition("_")
            file = {"near": folder, "above": folder.parent}[place] / f"{suffix}.toml"
            file.write_text(text, encoding="utf-8")
        reports = check_path(folder, prove=False)
        return {finding.code: finding.severity.value for report in reports for finding in report.findings}

    return check


def test_without_settings_the_rules_have_their_own_severities(found):
    assert found() == {"PR601": "note", "PR701": "warning", "PR212": "warning"}


def test_a_rule_is_switched_off_lowered_or_raised(found):
    text = 'severity = {PR601 = "warning", PR701 = "error", PR212 = "off"}'

    assert found(near_prosessi=text) == {"PR601": "warning", "PR701": "error"}


def test_the_settings_of_pyproject_are_under_our_table(found):
    text = '[tool.prosessi.severity]\nPR601 = "off"\n'

    assert "PR601" not in found(near_pyproject=text)


def test_a_pyproject_of_others_is_passed_over(found):
    settled = found(near_pyproject="[tool.ruff]\n", above_prosessi='severity = {PR601 = "off"}')

    assert "PR601" not in settled


def test_a_broken_pyproject_of_others_is_passed_over(found):
    assert "PR903" not in found(near_pyproject="[tool.ruff\n")


def test_the_nearest_settings_count_alone(found):
    settled = found(near_prosessi='severity = {PR212 = "off"}', above_prosessi='severity = {PR601 = "off"}')

    assert settled == {"PR601": "note", "PR701": "warning"}


def test_our_own_file_goes_before_pyproject(found):
    settled = found(near_prosessi="", near_pyproject='[tool.prosessi]\nseverity = {PR601 = "off"}\n')

    assert "PR601" in settled


def test_the_longest_beginning_of_a_code_counts(found):
    settled = found(near_prosessi='severity = {PR = "off", PR6 = "error", PR601 = "note"}')

    assert settled == {"PR601": "note"}


def test_a_range_leaves_errors_as_they_are(found, tmp_path):
    found(near_prosessi='severity = {PR = "off"}')
    file = tmp_path / "prosessit" / "laina" / "process.yaml"
    file.write_text(PROCESS.replace("initial: valmis", "initial: walmis"), encoding="utf-8")

    (report,) = check_path(file, prove=False)
    assert [(each.code, each.severity) for each in report.findings] == [("PR201", Severity.ERROR)]


def test_a_process_that_has_only_raised_findings_is_not_sound(found, tmp_path):
    found(near_prosessi='severity = {PR701 = "error"}')

    assert not check_path(tmp_path, prove=False)[0].sound


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ('# alku\nseverity = {PR602 = "of"}', 2, 13, "'of' ei ole vakavuusaste"),
        ("severity = {PR602 = 3}", 1, 13, "'3' ei ole vakavuusaste"),
        ("severity = {PR602 = [1]}", 1, 13, "'[1]' ei ole vakavuusaste"),
        ('[severity]\nPR602 = "off"\nPR999 = "off"', 3, 1, "havaintoa 'PR999' ei ole"),
        ('severity = {XY = "off"}', 1, 13, "havaintoa 'XY' ei ole"),
        ('[severity]\n"PR201" = "off"', 2, 2, "PR201 on virhe ja pysyy virheenä"),
        ('severity = {PR201 = "warning"}', 1, 13, "PR201 on virhe ja pysyy virheenä"),
        ('severty = {PR602 = "off"}', 1, 1, "asetusta 'severty' ei ole"),
        ("severity = 3", 1, 1, "'severity' ei ole taulukko"),
        ("a = 1\nseverity = {", 2, 1, "tiedostoa ei voi tästä eteenpäin lukea TOML-muotoisena"),
        ("severity = \n", 1, 12, "tiedostoa ei voi tästä eteenpäin lukea TOML-muotoisena"),
    ],
)
def test_what_cannot_be_understood_is_told_in_its_place(text, line, column, message):
    first, *_ = read_settings(text, "prosessi.toml").problems

    assert (first.at.line, first.at.column, str(first.message)) == (line, column, message)
    assert str(first.fix)


def test_a_table_that_is_none_is_told():
    (problem,) = read_settings("[tool]\nprosessi = 3\n", "pyproject.toml", whole=False).problems

    assert (problem.at.line, str(problem.fix)) == (2, "kirjoita '[tool.prosessi]'")


def test_settings_that_cannot_be_understood_have_a_report_of_their_own(found, tmp_path):
    assert found(near_prosessi='severity = {PR602 = "of"}')["PR903"] == "error"
    assert [report.file for report in check_path(tmp_path, prove=False)] == [
        str(tmp_path / "prosessit" / "laina" / "process.yaml"),
        str(tmp_path / "prosessit" / "laina" / "prosessi.toml"),
    ]


def test_what_is_passed_over_is_no_idle_comment_when_it_is_also_switched_off(found, tmp_path):
    found(near_prosessi='severity = {PR212 = "off"}')
    file = tmp_path / "prosessit" / "laina" / "process.yaml"
    file.write_text(
        PROCESS.replace("initial:", "title: L\nassumption: x\ninitial:").replace(
            "harjoitus}}\n", "harjoitus}}  # prosessi: ignore PR212 - syy\n", 1
        ),
        encoding="utf-8",
    )

    assert check_path(file, prove=False)[0].findings == ()
