"""In what two scenarios differ, by the paths of their files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from prosessi.distributions import families
from prosessi.messages import Message, say
from prosessi.model.amounts import FIXED
from prosessi.simulate.results.numbers import NOTHING
from prosessi.simulate.subjects import Subject

UNTOLD = frozenset({"prosessi", "scenario", "like", "title", "summary", "label", "source", "law", "assumption"})
"""Keys that change no figure."""


@dataclass(frozen=True, slots=True)
class Change:
    """What stands at a path in one scenario and in the other; None where nothing does."""

    path: tuple[str, ...]
    before: object
    after: object

    @property
    def as_plain(self) -> Mapping[str, object]:
        """The change in plain values."""
        return {"path": ".".join(self.path), "before": self.before, "after": self.after}


def changes(before: object, after: object, path: tuple[str, ...] = ()) -> Iterator[Change]:
    """Every place where two nests of mappings and lists differ, as deep down as both go."""
    before, after = _alone(before), _alone(after)
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping) and _form(before) == _form(after):
        for key in dict.fromkeys([*before, *after]):
            if key not in UNTOLD:
                yield from changes(before.get(key), after.get(key), (*path, str(key)))
    elif _listed(before) and _listed(after) and len(before) == len(after):
        for number, (old, new) in enumerate(zip(before, after, strict=True), 1):
            yield from changes(old, new, (*path, str(number)))
    else:
        yield Change(path, before, after)


def change_words(change: Change, of: Subject) -> Message:
    """A change in a sentence, with what its path leads to in words."""
    before, after, path = _written(change.before), _written(change.after), of.whole
    if change.path[:1] == ("staff",) and of.rest == ("people",):
        return say("{crew}: {before} → {after} people", crew=of.name, before=before, after=after)
    if change.before is None:
        return say("{path}: {after} (new)", path=path, after=after)
    if change.after is None:
        return say("{path}: {before} (left out)", path=path, before=before)
    return say("{path}: {before} → {after}", path=path, before=before, after=after)


def _form(value: Mapping[object, object]) -> object:
    """The distribution as which an amount is written; None if it is no amount."""
    return next((key for key in value if key in families()), None)


def _alone(value: object) -> object:
    """A list of one word as that word, as one may write it, too."""
    return value[0] if _listed(value) and len(value) == 1 and isinstance(value[0], str) else value


def _listed(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _written(value: object) -> str:
    """A value in the short form of YAML, without what changes no figure."""
    if isinstance(value, Mapping):
        if value.keys() - UNTOLD == {FIXED}:
            return _written(value[FIXED])
        told = (f"{key}: {_written(inner)}" for key, inner in value.items() if key not in UNTOLD)
        return f"{{{', '.join(told)}}}"
    if _listed(value):
        return f"[{', '.join(_written(each) for each in value)}]"
    if value is None:
        return NOTHING
    return str(value).lower() if isinstance(value, bool) else str(value)
