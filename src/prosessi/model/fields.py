"""The kinds of value that fields of the format hold: ids, one-or-many, conditions, durations, dates."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from prosessi.calendars.durations import Duration, parse_duration
from prosessi.calendars.moments import Moment, parse_moment
from prosessi.expressions.syntax import Expression, literal, parse

ID_PATTERN = r"^[a-z][a-z0-9_]*$"
PROCESS_ID_PATTERN = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"

Id = Annotated[str, Field(pattern=ID_PATTERN)]
ProcessId = Annotated[str, Field(pattern=PROCESS_ID_PATTERN)]


def _one_is_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _as_condition(value: Any) -> Any:
    return parse(value) if isinstance(value, str) else literal(value) if isinstance(value, bool) else value


def _as_value(value: Any) -> Any:
    return parse(value) if isinstance(value, str) else value if isinstance(value, Expression) else literal(value)


def _as_duration(value: Any) -> Any:
    return parse_duration(value) if isinstance(value, str) else value


def _as_moment(value: Any) -> Any:
    return parse_moment(value) if isinstance(value, str) else value


def _as_date(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) else value


Ids = Annotated[tuple[Id, ...], BeforeValidator(_one_is_many)]
"""One id, or a list of them. A single one may be written without brackets."""

Condition = Annotated[
    Expression, BeforeValidator(_as_condition), WithJsonSchema({"type": ["string", "boolean"]})
]
"""A condition over the case data, parsed when the file is read."""

Value = Annotated[
    Expression,
    BeforeValidator(_as_value),
    WithJsonSchema({"type": ["string", "boolean", "integer", "number", "array"]}),
]
"""A value or an expression that gives one."""

Within = Annotated[Duration, BeforeValidator(_as_duration), WithJsonSchema({"type": "string"})]
"""A duration in words, such as `7 working days`."""

When = Annotated[Moment, BeforeValidator(_as_moment), WithJsonSchema({"type": "string"})]
"""A date, or case data of that type, with durations added: `syntymapaiva + 18 years`."""

Day = Annotated[date, BeforeValidator(_as_date), WithJsonSchema({"type": "string", "format": "date"})]
"""A calendar date, `2025-01-31`."""
