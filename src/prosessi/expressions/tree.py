"""The parts of an expression. Each knows where it stands in the text; equality looks only at what is said."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

BinaryWord = Literal["or", "and", "==", "!=", "<", "<=", ">", ">=", "in", "not in", "+", "-", "*"]
UnaryWord = Literal["not", "-", "is empty", "is not empty", "is set", "is not set"]
ConstantKind = Literal["boolean", "integer", "number", "date", "quoted"]


@dataclass(frozen=True, slots=True)
class Constant:
    """A value written out. Its kind is kept, since Python takes `true` and `1` for equal."""

    kind: ConstantKind
    value: bool | float | date | str
    start: int = field(compare=False)
    end: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """A bare word: case data, or one of the choices of what it is compared with."""

    id: str
    start: int = field(compare=False)
    end: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class SetOf:
    """Choices in brackets: `[terveys, sivistys]`."""

    items: tuple[Name | Constant, ...]
    start: int = field(compare=False)
    end: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class Active:
    """Whether the case is in a state: `active(arviointi)`."""

    state: Name
    start: int = field(compare=False)
    end: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class Unary:
    """One operand and the word that stands before it (`not`, `-`) or after it (`is empty`)."""

    word: UnaryWord
    operand: Node
    start: int = field(compare=False)
    end: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and the word between them."""

    word: BinaryWord
    left: Node
    right: Node
    start: int = field(compare=False)
    end: int = field(compare=False)


Node = Constant | Name | SetOf | Active | Unary | Binary
