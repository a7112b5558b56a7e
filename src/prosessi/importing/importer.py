"""What a foreign format is: a function from a text to a process, declared with `importer` in a module of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from prosessi.chart.chart import Chart
from prosessi.chart.compile import compile_process
from prosessi.errors import InvalidProcess
from prosessi.findings import Finding, Severity
from prosessi.messages import Message, say
from prosessi.model.bind import read_as
from prosessi.model.fields import PROCESS_ID_PATTERN
from prosessi.model.library import EMPTY
from prosessi.model.process import Process
from prosessi.registry import Registry
from prosessi.source import foreign
from prosessi.span import Span

MOST_FINDINGS = 100


class Names(Mapping[str, str]):
    """What the names of the file became here.

    An event that the file never names is known, too, if it would set something off: by `otherwise`, which finds the
    name that does the same.
    """

    def __init__(self, ids: Mapping[str, str], otherwise: Callable[[str], str | None] = lambda _: None) -> None:
        self._ids = dict(ids)
        self._otherwise = otherwise

    def __getitem__(self, name: str) -> str:
        found = self._ids.get(name) or self._otherwise(name)
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


@dataclass(frozen=True)
class Imported:
    """A process read from another format: its text, what its names were, and what was left out of it."""

    yaml_text: str
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    findings: tuple[Finding, ...] = ()

    def called(self, name: str) -> str:
        """The text with `name` for the id of the process, if that can be one: it is called as its folder is."""
        if not re.fullmatch(PROCESS_ID_PATTERN, name):
            return self.yaml_text
        return re.sub(r"(?m)^process: .*$", f"process: {name}", self.yaml_text, count=1)

    @cached_property
    def process(self) -> Process:
        """The process as `process.yaml` has it. Raises `InvalidProcess` if the text is none after all."""
        bound = read_as(Process, self.yaml_text, "process.yaml")
        if bound.model is None:
            raise InvalidProcess(bound.findings)
        return bound.model

    @cached_property
    def chart(self) -> Chart:
        """The chart, ready to run; the registers around a file are not asked for."""
        return compile_process(self.process, EMPTY)


@dataclass(slots=True)
class Findings:
    """What is found while a file is read: all that is wrong with it is told at once."""

    found: list[Finding] = field(default_factory=list)

    def unreadable(self, at: Span, message: Message, fix: Message | None = None) -> None:
        """Note that the file cannot be read."""
        self.found += foreign.unreadable_import(at, message, fix)

    def wrong(self, at: Span, message: Message, fix: Message | None = None) -> None:
        """Note what the format itself does not allow."""
        self.found += foreign.wrong_in_its_own_format(at, message, fix)

    def refuse(self, at: Span, message: Message, fix: Message | None = None) -> None:
        """Note what a process has no words for."""
        self.found += foreign.nothing_to_say_it_with(at, message, fix)

    def leave_out(self, at: Span, message: Message) -> None:
        """Note what is left out without harm."""
        self.found += foreign.left_out(at, message)

    def stop_on_errors(self) -> None:
        """Raise `InvalidProcess` if anything so far forbids going on."""
        if any(finding.severity is Severity.ERROR for finding in self.found):
            errors = [finding for finding in self.found if finding.severity is Severity.ERROR]
            first: list[Finding] = sorted(errors, key=lambda finding: finding.at)[:MOST_FINDINGS]
            raise InvalidProcess(tuple(first))


@dataclass(frozen=True, slots=True)
class Source:
    """A declared format: `read` makes a process of the bytes of a file, or raises `InvalidProcess`."""

    name: str
    suffix: str
    read: Callable[[bytes, str], Imported]


SOURCES: Registry[Source] = Registry("prosessi.importing")


def importer(
    name: str, *, suffix: str
) -> Callable[[Callable[[bytes, str], Imported]], Callable[[bytes, str], Imported]]:
    """Declare the decorated function as the reader of format `name`."""

    def declare(read: Callable[[bytes, str], Imported]) -> Callable[[bytes, str], Imported]:
        SOURCES(name)(Source(name, suffix, read))
        return read

    return declare


def read_from(raw: bytes, file: str, name: str) -> Imported:
    """Read a file of the format `name`. A KeyError if there is no such format; `InvalidProcess` with what is wrong."""
    return SOURCES[name].read(raw, file)


def unknown_format(name: str) -> Message:
    """What to say of a format that is not there."""
    return say("there is no format '{name}' to read; the formats are {formats}", name=name, formats=list(SOURCES))
