"""The registers that the shipped processes share, and the seeds: complete, dated, and without anybody's data."""

import re
from datetime import date
from pathlib import Path

import pytest

from prosessi.model.library import find_library

ROOT = Path(__file__).parents[2]
LAST_DAY_OF_THE_MATERIAL = date(2025, 2, 28)
FACTS = {"S000": 21, "S001": 85, "S002": 27, "S003": 45, "S004": 23}
SHIPPED = sorted(path for folder in ("processes", "seeds") for path in (ROOT / folder).rglob("*") if path.is_file())

PERSONAL = {
    "an e-mail address": r"[\w.+-]+@[\w-]+\.\w",
    "a telephone number": r"\+358|\b0\d{1,2}[ -]?\d{5,}|\b0\d{2}[ -]\d{3}[ -]?\d{2,}",
    "an identity code": r"\b\d{6}[-+A-FU-Y]\d{3}[0-9A-Z]\b",
}


@pytest.fixture(scope="module")
def library():
    return find_library(ROOT / "processes" / "jalkihuolto")


def test_there_are_201_facts(library):
    assert len(library.facts) == 201


@pytest.mark.parametrize(("source", "many"), FACTS.items())
def test_facts_are_numbered_without_gaps(library, source, many):
    numbered = [name for name in library.facts if name.startswith(source)]

    assert numbered == [f"{source}-F{number:02}" for number in range(1, many + 1)]


def test_every_fact_says_something_and_where(library):
    assert [name for name, fact in library.facts.items() if not (fact.text and fact.where and fact.kind)] == []


def test_the_registers_are_read_without_findings(library):
    assert (library.findings, library.fact_findings) == ((), ())


def test_no_law_claims_to_be_fresher_than_what_was_read(library):
    assert {law.checked_on for law in library.laws.values()} == {LAST_DAY_OF_THE_MATERIAL}


def test_every_law_says_its_content_in_finnish_and_english(library):
    assert [name for name, law in library.laws.items() if not (law.says.fi and law.says.en and law.rule)] == []


def test_every_law_of_the_register_is_used(library):
    names = (path for path in SHIPPED if path.suffix == ".yaml" and path.name != "laws.yaml")
    words = set(re.findall(r"\w+", " ".join(path.read_text("utf-8") for path in names)))

    assert set(library.laws) - words == set()


def test_the_versions_of_the_aftercare_section_follow_one_another(library):
    oldest, middle, newest = (library.laws[name] for name in ("lsl_75_21", "lsl_75_25", "lsl_75"))

    assert (oldest.in_force_until, middle.in_force_from) == (date(2019, 12, 31), date(2020, 1, 1))
    assert (middle.in_force_until, newest.in_force_from) == (date(2023, 12, 31), date(2024, 1, 1))


def test_the_eves_are_closed_in_finland_unless_somebody_says_otherwise(library):
    christmas_eve = date(2025, 12, 24)

    assert not library.calendar().is_working_day(christmas_eve)
    assert library.calendar("suomi_aatot_arkea").is_working_day(christmas_eve)


@pytest.mark.parametrize("what", PERSONAL)
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(ROOT)))
def test_nobody_can_be_found_in_what_is_shipped(path, what):
    assert re.findall(PERSONAL[what], path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("an e-mail address", "kirjoita osoitteeseen huoli@esimerkki.fi"),
        ("a telephone number", "soita 0401234567"),
        ("a telephone number", "puh. 044 123 4567"),
        ("an identity code", "hetu 131052-308T"),
    ],
)
def test_personal_data_would_be_noticed(what, text):
    assert re.findall(PERSONAL[what], text)
