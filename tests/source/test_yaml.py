"""Bytes become values that know their places; what is doubtful is said and nothing ever raises."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prosessi.source.yaml import read, read_file

TEXT = "nimi: Käynti\ntilat:\n  a: {arvo: 1}\n  b: [x, 'y']\n"
PIECES = [*"[]{}:,-?&*!|>'\"%@`#\\ \t\n", "\r\n", "a", "ä", "😀", "b: ", "- ", "\n  ", "---\n", "...\n", "<<: ", "1.10"]


def one(text):
    (finding,) = read(text, "f").findings
    return finding.code, finding.at.line, finding.at.column


def test_values_know_where_they_and_their_keys_stand():
    states = read(TEXT, "f").value["tilat"]

    assert [str(states.key_spans["b"]), str(states.value_spans["b"])] == ["f:4:3", "f:4:6"]
    assert str(states["b"].item_spans[1]) == "f:4:10"


def test_a_mapping_under_a_key_stands_where_its_key_stands():
    assert str(read(TEXT, "f").value["tilat"]["a"].at) == "f:3:3"


def test_offsets_cut_the_very_words_out_of_the_text():
    reading = read("\ufeffä: 😀\r\nb: 'c d'\r\n", "f")
    spans = reading.value.value_spans

    assert [reading.text[spans[key].start : spans[key].end] for key in "äb"] == ["😀", "'c d'"]


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "utf-16 big", "Windows line ends", "old Mac line ends"],
)
def test_a_text_means_the_same_however_it_was_saved(raw):
    reading = read(raw, "f")

    assert reading.value == read(TEXT, "f").value
    assert str(reading.value["tilat"]["b"].item_spans[1]) == "f:4:10"
    assert reading.findings == ()


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "mac-roman"])
def test_a_text_in_an_old_encoding_is_found_at_its_first_foreign_letter(encoding):
    assert one(TEXT.encode(encoding)) == ("PR001", 1, 8)


def test_the_line_with_a_foreign_byte_is_shown_as_its_author_knows_it():
    assert read(TEXT.encode("latin-1"), "f").text == TEXT


def test_a_foreign_byte_after_good_letters_is_found_by_letters_and_not_by_bytes():
    assert one("ääkköset: ".encode() + b"\xe4\n") == ("PR001", 1, 11)


@pytest.mark.parametrize(
    "raw", [b"\x89PNG\r\n\x1a\n\x00\x00", b"PK\x03\x04\x00", b"\x00" * 1000, "a: \x00b", "a: \ud800"]
)
def test_what_is_no_text_gives_one_finding(raw):
    assert len(read(raw, "f").findings) == 1


@pytest.mark.parametrize("raw", [b"\x89PNG\r\n\x1a\n\x00\xe4", "a: \x00"])
def test_a_file_with_zero_bytes_is_no_text(raw):
    reading = read(raw, "f")

    assert one(raw) == ("PR001", 1, 1)
    assert str(reading.findings[0].message) == "tämä ei ole tekstitiedosto"


@pytest.mark.parametrize("raw", ["", b"", " \n\n", "# only this\n", "---\n", "\ufeff"])
def test_an_empty_file_is_said_to_be_empty(raw):
    assert one(raw) == ("PR003", 1, 1)


@pytest.mark.parametrize("text", ["just words", "- a\n- b\n", "[a]", "12"])
def test_a_file_without_keys_is_refused(text):
    assert one(text)[:2] == ("PR008", 1)


def test_a_hard_space_in_the_indentation_is_found():
    assert one("a:\n \u00a0b: c\n") == ("PR002", 2, 2)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-12", -12),
        ("3.50", 3.5),
        ("2025-01-31", "2025-01-31"),
        ("1.2.3", "1.2.3"),
        ("'true'", "true"),
        ('"12"', "12"),
        ("x:y", "x:y"),
        ("https://a.fi", "https://a.fi"),
        ("36 §", "36 §"),
    ],
)
def test_only_the_core_words_are_more_than_text(written, value):
    reading = read(f"a: {written}\n", "f")

    assert reading.findings == ()
    assert (type(reading.value["a"]), reading.value["a"]) == (type(value), value)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        *((word, "PR021") for word in ("yes", "No", "ON", "off", "y", "N")),
        *((word, "PR022") for word in ("0401234567", "007", "-012", "0123_4")),
        *((word, "PR023") for word in ("7:30", "12:30:15", "190:20:30")),
        *((word, "PR024") for word in ("1_000", "+358401234567", "0x1F", "0o17", "1e3", ".5", "1.", ".inf", ".NaN")),
        ("1234567890123456", "PR024"),
        ("9" * 5000, "PR024"),
        *((word, "PR025") for word in ("True", "FALSE", "Null")),
        ("Luokka #1", "PR027"),
        ("”Perhe”", "PR028"),
    ],
    ids=lambda word: word[:20],
)
def test_a_value_that_readers_disagree_about_is_one_finding_at_its_place(written, code):
    reading = read(f"a: {written}\n", "f")

    assert [(finding.code, finding.at.line) for finding in reading.findings] == [(code, 1)]
    assert reading.findings[0].fix is not None
    assert isinstance(reading.value["a"], str)


@pytest.mark.parametrize("written", ["'no'", '"0401234567"', "'7:30'", '"1_000"', "'True'", '"Luokka #1"'])
def test_quotes_settle_it(written):
    assert read(f"a: {written}\n", "f").findings == ()


@pytest.mark.parametrize("key", ["on", "no", "y"])
def test_a_key_that_reads_as_a_truth_value_is_kept_and_told(key):
    assert one(f"{key}: a\n") == ("PR021", 1, 1)
    assert read(f"{key}: a\n", "f").value == {key: "a"}


@pytest.mark.parametrize("key", ["12", "true", "null", "~", "[a, b]", "{a: b}", "1.5"])
def test_a_key_that_is_no_name_is_one_finding(key):
    assert one(f"{key}: a\n") == ("PR026", 1, 1)


def test_equal_keys_are_told_with_both_places_and_the_first_one_counts():
    reading = read("a: 1\nb:\n  c: 2\n  c: 3\n", "f")

    (finding,) = reading.findings
    assert (str(finding.at), str(finding.also[0][0])) == ("f:4:3", "f:3:3")
    assert reading.value == {"a": 1, "b": {"c": 2}}


def test_keys_that_lost_the_name_above_them_are_one_finding():
    reading = read("a: {x: 1}\nb:\n  label: A\n  by: c\n  label: B\n  by: d\n", "f")

    assert [(finding.code, finding.at.line, len(finding.also)) for finding in reading.findings] == [("PR020", 5, 3)]


def test_doubts_are_told_in_the_order_of_the_file():
    assert [finding.at.line for finding in read("a: yes\nb: 7:30\nc: no\n", "f").findings] == [1, 2, 3]


def test_a_file_is_read_from_its_path(tmp_path):
    path = tmp_path / "process.yaml"
    path.write_text("a: b\n", encoding="utf-8")

    assert read_file(path).value == {"a": "b"}


def assert_told_inside(raw):
    reading = read(raw, "f")
    lines = reading.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    places = [span for each in reading.findings for span in (each.at, *(span for span, _ in each.also))]

    assert all(1 <= at.line <= len(lines) and 1 <= at.column <= len(lines[at.line - 1]) + 1 for at in places)
    assert all(0 <= at.start <= at.end <= len(reading.text) for at in places)
    assert reading.value is not None or len(reading.findings) == 1
    assert all(str(finding) for finding in reading.findings)


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_any_bytes_are_read_or_told(raw):
    assert_told_inside(raw)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@settings(deadline=None, max_examples=400)
def test_any_jumble_of_signs_is_read_or_told(text):
    assert_told_inside(text)


@given(st.text(max_size=60))
@settings(deadline=None)
def test_any_text_is_read_or_told(text):
    assert_told_inside(text)
