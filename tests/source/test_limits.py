"""Files made to break a reader are refused at once, with one finding at the place where they go too far."""

from __future__ import annotations

import pytest

from prosessi.source.limits import DEEPEST, MOST_BYTES, MOST_NODES
from prosessi.source.yaml import read

BOMB = "a: &a [x, x]\n" + "".join(
    f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcdefg", "bcdefgh", strict=True)
)
MERGES = "a: &a {x: 1}\n" + "".join(f"k{n}: {{<<: [*a, *a]}}\n" for n in range(30))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 100_000, "PR004"),
        ("{" * 100_000, "PR004"),
        ("- " * 100_000, "PR004"),
        ("a: [" * 100_000, "PR004"),
        ("{a: " * 100_000, "PR004"),
        ("a: b\n" * (MOST_NODES // 2 + 1), "PR004"),
        ("a" * (MOST_BYTES + 1), "PR004"),
        (BOMB, "PR005"),
        (MERGES, "PR005"),
        ("<<: {a: 1}", "PR005"),
        ("!!python/object:os.system ls", "PR007"),
        ("a: !!binary eHg=", "PR007"),
    ],
    ids=lambda value: value[:12],
)
def test_a_hostile_text_gives_one_finding_and_no_value(text, code):
    reading = read(text, "f")

    assert [finding.code for finding in reading.findings] == [code]
    assert reading.value is None


def test_nesting_to_the_limit_is_read():
    assert read("a: " + "[" * (DEEPEST - 1) + "]" * (DEEPEST - 1), "f").findings == ()


def test_a_large_file_of_plain_keys_is_read():
    assert len(read("".join(f"key_{n}: value\n" for n in range(20_000)), "f").value) == 20_000


def test_nesting_too_deep_is_found_where_the_limit_is_passed():
    finding = read("a: " + "[" * 60, "f").findings[0]

    assert (finding.at.line, finding.at.column) == (1, 3 + DEEPEST)
