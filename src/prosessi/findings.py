"""What prosessi has to say about a file: one code, one place, one sentence, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from prosessi.messages import Message
from prosessi.span import Span


class Severity(StrEnum):
    """How bad it is. A process with an error cannot run; a warning is a hole or a doubt; a note is a wish."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Edit:
    """A change to the text of a file: what stands at the span gives way to `text`. An empty span inserts."""

    at: Span
    text: str


@dataclass(frozen=True, slots=True)
class Example:
    """A case that shows what was found, in plain values: told in sentences, and as a walk that can be run again.

    `steps` are as in `walks.yaml`: `do`, `by`, `with`, `set`, `on_date` or `after`, `refused`. After them the case
    stands in the states `active`, having taken the transitions `edges` (ids of the chart) in this order.
    """

    story: tuple[Message, ...]
    start: date
    case: Mapping[str, object] = field(default_factory=dict)
    documents: tuple[str, ...] = ()
    steps: tuple[Mapping[str, object], ...] = ()
    active: tuple[str, ...] = ()
    edges: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in one place. `code` names the rule; `fix` says what to write instead.

    `also` holds the other places that belong to the same mistake, such as the first of two equal keys, each with
    a few words on what stands there. `example` is a case to which it happens. `edits` mend it when they are all made.
    """

    code: str
    severity: Severity
    at: Span
    message: Message
    fix: Message | None = None
    also: tuple[tuple[Span, Message], ...] = ()
    example: Example | None = None
    edits: tuple[Edit, ...] = ()

    def __str__(self) -> str:
        advice = f" ({self.fix})" if self.fix else ""
        return f"{self.at}: {self.severity} {self.code} {self.message}{advice}"


class Unreadable(ValueError):
    """A text inside a file that cannot be read: what is wrong, what to write instead, and from where to where in it.

    Whoever knows where the text stands in its file makes a finding of it.
    """

    def __init__(self, message: Message, fix: Message | None, start: int, end: int) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.start = start
        self.end = end

    def __str__(self) -> str:
        return str(self.message)
