"""The kernel compiled by numba. Only who has many configurations imports this: numba takes its time to load."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import FunctionType, MappingProxyType
from typing import Any, Final

import numba
import numpy as np

from prosessi.chart import kernel

_INNER_FIRST: Final = ("_slot", "_may", "_number", "advance", "rehash", "reach_back", "judge")


def numbers(count: int, fill: int) -> Any:
    """Room for whole numbers."""
    return np.full(count, fill, dtype=np.int64)


def _compiled() -> Mapping[str, Callable[..., int]]:
    """The functions of the kernel, machine code now, which is kept from one run to the next."""
    names = dict(vars(kernel))
    for name in _INNER_FIRST:
        plain: FunctionType = names[name]
        names[name] = numba.njit(cache=True)(FunctionType(plain.__code__, names, name))
    return MappingProxyType(names)


FUNCTIONS: Final = _compiled()
