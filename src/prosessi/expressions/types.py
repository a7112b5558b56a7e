"""What case data can be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["boolean", "integer", "number", "choice", "set", "date", "text"]


@dataclass(frozen=True, slots=True)
class DataType:
    """The type of a piece of case data: its kind, its choices (`choice` and `set`), its bounds (numbers)."""

    kind: Kind
    of: tuple[str, ...] = ()
    min: float | None = None
    max: float | None = None
