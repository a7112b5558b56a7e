"""What a log says, line by line, whatever system wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from types import MappingProxyType
from typing import Final

from prosessi.errors import ProsessiError
from prosessi.messages import Message, say


class UnreadableLog(ProsessiError):
    """A file out of which no event log can be read."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


class Life(Enum):
    """What became of an act, or of the case itself, at a line of the log."""

    BEGUN = "begun"
    AWAITED = "awaited"
    QUEUED = "queued"
    STARTED = "started"
    DONE = "done"
    REFUSED = "refused"
    DROPPED = "dropped"
    TIMER = "timer"
    BREACH = "breach"
    ENDED = "ended"
    OTHER = "other"


_SAID: Final[Mapping[Life, str]] = MappingProxyType(
    {
        Life.AWAITED: "schedule scheduled ajoitettu odottaa planerad",
        Life.QUEUED: "assign assigned reassign jonossa jaettu tilldelad",
        Life.STARTED: "start begin beginning aloitettu aloitus alkoi alku påbörjad start_time",
        Life.DONE: "complete completed end finish finished manualskip autoskip valmis valmistui tehty päättyi lopetus"
        " slutförd klar avslutad",
        Life.DROPPED: "withdraw withdrawn ate_abort pi_abort abort cancel cancelled peruttu peruutettu avbruten",
        Life.OTHER: "suspend resume update unknown note keskeytetty jatkettu",
    }
)
LIVES: Final[Mapping[str, Life]] = MappingProxyType(
    {life.value: life for life in Life} | {word: life for life, words in _SAID.items() for word in words.split()}
)
"""The words for it: our own, those of IEEE 1849 (XES), and those of everyday systems."""


@dataclass(frozen=True, slots=True)
class Happening:
    """A line. `event` is the activity as the log calls it; `group` and `person` are who did it, as far as it says."""

    case: str
    event: str
    life: Life
    at: datetime
    role: str = ""
    group: str = ""
    person: str = ""
    process: str = ""
    data: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


_RUN: Final = re.compile(r"\d+-\d+")
"""How `prosessi simulate --log` calls the cases of several runs."""


@dataclass(frozen=True, slots=True)
class EventLog:
    """A log as it was read: its file, its lines, and how many had to be left out, with the first of them.

    `runs` is of how many runs of a simulation it tells, if it tells of one.
    """

    name: str
    happenings: tuple[Happening, ...]
    left_out: int = 0
    first_left_out: Message | None = None
    runs: int = 1

    def of_process(self, process: str) -> EventLog:
        """What the log says of one process, if it names several."""
        if not any(happening.process == process for happening in self.happenings):
            return self
        kept = tuple(happening for happening in self.happenings if happening.process in {process, ""})
        return replace(self, happenings=kept)

    def of_one_run(self) -> EventLog:
        """What the log says of the first of several simulated runs, which otherwise would all happen at once."""
        begun = any(happening.life is Life.BEGUN for happening in self.happenings)
        if not begun or not all(_RUN.fullmatch(happening.case) for happening in self.happenings):
            return self
        first = _run_of(self.happenings[0])
        kept = tuple(happening for happening in self.happenings if _run_of(happening) == first)
        runs = len({_run_of(happening) for happening in self.happenings})
        return replace(self, happenings=kept, runs=runs)


def _run_of(happening: Happening) -> str:
    return happening.case.partition("-")[0]


class Line(Exception):
    """One line that says nothing that can be used, and why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


def gathered(name: str, lines: Iterable[tuple[Happening, ...] | Line]) -> EventLog:
    """The log out of its lines. A few that cannot be read are left out; a log in which most cannot is none."""
    kept: list[Happening] = []
    wrong: list[Line] = []
    read = 0
    for line in lines:
        if isinstance(line, Line):
            wrong.append(line)
        else:
            kept += line
            read += 1
    if wrong and len(wrong) >= read:
        raise UnreadableLog(
            say("most lines of the log '{log}' cannot be read; the first: {why}", log=name, why=wrong[0].message)
        )
    if not kept:
        raise UnreadableLog(say("the log '{log}' has no events", log=name))
    return EventLog(name, tuple(kept), len(wrong), wrong[0].message if wrong else None)
