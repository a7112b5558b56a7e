from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from prosessi.check import check_path, check_text
from prosessi.check.reports.concise import as_concise
from prosessi.check.reports.json import as_json
from prosessi.check.reports.text import as_text
from prosessi.errors import NotFound
from prosessi.findings import Severity
from prosessi.model.library import EMPTY

LOAN = """\
prosessi: 1
process: laina
title: Laina
assumption: harjoitus
events: {myonna: {label: Myönnä laina, assumption: harjoitus}}
initial: saapunut
states:
  saapunut:
    label: Hakemus on saapunut
    assumption: harjoitus
    transitions:
      - {event: myonna, to: valmis}
  valmis: {label: Laina on myönnetty, final: success, assumption: harjoitus}
"""
WALK = "walks: laina\npaths:\n  heti:\n    start: 2026-01-07\n    steps: [{do: myonna, expect: {state: valmis}}]\n"
WORDS = [
    "states",
    "to",
    "event",
    "if",
    "x",
    "1",
    "null",
    "[]",
    "{}",
    "- a",
    "final: success",
    ": ",
    "\n  ",
    "\n",
    "'",
    "&a *a",
]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "laina").mkdir()
    (tmp_path / "laina" / "process.yaml").write_text(LOAN, encoding="utf-8")
    (tmp_path / "laina" / "walks.yaml").write_text(WALK, encoding="utf-8")
    return tmp_path


def codes(text):
    return [finding.code for finding in check_text(text, "laina.yaml", EMPTY).findings]


def test_a_sound_process_gives_nothing_but_itself():
    report = check_text(LOAN, "laina.yaml", EMPTY)

    assert report.sound
    assert report.process.process == "laina"
    assert report.findings == ()


def test_a_folder_is_checked_with_all_that_lies_below(folder):
    reports = check_path(folder)

    assert [report.file for report in reports] == [
        str(folder / "laina" / "process.yaml"),
        str(folder / "laina" / "walks.yaml"),
    ]
    assert all(report.sound for report in reports)


def test_the_yaml_of_others_is_passed_over_in_a_folder(folder):
    (folder / "compose.yaml").write_text("services: {web: {image: nginx}}\n", encoding="utf-8")

    assert len(check_path(folder)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "apiVersion: v1\nkind: Service\n---\napiVersion: v1\n",
        "version: '3'\nservices: {web: {image: nginx}}\n",
        "name: CI\non: [push]\njobs: [\n",
        "# process: ei oikea\nsite_name: x\nnav: !!python/name:x\n",
    ],
)
def test_files_of_others_are_passed_over_unread(folder, text):
    (folder / "muiden.yaml").write_text(text, encoding="utf-8")

    assert len(check_path(folder, prove=False)) == 2


@pytest.mark.parametrize(
    "text", ["prosesi: 1\nstaets: {}\n", "proces: laina\n", "title: x\nstates: {}\n", "{process: a}", "a b\n"]
)
def test_what_may_be_ours_is_looked_at(folder, text):
    (folder / "omat.yml").write_text(text, encoding="utf-8")

    assert folder / "omat.yml" in {Path(report.file) for report in check_path(folder, prove=False)}


def test_a_broken_file_is_not_passed_over(folder):
    (folder / "rikki.yaml").write_text("process: [", encoding="utf-8")

    assert [report.file for report in check_path(folder) if report.findings] == [str(folder / "rikki.yaml")]


def test_hidden_folders_are_passed_over(folder):
    (folder / ".vanhat").mkdir()
    (folder / ".vanhat" / "process.yaml").write_text("a: [", encoding="utf-8")

    assert all(report.sound for report in check_path(folder))


def test_a_folder_without_processes_says_so(tmp_path):
    with pytest.raises(NotFound):
        check_path(tmp_path)


def test_a_shipped_process_is_found_by_its_id():
    (report,) = check_path("jalkihuolto")

    assert report.sound


def test_the_shipped_processes_have_nothing_to_mend():
    from prosessi.shipped import folder

    mend = [finding for report in check_path(folder()) for finding in report.findings]

    assert [str(finding) for finding in mend if finding.severity is not Severity.NOTE] == []


