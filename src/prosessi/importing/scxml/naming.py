"""New ids for old names: ours are small letters, digits and underscores, and one name has one id everywhere."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable

from prosessi.expressions.syntax import RESERVED

_ID = re.compile(r"[a-z][a-z0-9_]*")
AVOIDED = RESERVED | {"active", "empty", "nil", "none", "null", "set", "undefined", "unknown"}
"""Words that mean something to conditions, or look as if they did."""


def ids_of(names: Iterable[str], avoided: Collection[str] = AVOIDED) -> dict[str, str]:
    """An id for each name; one that is an id already keeps it."""
    wanted = dict.fromkeys(names)
    ids = {name: name for name in wanted if _ID.fullmatch(name) and name not in avoided}
    taken = {*ids, *avoided}
    tried: Counter[str] = Counter()
    for name in wanted:
        if name not in ids:
            ids[name] = _free(id_like(name), taken, tried)
            taken.add(ids[name])
    return ids


def id_like(name: str) -> str:
    """The name with what no id can have taken out of it."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    if not words:
        return "x"
    return words if words[0].isalpha() else f"x_{words}"


def process_id(name: str) -> str:
    """The id that a process of this name can have."""
    words = [word for word in id_like(name).split("_") if word]
    return "-".join(words if words != ["x"] else ["process"])


def _free(wanted: str, taken: set[str], tried: Counter[str]) -> str:
    """The id wanted, or that with the next free number after it; `tried` is how far each has been counted."""
    free = wanted
    while free in taken:
        tried[wanted] += 1
        free = f"{wanted}_{tried[wanted] + 1}"
    return free
