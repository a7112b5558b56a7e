"""Parts of a process as plain values: what binds back to an equal part, and can be written in any format."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from prosessi.model.placed import Placed


def as_plain(part: Placed, without: Collection[str] = ()) -> dict[str, Any]:
    """What was written of a part, by the keys of the file and in their order; some keys can be left out."""
    fields = type(part).model_fields
    keys = {name: field.alias or name for name, field in fields.items() if name in part.model_fields_set}
    return {key: _plain(getattr(part, name)) for name, key in keys.items() if key not in without}


def _plain(value: Any) -> Any:
    match value:
        case Placed():
            return as_plain(value)
        case dict():
            return {key: _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case date():
            return value.isoformat()
        case bool() | int() | float() | str() | None:
            return value
    return str(value)
