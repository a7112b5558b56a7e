"""The loop as machine code. Only who has much to simulate imports this: it takes its time to load, and more to make.

It is made once (`compiling`) and kept (`keeping`) for all who come after with the same sources on such a machine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import blake2b
from importlib import import_module
from importlib.util import find_spec
from itertools import compress
from operator import is_not
from pathlib import Path
from typing import Any, Final

import numpy as np

from prosessi.expressions import machine
from prosessi.simulate import drawing, heap, kernel, layout, machine_code, run, sequences, worktime
from prosessi.simulate.keeping import LOOP, kept
from prosessi.simulate.sequences import ORDER, kind_of

_COMPILING: Final = "prosessi.simulate.compiling"
SOURCES: Final = (
    *(room.__name__ for room in (machine, drawing, heap, layout, run, worktime, kernel.words, *kernel.ROOMS)),
    *(room.__name__ for room in (sequences, machine_code)),
    "prosessi.simulate.memory",
    _COMPILING,
)
"""The modules by which the machine code is as it is."""

_FORMS: Final = {"integer": np.int64, "real": np.float64, "word": np.uint64}


def array_of(name: str, numbers: Any) -> Any:
    """The sequence that the loop knows by this name, as an array."""
    return np.array(numbers, dtype=_FORMS[kind_of(name)])


class Loop:
    """The loop for one run, called with arrays. It remembers where they are, since it takes long to ask each."""

    def __init__(self) -> None:
        """No array has been seen yet."""
        self.arrays: tuple[Any, ...] = (None,) * len(ORDER)
        self.addresses = np.zeros(len(ORDER), dtype=np.int64)
        self.place = self.addresses.ctypes.data

    def __call__(self, lists: Mapping[str, Any]) -> int:
        """Go on with these."""
        arrays = tuple(map(lists.__getitem__, ORDER))
        for number in compress(range(len(ORDER)), map(is_not, arrays, self.arrays)):
            self.addresses[number] = arrays[number].ctypes.data
        self.arrays = arrays
        return go_on(self.place)


def fingerprint(sources: tuple[str, ...] = SOURCES) -> str:
    """What the sources come to."""
    return blake2b(b"".join(map(_source, sources)), digest_size=16).hexdigest()


def _source(name: str) -> bytes:
    """The text of a module, which need not be loaded for that."""
    spec: Any = find_spec(name)
    return Path(spec.origin).read_bytes()


def _made() -> bytes:
    """The machine code, made now."""
    code: bytes = import_module(_COMPILING).machine_code()
    return code


def _ready() -> Callable[[int], int]:
    """The loop, called with where its table of addresses is."""
    key = f"{fingerprint()} {machine_code.platform()}"
    return machine_code.function(kept(LOOP, key, _made))


go_on: Final = _ready()
