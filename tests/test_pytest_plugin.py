from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import holidays.countries.finland
import pytest

import prosessi.api

LOADED = (holidays.countries.finland, prosessi.api)  # once, since each inner run forgets what it was the first to load
pytest_plugins = ["pytester"]

PROCESS = (Path(__file__).parent / "walk" / "avustus.yaml").read_text(encoding="utf-8")
GOOD = """\
# kuljetaan
walks: avustus
paths:
  peruttu:
    start: 2025-04-15
    steps:
      - {do: peru, expect: {final: closed}}
"""
BAD = GOOD.replace("{do: peru,", "{do: paata, by: esihenkilo,")


@pytest.fixture
def tree(pytester):
    """A folder of processes without a line of Python."""

    pytester.makeini("[pytest]\naddopts = -p no:hypothesispytest")  # each inner run would import it anew

    def plant(**files):
        for name, text in files.items():
            file = pytester.path / "processes" / "avustus" / f"{name.replace('_', '.')}.yaml"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return pytester

    return plant


def test_every_path_is_a_test_named_by_its_id(tree):
    result = tree(process=PROCESS, walks=GOOD).runpytest("processes", "-v")

    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*processes/avustus/walks.yaml::peruttu PASSED*"])


def test_a_second_file_of_walks_is_collected_too(tree):
    tree(process=PROCESS, walks=GOOD, kevat_walks=GOOD).runpytest("processes").assert_outcomes(passed=2)


def test_a_failing_walk_is_told_as_a_story_without_a_traceback(tree):
    result = tree(process=PROCESS, walks=BAD).runpytest("processes")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*ti 15.4.2025*", "*TÄSSÄ KÄVI TOISIN, askeleessa 1.", "*walks.yaml:7:14"])
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*.py:*")


def test_the_language_of_the_story_can_be_chosen(tree):
    result = tree(process=PROCESS, walks=BAD).runpytest("processes", "--prosessi-lang=sv")

    result.stdout.fnmatch_lines(["*HÄR GICK DET ANNORLUNDA, i steg 1."])


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"process": PROCESS, "walks": GOOD + "  peruttu: {}\n"}, "*walks.yaml:8:3*"),
        ({"process": PROCESS, "walks": "walks: [\n"}, "*walks.yaml:*"),
        ({"process": PROCESS.replace("to: peruttu", "to: perutu"), "walks": GOOD}, "*process.yaml:60:*perutu*"),
        ({"process": PROCESS, "walks": GOOD.replace("walks: avustus", "walks: muu")}, "*PR801*"),
        ({"walks": GOOD}, "*PR801*"),
        ({"process": "\0", "walks": GOOD}, "*process.yaml:1:1:*PR00*"),
    ],
)
def test_a_broken_file_is_one_failing_item_with_its_findings(tree, files, says):
    result = tree(**files).runpytest("processes")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([says])
    result.stdout.no_fnmatch_line("*Traceback*")


@pytest.mark.parametrize("text", ["", "dogs: [rex]\nwalks: 3\n", "\0\1", "# walks: avustus\n", "- walks: x\n"])
def test_a_file_of_somebody_else_is_left_alone(tree, text):
    assert tree(process=PROCESS, walks=text).runpytest("processes").ret == pytest.ExitCode.NO_TESTS_COLLECTED


@pytest.mark.parametrize("head", ["\ufeff", "---\n", "\r\n# eka\r\n\r\n", "%YAML 1.2\n---\n"])
def test_what_stands_before_the_first_key_does_not_hide_it(tree, head):
    outcomes = tree(process=PROCESS, walks=head + GOOD).runpytest("processes").parseoutcomes()

    assert sum(outcomes.values()) == 1


def test_walks_may_lie_beside_the_folder_of_their_process(tree):
    pytester = tree(process=PROCESS)
    other = pytester.path / "processes" / "kokeet"
    other.mkdir()
    (other / "walks.yaml").write_text(GOOD, encoding="utf-8")

    pytester.runpytest("processes").assert_outcomes(passed=1)


def test_too_little_coverage_fails_the_run_and_says_what_is_missing(tree):
    result = tree(process=PROCESS, walks=GOOD).runpytest("processes", "--prosessi-cov-min=90")

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*vaadittu: 90 %*", "*process.yaml:67: tila ”Odottaa täydennystä”"])


def test_enough_coverage_is_silent(tree):
    result = tree(process=PROCESS, walks=GOOD).runpytest("processes", "--prosessi-cov-min=5")

    assert result.ret == pytest.ExitCode.OK
    result.stdout.no_fnmatch_line("*Läpikäynnit kattavat*")


def test_coverage_is_added_up_over_workers(tree):
    more = GOOD + "  otettu:\n    start: 2025-04-15\n    steps: [{do: ota_kasittelyyn, with: hakemus}]\n"
    pytester = tree(process=PROCESS, walks=more)
    alone = pytester.runpytest("processes", "--prosessi-cov-min=100")
    together = pytester.runpytest_subprocess("processes", "--prosessi-cov-min=100", "-n1")

    missing = [[line for line in result.outlines if "process.yaml:" in line] for result in (alone, together)]
    assert together.ret == pytest.ExitCode.TESTS_FAILED
    assert missing[0] == missing[1] != []


@pytest.mark.parametrize("share", ["paljon", "101", "-1"])
def test_a_share_that_is_none_is_refused(tree, share):
    assert tree().runpytest(f"--prosessi-cov-min={share}").ret == pytest.ExitCode.USAGE_ERROR


def test_loading_the_plugin_loads_nothing_heavy():
    code = (
        "import sys, prosessi.pytest_plugin; print([m for m in ('yaml', 'pydantic', 'holidays') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
