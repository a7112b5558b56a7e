"""Keys without a value: nothing stands after the colon, or in braces there is no colon at all.

In braces a comma parts one key from the next. So the end of a text with a comma in it is read as a key, and so is
a key whose colon was forgotten; what the author meant is guessed from the keys that the place has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from prosessi.model.misfit import CUT, NO_COLON, NO_VALUE, Misfit
from prosessi.model.placed import Placed
from prosessi.model.shape import Path, keys_at, takes_many
from prosessi.source.located import LocatedList, LocatedMap
from prosessi.span import Span


def empty_values(value: LocatedMap, cls: type[Placed]) -> Iterator[Misfit]:
    """The keys that have no value. What is meant to be nothing is written `null`."""
    waiting: list[tuple[Path, Any]] = [((), value)]
    while waiting:
        path, found = waiting.pop()
        if isinstance(found, LocatedMap):
            yield from _without_value(found, cls, path)
            waiting.extend(((*path, key), inner) for key, inner in found.items())
        elif isinstance(found, LocatedList):
            waiting.extend(((*path, index), inner) for index, inner in enumerate(found))


def _without_value(found: LocatedMap, cls: type[Placed], path: Path) -> Iterator[Misfit]:
    before: str | None = None
    for bare, keys in groupby(found, lambda key: _bare(found, key)):
        group = list(keys)
        if bare:
            cut = _cut(found, before, group, keys_at(cls, path))
            yield from (_as_list(each) if before and takes_many(cls, (*path, before)) else each for each in cut)
            continue
        for before in group:
            at = found.value_spans[before]
            if found[before] is None and at.start == at.end:
                yield Misfit(frozenset({NO_VALUE}), found.key_spans[before], before, None)


def _cut(found: LocatedMap, before: str | None, keys: list[str], known: tuple[str, ...]) -> Iterator[Misfit]:
    """The parts of braces that have no colon, one after another; `before` is the key that stands before them."""
    colons = {key: meant for key in keys if (meant := _with_colon(key, known))}
    for key, meant in colons.items():
        yield Misfit(frozenset({NO_COLON}), found.key_spans[key], key, meant)
    rest = [key for key in keys if key not in colons]
    if rest and not colons:
        first, last = found.key_spans[rest[0]], found.key_spans[rest[-1]]
        yield Misfit(frozenset({CUT}), _through(first, last), before or "", _whole(found, before, rest))


def _as_list(misfit: Misfit) -> Misfit:
    """What was cut, if it is the rest of several ids that were written without brackets."""
    ids = str(misfit.value).split(", ")
    several = CUT in misfit.kinds and all(re.fullmatch(r"[\w-]+", each) for each in ids)
    return replace(misfit, value=f"[{misfit.value}]", many=True) if several else misfit


def _bare(found: LocatedMap, key: str) -> bool:
    """Whether there is not even a colon after the key."""
    return found[key] is None and found.value_spans[key].start <= found.key_spans[key].end == found.value_spans[key].end


def _with_colon(key: str, known: tuple[str, ...]) -> str | None:
    """What the author meant by `event paid` or `event:paid`, if `event` is a key that the place has."""
    name, _, value = key.replace(":", " ", 1).partition(" ")
    return f"{name}: {value.strip()}" if name in known and value.strip() else None


def _whole(found: LocatedMap, before: str | None, keys: list[str]) -> str:
    """The text as it was before commas cut it. A comma between digits is the comma of a decimal."""
    if before is None or not isinstance(found[before], (str, int, float)):
        return ", ".join(keys)
    whole, end = str(found[before]), found.value_spans[before].end
    for key in keys:
        glued = found.key_spans[key].start == end + 1
        decimal = glued and whole[-1:].isdigit() and key[:1].isdigit()
        whole += f"{'.' if decimal else ',' if glued else ', '}{key}"
        end = found.key_spans[key].end
    return whole


def _through(first: Span, last: Span) -> Span:
    return Span(first.file, first.line, first.column, last.end_line, last.end_column, first.start, last.end)
