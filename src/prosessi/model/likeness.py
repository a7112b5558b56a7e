"""A scenario that is like another one but for what it says: both made into one, and every value keeps its place.

What a file leaves out is that of the other. Mappings are laid over one another key by key; lists, texts and amounts
are taken whole. `null` takes away what the other says; so does `none` wherever it cannot be a value itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from os.path import normpath
from pathlib import Path
from typing import Any, Final, Literal, get_args, get_origin

from prosessi.model.amounts import DatumSpread, Drawn
from prosessi.model.basis import Grounded
from prosessi.model.scenario import WAYS_TO_COME, Arrivals, Doing, Scenario
from prosessi.model.shape import Path as Keys
from prosessi.model.shape import annotation_at, arms
from prosessi.model.staffing import Crew, Hours
from prosessi.model.text import LocalText
from prosessi.source.located import LocatedMap
from prosessi.span import Span

LIKE: Final = "like"
NONE: Final = "none"
OWN: Final = frozenset({"prosessi", "scenario", "title", "summary", LIKE})
"""What is a file's own and never that of another."""

_BASIS: Final = frozenset(Grounded.model_fields)
_WORDS: Final = _BASIS | {"label"}
_TAKEN_WHOLE: Final = (Drawn, LocalText)
_NUMBERS: Final = (Arrivals, Doing, Crew, Hours)
"""Elements whose basis is that of the file in which their numbers stand."""


@dataclass(frozen=True, slots=True)
class Idle:
    """What a scenario takes away although the other does not have it; `known` is what the other has there."""

    at: Span
    key: str
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """A scenario laid over another: the whole, and what it takes away in vain."""

    value: LocatedMap
    idle: tuple[Idle, ...]


def place_of_other(name: str, file: Path) -> Path:
    """Where the scenario is that the scenario in `file` says it is like."""
    return Path(normpath(file.parent / name))


def laid_over(value: LocatedMap, other: LocatedMap) -> Laid:
    """The scenario `value` with all that it leaves out from the other."""
    idle: list[Idle] = []
    whole = _laid(value, _only(other, [key for key in other if key not in OWN]), (), idle)
    return Laid(whole, tuple(idle))


def _laid(over: LocatedMap, under: LocatedMap, path: Keys, idle: list[Idle]) -> LocatedMap:
    values: dict[str, Any] = {}
    below = _left_of(under, over, path)
    for key in dict.fromkeys((*below, *over)):
        inside = (*path, key)
        if key not in over:
            values[key] = below[key]
        elif _takes_away(over, key, inside):
            if key not in under:
                idle.append(Idle(over.key_spans[key], key, tuple(under)))
        else:
            values[key] = _value(over[key], below.get(key), inside, idle)
    places = [over if key in over else under for key in values]
    return LocatedMap(
        values,
        over.at,
        {key: place.key_spans[key] for key, place in zip(values, places, strict=True)},
        {key: place.value_spans[key] for key, place in zip(values, places, strict=True)},
    )


def _value(over: Any, under: Any, path: Keys, idle: list[Idle]) -> Any:
    if not isinstance(over, LocatedMap) or any(_is(arm, _TAKEN_WHOLE) for arm in _arms(path)):
        return over
    return _laid(over, under if isinstance(under, LocatedMap) else _only(over, ()), path, idle)


def _left_of(under: LocatedMap, over: LocatedMap, path: Keys) -> LocatedMap:
    """What is left of the other: not what its numbers rest on if some are new, and nothing of another way to come."""
    ways = {key for key in WAYS_TO_COME if over.get(key) not in (None, NONE)}
    if any(_is(arm, (Arrivals,)) for arm in _arms(path)) and ways and ways.isdisjoint(under):
        return _only(under, ())
    numbers = any(_is(arm, _NUMBERS) for arm in _arms(path))
    if numbers and any(key not in _WORDS and not _has_elements((*path, key)) for key in over):
        return _only(under, [key for key in under if key not in _BASIS])
    return under


def _takes_away(over: LocatedMap, key: str, path: Keys) -> bool:
    at = over.value_spans[key]
    if over[key] is None:
        return at.start != at.end
    return bool(over[key] == NONE) and not any(map(_can_be_none, _arms(path)))


def _can_be_none(arm: Any) -> bool:
    """Whether the word `none` is a value there: an id, a text, one of some words, or a datum that could have it."""
    return arm is str or arm is object or NONE in _words(arm) or _is(arm, (DatumSpread, LocalText))


def _words(arm: Any) -> tuple[object, ...]:
    return get_args(arm) if get_origin(arm) is Literal else ()


def _has_elements(path: Keys) -> bool:
    """Whether elements stand at a path by name that say themselves what they rest on."""
    return any(
        get_origin(arm) is dict and any(_is(inner, _NUMBERS) for inner in arms(get_args(arm)[1])) for arm in _arms(path)
    )


def _arms(path: Keys) -> Iterator[Any]:
    return arms(annotation_at(Scenario, path))


def _is(arm: Any, classes: tuple[type, ...]) -> bool:
    return isinstance(arm, type) and issubclass(arm, classes)


def _only(value: LocatedMap, keys: Collection[str]) -> LocatedMap:
    return LocatedMap({key: value[key] for key in keys}, value.at, value.key_spans, value.value_spans)
