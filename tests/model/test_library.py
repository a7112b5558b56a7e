"""The registers are found from the process upwards, read once, and never in the way of the process."""

from __future__ import annotations

import os

import pytest

from prosessi import shipped
from prosessi.calendars.calendar import FINLAND
from prosessi.model.library import EMPTY, find_library

LAWS = """\
laws:
  kirjastolaki_1: {act: 1492/2016, name: Laki kirjastoista, section: 1 §, says: Soveltamisala, checked_on: 2026-01-15,
    certainty: C1}
"""
CALENDARS = """\
default: kirjasto
calendars:
  kirjasto: {eves_are_working_days: true, service_by_letter: 3 days, closed: [2026-06-01]}
  tarkka: {roll_over: false}
"""
VOCABULARY = """\
vocabulary: 1
roles: {hoitaja: {label: Kirjastonhoitaja}}
documents: {kortti: {label: Kirjastokortti, kind: form}}
"""
FACTS = """\
source: S009
what: Kirjaston vuosikertomus
facts: {S009-F01: {text: Lainoja oli paljon, where: s. 2}}
"""


@pytest.fixture
def process(tmp_path):
    """The file of a process with all registers around it."""
    for name, text in {
        "processes/laws.yaml": LAWS,
        "processes/calendars.yaml": CALENDARS,
        "processes/vocabulary.yaml": VOCABULARY,
        "seeds/S009.yaml": FACTS,
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    folder = tmp_path / "processes" / "kirjan-laina"
    folder.mkdir()
    return folder / "process.yaml"


def test_the_shared_things_are_found_by_their_ids(process):
    library = find_library(process)

    assert library.findings == ()
    assert library.law("kirjastolaki_1").act == "1492/2016"
    assert str(library.role("hoitaja").label) == "Kirjastonhoitaja"
    assert library.document("kortti").kind == "form"
    assert library.fact("S009-F01").where == "s. 2"


def test_what_is_not_there_is_none(process):
    library = find_library(process)

    assert [library.law("x"), library.role("x"), library.document("x"), library.fact("x")] == [None] * 4


def test_a_calendar_is_ready_to_count(process):
    library = find_library(process)

    assert (library.calendar().name, library.calendar().letter_days, len(library.calendar().closed)) == (
        "kirjasto",
        3,
        1,
    )
    assert library.calendar("tarkka").roll_over is False
    assert library.calendar("tarkka").letter_days == FINLAND.letter_days


def test_a_process_without_registers_near_it_has_the_shipped_ones(tmp_path):
    library = find_library(tmp_path / "a" / "b" / "c" / "d" / "e" / "process.yaml")

    assert library == find_library(shipped.find(shipped.names()[0]))
    assert library.fact("S003-F24")


def test_the_empty_library_has_nothing_and_counts_days_as_in_finland():
    assert (EMPTY.laws, EMPTY.facts, EMPTY.findings) == ({}, {}, ())
    assert EMPTY.calendar() is FINLAND
    assert EMPTY.role("hoitaja") is None


def test_the_nearest_register_counts(process):
    near = process.parent / "vocabulary.yaml"
    near.write_text("vocabulary: 1\nroles: {oma: {label: Oma}}\n", encoding="utf-8")

    library = find_library(process)

    assert (library.role("oma") is None, library.role("hoitaja")) == (False, None)
    assert library.law("kirjastolaki_1") is not None


def test_a_register_with_mistakes_tells_them_and_is_empty(process):
    laws = process.parent.parent / "laws.yaml"
    laws.write_text(LAWS.replace("act:", "akt:"), encoding="utf-8")

    library = find_library(process)

    assert [finding.code for finding in library.findings] == ["PR030"]
    assert library.findings[0].at.file.endswith("laws.yaml")
    assert library.laws == {}
    assert library.role("hoitaja") is not None


def test_facts_with_mistakes_are_told_apart_from_the_other_registers(process):
    facts = process.parents[2] / "seeds" / "S009.yaml"
    facts.write_text("source: S009\n", encoding="utf-8")

    library = find_library(process)

    assert library.findings == ()
    assert [finding.code for finding in library.fact_findings] == ["PR031"]


def test_a_register_is_read_again_only_after_a_change(process):
    first = find_library(process)

    assert find_library(process) is first

    laws = process.parent.parent / "laws.yaml"
    laws.write_text(LAWS.replace("1492/2016", "904/1998"), encoding="utf-8")
    os.utime(laws, ns=(1, 1))

    assert find_library(process).law("kirjastolaki_1").act == "904/1998"


def test_a_folder_named_like_a_register_is_no_register(tmp_path):
    (tmp_path / "laws.yaml").mkdir()

    assert find_library(tmp_path).laws == find_library(tmp_path / "elsewhere").laws != {}
