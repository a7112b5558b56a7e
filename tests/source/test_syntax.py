"""Where the parser breaks, the author is told what he did, and where he did it."""

from __future__ import annotations

import pytest

from prosessi.messages import speaking
from prosessi.source.yaml import read


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("nimi: Sosiaalityö: arviointi\n", "PR010", 1, 18),
        ("label: Huom:\n", "PR010", 1, 12),
        ("a: {label: Sosiaalityö: arviointi}\n", "PR010", 1, 23),
        ("a:\n  - {label: x: y, b: 1}\n", "PR010", 2, 14),
        ("a: b\r\nc: d: e\r\n", "PR010", 2, 5),
        ('label: "Foo\nother: "bar"\n', "PR011", 1, 8),
        ('label: "Foo\nother: bar\n', "PR011", 1, 8),
        ("a: 'x\n", "PR011", 1, 4),
        ("'a: b\n", "PR011", 1, 1),
        ("by: [a, b\nneeds: c\n", "PR012", 1, 5),
        ("by: [a, b\n", "PR012", 1, 5),
        ("by: {a: 1, b: 2\n  c: 3}\n", "PR012", 1, 5),
        ("a: {b: [c, d}\ne: f\n", "PR012", 1, 8),
        ("a: [", "PR012", 1, 4),
        ("a: b\n  c: d\n", "PR013", 2, 3),
        ("a:\n  b: 1\n   c: 2\n", "PR013", 3, 4),
        ("a:\n    b: 1\n  c: 2\n", "PR013", 3, 3),
        ("a:\n  - b\n - c\n", "PR013", 3, 2),
        ("a:\n  - b\n  c: d\n", "PR043", 3, 3),
        ("a: |\n   x\n  y\n", "PR013", 3, 3),
        ("\ta: b\n", "PR009", 1, 1),
        ("a:\n\tb: c\n", "PR009", 2, 1),
        ("a:\n  b: 1\n\tc: 2\n", "PR009", 3, 1),
        ("a: @foo\n", "PR014", 1, 4),
        ("a: `foo`\n", "PR014", 1, 4),
        ("a: %foo\n", "PR014", 1, 4),
        ("a: *foo*\n", "PR014", 1, 4),
        ("a: & b\n", "PR014", 1, 4),
        ("a: |foo\n", "PR014", 1, 4),
        ("a: - foo\n", "PR014", 1, 4),
        ("%foo\n", "PR014", 1, 1),
        ("label: 'Lapsi's x'\nb: 2\n", "PR015", 1, 15),
        ('a: "foo" bar\n', "PR015", 1, 10),
        ("a: [foo] bar\n", "PR015", 1, 10),
        ('a: {b: "c": d}\n', "PR015", 1, 11),
        ("states\n  a: x\n", "PR016", 1, 1),
        ("a: b\nno colon here\nc: d\n", "PR016", 2, 1),
        ("a:\n  no colon here\n  b: 1\n", "PR016", 2, 3),
        ("a:b\nc: d\n", "PR017", 1, 2),
        ("by: [a b]]\nc: 1\n", "PR018", 1, 10),
        ("{a: b}}\n", "PR018", 1, 7),
        ("a: [b, , c]\n", "PR018", 1, 8),
        ('a: "x\\q"\n', "PR018", 1, 6),
        ("a: b\n---\nc: d\n", "PR006", 2, 1),
        ("a:\n  - {b: 1}\n  {b: 2}\n", "PR043", 3, 3),
        ("a:\n  - b: 1\n  - c: 2\n  d: 3\n", "PR043", 4, 3),
        ("a:\n  b: 1\n  - c: 2\n", "PR043", 3, 3),
        ("a:\n  – {b: 1, c: 2}\n", "PR043", 2, 3),
        ("a:\n  -{b: 1, c: 2}\n", "PR017", 2, 3),
        ("a:\xa0b\nc: d\n", "PR017", 1, 2),
        ("a:\n   b: 1\n    c: 2\n    d: 3\n", "PR013", 2, 4),
        ("a: >\nb\n", "PR013", 2, 1),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_slip_is_told_once_and_where_it_was_made(text, code, line, column):
    reading = read(text, "f")

    assert [(f.code, f.at.line, f.at.column) for f in reading.findings] == [(code, line, column)]
    assert reading.value is None


def test_an_open_bracket_is_shown_with_the_place_where_it_was_missed():
    (finding,) = read("by: [a, b\nneeds: c\n", "f").findings

    assert [str(span) for span, _ in finding.also] == ["f:2:6"]


@pytest.mark.parametrize(
    ("language", "message", "fix"),
    [
        ("fi", "kaksoispiste tekstissä, joka ei ole lainausmerkeissä", "kirjoita teksti lainausmerkkeihin"),
        ("sv", "ett kolon i en text utan citattecken", "skriv texten inom citattecken"),
        ("en", "a colon in a text without quotes", "write the text in quotes"),
    ],
)
def test_a_slip_is_told_in_the_language_of_the_author(language, message, fix):
    (finding,) = read("nimi: Sosiaalityö: arviointi\n", "f").findings

    with speaking(language):
        assert (str(finding.message), str(finding.fix)) == (message, fix)
