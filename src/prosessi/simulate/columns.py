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

from prosessi.simulate.layout import LINES, ROW_SIZE

FAR: Final = 1 << 31
"""Numbers from here on take eight bytes."""

EIGHT_BYTES: Final = 8

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

    def add(self, out: Sequence[int], n: int) -> None:
        """Put the first `n` lines behind the others."""
        for process, columns in enumerate(self.columns):
            own = [each == process for each in out[:n]]
            alone = all(own)
            for place, column in enumerate(columns, 1):
                numbers = out[place * LINES : place * LINES + n]
                column.extend(numbers if alone else compress(numbers, own))


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
            table.add(importlib.import_module("numpy").array(columns))

    @property
    def columns(self) -> list[list[Any]]:
        """Of each process, without the one that says which process it is."""
        return [[column[: table.length] for column in table.columns] for table in self._tables]

    def add(self, out: Any, n: int) -> None:
        """Put the first `n` lines behind the others."""
        processes, *_ = lines = out.reshape(-1, LINES)[:, :n]
        for process, table in enumerate(self._tables):
            table.add(lines[1:] if len(self._tables) == 1 else lines[1:, processes == process])


@dataclass(slots=True, eq=False)
class _Table:
    """The columns of a process, `length` lines of which are filled."""

    room: int
    deadlines: int
    length: int = 0
    columns: list[Any] = field(init=False)

    def __post_init__(self) -> None:
        kinds = ["int32"] * (ROW_SIZE - 1) + ["int8", "int32"] * self.deadlines
        self.columns = [_empty(self.room, kind) for kind in kinds]

    def add(self, block: Any) -> None:
        """Add lines, given column by column. A column has far numbers as soon as it gets the first of them."""
        begin, end = self.length, self.length + block.shape[1]
        if end > self.room:
            self.room = max(end, 2 * self.room)
            self.columns = [self._moved(column, column.dtype) for column in self.columns]
        most = block.max(axis=1, initial=0).tolist()
        for place, column in enumerate(self.columns):
            if most[place] >= FAR and column.itemsize < EIGHT_BYTES:
                self.columns[place] = self._moved(column, "int64")
            self.columns[place][begin:end] = block[place]
        self.length = end

    def _moved(self, column: Any, kind: Any) -> Any:
        moved = _empty(self.room, kind)
        moved[: self.length] = column[: self.length]
        return moved


def _empty(room: int, kind: Any) -> Any:
    return importlib.import_module("numpy").empty(room, kind)
