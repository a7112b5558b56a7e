"""What was found for some numbers together: a table that the loop looks into, and that grows as it asks.

A question and a first number lead to another question, and so on until a last number leads to the answer.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

from prosessi.simulate.kernel.ends import scattered
from prosessi.simulate.layout import NONE, NUMBER_BITS, UNKNOWN

FIRST_ROOM: Final = 1 << 10
MOST_ROOM: Final = 1 << 19
FIRST_INNER: Final = 1 << 16
"""Questions below this are those of others, from it on those to which numbers lead."""


@dataclass(slots=True)
class Answers:
    """The table as one flat list: how to mask a place, then records of a question with its number, and what was found.

    A record stands where its number is scattered to, or in the next place that was free. When there has come to be too
    much, all is forgotten.
    """

    flat: list[int] = field(default_factory=lambda: [FIRST_ROOM - 1, *[NONE, 0] * FIRST_ROOM])
    _taken: int = 0
    _inner: int = FIRST_INNER

    def get(self, question: int, numbers: Sequence[int]) -> int:
        """What was found for some numbers together; UNKNOWN if nothing was."""
        for number in numbers:
            place = self._place(question, number)
            if self.flat[place] == NONE:
                return UNKNOWN
            question = self.flat[place + 1]
        return question

    def put(self, question: int, numbers: Sequence[int], answer: int) -> Collection[int]:
        """Write down what was found, and give the places where the list is other than before."""
        changed: list[int] = []
        grown = self._grown(len(numbers))
        for number in numbers[:-1]:
            place = self._place(question, number)
            if self.flat[place] == NONE:
                changed += self._write(place, question, number, self._inner)
                self._inner += 1
            question = self.flat[place + 1]
        changed += self._write(self._place(question, numbers[-1]), question, numbers[-1], answer)
        return range(len(self.flat)) if grown else changed

    def _write(self, place: int, question: int, number: int, found: int) -> tuple[int, int]:
        self.flat[place : place + 2] = (question << NUMBER_BITS | number, found)
        self._taken += 1
        return place, place + 1

    def _place(self, question: int, number: int) -> int:
        """Where the record stands, or would stand."""
        key, most = question << NUMBER_BITS | number, self.flat[0]
        place = scattered(question, number) & most
        while self.flat[1 + 2 * place] not in (key, NONE):
            place = (place + 1) & most
        return 1 + 2 * place

    def _grown(self, more: int) -> bool:
        """Whether the list had to grow, so that it is never more than half full and a free place is near."""
        room = self.flat[0] + 1
        if 2 * (self._taken + more) <= room:
            return False
        known = [*zip(self.flat[1::2], self.flat[2::2], strict=True)]
        if room >= MOST_ROOM:
            known, room, self._inner = [], room // 2, FIRST_INNER
        self.flat, self._taken = [2 * room - 1, *[NONE, 0] * (2 * room)], 0
        for key, found in known:
            if key != NONE:
                question, number = key >> NUMBER_BITS, key & ((1 << NUMBER_BITS) - 1)
                self._write(self._place(question, number), question, number, found)
        return True
