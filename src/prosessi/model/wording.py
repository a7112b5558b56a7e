"""The words for what stands in a file and for what belongs there."""

from __future__ import annotations

import re
import unicodedata

from prosessi.expressions.tokens import written_plainly
from prosessi.messages import Message, say
from prosessi.model.fields import FACT_ID_PATTERN, PROCESS_ID_PATTERN
from prosessi.model.misfit import Misfit
from prosessi.model.mother_tongue import meant
from prosessi.source.quote import shortened

TEXTS = frozenset({"string_type", "text_type"})

EXPECTED: dict[str, Message] = {
    "one_or_many_type": say("a name or a list of names"),
    "condition_type": say("a condition"),
    "value_type": say("a value: true, false, a number, a choice or a list of choices"),
    "duration_type": say("a length of time in words"),
    "length_type": say("a length of time"),
    "rate_type": say("so many in a time"),
    "opening_type": say("times of a day"),
    "moment_type": say("a date"),
    "day_type": say("a date"),
    "string_type": say("a text"),
    "text_type": say("a text"),
    "float_type": say("a number"),
    "int_type": say("a whole number"),
    "bool_type": say("true or false"),
    "tuple_type": say("a list"),
    "dict_type": say("a group of keys with values"),
    "model_type": say("a group of keys with values"),
    "model_attributes_type": say("a group of keys with values"),
}
"""What belongs at a place, by pydantic's name of the error; of several names the first one here speaks."""

_GROUPS = frozenset({"dict_type", "model_type", "model_attributes_type"})
_JOINTS = re.compile(r"\s*[,;/]\s*|\s+(?:ja|tai|sekä|och|and|or)\s+")
_KEYS = say("write keys and values on lines of their own, indented under it")
_EXAMPLES: dict[str, Message] = {
    "one_or_many_type": say("write one id, or several in brackets: [first, second]"),
    "value_type": say("write true, false, a number, a choice, or choices in brackets: [first, second]"),
    "string_type": say("write a text on one line, without dashes and braces"),
    "text_type": say("write a text, or the text by languages: {{fi: ..., sv: ...}}"),
    "float_type": say("write a number with digits, for example 30 or 0.5"),
    "int_type": say("write a number with digits, for example 30"),
    "bool_type": say("write true or false"),
    "condition_type": say("write a condition, for example 'kiireellinen and not tarpeeton'"),
    "duration_type": say("write a number and a unit, for example '7 working days'"),
    "length_type": say("write a number and a unit, for example '1.5 hours'"),
    "rate_type": say("write for example '46 per week'"),
    "opening_type": say("write when they begin and end, for example '8-16'"),
    "moment_type": say("write year-month-day, for example 2026-09-01"),
    "day_type": say("write year-month-day, for example 2026-09-01"),
    "tuple_type": say("begin each item with '- ' on a line of its own"),
    "dict_type": _KEYS,
    "model_type": _KEYS,
    "model_attributes_type": _KEYS,
}
"""How such a value is written."""


def wants_quotes(misfit: Misfit) -> bool:
    """Whether a number or a truth value stands where a text belongs."""
    return bool(misfit.kinds & TEXTS) and isinstance(misfit.value, (bool, int, float))


def actual(misfit: Misfit) -> Message:
    """What stands there, as a noun."""
    match misfit.value:
        case bool() | int() | float():
            return say("the value {value}", value=as_written(misfit))
        case str():
            return say("the text '{value}'", value=shortened(misfit.value))
        case list():
            return say("a list")
        case dict():
            return say("a group of keys with values")
    return say("nothing")


def as_written(misfit: Misfit) -> str:
    """A number with the zeros at its end that the number itself has lost."""
    short = word(misfit.value)
    return short.ljust(misfit.at.end - misfit.at.start, "0") if isinstance(misfit.value, float) else short


