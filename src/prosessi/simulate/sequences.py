"""The sequences that the loop goes over, by their names: in which order they are given, and what is in them."""

from __future__ import annotations

from typing import Final, Literal, get_args

from prosessi.simulate import kernel

Kind = Literal["integer", "real", "word"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

_REALS: Final = frozenset(
    {"data", "log_values", "odds", "values", "arguments", "stack", "constants", "bounds", "foreseen", "rates",
     "defaults"}
)  # fmt: skip
_WORDS: Final = frozenset({"keys", "streams", "decision_streams", "process_keys"})
_SAID: Final = kernel.advance.__annotations__

ORDER: Final = tuple(name for name in _SAID if name != "return")
FIXED: Final = frozenset(name for name, kind in _SAID.items() if kind in {"Ints", "Floats"})
"""What the loop only reads, by what it says itself."""


def kind_of(name: str) -> Kind:
    """What the numbers in a sequence are."""
    return "real" if name in _REALS else "word" if name in _WORDS else "integer"
