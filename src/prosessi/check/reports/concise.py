"""One line a finding, as compilers write them."""

from __future__ import annotations

from collections.abc import Sequence

from prosessi.check.form import Paint, form, on_one_line, plainly
from prosessi.check.report import Report


@form("concise")
def as_concise(reports: Sequence[Report], paint: Paint = plainly) -> str:
    """The place, how bad, what, and what to write instead; nothing at all if nothing was found."""
    return "\n".join(on_one_line(finding, paint) for report in reports for finding in report.findings)
