"""Luck, in the part of Python that numba compiles: a draw is a number between nought and one, keyed by what it is for.

A draw depends on the case, on what is drawn and on how many times that was drawn for the case, and on nothing else.
So it is the same in whatever order things happen, and two scenarios share their luck.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import frexp

WORD = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15
MIX_1 = 0xBF58476D1CE4E5B9
MIX_2 = 0x94D049BB133111EB
VISITS = 0xD1342543DE82EF95
SHIFT_1, SHIFT_2, SHIFT_3, SHIFT_4 = 30, 27, 31, 32
LOW_BITS = 12
UNIT = 2.0**-52
unsigned = int

CELLS = 256
EDGE = 16
MIDDLE = CELLS - 2 * EDGE
CELL_BITS = 64 - 8
WITHIN = (1 << (CELL_BITS - LOW_BITS)) - 1
PART = 2.0 ** (LOW_BITS - CELL_BITS)
TAIL_CELLS = 16
TAIL_WIDTH = TAIL_CELLS + 1
TAIL_LEVELS = 49
TAIL_BEGINS = -4


def mixed(number: int) -> int:
    """A number of 64 bits well shaken: the finaliser of SplitMix64 (Steele, Lea and Flood 2014)."""
    x = number & WORD
    x = ((x ^ (x >> SHIFT_1)) * MIX_1) & WORD
    x = ((x ^ (x >> SHIFT_2)) * MIX_2) & WORD
    return x ^ (x >> SHIFT_3)


def shaken(key: int, stream: int, visit: int) -> int:
    """Draw number `visit` of `stream` for the case of `key`, a well shaken number, as a number of 64 bits.

    The key is shaken already, so one shift between two multiplications is enough.
    """
    x = ((key + stream + unsigned(visit) * VISITS) * MIX_1) & WORD
    return ((x ^ (x >> SHIFT_4)) * MIX_2) & WORD


def share(word: int) -> float:
    """A number of 64 bits as a part of all such numbers: more than 0 and less than 1."""
    return (float(int(word >> LOW_BITS)) + 0.5) * UNIT


def uniform(key: int, stream: int, visit: int) -> float:
    """The same draw as `shaken`, as a number between nought and one."""
    return share(shaken(key, stream, visit))


def quantile(values: Sequence[float], begin: int, word: int) -> float:
    """The quantile at the share of a word, from the table of a curve that begins at `begin`; see `curves`.

    The first bits of the word say which cell it falls into, so that nothing waits for its share to be reckoned.
    """
    cell = int(word >> CELL_BITS) - EDGE
    if 0 <= cell < MIDDLE:
        low = values[begin + cell]
        return low + (values[begin + cell + 1] - low) * ((float(int((word >> LOW_BITS) & WITHIN)) + 0.5) * PART)
    return far_out(values, begin + MIDDLE + 1, share(word))


def far_out(values: Sequence[float], begin: int, u: float) -> float:
    """The quantile at a `u` near nought or one, from the part of the table that begins with the lower tail."""
    v = u
    if u >= 0.5:
        v = 1.0 - u
        begin += TAIL_LEVELS * TAIL_WIDTH
    part, exponent = frexp(v)
    x = (part - 0.5) * (2.0 * TAIL_CELLS)
    cell = int(x)
    begin += (TAIL_BEGINS - exponent) * TAIL_WIDTH + cell
    low = values[begin]
    return low + (values[begin + 1] - low) * (x - cell)


def chosen(values: Sequence[float], begin: int, count: int, u: float) -> float:
    """The value at `u` of `count` values, whose summed shares stand from `begin` and they themselves after those."""
    last = begin + count - 1
    i = begin
    while i < last and u >= values[i]:
        i += 1
    return values[i + count]
