"""What the words of a YAML text mean: the core types of YAML 1.2, and nothing else.

Only `true`, `false`, `null` (and `~` and nothing at all), whole numbers without leading zeros and decimals are more
than text. Whatever another reader might take for something else is a text here and a finding of `traps`.
"""

from __future__ import annotations

import re
from typing import Any

from prosessi.source.located import LocatedList, LocatedMap
from prosessi.source.nodes import Mapping, Node, Scalar, Sequence
from prosessi.span import Span

INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
FLOAT = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
LONGEST_NUMBER = 15
"""More digits than these are not kept exactly by all programs, nor counted by any process."""

_CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}


def value_of(node: Node, named: Span | None = None) -> Any:
    """The Python value of a node. A mapping under a key stands where its key stands: `named`."""
    match node:
        case Scalar():
            return _meaning(node)
        case Sequence():
            items = [value_of(item) for item in node.items]
            return LocatedList(items, node.at, [item.at for item in node.items])
        case Mapping():
            return _map(node, named or node.at)


def _map(node: Mapping, at: Span) -> LocatedMap:
    values: dict[str, Any] = {}
    keys: dict[str, Span] = {}
    places: dict[str, Span] = {}
    for key, value in node.pairs:
        if isinstance(key, Scalar) and key.value not in values:
            values[key.value] = value_of(value, key.at)
            keys[key.value] = key.at
            places[key.value] = value.at
    return LocatedMap(values, at, keys, places)


def _meaning(scalar: Scalar) -> Any:
    text = scalar.value
    if not scalar.plain:
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if len(text) > LONGEST_NUMBER or not text[-1].isdigit():
        return text
    if INTEGER.fullmatch(text):
        return int(text)
    return float(text) if FLOAT.fullmatch(text) else text
