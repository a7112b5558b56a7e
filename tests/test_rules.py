"""What a rule is, apart from what any one of them finds."""

from __future__ import annotations

import pytest

from prosessi.findings import Severity
from prosessi.rules import Rule, nearest

NAMES = ["suunnittelu", "arviointi", "yhteenveto", "Päätös"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("suunittelu", "suunnittelu"),
        ("arvionti", "arviointi"),
        ("ARVIOINTI", "arviointi"),
        ("päätös", "Päätös"),
        ("aivan muuta", None),
        ("", None),
    ],
)
def test_the_nearest_name_is_the_one_most_likely_meant(written, meant):
    assert nearest(written, NAMES) == meant


def test_nothing_is_near_among_no_names():
    assert nearest("arviointi", []) is None


DOC = """One thing is wrong.

Bad::

    states
      a: b  # PR000

Good::

    states:
      a: b
"""


def test_an_example_keeps_the_indentation_of_its_lines():
    assert Rule("PR000", "", Severity.ERROR, "text", iter, DOC).examples("Bad") == ("states\n  a: b  # PR000\n",)
