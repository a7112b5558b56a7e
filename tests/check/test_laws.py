"""Whether the laws of a register were read as they are now, on the day that is given."""

from __future__ import annotations

from datetime import date

import pytest

from prosessi.check import check_text
from prosessi.model.library import EMPTY


def found(dates, today):
    text = f"laws:\n  shl_36: {{act: a, name: laki, section: s, says: x, certainty: C1, {dates}}}\n"
    report = check_text(text, "laws.yaml", EMPTY, today=date.fromisoformat(today))
    return [finding.code for finding in report.findings]


@pytest.mark.parametrize(
    ("checked", "today", "codes"),
    [
        ("2025-03-01", "2026-03-01", []),
        ("2025-03-01", "2026-03-02", ["PR705"]),
        ("2024-02-29", "2025-03-01", []),
        ("2024-02-29", "2025-03-02", ["PR705"]),
        ("2026-03-01", "2026-02-01", []),
    ],
)
def test_a_law_is_looked_at_again_after_a_year(checked, today, codes):
    assert found(f"checked_on: {checked}", today) == codes


@pytest.mark.parametrize(
    ("dates", "codes"),
    [
        ("amended_on: 2026-01-01, checked_on: 2025-12-31", ["PR706"]),
        ("amended_on: 2026-01-01, checked_on: 2026-01-01", []),
        ("in_force_from: 2026-01-01, amended_on: 2026-01-01, checked_on: 2025-12-31", []),
        ("in_force_from: 2020-01-01, amended_on: 2026-01-01, checked_on: 2025-12-31", ["PR706"]),
        ("in_force_until: 2025-12-31, checked_on: 2025-06-01", ["PR706"]),
        ("in_force_until: 2019-12-31, checked_on: 2025-06-01", []),
        ("in_force_until: 2026-12-31, checked_on: 2025-06-01", []),
    ],
)
def test_a_change_after_the_checking_is_told(dates, codes):
    assert found(dates, "2026-03-01") == codes


def test_laws_checked_long_ago_are_told_together_but_for_those_passed_over():
    rows = "".join(
        f"  laki_{n}: {{act: a, name: laki, section: s, says: x, certainty: C1, checked_on: 2020-01-0{n}}}{comment}\n"
        for n, comment in enumerate(["", "  # prosessi: ignore PR705 - kumottu", ""], 1)
    )
    report = check_text(f"laws:\n{rows}", "laws.yaml", EMPTY, today=date(2026, 3, 1))

    (told,) = report.findings
    assert [told.at.line, *(at.line for at, _ in told.also)] == [2, 4]
    assert [each.finding.at.line for each in report.suppressed] == [3]
