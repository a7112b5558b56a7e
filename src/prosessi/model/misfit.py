"""Where a file does not fit the format: pydantic's errors, gathered by place and traced back to the author's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from prosessi.findings import Unreadable
from prosessi.model.mother_tongue import meant
from prosessi.model.placed import Placed
from prosessi.model.shape import Path, choices_at, keys_at, takes, takes_many
from prosessi.model.strayed import is_part, strayed
from prosessi.source.located import LocatedList, LocatedMap
from prosessi.span import Span

NO_VALUE = "no_value"
NO_COLON = "no_colon"
CUT = "cut"
STRAYED = "strayed"
TOO_DEEP = "too_deep"
TOO_SHALLOW = "too_shallow"
MOST_MISFITS = 100

_BASIS = frozenset({"law", "source", "assumption"})


@dataclass(frozen=True, slots=True)
class Misfit:
    """One place that does not fit.

    `kinds` are pydantic's names of the errors there, several if the value could have been one of several things.
    `key` is the key under which `value` stands. `allowed` are the keys or the choices that would do, `missing` the
    keys that should be there, `inner` the keys that a group there can have, `problem` what an expression or a duration
    has to say for itself. `many` says that several can stand there, and `listed` that it is one item of a list.
    """

    kinds: frozenset[str]
    at: Span
    key: str
    value: Any
    path: Path = ()
    allowed: tuple[object, ...] = ()
    missing: tuple[str, ...] = ()
    pattern: str = ""
    least: object = None
    counts: bool = False
    inner: tuple[str, ...] = ()
    many: bool = False
    listed: bool = False
    problem: Unreadable | None = None


def misfits(error: ValidationError, value: LocatedMap, cls: type[Placed]) -> Iterator[Misfit]:
    """The places of a file that do not fit, each once, in the order in which they were found."""
    places: dict[tuple[Path, bool], list[ErrorDetails]] = {}
    for details in error.errors(include_url=False)[:MOST_MISFITS]:
        path, of_key = _written_path(value, details)
        places.setdefault((path, of_key), []).append(details)
    for (path, of_key), errors in places.items():
        absent = tuple(str(each["loc"][-1]) for each in errors if each["type"] == "missing")
        present = [each for each in errors if each["type"] != "missing"]
        if absent and (absent := _not_misspelt(absent, _at(value, path), keys_at(cls, path))):
            yield Misfit(
                frozenset({"missing"}), _place(value, path), _key(path), _at(value, path), path, missing=absent
            )
        if present and not _says_nothing(value, path):
            yield _misfit(value, cls, path, present, of_key=of_key)


def gathered(found: list[Misfit], value: LocatedMap, cls: type[Placed]) -> Iterator[Misfit]:
    """The misfits, but those of all parts that lost the heading above them as one."""
    lost = dict(strayed(value, cls, (each.path for each in found)))
    told: set[str] = set()
    for each in found:
        true = lost.get(each.path[:2])
        if true is None:
            yield _moved(each, value, cls)
        elif true not in told:
            told.add(true)
            yield Misfit(frozenset({STRAYED}), _place_of_key(value, each.path[:2]), str(each.path[0]), true)


def _moved(misfit: Misfit, value: LocatedMap, cls: type[Placed]) -> Misfit:
    """What would fit if it stood one level higher or deeper; anything else as it is."""
    if "extra_forbidden" in misfit.kinds and is_part(_at(value, misfit.path), cls, misfit.path[:-2]):
        return replace(misfit, kinds=frozenset({TOO_DEEP}), value=misfit.path[-2])
    if misfit.kinds & {"model_type", "model_attributes_type"} and misfit.key in keys_at(cls, misfit.path):
        place = _place_of_key(value, misfit.path)
        return replace(misfit, kinds=frozenset({TOO_SHALLOW}), at=place, value=_before(value, misfit.path))
    return misfit


def _before(value: LocatedMap, path: Path) -> str:
    """The key that stands before the last one of `path`, or the one above them."""
    written = list(_at(value, path[:-1]))
    place = written.index(path[-1])
    return str(written[place - 1] if place else path[-2])


def _misfit(value: LocatedMap, cls: type[Placed], path: Path, errors: list[ErrorDetails], *, of_key: bool) -> Misfit:
    first = errors[0]
    context: Mapping[str, Any] = next((each["ctx"] for each in errors if "ctx" in each), {})
    kinds = frozenset(each["type"] for each in errors)
    unknown = kinds == {"extra_forbidden"}
    found = Misfit(
        kinds,
        _place_of_key(value, path) if of_key or unknown else _place(value, path),
        _key(path),
        path[-1] if of_key else first["input"],
        path,
        keys_at(cls, path[:-1]) if unknown else choices_at(cls, path),
        pattern=str(context.get("pattern", "")),
        least=context.get("ge"),
        counts=takes(cls, path, int),
        inner=tuple(key for key in keys_at(cls, path) if key not in _BASIS),
        many=takes_many(cls, path),
        listed=isinstance(path[-1], int) if path else False,
    )
    problem = context.get("error")
    if isinstance(problem, Unreadable):
        return replace(found, problem=problem, at=inside(found.at, first["input"], problem.start, problem.end))
    return found


def inside(at: Span, value: object, start: int, end: int) -> Span:
    """The place of a part of a scalar. Where quotes or folding move the characters about, the whole scalar."""
    if not isinstance(value, str):
        return at
    quotes = (at.end - at.start - len(value)) // 2
    if quotes not in {0, 1} or at.end - at.start != len(value) + 2 * quotes:
        return at
    return at.part(start + quotes, max(end, start + 1) + quotes)


def _written_path(value: LocatedMap, details: ErrorDetails) -> tuple[Path, bool]:
    """How far pydantic's path can be followed in what the author wrote, and whether it means the last key itself."""
    path: list[str | int] = []
    here: Any = value
    for step in details["loc"]:
        if isinstance(here, LocatedMap) and step in here:
            here = here[str(step)]
        elif isinstance(here, LocatedList) and isinstance(step, int) and step < len(here):
            here = here[step]
        else:
            return tuple(path), step == "[key]"
        path.append(step)
    return tuple(path), False


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def _place(value: LocatedMap, path: Path) -> Span:
    """A mapping under a key stands where the key does; a scalar and a list stand where they begin."""
    found = _at(value, path)
    if isinstance(found, LocatedMap):
        return found.at
    holder = _at(value, path[:-1])
    if isinstance(holder, LocatedList):
        return holder.item_spans[int(path[-1])]
    at: Span = holder.value_spans[str(path[-1])]
    return at


def _place_of_key(value: LocatedMap, path: Path) -> Span:
    at: Span = _at(value, path[:-1]).key_spans[str(path[-1])]
    return at


def _key(path: Path) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _not_misspelt(missing: tuple[str, ...], written: LocatedMap, known: tuple[str, ...]) -> tuple[str, ...]:
    """The missing keys but for those that stand there misspelt, which is said of the misspelt key."""
    others = {meant(key, known) for key in written if key not in known}
    return tuple(key for key in missing if key not in others)


def _says_nothing(value: LocatedMap, path: Path) -> bool:
    """Whether nothing stands after the colon there, which `empty_values` says."""
    if not path or _at(value, path) is not None:
        return False
    at = _place(value, path)
    return at.start == at.end
