"""Lengths of time in words, `7 working days` or `30 days counting the first`: one regular expression, one value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from typing import Final, Literal, cast, get_args

from prosessi.findings import Unreadable
from prosessi.messages import Message, say, say_many

Unit = Literal[
    "milliseconds",
    "seconds",
    "minutes",
    "hours",
    "days",
    "weeks",
    "months",
    "years",
    "working days",
    "same or next working day",
]
UNITS: Final[tuple[Unit, ...]] = get_args(Unit)[:-1]
EXACT: Final = frozenset({"milliseconds", "seconds", "minutes", "hours"})
"""The units that are counted exactly; the others end with the last moment of a day."""

LONGEST_YEARS = 100
MOST: Final[dict[str, int]] = {
    "milliseconds": 999_999_999,
    "seconds": 999_999_999,
    "minutes": LONGEST_YEARS * 366 * 24 * 60,
    "hours": LONGEST_YEARS * 366 * 24,
    "days": LONGEST_YEARS * 366,
    "weeks": LONGEST_YEARS * 53,
    "months": LONGEST_YEARS * 12,
    "years": LONGEST_YEARS,
    "working days": LONGEST_YEARS * 262,
}

GRAMMAR: Final = re.compile(
    r"(?:(?P<same>same or next working day)"
    r"|(?P<n>[0-9]+) +(?P<unit>working days?|milliseconds?|seconds?|minutes?|hours?|days?|weeks?|months?|years?)"
    r"(?P<first> +counting the first)?(?P<letter> +after service by letter)?"
    r"(?P<roll> +or the next working day| +exactly)?)"
)

FOREIGN: Final[dict[str, Unit]] = {
    word: cast("Unit", unit)
    for unit, words in {
        "working days": "arkipäivä arkipäivää arkipäivän työpäivä työpäivää työpäivän arkipaivaa tyopaivaa"
        " vardag vardagar arbetsdag arbetsdagar workday workdays weekday weekdays business",
        "days": "päivä päivää päivän paivaa vuorokausi vuorokautta vuorokauden vrk pv d dag dagar dygn",
        "weeks": "viikko viikkoa viikon vko vk w vecka veckor",
        "months": "kuukausi kuukautta kuukauden kk mån månad månader",
        "years": "vuosi vuotta vuoden v y år",
        "hours": "tunti tuntia tunnin t h hr hrs timme timmar",
        "seconds": "sekunti sekuntia sekunnin s sek sec secs sekund sekunder",
        "milliseconds": "millisekunti millisekuntia ms",
        "minutes": "minuutti minuuttia minuutin min mins minut minuter",
    }.items()
    for word in words.split()
}


class DurationProblem(Unreadable):
    """A text that says no duration."""


@dataclass(frozen=True, slots=True)
class Duration:
    """So many units of time, and how they are counted.

    `counting_first` makes the day of the start the first one. `after_letter` puts the presumed time of a letter on
    its way before it. `rolls` says whether a last day that is no working day moves to the next one; None leaves
    that to whoever counts.
    """

    n: int
    unit: Unit
    counting_first: bool = False
    after_letter: bool = False
    rolls: bool | None = None

    @property
    def text(self) -> str:
        """The one canonical way to write it; `parse_duration` gives the same duration back."""
        if self.unit == "same or next working day":
            return self.unit
        words = [f"{self.n} {self.unit.removesuffix('s') if self.n == 1 else self.unit}"]
        if self.counting_first:
            words.append("counting the first")
        if self.after_letter:
            words.append("after service by letter")
        if self.rolls is not None:
            words.append("or the next working day" if self.rolls else "exactly")
        return " ".join(words)

    @property
    def exact(self) -> bool:
        """Whether it is counted exactly; otherwise it ends with its last day."""
        return self.unit in EXACT

    @property
    def length(self) -> timedelta:
        """How long it is, of one that is counted exactly. An OverflowError if that is longer than time reaches."""
        return timedelta(**{self.unit: self.n})

    def __str__(self) -> str:
        return self.text

    def in_language(self, wanted: str) -> str:
        """The duration in words, for people: `7 arkipäivää`, `7 vardagar`, `7 working days`."""
        return self.in_words().in_language(wanted)

    def in_words(self) -> Message:
        """The duration as a message."""
        if self.unit == "same or next working day":
            return say("the same or the next working day")
        words = _amount(self.n, self.unit)
        if self.counting_first:
            words = say("{length}, the first day counted", length=words)
        if self.after_letter:
            words = say("{length} from the service of a letter", length=words)
        if self.rolls is None:
            return words
        if self.rolls:
            return say("{length}, or the next working day after that", length=words)
        return say("{length} to the day", length=words)


def parse_duration(text: str) -> Duration:
    """Read a duration. What is not one raises a `DurationProblem` that says what to write."""
    begin = len(text) - len(text.lstrip())
    match = GRAMMAR.fullmatch(text.strip())
    if match is None:
        raise _not_a_duration(text, begin)
    if match["same"]:
        return Duration(1, "same or next working day")
    unit = next(unit for unit in UNITS if unit.removesuffix("s") == match["unit"].removesuffix("s"))
    if len(match["n"]) > 9 or int(match["n"]) > MOST[unit]:
        raise DurationProblem(
            say("{n} {unit} is too long for any process", n=match["n"], unit=unit),
            say("write at most {years} years", years=LONGEST_YEARS),
            begin + match.start("n"),
            begin + match.end("unit"),
        )
    _refuse_contradictions(match, unit, begin)
    roll = match["roll"]
    rolls = None if roll is None else not roll.endswith("exactly")
    return Duration(int(match["n"]), unit, bool(match["first"]), bool(match["letter"]), rolls)


def _refuse_contradictions(match: re.Match[str], unit: Unit, begin: int) -> None:
    suffix = next((name for name in ("first", "letter", "roll") if match[name]), None)
    if unit in EXACT and suffix is not None:
        raise DurationProblem(
            say(
                "'{suffix}' goes with days, and {unit} are counted to the minute",
                suffix=match[suffix].strip(),
                unit=unit,
            ),
            say("write '{n} {unit}'", n=match["n"], unit=match["unit"]),
            begin + match.start(suffix) + 1,
            begin + match.end(suffix),
        )
    if match["first"] and match["letter"]:
        raise DurationProblem(
            say("the day of service is never counted, and 'counting the first' says that it is"),
            say("leave one of the two out"),
            begin + match.start("first") + 1,
            begin + match.end("letter"),
        )
    if match["first"] and int(match["n"]) == 0:
        raise DurationProblem(
            say("when the first day is counted, the shortest duration is 1"),
            say("write '{text}'", text="1 day counting the first"),
            begin,
            begin + match.end("unit"),
        )


def _not_a_duration(text: str, begin: int) -> DurationProblem:
    """Say what is wrong with a text that the grammar refused, with the nearest thing that it accepts."""
    words = text.strip()
    end = begin + len(words)
    if not words:
        return DurationProblem(say("the duration is empty"), say("write for example '7 working days'"), 0, len(text))
    number = re.match(r"([+-]?[0-9]+)([.,][0-9]+)?\s*", words)
    if number is None:
        return _without_number(words, begin, end)
    if number[2]:
        return DurationProblem(
            say("'{number}' is not a whole number", number=number[0].strip()),
            say("use a smaller unit, such as '36 hours'"),
            begin,
            begin + number.end(2),
        )
    if number[1][0] in "+-":
        return DurationProblem(
            say("a duration has no sign: '{text}'", text=number[1]),
            say("write '{text}'", text=words[1:].strip()),
            begin,
            begin + number.end(1),
        )
    return _wrong_words(words[number.end() :], number[1], begin + number.end(), end)


def _without_number(words: str, begin: int, end: int) -> DurationProblem:
    first = words.split(maxsplit=1)[0].lower()
    unit = _nearest_unit(first, words.lower())
    near = get_close_matches(words.lower(), ["same or next working day"], n=1, cutoff=0.75)
    fix = say("write '{text}'", text=near[0]) if near else None
    if fix is None and unit is not None:
        fix = say("write the number first, such as '7 {unit}'", unit=unit)
    message = say("'{text}' is not a duration", text=words)
    if unit is not None and not near:
        message = say("'{text}' has no number", text=words)
    return DurationProblem(
        message,
        fix or say("write for example '7 working days', '3 months' or 'same or next working day'"),
        begin,
        end,
    )


def _wrong_words(rest: str, number: str, begin: int, end: int) -> DurationProblem:
    """The number is fine; what follows is not."""
    if not rest:
        return DurationProblem(
            say("'{number}' has no unit", number=number),
            say("write for example '{number} working days' or '{number} months'", number=number),
            begin - len(number),
            end,
        )
    known = re.match(r"(?:working days?|milliseconds?|seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b\s*", rest)
    if known is not None:
        return _wrong_suffix(rest[known.end() :], begin + known.end(), end)
    word = rest.split(maxsplit=1)[0]
    unit = _nearest_unit(word.lower(), rest.lower())
    if unit is None:
        fix = say("the units are {units}", units=list(UNITS))
    else:
        fix = say("write '{text}'", text=Duration(int(number[:9]), unit).text)
    return DurationProblem(say("unknown unit '{unit}'", unit=rest), fix, begin, end)


def _wrong_suffix(rest: str, begin: int, end: int) -> DurationProblem:
    suffixes = ["counting the first", "after service by letter", "or the next working day", "exactly"]
    if not rest:
        return DurationProblem(
            say("one space goes between the words"), say("write them with single spaces"), begin, end
        )
    near = get_close_matches(rest.lower(), suffixes, n=1, cutoff=0.5)
    if near and near[0] == rest:
        fix = say("write the words in this order: {order}", order=suffixes)
    elif near:
        fix = say("did you mean '{word}'?", word=near[0])
    else:
        fix = say("after the unit may stand {suffixes}", suffixes=suffixes)
    return DurationProblem(say("unknown words '{words}' in a duration", words=rest), fix, begin, end)


def _nearest_unit(word: str, rest: str) -> Unit | None:
    if word in FOREIGN:
        return FOREIGN[word]
    known: dict[str, Unit] = {name: unit for unit in UNITS for name in (unit, unit.removesuffix("s"))}
    near = get_close_matches(rest, known, n=1, cutoff=0.6) or get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return known[near[0]]
    foreign = get_close_matches(word, FOREIGN, n=1, cutoff=0.75)
    return FOREIGN[foreign[0]] if foreign else None


def _amount(n: int, unit: Unit) -> Message:  # noqa: PLR0911  # one sentence a unit
    match unit:
        case "milliseconds":
            return say_many("{n} millisecond", "{n} milliseconds", n)
        case "seconds":
            return say_many("{n} second", "{n} seconds", n)
        case "minutes":
            return say_many("{n} minute", "{n} minutes", n)
        case "hours":
            return say_many("{n} hour", "{n} hours", n)
        case "days":
            return say_many("{n} day", "{n} days", n)
        case "weeks":
            return say_many("{n} week", "{n} weeks", n)
        case "months":
            return say_many("{n} month", "{n} months", n)
        case "years":
            return say_many("{n} year", "{n} years", n)
    return say_many("{n} working day", "{n} working days", n)
