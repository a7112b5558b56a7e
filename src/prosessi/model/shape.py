"""What the format has at a place: the annotation that a path of keys leads to, and what may be written there.

The answers come from the model classes themselves, so that a new field is known to every message at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from prosessi.model.placed import Placed

Path = tuple[str | int, ...]


def annotation_at(cls: type[Placed], path: Path) -> Any:
    """The annotation of the value at `path` of a file of the class `cls`; `object` where the format has no say."""
    found: Any = cls
    for step in path:
        found = next((inner for arm in arms(found) if (inner := _inside(arm, step)) is not None), object)
    return found


def arms(annotation: Any) -> Iterator[Any]:
    """The alternatives of an annotation, bare of their metadata."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from arms(get_args(annotation)[0])
    elif origin in {Union, UnionType}:
        for arm in get_args(annotation):
            yield from arms(arm)
    else:
        yield annotation


def keys_at(cls: type[Placed], path: Path) -> tuple[str, ...]:
    """The keys that the mapping at `path` can have, as authors write them, in the order of the format."""
    classes = [arm for arm in arms(annotation_at(cls, path)) if _placed(arm)]
    return tuple(field.alias or name for each in classes for name, field in each.model_fields.items())


def choices_at(cls: type[Placed], path: Path) -> tuple[object, ...]:
    """The words, numbers or truth values of which the value at `path` must be one."""
    literals = (arm for arm in arms(annotation_at(cls, path)) if get_origin(arm) is Literal)
    return tuple(choice for literal in literals for choice in get_args(literal))


def takes(cls: type[Placed], path: Path, kind: type) -> bool:
    """Whether a value of `kind` can stand at `path` besides the choices."""
    return any(arm is kind for arm in arms(annotation_at(cls, path)))


def takes_many(cls: type[Placed], path: Path) -> bool:
    """Whether the value at `path` can be a list, or is an item of one."""
    places = (path, path[:-1])
    return any(get_origin(arm) is tuple for place in places for arm in arms(annotation_at(cls, place)))


def _inside(annotation: Any, step: str | int) -> Any:
    arguments: Sequence[Any] = get_args(annotation)
    origin = get_origin(annotation)
    if origin is dict:
        return arguments[1]
    if origin is tuple:
        return arguments[0]
    if _placed(annotation):
        return next((f.annotation for name, f in annotation.model_fields.items() if (f.alias or name) == step), None)
    return None


def _placed(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Placed)
