"""What is done alike with the lists of a run and with its arrays, whichever they are."""

from __future__ import annotations

import importlib
from typing import Any


def alike(numbers: list[Any], before: Any) -> Any:
    """A list, or an array of its numbers where there was an array before."""
    if isinstance(before, list):
        return numbers
    return importlib.import_module("numpy").array(numbers, dtype=before.dtype)


def longer(numbers: Any, size: int) -> Any:
    """A list or an array with more room."""
    if isinstance(numbers, list):
        return numbers + [type(numbers[0])(0)] * (size - len(numbers)) if numbers else [0] * size
    array = importlib.import_module("numpy").zeros(size, dtype=numbers.dtype)
    array[: len(numbers)] = numbers
    return array


def copied(numbers: Any) -> list[Any]:
    """What stands in a list or an array, as a list of its own."""
    return numbers.copy() if isinstance(numbers, list) else numbers.tolist()
