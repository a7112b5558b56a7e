"""Times of a day, `8-16` or `8.30-11, 12-16.15`, and the days of a week, `mon-fri`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from prosessi.findings import Unreadable
from prosessi.messages import Message, say

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

DAYS: Final[dict[str, range]] = {
    (WEEKDAYS[first] if first == last else f"{WEEKDAYS[first]}-{WEEKDAYS[last]}"): range(first, last + 1)
    for first in range(7)
    for last in range(first, 7)
}
"""Every way to name days of a week, a single one or from one to another, with the days that it means."""

MINUTE: Final = 60
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR

_TIME: Final = r"([0-9]{1,2})(?:[.:]([0-9]{2}))?"
_SPAN: Final = re.compile(rf"\s*{_TIME}\s*[-–]\s*{_TIME}\s*")  # as people write it


class OpeningProblem(Unreadable):
    """A text that says no times of a day."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Stretches of a day in order, each from one second of it to another, that one excluded."""

    spans: tuple[tuple[int, int], ...]

    @property
    def seconds(self) -> int:
        """How long they are together."""
        return sum(end - begin for begin, end in self.spans)

    def shortened(self, share: float) -> Opening:
        """As much of them, from the beginning of the day, as `share` says."""
        left = round(self.seconds * share)
        kept: list[tuple[int, int]] = []
        for begin, end in self.spans:
            if left > 0:
                kept.append((begin, min(end, begin + left)))
            left -= end - begin
        return Opening(tuple(kept))

    def __str__(self) -> str:
        return ", ".join(f"{_clock(begin)}-{_clock(end)}" for begin, end in self.spans)


def parse_opening(text: str) -> Opening:
    """Read times of a day. What is none raises an `OpeningProblem` that says what to write."""
    spans: list[tuple[int, int]] = []
    begin = 0
    for part in text.split(","):
        span = _span(part, begin)
        if spans and span[0] < spans[-1][1]:
            raise _problem(
                part,
                begin,
                say("'{text}' begins before the stretch in front of it has ended", text=part.strip()),
                say("write the stretches in order, without overlap: {example}", example="8-11, 12-16"),
            )
        spans.append(span)
        begin += len(part) + 1
    return Opening(tuple(spans))


def _span(part: str, begin: int) -> tuple[int, int]:
    match = _SPAN.fullmatch(part)
    if match is None:
        raise _problem(
            part,
            begin,
            say("'{text}' is not a stretch of a day", text=part.strip()),
            say("write when it begins and ends, for example '8-16' or '8.30-11, 12-16.15'"),
        )
    numbers = [int(number or 0) for number in match.groups()]
    opens, closes = numbers[0] * HOUR + numbers[1] * MINUTE, numbers[2] * HOUR + numbers[3] * MINUTE
    if max(numbers[1], numbers[3]) >= 60 or max(opens, closes) > DAY:  # minutes
        raise _problem(
            part,
            begin,
            say("no clock shows '{text}'", text=part.strip()),
            say("a day goes from 0 to 24, and an hour to .59"),
        )
    if opens >= closes:
        raise _problem(
            part,
            begin,
            say("'{text}' ends before it begins", text=part.strip()),
            _past_midnight(opens, closes),
        )
    return opens, closes


def _past_midnight(opens: int, closes: int) -> Message:
    if opens == closes:
        return say("write the later time last")
    if closes == 0:
        return say("write '{text}'", text=f"{_clock(opens)}-24")
    return say(
        "write '{before}', and '{after}' on the next day", before=f"{_clock(opens)}-24", after=f"0-{_clock(closes)}"
    )


def _clock(second: int) -> str:
    hour, minute = divmod(second // MINUTE, 60)
    return f"{hour}.{minute:02}" if minute else str(hour)


def _problem(part: str, begin: int, message: Message, fix: Message) -> OpeningProblem:
    start = begin + len(part) - len(part.lstrip())
    return OpeningProblem(message, fix, start, max(start + 1, begin + len(part.rstrip())))
