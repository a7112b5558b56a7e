"""What a rule is.

A rule is one generator function. Its docstring is its documentation and its test: the first line says what it
finds, then why it matters, then a `Bad::` and a `Good::` example. In a Bad example a comment `# PR102` at the end of
a line announces the finding expected on that line.
"""

from __future__ import annotations

import difflib
import inspect
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from prosessi.findings import Edit, Example, Finding, Severity
from prosessi.messages import Message
from prosessi.span import Span


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule yields: all of a finding but the rule's own code and severity."""

    at: Span
    message: Message
    fix: Message | None = None
    also: tuple[tuple[Span, Message], ...] = ()
    example: Example | None = None
    edits: tuple[Edit, ...] = ()


Finder = Callable[..., Iterator[Found]]

SHORTEST_GUESSED = 4
"""Names with fewer letters differ by one letter all too easily."""

RULES: dict[str, Rule] = {}


@dataclass(frozen=True, slots=True)
class Rule:
    """A finder with its code, its name, its severity and its documentation.

    `over` names what the finder reads, so that whoever has such a thing in hand can run the rules over it.
    """

    code: str
    name: str
    severity: Severity
    over: str
    find: Finder
    doc: str

    def __call__(self, *subject: Any) -> Iterator[Finding]:
        """Run the finder and stamp its finds with the rule's code and severity."""
        for found in self.find(*subject):
            yield Finding(
                self.code,
                self.severity,
                found.at,
                found.message,
                found.fix,
                found.also,
                found.example,
                found.edits,
            )

    @property
    def summary(self) -> str:
        """The first line of the documentation."""
        return self.doc.partition("\n")[0]

    @property
    def prose(self) -> tuple[Message, ...]:
        """The documentation up to its examples, a message a paragraph; translated as the room `rules`."""
        paragraphs = self.doc.partition("\nBad::")[0].strip().split("\n\n")
        return tuple(Message(" ".join(paragraph.split())) for paragraph in paragraphs)

    def examples(self, title: str) -> tuple[str, ...]:
        """The indented blocks that stand under `title::` in the documentation."""
        blocks = re.findall(rf"^{title}::\n\n((?:    .*\n|\n)+)", self.doc + "\n", re.MULTILINE)
        return tuple(textwrap.dedent(block).strip("\n") + "\n" for block in blocks)


def rule(code: str, severity: Severity = Severity.ERROR, *, over: str = "process") -> Callable[[Finder], Rule]:
    """Declare the decorated generator as rule `code`; its name is its function's name."""

    def declare(find: Finder) -> Rule:
        if code in RULES:
            raise ValueError(f"{code} is taken by {RULES[code].name}")
        declared = Rule(code, find.__name__.replace("_", "-"), severity, over, find, inspect.getdoc(find) or "")
        RULES[code] = declared
        return declared

    return declare


def rules_over(subject: str) -> Iterator[Rule]:
    """The declared rules that read `subject`, by code."""
    return (RULES[code] for code in sorted(RULES) if RULES[code].over == subject)


def respelt(at: Span, name: str, names: Iterable[str]) -> tuple[Edit, ...]:
    """The edit that makes the one of `names` of a misspelt `name` at a place; none if it is not certain which.

    Certain is a name that differs by one slip of the keyboard (a letter too many, too few, wrong, or two that changed
    places), if no other does. Numbers and short names are never guessed: `kirje_2` is no slip of `kirje_1`.
    """
    alike = [each for each in names if _one_slip(name, each)]
    return replaced(at, name, alike[0]) if len(alike) == 1 else ()


def replaced(at: Span, word: str, other: str) -> tuple[Edit, ...]:
    """The edit that writes `other` for the `word` at a place, in quotes or without; none if the word is folded."""
    margin = at.end - at.start - len(word)
    if margin not in {0, 2} or at.line != at.end_line:
        return ()
    return (Edit(at.part(margin // 2, margin // 2 + len(word)), other),)


def quoted(at: Span) -> tuple[Edit, ...]:
    """The edits that put quotes around a word without any of its own."""
    width = at.end - at.start
    return (Edit(at.part(0, 0), '"'), Edit(at.part(width, width), '"')) if at.line == at.end_line else ()


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The one of `names` that an author who wrote `name` most likely meant, if any is near enough."""
    known = list(names)
    by_case = {each.lower(): each for each in reversed(known)}
    if name.lower() in by_case:
        return by_case[name.lower()]
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return close[0] if close else None


def _one_slip(name: str, other: str) -> bool:
    if _digits(name) != _digits(other) or min(len(name), len(other)) < SHORTEST_GUESSED:
        return False
    shared = next((n for n, (a, b) in enumerate(zip(name, other, strict=False)) if a != b), min(len(name), len(other)))
    one, two = name[shared:], other[shared:]
    swapped = one[:2] == two[1::-1] and one[2:] == two[2:]
    return name.lower() == other.lower() or one[1:] == two or one == two[1:] or one[1:] == two[1:] or swapped


def _digits(name: str) -> str:
    return "".join(each for each in name if each.isdigit())
