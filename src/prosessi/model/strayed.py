"""Parts that lost the heading above them, and so fell into the section before.

One lost line would otherwise be told as a mistake of every part below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args, get_origin

from pydantic import ValidationError

from prosessi.model.placed import Placed
from prosessi.model.shape import Path, annotation_at, arms
from prosessi.source.located import LocatedMap


def strayed(value: LocatedMap, cls: type[Placed], wrong: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """The path of every part that only fits a section that was not written, and that section.

    `wrong` are the paths of what does not fit where it stands; the order is theirs.
    """
    absent = {name: part for name, part in _sections(cls).items() if name not in value}
    for section, name in dict.fromkeys((path[0], path[1]) for path in wrong if len(path) > 1):
        holder, own = value[str(section)], _sections(cls).get(str(section))
        if isinstance(holder, LocatedMap) and own is not None and not _fits(holder[str(name)], own):
            true = next((other for other, part in absent.items() if _fits(holder[str(name)], part)), None)
            if true is not None:
                yield (section, name), true


def is_part(value: Any, cls: type[Placed], path: Path) -> bool:
    """Whether a group of keys would fit among the parts that stand under `path`."""
    parts = (get_args(arm)[1] for arm in arms(annotation_at(cls, path)) if get_origin(arm) is dict)
    return isinstance(value, LocatedMap) and any(
        isinstance(part, type) and issubclass(part, Placed) and _fits(value, part) for part in parts
    )


def _sections(cls: type[Placed]) -> dict[str, type[Placed]]:
    """The keys of a file that hold parts by their ids, with the class of the parts."""
    return {
        field.alias or name: part
        for name, field in cls.model_fields.items()
        for arm in arms(field.annotation)
        if get_origin(arm) is dict and isinstance(part := get_args(arm)[1], type) and issubclass(part, Placed)
    }


def _fits(value: Any, part: type[Placed]) -> bool:
    try:
        part.model_validate(value)
    except ValidationError:
        return False
    return bool(value)
