"""The registers that processes share: laws, calendars, vocabulary and source facts, read once and kept.

They are looked for from the folder of the process upwards, and the nearest of each kind counts; where there is none,
the one that comes with prosessi does, so that a process works in any folder it is copied to. A register with mistakes
gives findings of its own and, as far as it goes, nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import TypeVar

from prosessi import shipped
from prosessi.calendars.calendar import FINLAND, Calendar
from prosessi.findings import Finding
from prosessi.model.bind import Bound, read_as
from prosessi.model.placed import Placed
from prosessi.model.registers import Calendars, CalendarSettings, Fact, Facts, Law, Laws
from prosessi.model.vocabulary import Document, Role, Vocabulary
from prosessi.source.limits import MOST_BYTES

HIGHEST = 4
"""So many folders above the one of the process are looked into."""

Model = TypeVar("Model", bound=Placed)
Stamp = tuple[Path, int, int]


@dataclass(frozen=True)
class Library:
    """What processes share, by id. The laws and the facts, which are long, are read only when somebody asks for one."""

    calendars: Mapping[str, CalendarSettings] = field(default_factory=dict)
    default_calendar: str | None = None
    vocabulary: Vocabulary | None = None
    found: tuple[Finding, ...] = ()
    law_file: Stamp | None = None
    fact_files: tuple[Stamp, ...] = ()

    @cached_property
    def laws(self) -> Mapping[str, Law]:
        """Every law by its id."""
        laws = _register(Laws, self.law_file).model
        return laws.laws if laws else {}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the files of laws, calendars and shared words."""
        return _register(Laws, self.law_file).findings + self.found

    def law(self, name: str) -> Law | None:
        """The law with this id."""
        return self.laws.get(name)

    def role(self, name: str) -> Role | None:
        """The shared role with this id."""
        return self.vocabulary.roles.get(name) if self.vocabulary else None

    def document(self, name: str) -> Document | None:
        """The shared document with this id."""
        return self.vocabulary.documents.get(name) if self.vocabulary else None

    def fact(self, name: str) -> Fact | None:
        """The source fact with this id."""
        return self.facts.get(name)

    def calendar(self, name: str | None = None) -> Calendar:
        """The calendar with this id, ready to count; without an id the default one, and Finland's if there is none."""
        settings = self.calendars.get(name or self.default_calendar or "")
        return _ready(name or self.default_calendar or "", settings) if settings else FINLAND

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Every source fact by its id."""
        return {name: fact for bound in self._fact_registers if bound.model for name, fact in bound.model.facts.items()}

    @cached_property
    def fact_findings(self) -> tuple[Finding, ...]:
        """What is wrong with the files of facts."""
        return tuple(finding for bound in self._fact_registers for finding in bound.findings)

    @property
    def _fact_registers(self) -> Iterator[Bound[Facts]]:
        return (_register(Facts, stamp) for stamp in self.fact_files)


EMPTY = Library()


def find_library(process: Path) -> Library:
    """The registers nearest to the file or folder `process`. A file that has not changed is not read again."""
    start = (process if process.is_dir() else process.parent).resolve()
    folders = (*islice((start, *start.parents), HIGHEST + 1), shipped.folder(), shipped.folder().parent)
    return _library(
        _nearest(folders, "laws.yaml"),
        _nearest(folders, "calendars.yaml"),
        _nearest(folders, "vocabulary.yaml"),
        _fact_files(folders),
    )


@lru_cache(maxsize=64)
def _library(
    laws: Stamp | None, calendars: Stamp | None, vocabulary: Stamp | None, facts: tuple[Stamp, ...]
) -> Library:
    calendar_register = _register(Calendars, calendars)
    words = _register(Vocabulary, vocabulary)
    return Library(
        calendars=calendar_register.model.calendars if calendar_register.model else {},
        default_calendar=calendar_register.model.default if calendar_register.model else None,
        vocabulary=words.model,
        found=calendar_register.findings + words.findings,
        law_file=laws,
        fact_files=facts,
    )


@lru_cache(maxsize=64)
def _register(cls: type[Model], stamp: Stamp | None) -> Bound[Model]:
    if stamp is None:
        return Bound(None, ())
    try:
        with stamp[0].open("rb") as file:
            return read_as(cls, file.read(MOST_BYTES + 1), shown(stamp[0]))
    except OSError:  # it was there a moment ago
        return Bound(None, ())


def _nearest(folders: tuple[Path, ...], name: str) -> Stamp | None:
    return next((stamp for folder in folders if (stamp := stamp_of(folder / name))), None)


def _fact_files(folders: tuple[Path, ...]) -> tuple[Stamp, ...]:
    for folder in folders:
        stamps = tuple(stamp for path in sorted((folder / "seeds").glob("*.yaml")) if (stamp := stamp_of(path)))
        if stamps:
            return stamps
    return ()


def stamp_of(path: Path) -> Stamp | None:
    """A file as it is now; another time or size means that it has to be read again."""
    try:
        state = path.stat()
    except OSError:
        return None
    return (path, state.st_mtime_ns, state.st_size) if path.is_file() else None


def shown(path: Path) -> str:
    """The path as people know it: from where they stand, if the file lies below."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _ready(name: str, settings: CalendarSettings) -> Calendar:
    letter = settings.service_by_letter
    return Calendar(
        name=name,
        eves_are_working_days=settings.eves_are_working_days,
        roll_over=settings.roll_over,
        letter_days=letter.n if letter else FINLAND.letter_days,
        closed=frozenset(settings.closed),
    )
