"""The kinds of case data, and how a value of each kind is kept as one number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Final, Literal

from prosessi.expressions.tokens import written_plainly
from prosessi.messages import Message, say

Coded = float | str
"""A value as a case keeps it: a number, or text as it is."""

Plain = bool | float | str | date | tuple[str, ...]
"""A value as people and Python know it."""

UNSET: Final = float("nan")
"""What stands for a value that is not there. It is one object, so that values with it can be looked up."""

Kind = Literal["boolean", "integer", "number", "choice", "set", "date", "text"]

MOST_CHOICES = 52
"""A set is kept as the bits of one number, and a float holds so many exactly."""

LARGEST: Final = 1e15
"""Up to here a float holds every whole number; case data stay within it."""


_TRUTH: Final = {"kyllä": "true", "tosi": "true", "ja": "true", "sant": "true"} | dict.fromkeys(
    ("ei", "epätosi", "nej", "falskt"), "false"
)
_FINNISH_DATE: Final = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}")

_KINDS: Final[dict[Kind, Message]] = {
    "boolean": say("true or false"),
    "integer": say("a whole number"),
    "number": say("a number"),
    "choice": say("a choice"),
    "set": say("a set of choices"),
    "date": say("a date"),
    "text": say("text"),
}


@dataclass(frozen=True, slots=True)
class DataType:
    """The type of a piece of case data: its kind, its choices (`choice` and `set`), its bounds (numbers)."""

    kind: Kind
    of: tuple[str, ...] = ()
    min: float | None = None
    max: float | None = None

    @property
    def numeric(self) -> bool:
        """Whether one can reckon with it."""
        return self.kind in {"integer", "number"}

    @property
    def ordered(self) -> bool:
        """Whether one of two can be the smaller."""
        return self.numeric or self.kind == "date"

    @property
    def element(self) -> DataType:
        """The type of what a set holds."""
        return DataType("choice", self.of)

    def in_language(self, wanted: str) -> str:
        """The kind in words: 'a whole number'."""
        return self.in_words().in_language(wanted)

    def in_words(self) -> Message:
        """The kind as a message."""
        return _KINDS[self.kind]


BOOLEAN: Final = DataType("boolean")
INTEGER: Final = DataType("integer")
NUMBER: Final = DataType("number")
DATE: Final = DataType("date")


class ValueProblem(ValueError):
    """A value that case data of some type cannot have, and what to give instead."""

    def __init__(self, message: Message, fix: Message) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix

    def __str__(self) -> str:
        return str(self.message)


def encode(kind: DataType, value: object) -> Coded:  # noqa: PLR0911  # one return a kind
    """The number that stands for a value; None is `UNSET`, and text stays text. Raises a `ValueProblem`.

    A truth value is 0 or 1, a choice its index, a set the sum of the bits of its choices, a date its ordinal.
    """
    match kind.kind, value:
        case _, None:
            return UNSET
        case "boolean", bool():
            return float(value)
        case "integer" | "number", int() | float() if not isinstance(value, bool):
            return _bounded(kind, value)
        case "choice", str():
            return float(_index(kind, value))
        case "set", list() | tuple() | set() | frozenset():
            return _bits(kind, value)
        case "date", date():
            return float(value.toordinal())
        case "date", str():
            return _day(kind, value)
        case "text", str():
            return value
    raise _refused(kind, value)


def decode(kind: DataType, code: Coded) -> Plain | None:
    """The value for which a number stands; None for one that is not there. A set comes in the order of its choices."""
    if isinstance(code, str):
        return code
    if code != code:  # noqa: PLR0124  # only an unset value differs from itself
        return None
    return _decoded(kind, code)


def misfit(kind: DataType, code: Coded) -> Message | None:
    """Why a reckoned number cannot become the value of data of this type; None if it can."""
    if isinstance(code, str) or code != code:  # noqa: PLR0124
        return None
    least, most = bounds(kind)
    if least <= code <= most:
        return None
    if kind.kind == "date":
        return say("the date is out of range")
    return say(
        "{number} is not between {least} and {most}", number=_plain(code), least=_plain(least), most=_plain(most)
    )


def bounds(kind: DataType) -> tuple[float, float]:
    """The least and the greatest number that data of this type can be."""
    match kind.kind:
        case "integer" | "number":
            least = -LARGEST if kind.min is None else kind.min
            return least, LARGEST if kind.max is None else kind.max
        case "date":
            return date.min.toordinal(), date.max.toordinal()
        case "choice":
            return 0, len(kind.of) - 1
        case "set":
            return 0, 2 ** len(kind.of) - 1
    return 0, 1


def _decoded(kind: DataType, code: float) -> Plain:
    match kind.kind:
        case "boolean":
            return code != 0.0
        case "choice":
            return kind.of[int(code)]
        case "set":
            return tuple(choice for i, choice in enumerate(kind.of) if int(code) >> i & 1)
        case "date":
            return date.fromordinal(int(code))
    return int(code) if kind.kind == "integer" else code


def _bounded(kind: DataType, value: float) -> float:
    if kind.kind == "integer" and not float(value).is_integer():
        raise _refused(kind, value)
    wrong = misfit(kind, float(value))
    if wrong is not None or value != value:  # noqa: PLR0124
        raise ValueProblem(wrong or say("this is no number"), within_bounds(kind))
    return float(value)


def _index(kind: DataType, choice: object) -> int:
    if choice not in kind.of:
        fix = nearest_of(str(choice), kind.of) or say("the choices are {of}", of=kind.of)
        raise ValueProblem(say("'{word}' is not one of the choices", word=str(choice)), fix)
    return kind.of.index(str(choice))


def _bits(kind: DataType, choices: Iterable[object]) -> float:
    return float(sum({1 << _index(kind, choice) for choice in choices}))


def _day(kind: DataType, text: str) -> float:
    try:
        return float(date.fromisoformat(text).toordinal())
    except ValueError:
        raise _refused(kind, text) from None


def _refused(kind: DataType, value: object) -> ValueProblem:
    shown = str(value).lower() if isinstance(value, bool) else str(value)
    fix = say("the choices are {of}", of=kind.of) if kind.of else say("give {kind}", kind=kind)
    if kind.kind == "date":
        fix = say("write a date, such as 2026-01-31")
        if _FINNISH_DATE.fullmatch(shown):
            fix = say("write '{text}'", text=written_plainly(shown))
    elif kind.kind == "boolean":
        fix = say("write '{text}'", text=_TRUTH[shown]) if shown in _TRUTH else say("write true or false")
    return ValueProblem(say("'{value}' is not {kind}", value=shown, kind=kind), fix)


def within_bounds(kind: DataType) -> Message:
    """The numbers that data of a type can be, as an advice."""
    match kind.min, kind.max:
        case None, None:
            return say("write a number")
        case float() | int() as least, None:
            return say("write a number that is at least {least}", least=_plain(least))
        case None, float() | int() as most:
            return say("write a number that is at most {most}", most=_plain(most))
    least, most = bounds(kind)
    return say("write a number from {least} to {most}", least=_plain(least), most=_plain(most))


def _plain(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else str(number)


def nearest_of(word: str, names: Iterable[str]) -> Message | None:
    """'Did you mean', if one of `names` is near enough."""
    near = get_close_matches(word, list(names), n=1)
    return say("did you mean '{word}'?", word=near[0]) if near else None
