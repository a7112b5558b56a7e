"""One line a finding, as compilers write them."""

from __future__ import annotations

from collections.abc import Sequence

from prosessi.check.form import Paint, form, plainly
from prosessi.check.report import Report, severity_word


@form("concise")
def as_concise(reports: Sequence[Report], paint: Paint = plainly) -> str:
    """The place, how bad, what, and what to write instead; nothing at all if nothing was found."""
    return "\n".join(
        f"{found.at}: {paint(f'{severity_word(found.severity)} {found.code}', found.severity)} {found.message}"
        + (f" ({found.fix})" if found.fix else "")
        for report in reports
        for found in report.findings
    )