def word(value: object) -> str:
    """A plain value as it is written in a file."""
    match value:
        case bool():
            return "true" if value else "false"
        case None:
            return "null"
        case list() | dict():
            return "…"
    return shortened(str(value))


def remedy(kind: str, misfit: Misfit) -> Message:
    """How a value of the kind that belongs there is written."""
    if kind in _GROUPS and misfit.inner:
        return say("write its parts in braces or below it: {{{key}: ...}}", key=misfit.inner[0])
    if kind == "duration_type" and isinstance(misfit.value, int):
        return say("write the unit as well, for example '{n} days'", n=misfit.value)
    if kind == "length_type" and isinstance(misfit.value, (int, float)) and not isinstance(misfit.value, bool):
        return say("write the unit as well, for example '{n} hours'", n=as_written(misfit))
    if kind == "rate_type" and isinstance(misfit.value, (int, float)) and not isinstance(misfit.value, bool):
        return say("write the time as well, for example '{n} per week'", n=as_written(misfit))
    return _EXAMPLES[kind]


def the_choice(misfit: Misfit) -> Message:
    """Which of the possible values was meant, or all of them."""
    words = [word(choice) for choice in misfit.allowed]
    one = misfit.value[0] if isinstance(misfit.value, list) and len(misfit.value) == 1 else misfit.value
    if isinstance(one, str) and (near := meant(one, words)):
        if near == misfit.value:
            return say("write {word} without quotes", word=near)
        return say("write '{word}'", word=near) if one is not misfit.value else say("did you mean '{near}'?", near=near)
    if len(words) == 1:
        gone = say("only '{word}' is possible; without it, leave the line out", word=words[0])
        return gone if misfit.value is False else say("write '{word}'", word=words[0])
    listed = ", ".join(words)
    possible = say("{listed}, or a whole number", listed=listed) if misfit.counts else listed
    return say("possible are: {possible}", possible=possible)


def a_day(text: str) -> Message:
    """How the day is written that somebody wrote in another way, or how days are written at all."""
    if re.fullmatch(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}", text):
        return say("write '{text}'", text=written_plainly(text))
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return say("no calendar has such a day; check the month and the day")
    return say("write year-month-day, for example 2026-09-01")


def an_id(misfit: Misfit) -> Message:
    """What to write where something else than an id stands: several ids, the id of a law, or the nearest id."""
    value = str(misfit.value)
    parts = [part for part in _JOINTS.split(value.strip("()")) if part]
    if len(parts) > 1 and misfit.many and all(re.fullmatch(misfit.pattern, part) for part in parts):
        listed = ", ".join(parts)
        return say("write several with commas between them: {ids}", ids=listed if misfit.listed else f"[{listed}]")
    if misfit.key == "law":
        return say("write the id that the law has in laws.yaml, for example shl_36_1")
    proposal = fitting_id(value, misfit.pattern)
    return say("write '{proposal}'", proposal=proposal) if proposal else alphabet(misfit.pattern)


def fitting_id(value: str, pattern: str) -> str | None:
    """The id that is nearest to what was written: without dots and accents, with the right kind of hyphen."""
    joint = "-" if pattern in {PROCESS_ID_PATTERN, FACT_ID_PATTERN} else "_"
    ascii_only = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode()
    cased = ascii_only.upper() if pattern == FACT_ID_PATTERN else ascii_only.lower()
    proposal = re.sub(r"[^a-zA-Z0-9]+", joint, cased).strip(joint)
    return proposal if re.fullmatch(pattern, proposal) and len(proposal) <= 60 else None


def alphabet(pattern: str) -> Message:
    """What an id of this pattern is made of."""
    if pattern == PROCESS_ID_PATTERN:
        return say("begin with a letter, and use only a-z, 0-9 and hyphens")
    if pattern == FACT_ID_PATTERN:
        return say("write the id of a fact, for example S003-F24")
    return say("begin with a letter, and use only a-z, 0-9 and underscores")
