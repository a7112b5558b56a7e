"""What was found, in every form: complete, well-formed, and safe to hand to a program."""

from __future__ import annotations

import json
import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prosessi.check import check_text
from prosessi.check.fix import spliced
from prosessi.check.form import FORMS
from prosessi.check.report import Report, Suppressed
from prosessi.findings import Edit, Example, Finding, Severity
from prosessi.messages import say
from prosessi.model.library import EMPTY
from prosessi.rules import RULES
from prosessi.span import Span

TEXT = "otsikko: 😀 ä\nloppu: b\n"
AT = Span("kansio/oma tiedosto,1.yaml", 1, 12, 1, 13, 11, 12)
EXAMPLE = Example(
    (say("ma 5.1. asia tulee vireille"), say("ti 6.1. kukaan ei voi tehdä mitään")),
    date(2026, 1, 5),
    {"kiire": True, "pvm": date(2026, 1, 5), "joukko": frozenset({"b", "a"})},
    ("hakemus",),
    ({"do": "kirjaa", "on_date": date(2026, 1, 6)},),
    ("vireilla",),
)
FINDING = Finding(
    "PR201",
    Severity.ERROR,
    AT,
    say("100 % väärin:\nkaksi, riviä"),
    say("kirjoita toisin"),
    ((Span(AT.file, 2, 1, 2, 6, 13, 18), say("katso myös")),),
    EXAMPLE,
    (Edit(AT, "å"),),
)
NOTE = Finding("PR602", Severity.NOTE, AT, say("pitkä"), None)
REPORT = Report(AT.file, TEXT, (FINDING, NOTE), None, (Suppressed(NOTE, "näin on sovittu"),))
CLEAN = Report("puhdas.yaml", "", ())


def parsed(xml):
    return ET.fromstring(xml)  # noqa: S314  (our own)


def written(name, *reports):
    return FORMS[name].write(reports, lambda text, _: text)


def test_there_is_a_form_for_people_and_five_for_programs():
    assert sorted(FORMS) == ["concise", "github", "json", "junit", "sarif", "text"]
    assert [name for name in FORMS if FORMS[name].for_people] == ["text"]


def test_people_are_told_the_case_step_by_step():
    lines = written("text", REPORT).splitlines()

    start = lines.index("  Näin siinä voi käydä:")
    assert lines[start + 1 : start + 3] == [
        "    1. ma 5.1. asia tulee vireille",
        "    2. ti 6.1. kukaan ei voi tehdä mitään",
    ]


def test_json_has_the_case_as_it_can_be_run_again():
    found, note = json.loads(written("json", REPORT))

    assert note["example"] is None
    assert found["example"] == {
        "story": ["ma 5.1. asia tulee vireille", "ti 6.1. kukaan ei voi tehdä mitään"],
        "start": "2026-01-05",
        "case": {"kiire": True, "pvm": "2026-01-05", "joukko": ["a", "b"]},
        "documents": ["hakemus"],
        "steps": [{"do": "kirjaa", "on_date": "2026-01-06"}],
        "active": ["vireilla"],
    }


def test_json_has_the_edits_and_the_other_places():
    found, _ = json.loads(written("json", REPORT))

    assert [(edit["line"], edit["column"], edit["text"]) for edit in found["edits"]] == [(1, 12, "å")]
    assert [(other["line"], other["message"]) for other in found["also"]] == [(2, "katso myös")]


def test_a_github_command_is_one_line_with_everything_escaped():
    error, notice = written("github", REPORT).splitlines()

    assert error == (
        "::error file=kansio/oma tiedosto%2C1.yaml,line=1,endLine=1,col=12,endColumn=13,title=PR201"
        "::100 %25 väärin:%0Akaksi, riviä (kirjoita toisin)"
        "%0A1. ma 5.1. asia tulee vireille%0A2. ti 6.1. kukaan ei voi tehdä mitään"
    )
    assert notice.startswith("::notice ")


def test_github_takes_columns_of_one_line_only():
    finding = Finding("PR201", Severity.WARNING, Span("a.yaml", 1, 3, 2, 4), say("pitkä"))

    assert written("github", Report("a.yaml", "", (finding,))) == (
        "::warning file=a.yaml,line=1,endLine=2,title=PR201::pitkä"
    )


