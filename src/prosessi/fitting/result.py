"""What a fit gives: the scenario as text, and a table of how well each number fits."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from prosessi.messages import Message


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: what was fitted, to how many observations, what came out, how far off it is."""

    what: Message
    n: int
    came_out: Message
    distance: float | None = None
    verdict: Message | None = None
    estimator: Message | None = None


@dataclass(frozen=True, slots=True)
class Fitted:
    """A scenario from an event log. `notes` are what one should know before one believes it."""

    log: str
    cases: int
    scenario: str
    rows: tuple[Row, ...]
    notes: tuple[Message, ...]

    def __str__(self) -> str:
        return self.scenario

    def save(self, path: str | Path) -> Path:
        """Write the scenario to a file."""
        file = Path(path)
        file.write_text(self.scenario, encoding="utf-8", newline="\n")
        return file