def test_windows_line_ends_give_the_same_places():
    wrong = LOAN.replace("to: valmis", "to: vamlis")
    unix, windows = (check_text(text, "x.yaml", EMPTY) for text in (wrong, wrong.replace("\n", "\r\n")))

    assert [(f.code, f.at.line, f.at.column) for f in unix.findings] == [("PR201", 12, 29)]
    assert [(f.code, f.at.line, f.at.column) for f in windows.findings] == [("PR201", 12, 29)]


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\x00\xff\xfe" * 100,
        bytes(range(256)),
        b"[" * 100_000,
        b"a: " * 50_000,
        b"\xef\xbb\xbf",
        b"null",
        b"- a\n- b\n",
        b"states: [1, 2]\nprocess: 7\n",
        b"prosessi: 1\nprocess: x\nstates: {a: {transitions: {a: 1}, states: [], parallel: 5, final: 3}}\n",
        b"walks: 1\npaths: []\n",
        b"walks: x\npaths: {a: {start: 2026-13-45, steps: [{do: {}}]}}\n",
        b"laws: [a]\n",
        b"prosessi: 1\nprocess: x\ninitial: x\nstates:\n" + b"  x: &a {states: *a}\n",
        "prosessi: 1\nprocess: x\nstates: {äiti: {}}\n".encode("latin-1"),
    ],
    ids=lambda text: repr(text[:30]),
)
def test_nasty_files_give_findings_and_never_a_traceback(text):
    report = check_text(text, "x.yaml", EMPTY)

    assert report.findings
    assert not report.sound
    assert as_text([report])


@settings(deadline=None, max_examples=150)
@given(st.integers(0, len(LOAN)), st.integers(0, 12), st.sampled_from(WORDS) | st.text(max_size=5))
@example(0, 0, "")
def test_a_process_with_anything_written_over_it_is_checked_calmly(start, length, scribble):
    report = check_text(LOAN[:start] + scribble + LOAN[start + length :], "x.yaml", EMPTY)

    assert all(finding.at.line >= 1 and str(finding.message) for finding in report.findings)
    assert json.loads(as_json([report])) is not None
    assert as_text([report])
    assert as_concise([report]) or not report.findings


@pytest.mark.parametrize("lost", range(len(LOAN.splitlines())))
def test_a_lost_line_gives_at_most_two_findings(lost):
    text = "\n".join(line for number, line in enumerate(LOAN.splitlines()) if number != lost)

    assert len(codes(text + "\n")) <= 2


def test_a_misspelt_target_makes_nothing_else_wrong():
    assert codes(LOAN.replace("to: valmis", "to: valmiss")) == ["PR201"]


def test_a_target_like_no_other_makes_nothing_else_wrong():
    assert codes(LOAN.replace("to: valmis", "to: xyzzy")) == ["PR201"]


def test_a_misspelt_declaration_is_told_where_it_is_used():
    assert codes(LOAN.replace("events: {myonna:", "events: {myonnaa:")) == ["PR202"]


def test_of_very_many_mistakes_a_hundred_are_told():
    many = "".join(f"      - {{after: {n} days, to: tila_{n}}}\n" for n in range(1, 500))

    assert len(codes(LOAN.replace("  valmis:", many + "  valmis:", 1))) == 100


def test_a_branch_that_never_finishes_keeps_its_parallel_state_from_being_done():
    process = """\
prosessi: 1
process: laina
initial: arviointi
events: {lausui: {}, luki: {}}
states:
  arviointi:
    parallel:
      lausunto: {finish: lausui}
      luku: {initial: kesken, states: {kesken: {transitions: [{event: luki, to: luettu}]}, luettu: {}}}
    transitions:
      - {done: true, to: valmis}
  valmis: {final: success}
"""

    assert [code for code in codes(process) if code < "PR6"] == ["PR117"]
    assert [code for code in codes(process.replace("luettu: {}", "luettu: {final: done}")) if code < "PR6"] == []
