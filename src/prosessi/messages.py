"""What prosessi says to people, in their own language.

A `Message` is an English sentence with named gaps and the facts that fill them. It is translated only when it is
shown, so that a finding is the same value in every language. The catalogs are gettext's, one a room of the house
(`locale/<language>/<room>.po`), gathered and compiled by `make messages`.
"""

from __future__ import annotations

import gettext
import locale
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType

LANGUAGES = ("fi", "sv", "en")
CATALOGS = Path(__file__).parent / "locale"

_chosen: ContextVar[str | None] = ContextVar("language", default=None)

_WEEKDAYS = {
    "fi": ("ma", "ti", "ke", "to", "pe", "la", "su"),
    "sv": ("må", "ti", "on", "to", "fr", "lö", "sö"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_AND = {"fi": "ja", "sv": "och", "en": "and"}
_OR = {"fi": "tai", "sv": "eller", "en": "or"}


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence and its facts. `str()` gives it in the language in use; `in_language` in any."""

    text: str
    plural: str | None = None
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def __str__(self) -> str:
        return self.in_language(language())

    def __hash__(self) -> int:
        return hash((self.text, self.plural, tuple(sorted((k, repr(v)) for k, v in self.facts.items()))))

    def __reduce__(self) -> tuple[object, ...]:
        return Message, (self.text, self.plural, dict(self.facts))  # a read-only view of a mapping cannot be sent

    def in_language(self, wanted: str) -> str:
        """Return the sentence in `wanted`, its gaps filled; English where a translation is missing."""
        catalog = _catalog(wanted)
        if self.plural is None:
            sentence = catalog.gettext(self.text)
        else:
            sentence = catalog.ngettext(self.text, self.plural, int(str(self.facts["n"])))
        return sentence.format_map({name: show(fact, wanted) for name, fact in self.facts.items()})


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Facts of which any one will do: 'a, b or c'. A plain list is told with 'and'."""

    facts: tuple[object, ...]

    def in_language(self, wanted: str) -> str:
        """Return them in `wanted`, the last two joined by its word for 'or'."""
        return _enumerate([show(fact, wanted) for fact in self.facts], _OR[wanted])


def say(text: str, /, **facts: object) -> Message:
    """Make a message. A fact may be text, a number, a date, a list, another message, or anything with a label."""
    return Message(text, None, MappingProxyType(facts))


def say_many(text: str, plural: str, n: int, /, **facts: object) -> Message:
    """Make a message that depends on how many: `text` for one, `plural` for more; both may use `{n}`."""
    return Message(text, plural, MappingProxyType({"n": n, **facts}))


def show(fact: object, wanted: str) -> str:
    """One fact as people write it in the language `wanted`."""
    match fact:
        case datetime():
            return show_date(fact.date(), wanted) + f" {fact:%H:%M}"
        case date():
            return show_date(fact, wanted)
        case str():
            return fact
        case Sequence() | frozenset() | set():
            return _enumerate([show(item, wanted) for item in fact], _AND[wanted])
        case _ if hasattr(fact, "in_language"):
            return str(fact.in_language(wanted))
    return str(fact)


def show_date(day: date, wanted: str, *, year: bool = True) -> str:
    """A date with its weekday: `ti 15.4.2025`, `Tue 15 Apr 2025`."""
    weekday = _WEEKDAYS[wanted][day.weekday()]
    if wanted == "en":
        return f"{weekday} {day.day} {day:%b}" + (f" {day.year}" if year else "")
    return f"{weekday} {day.day}.{day.month}." + (f"{day.year}" if year else "")


def language() -> str:
    """The language in use: the one chosen, else the one of the environment, else Finnish."""
    return _chosen.get() or _of_environment()


def use_language(wanted: str | None) -> None:
    """Speak `wanted` from now on; `None` goes back to the environment's language."""
    _chosen.set(wanted)


@contextmanager
def speaking(wanted: str) -> Iterator[None]:
    """Speak `wanted` inside a `with` block."""
    token = _chosen.set(wanted)
    try:
        yield
    finally:
        _chosen.reset(token)


@cache
def _of_environment() -> str:
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")]
    if os.name == "nt":  # elsewhere Python answers en_US when nothing is set
        names.append((locale.getlocale()[0] or "").replace("Swedish", "sv"))
    codes = (name.lower()[:2] for name in names if name and not name.startswith(("C.", "POSIX")))
    return next((code for code in codes if code in LANGUAGES), "fi")


@cache
def _catalog(wanted: str) -> gettext.NullTranslations:
    catalog = gettext.NullTranslations()
    for compiled in sorted((CATALOGS / wanted).glob("*.mo")):
        with compiled.open("rb") as file:
            translations = gettext.GNUTranslations(file)
        translations.add_fallback(catalog)
        catalog = translations
    return catalog


def _enumerate(items: list[str], joint: str) -> str:
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {joint} {items[-1]}"