def test_junit_counts_notes_as_passed_and_clean_files_as_one_test():
    suites = parsed(written("junit", REPORT, CLEAN))

    assert suites.attrib == {"name": "prosessi", "tests": "3", "failures": "1", "errors": "0"}
    assert [len(suite.findall("testcase")) for suite in suites] == [2, 1]
    assert len(suites.findall("testsuite/testcase/failure")) == 1
    assert "kukaan ei voi tehdä mitään" in suites.find("testsuite/testcase/failure").text


def test_junit_has_no_characters_that_xml_cannot_hold():
    finding = Finding("PR002", Severity.ERROR, Span("a\x0b.yaml"), say("merkki {it}", it="\x07\x00\ufffe<&\"'"))

    (suite,) = parsed(written("junit", Report("a\x0b.yaml", "", (finding,))))
    assert suite.get("name") == "a.yaml"
    assert suite.find("testcase/failure").get("message") == "merkki <&\"'"


def sarif(*reports):
    (run,) = json.loads(written("sarif", *reports))["runs"]
    return run


def test_sarif_has_a_rule_with_help_for_every_result():
    run = sarif(REPORT)
    rules = run["tool"]["driver"]["rules"]

    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in rules] == ["PR201", "PR602"]
    assert all(rule["help"]["text"] and rule["help"]["markdown"] for rule in rules)
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_sarif_places_a_result_in_lines_and_columns():
    result = sarif(REPORT)["results"][0]
    place = result["locations"][0]["physicalLocation"]

    assert place["artifactLocation"] == {"uri": "kansio/oma%20tiedosto%2C1.yaml", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 1, "startColumn": 12, "endLine": 1, "endColumn": 13}
    assert result["relatedLocations"][0]["message"]["text"] == "katso myös"


def test_sarif_has_the_edits_as_a_fix():
    (fix,) = sarif(REPORT)["results"][0]["fixes"]
    (change,) = fix["artifactChanges"]

    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 1, "startColumn": 12, "endLine": 1, "endColumn": 13},
            "insertedContent": {"text": "å"},
        }
    ]


def test_sarif_has_the_case_as_a_flow():
    (flow,) = sarif(REPORT)["results"][0]["codeFlows"]

    said = [step["location"]["message"]["text"] for step in flow["threadFlows"][0]["locations"]]
    assert said == [str(sentence) for sentence in EXAMPLE.story]


def test_sarif_shows_what_is_passed_over_with_its_reason():
    results = sarif(REPORT)["results"]

    assert [each.get("suppressions") for each in results] == [
        None,
        None,
        [{"kind": "inSource", "justification": "näin on sovittu"}],
    ]


def test_sarif_names_a_whole_path_as_a_uri(tmp_path):
    (artifact,) = sarif(Report(str(tmp_path / "ä.yaml"), "", ()))["artifacts"]

    assert artifact["location"] == {"uri": (tmp_path / "ä.yaml").as_uri()}


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES.values() if rule.over in {"text", "nodes", "fields", "process"}]
)
def test_every_form_can_say_what_any_rule_finds(rule):
    reports = [check_text(text, "a.yaml", EMPTY, prove=False) for text in rule.examples("Bad")]

    assert all(written(name, *reports) for name in FORMS)
    assert parsed(written("junit", *reports)) is not None
    assert json.loads(written("sarif", *reports))["version"] == "2.1.0"


@settings(max_examples=60)
@given(st.text(), st.text())
def test_whatever_is_in_a_file_the_forms_for_programs_stay_whole(name, words):
    finding = Finding("PR201", Severity.ERROR, Span(name), say("{words}", words=words), say("{words}", words=words))
    report = Report(name, words, (finding,))

    assert len(re.split(r"[\r\n]", written("github", report))) == 1
    assert parsed(written("junit", report).encode("utf-8", "replace")) is not None
    assert json.loads(written("sarif", report)) is not None
    assert json.loads(written("json", report)) is not None


def test_an_edit_that_is_made_is_in_the_text():
    assert spliced(TEXT, FINDING.edits) == TEXT.replace("ä", "å")
