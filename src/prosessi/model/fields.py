"""The kinds of value that fields of the format hold: ids, one-or-many, conditions, durations, dates.

Each kind says in the JSON Schema what an author may write, and refuses anything else with an error type of its own,
for which `misfit` has the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    StrictBool,
    StrictFloat,
    StrictInt,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from prosessi.calendars.durations import Duration, parse_duration
from prosessi.calendars.lengths import Length, Rate, parse_length, parse_rate
from prosessi.calendars.moments import Moment, parse_moment
from prosessi.calendars.opening import Opening, parse_opening
from prosessi.expressions.syntax import Expression, literal, parse

ID_PATTERN = r"^[a-z][a-z0-9_]*$"
PROCESS_ID_PATTERN = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
FACT_ID_PATTERN = r"^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$"

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOCK = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})[ T]+(?P<hour>\d{1,2})[:.](?P<minute>\d{2})")


@dataclass(frozen=True, slots=True)
class ReadBy:
    """A function that reads a value of a kind of ours, or refuses it. There is nothing for pydantic to add to that."""

    read: Callable[[Any], Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """What pydantic does with the value: it is given to the function."""
        del source, handler
        return core_schema.no_info_plain_validator_function(self.read)


def one_is_many(value: Any) -> Any:
    """Let a single text stand for a list of one."""
    if isinstance(value, (list, tuple)):
        return value
    return [value] if isinstance(value, str) else _refuse("one_or_many_type")


def _refuse(kind: str) -> Any:
    raise PydanticCustomError(kind, "not of this kind")


def _as_condition(value: Any) -> Any:
    if isinstance(value, str):
        return parse(value)
    if isinstance(value, bool):
        return literal(value)
    return value if isinstance(value, Expression) else _refuse("condition_type")


def _as_value(value: Any) -> Any:
    match value:
        case str():
            return parse(value)
        case Expression():
            return value
        case bool() | int() | float() | date():
            return literal(value)
        case list() | tuple() if all(isinstance(item, str) for item in value):
            return literal(value)
    return _refuse("value_type")


def _as_duration(value: Any) -> Any:
    if isinstance(value, str):
        return parse_duration(value)
    return value if isinstance(value, Duration) else _refuse("duration_type")


def _as_length(value: Any) -> Any:
    if isinstance(value, str):
        return parse_length(value)
    return value if isinstance(value, Length) else _refuse("length_type")


def _as_rate(value: Any) -> Any:
    if isinstance(value, str):
        return parse_rate(value)
    return value if isinstance(value, Rate) else _refuse("rate_type")


def _as_opening(value: Any) -> Any:
    if isinstance(value, str):
        return parse_opening(value)
    return value if isinstance(value, Opening) else _refuse("opening_type")


def _as_moment(value: Any) -> Any:
    if isinstance(value, str):
        return parse_moment(value)
    return value if isinstance(value, Moment) else _refuse("moment_type")


def _as_date(value: Any) -> Any:
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return _refuse("day_type")
    try:
        return date.fromisoformat(value) if _DAY.fullmatch(value) else _refuse("day_value")
    except ValueError:
        return _refuse("day_value")


def _as_instant(value: Any) -> Any:
    clock = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if clock is None:
        return _as_date(value)
    try:
        return datetime.fromisoformat(f"{clock['day']} {clock['hour']:>02}:{clock['minute']}")
    except ValueError:
        return _refuse("day_value")


def _true_only(value: Any) -> Any:
    return value if value is True else _refuse("literal_error")


def _one_only(value: Any) -> Any:
    return value if value == 1 and not isinstance(value, bool) else _refuse("literal_error")


def _as_default(value: Any) -> Any:
    return value if isinstance(value, (bool, int, float, str, list, tuple)) else _refuse("value_type")


Id = Annotated[str, Field(pattern=ID_PATTERN)]
ProcessId = Annotated[str, Field(pattern=PROCESS_ID_PATTERN)]
FactId = Annotated[str, Field(pattern=FACT_ID_PATTERN)]


def _one_or_many(pattern: str | None) -> WithJsonSchema:
    item: dict[str, Any] = {"type": "string"} | ({"pattern": pattern} if pattern else {})
    return WithJsonSchema({**item, "type": ["string", "array"], "items": item})


Ids = Annotated[tuple[Id, ...], BeforeValidator(one_is_many), _one_or_many(ID_PATTERN)]
"""One id, or a list of them. A single one may be written without brackets."""

FactIds = Annotated[tuple[FactId, ...], BeforeValidator(one_is_many), _one_or_many(FACT_ID_PATTERN)]
"""One fact of a source, or a list of them."""

Words = Annotated[tuple[str, ...], BeforeValidator(one_is_many), _one_or_many(None)]
"""One text, or a list of them."""

FormatVersion = Annotated[Literal[1], BeforeValidator(_one_only)]
"""The version of the format, of which there is one so far."""

Yes = Annotated[Literal[True], BeforeValidator(_true_only)]
"""True, for what is otherwise left out."""

Done = Annotated[
    Literal[True] | tuple[Id, ...],
    BeforeValidator(lambda value: value if value is True else one_is_many(value)),
    WithJsonSchema(
        {
            "type": ["boolean", "string", "array"],
            "pattern": ID_PATTERN,
            "items": {"type": "string", "pattern": ID_PATTERN},
        }
    ),
]
"""True, or the states that become done."""

Flag = StrictBool
"""True or false, and nothing that only looks like it."""

Number = Annotated[StrictInt | StrictFloat, WithJsonSchema({"type": "number"})]
"""A whole number or a decimal."""

Join = Annotated[
    Literal["all", "any"] | Annotated[StrictInt, Field(ge=1)],
    WithJsonSchema({"type": ["string", "integer"], "pattern": "^(all|any)$", "minimum": 1}),
]
"""How many branches are waited for."""

Condition = Annotated[Expression, ReadBy(_as_condition), WithJsonSchema({"type": ["string", "boolean"]})]
"""A condition over the case data, parsed when the file is read."""

Value = Annotated[
    Expression,
    ReadBy(_as_value),
    WithJsonSchema({"type": ["string", "boolean", "number", "array"], "items": {"type": "string"}}),
]
"""A value or an expression that gives one."""

Default = Annotated[
    StrictBool | StrictInt | StrictFloat | str | tuple[Id, ...],
    BeforeValidator(_as_default),
    WithJsonSchema(
        {
            "type": ["string", "boolean", "number", "array"],
            "items": {"type": "string", "pattern": ID_PATTERN},
        }
    ),
]
"""A plain value of case data."""

Within = Annotated[Duration, ReadBy(_as_duration), WithJsonSchema({"type": "string"})]
"""A duration in words, such as `7 working days`."""

When = Annotated[Moment, ReadBy(_as_moment), WithJsonSchema({"type": "string"})]
"""A date, or case data of that type, with durations added: `syntymapaiva + 18 years`."""

Day = Annotated[date, BeforeValidator(_as_date), WithJsonSchema({"type": "string", "format": "date"})]
"""A calendar date, `2025-01-31`."""

Span = Annotated[Length, ReadBy(_as_length), WithJsonSchema({"type": "string"})]
"""A length of time as an amount, `1.5 hours`."""

Often = Annotated[Rate, ReadBy(_as_rate), WithJsonSchema({"type": "string"})]
"""How many come in what time, `46 per week`."""

Times = Annotated[Opening, ReadBy(_as_opening), WithJsonSchema({"type": "string"})]
"""Times of a day, `8-11, 12-16.15`."""

Instant = Annotated[date | datetime, BeforeValidator(_as_instant), WithJsonSchema({"type": "string"})]
"""A calendar date, perhaps with a time of the day, `2025-01-31 09:30`."""

Count = Annotated[StrictInt, Field(ge=0)]
"""How many."""

CountFromOne = Annotated[StrictInt, Field(ge=1)]
"""How many, at least one."""

Conditions = Annotated[
    tuple[Condition, ...],
    BeforeValidator(lambda value: value if isinstance(value, (list, tuple)) else [value]),
    WithJsonSchema({"type": ["string", "array"], "items": {"type": "string"}}),
]
"""One condition, or a list of them."""
