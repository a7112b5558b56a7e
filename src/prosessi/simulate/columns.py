"""The tables of cases while a run fills them: columns, one table for each process, that grow at their ends.

There can be millions of lines. So a number takes no more bytes than it must, and a column stays where it is: if it is
known how many lines there can be, there is room for all at once, and of what is not used no memory is taken.
"""

from __future__ import annotations

import importlib
from array import array
from collections.abc import Sequence
from dataclasses import InitVar, dataclass, field
from itertools import compress
from typing import Any, Final

from prosessi.simulate.layout import ROW_PROCESS, ROW_SIZE

FAR: Final = 1 << 31
"""Numbers from here on take eight bytes."""

FIRST_ROOM: Final = 1 << 14
MOST_AT_FIRST: Final = 1 << 24


@dataclass(slots=True, eq=False)
class PlainTables:
    """The tables of a run whose lists are plain. `deadlines` says how many there are in each process."""

    deadlines: Sequence[int]
    columns: list[list[Any]] = field(init=False)
    """Of each process, without the one that says which process it is."""

    def __post_init__(self) -> None:
        """Begin without lines."""
        self.columns = [[array("q") for _ in range(1, ROW_SIZE + 2 * count)] for count in self.deadlines]

    def add(self, out: Sequence[int], n: int, size: int) -> None:
        """Put the first `n` lines of `size` numbers behind the others."""
        block = [out[place : n * size : size] for place in range(size)]
        for process, columns in enumerate(self.columns):
            own = [each == process for each in block[ROW_PROCESS]]
            for column, numbers in zip(columns, block[1:], strict=False):
                column.extend(numbers if all(own) else compress(numbers, own))


@dataclass(slots=True, eq=False)
class NarrowTables:
    """The tables of a run whose lists are arrays. At most `most` lines are expected, unless that is less than 0."""

    deadlines: Sequence[int]
    most: int
    before: InitVar[PlainTables | None] = None
    _tables: list[_Table] = field(init=False)

    def __post_init__(self, before: PlainTables | None) -> None:
        """Begin with the lines that there were `before`."""
        room = FIRST_ROOM if self.most < 0 else min(1 << self.most.bit_length(), MOST_AT_FIRST)
        self._tables = [_Table(room, count) for count in self.deadlines]
        for table, columns in zip(self._tables, before.columns if before else (), strict=False):
            table.add(importlib.import_module("numpy").array(columns), far=True)

    @property
    def columns(self) -> list[list[Any]]:
        """Of each process, without the one that says which process it is."""
        return [[column[: table.length] for column in table.columns] for table in self._tables]

    def add(self, out: Any, n: int, size: int) -> None:
        """Put the first `n` lines of `size` numbers behind the others."""
        lines = out[: n * size].reshape(n, size)
        far = int(lines.max()) >= FAR
        for process, table in enumerate(self._tables):
            own = lines if len(self._tables) == 1 else lines[lines[:, ROW_PROCESS] == process]
            table.add(own.T[1:], far=far)


@dataclass(slots=True, eq=False)
class _Table:
    """The columns of a process, `length` lines of which are filled."""

    room: int
    deadlines: int
    length: int = 0
    columns: list[Any] = field(init=False)
    _near: Any = field(init=False)

    def __post_init__(self) -> None:
        kinds = ["int32"] * (ROW_SIZE - 1) + ["int8", "int32"] * self.deadlines
        self.columns = [_empty(self.room, kind) for kind in kinds]
        self._near = _empty((len(kinds), 0), "int32")

    def add(self, block: Any, *, far: bool) -> None:
        """Add lines, given column by column; `far` says whether far numbers may be among them."""
        begin, end = self.length, self.length + block.shape[1]
        if end > self.room:
            self.room = max(end, 2 * self.room)
            self.columns = [self._moved(column, column.dtype) for column in self.columns]
        if far:
            self._widen(block)
        for column, numbers, narrow in zip(self.columns, block, self._narrow(block), strict=False):
            column[begin:end] = numbers if column.itemsize > narrow.itemsize else narrow
        self.length = end

    def _narrow(self, block: Any) -> Any:
        """The lines made narrow and laid side by side, while the processor has them near."""
        lines = block.shape[1]
        if lines > self._near.shape[1]:
            self._near = _empty((len(self.columns), lines), "int32")
        self._near[:, :lines] = block[: len(self.columns)]
        return self._near[:, :lines]

    def _widen(self, block: Any) -> None:
        """Let columns have far numbers that get the first of them."""
        for place, column in enumerate(self.columns):
            if column.dtype == "int32" and int(block[place].max(initial=0)) >= FAR:
                self.columns[place] = self._moved(column, "int64")

    def _moved(self, column: Any, kind: Any) -> Any:
        moved = _empty(self.room, kind)
        moved[: self.length] = column[: self.length]
        return moved


def _empty(shape: int | tuple[int, int], kind: Any) -> Any:
    return importlib.import_module("numpy").empty(shape, kind)
