"""The sequences that the loop goes over, by their names: in which order they are given, and what is in them."""

from __future__ import annotations

from typing import Final, Literal, get_args

from prosessi.simulate import kernel

Kind = Literal["integer", "real", "word"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

ORDER: Final = tuple(kernel.SEQUENCES)
FIXED: Final = frozenset(name for name, said in kernel.SEQUENCES.items() if said in {"Ints", "Floats"})
"""What the loop only reads."""

_REALS: Final = frozenset(name for name, said in kernel.SEQUENCES.items() if said in {"Floats", "Reals"})
_WORDS: Final = frozenset({"keys", "streams", "decision_streams", "process_keys"})
"""Well shaken numbers of 64 bits, which have no sign."""


def kind_of(name: str) -> Kind:
    """What the numbers in a sequence are."""
    return "real" if name in _REALS else "word" if name in _WORDS else "integer"
