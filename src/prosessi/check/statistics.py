"""`prosessi check --statistics`: how often each rule found something, and what was looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from prosessi.check.report import Report, contents, severity_word
from prosessi.messages import say, say_many, show
from prosessi.rules import RULES

WIDEST_NAME = 60


def statistics(reports: Sequence[Report], seconds: float, language: str) -> str:
    """A table with a line a code, the most frequent first, and a closing line with the time it took."""
    counts = Counter((found.code, found.severity) for report in reports for found in report.findings)
    rows = [
        (str(count), code, str(severity_word(severity)), _name(code))
        for (code, severity), count in sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    table = [
        f"{count:>{widths[0]}}  {code:<{widths[1]}}  {severity:<{widths[2]}}  {name}".rstrip()
        for count, code, severity, name in rows
    ]
    suppressed = sum(len(report.suppressed) for report in reports)
    if suppressed:
        table.append(str(say_many("{n} finding is passed over", "{n} findings are passed over", suppressed)))
    looked_at = [say_many("{n} file", "{n} files", len(reports)), *contents(reports)]
    spent = show(_seconds(seconds, language), language)
    return "\n".join([*table, str(say("{what} in {seconds} s", what=looked_at, seconds=spent))])


def _name(code: str) -> str:
    """The name of a rule, and in the reader's language what it finds."""
    rule = RULES[code]
    told = str(rule.prose[0])
    return f"{rule.name}: {told if len(told) <= WIDEST_NAME else told[: WIDEST_NAME - 1] + '…'}"


def _seconds(seconds: float, language: str) -> str:
    shown = f"{seconds:.2f}"
    return shown if language == "en" else shown.replace(".", ",")
