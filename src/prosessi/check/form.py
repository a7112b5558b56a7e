"""What a form of the findings is: a function from reports to a text, declared with `form` in a file of its own.

What a program reads is the same in every language but for the sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from prosessi.check.report import Report, severity_word
from prosessi.findings import Finding, Severity
from prosessi.registry import Registry

Paint = Callable[[str, Severity], str]
"""Gives a text the colour of a severity."""

Writer = Callable[[Sequence[Report], Paint], str]
Declared = TypeVar("Declared", bound=Writer)


@dataclass(frozen=True, slots=True)
class Form:
    """A declared form. One that is not `for_people` has its output to itself: nothing else is written there."""

    name: str
    for_people: bool
    write: Writer


FORMS: Registry[Form] = Registry("prosessi.check.reports")


def form(name: str, *, for_people: bool = False) -> Callable[[Declared], Declared]:
    """Declare the decorated function as the writer of form `name`."""

    def declare(write: Declared) -> Declared:
        FORMS(name)(Form(name, for_people, write))
        return write

    return declare


def plainly(text: str, _: Severity) -> str:
    """Leave a text without colours."""
    return text


def headline(finding: Finding, paint: Paint = plainly) -> str:
    """The line that says where, how bad and what."""
    word = f"{severity_word(finding.severity)} {finding.code}"
    return f"{finding.at}: {paint(word, finding.severity)} {finding.message}"


def on_one_line(finding: Finding, paint: Paint = plainly) -> str:
    """The headline, and what to write instead."""
    return headline(finding, paint) + (f" ({finding.fix})" if finding.fix else "")
