"""For people: every finding with its line and a caret, the case that shows it, and a closing line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prosessi.check.form import Paint, form, headline, plainly
from prosessi.check.report import Report, summary
from prosessi.findings import Example, Finding
from prosessi.messages import say
from prosessi.source.quote import quote

MOST_QUOTED = 3
"""So many other places of a finding are shown; of more, only the lines are named."""
MOST_LINES = 20


@form("text", for_people=True)
def as_text(reports: Sequence[Report], paint: Paint = plainly) -> str:
    """Every finding as people like to read it. `paint` colours what is given its severity."""
    shown = [_shown(finding, report, paint) for report in reports for finding in report.findings]
    return "\n\n".join([*shown, str(summary(reports))])


def _shown(finding: Finding, report: Report, paint: Paint) -> str:
    line = quote(report.text_around(finding.at), finding.at, str(finding.fix or ""))
    story = _told(finding.example) if finding.example else ()
    return "\n".join([headline(finding, paint), line, *_others(finding, report), *story])


def _others(finding: Finding, report: Report) -> Iterator[str]:
    """The other places of the same mistake."""
    if len(finding.also) > MOST_QUOTED:
        lines = sorted({place.line for place, _ in finding.also})
        more = len(lines) - MOST_LINES
        named = ", ".join(map(str, lines[:MOST_LINES]))
        yield str(
            say("also on lines {lines} and {n} more", lines=named, n=more)
            if more > 0
            else say("also on lines {lines}", lines=named)
        )
        return
    for place, words in finding.also:
        known = place.file == report.file or place.file in report.others
        yield quote(report.text_around(place), place, str(words)) if known else f"{place}: {words}"


def _told(example: Example) -> Iterator[str]:
    """The case that shows the finding, its steps numbered."""
    heading = say("It can happen like this:")
    yield f"  {heading}"
    width = len(str(len(example.story)))
    for number, sentence in enumerate(example.story, 1):
        first, *rest = str(sentence).splitlines() or [""]
        yield f"    {number:>{width}}. {first}"
        yield from (f"    {'':>{width}}  {line}" for line in rest)
