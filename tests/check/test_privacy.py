"""What tells of a person is found anywhere in a file; what only looks like it is left alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosessi.check import check_text
from prosessi.model.library import EMPTY

PLACES = {
    "a comment": "walks: laina  # {}\npaths: {{}}\n",
    "a text": 'walks: laina\npaths: {{p: {{title: "Asia {} alkaa", start: 2026-01-07, steps: []}}}}\n',
    "a register": 'calendars: {{suomi: {{label: "{}"}}}}\n',
    "a process": 'prosessi: 1\nprocess: laina\nowner: "{}"\nstates: {{valmis: {{final: success}}}}\n',
    "a process with errors": 'prosessi: 1\nprocess: laina\nownr: "{}"\nstates: {{}}\n',
}
CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def found(words, place="a comment"):
    text = PLACES[place].replace("{{", "{").replace("}}", "}").replace("{}", words, 1)
    report = check_text(text, "laina.yaml", EMPTY, prove=False)
    return [
        (finding.code, text[finding.at.start : finding.at.end])
        for finding in report.findings
        if finding.code in {"PR606", "PR607", "PR608"}
    ]


@pytest.mark.parametrize("place", PLACES)
def test_it_is_found_wherever_it_stands(place):
    assert found("131052-308T", place) == [("PR606", "131052-308T")]
    assert found("matti.malli@example.com", place) == [("PR607", "matti.malli@example.com")]
    assert found("+358 40 123 4567", place) == [("PR608", "+358 40 123 4567")]


@pytest.mark.parametrize(
    "code",
    [
        "131052-308T",
        "131052-308t",
        "010594Y9032",
        "010100A902H".replace("H", CHECK[10100902 % 31]),
        "010195-952" + CHECK[10195952 % 31],
    ],
)
def test_an_identity_code_is_found_by_its_check_character(code):
    assert found(code) == [("PR606", code)]


@pytest.mark.parametrize(
    "words", ["131052-308A", "311352-308T", "131052-3081", "131052-001" + CHECK[131052001 % 31], "x131052-308T"]
)
def test_what_only_looks_like_an_identity_code_is_left_alone(words):
    assert "PR606" not in [code for code, _ in found(words)]


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(2, 999))
def test_every_identity_code_is_found_and_one_with_another_check_character_is_not(day, number):
    digits = f"{day:%d%m%y}"
    right = int(f"{digits}{number:03}") % 31
    sign = "-" if day.year < 2000 else "A"

    assert found(f"{digits}{sign}{number:03}{CHECK[right]}")
    assert not [code for code, _ in found(f"{digits}{sign}{number:03}{CHECK[right - 1]}") if code == "PR606"]


@pytest.mark.parametrize(
    "number",
    [
        "040 123 4567",
        "040-1234567",
        "0401234567",
        "050 123 45 67",
        "09 123 4567",
        "013 123 456",
        "+358401234567",
        "+358 (0)40 123 4567",
        "+46 8 123 456 78",
        "029 123 4567",
        "0800 12345",
    ],
)
def test_a_telephone_number_is_found(number):
    assert found(f"soita {number}, niin") == [("PR608", number)]


@pytest.mark.parametrize(
    "words",
    [
        "laki 677/2023",
        "417/2007, 36 § 3 mom.",
        "1301/2014",
        "2025-02-28",
        "28.2.2025",
        "01-02-2025",
        "01 02 2025",
        "7 working days",
        "040 päivää",
        "S003-F24",
        "versio 1.10.2",
        "2026.1",
        "00100 Helsinki",
        "01300 Vantaa",
        "1234567-8",
        "112",
        "1 000 000 euroa",
        "klo 08.00-16.00",
        "08:00 16:00",
        "THL/1234/5.05.00/2025",
        "2025/040123456",
        "R-SHL-36C",
        "shl_36_1",
        "3,5 tuntia",
        "a@b",
        "@asiakas",
        "FI12 3456 7890 1234 56",
        "ISBN 978-952-00-1234-5",
    ],
)
def test_numbers_of_other_things_are_left_alone(words):
    assert found(words) == []


def test_the_sentence_does_not_repeat_what_was_found():
    report = check_text("walks: laina  # 131052-308T\npaths: {}\n", "w.yaml", EMPTY, prove=False)

    assert not [finding for finding in report.findings if "131052" in f"{finding.message}{finding.fix}"]
