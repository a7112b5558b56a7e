"""The inner loops over packed configurations, written in the part of Python that numba compiles.

Configurations are words: the place of each part in its own bits, or `OUTSIDE` and a number. All arguments are
sequences of whole numbers, so that plain lists do as well and give the same results, only later.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence

OUTSIDE = 1 << 62

DONE, MORE_WORDS, MORE_EDGES = range(3)

FREE = -1


def advance(
    words: MutableSequence[int],
    table: MutableSequence[int],
    offsets: MutableSequence[int],
    targets: MutableSequence[int],
    used: MutableSequence[int],
    at: MutableSequence[int],
    shifts: Sequence[int],
    widths: Sequence[int],
    first: Sequence[int],
    moves: Sequence[int],
    masks: Sequence[int],
    outside_first: Sequence[int],
    outside: Sequence[int],
) -> int:
    """Go on breadth first until all is seen or the room has run out.

    `at` is the configuration looked at next, how many there are, how many moves, and how many configurations are
    too many. The moves of part p in its place
    q are `first[p << 6 | q]` and following; each is five numbers: what is added to the word or else comes instead,
    whether it comes instead, its name, the masks that must all meet, and those that must not all meet, FREE for none.
    """
    parts = len(shifts)
    size = len(table) - 1
    while at[0] < at[1] <= at[3]:
        if at[1] + len(used) + 1 > len(words) or at[1] * 2 > size:
            return MORE_WORDS
        if at[2] + len(used) + len(outside) + 1 > len(targets):
            return MORE_EDGES
        word = words[at[0]]
        offsets[at[0]] = at[2]
        if word >= OUTSIDE:
            for i in range(outside_first[word - OUTSIDE], outside_first[word - OUTSIDE + 1]):
                targets[at[2]] = _number(outside[i], words, table, at, size)
                at[2] += 1
        else:
            for part in range(parts + 1):
                place = (word >> shifts[part]) & ((1 << widths[part]) - 1) if part < parts else 0
                row = part << 6 | place
                for move in range(first[row], first[row + 1]):
                    if _may(word, moves[5 * move + 3], shifts, widths, masks) and not (
                        moves[5 * move + 4] != FREE and _may(word, moves[5 * move + 4], shifts, widths, masks)
                    ):
                        reached = moves[5 * move] if moves[5 * move + 1] else word + moves[5 * move]
                        targets[at[2]] = _number(reached, words, table, at, size)
                        used[moves[5 * move + 2]] = 1
                        at[2] += 1
        at[0] += 1
        offsets[at[0]] = at[2]
    return DONE


def rehash(words: Sequence[int], count: int, table: MutableSequence[int]) -> None:
    """Find room for the words that there are in a new table."""
    size = len(table) - 1
    for number in range(count):
        slot = _slot(words[number], size)
        while table[slot] != FREE:
            slot = (slot + 1) & size
        table[slot] = number


def reach_back(
    count: int,
    offsets: Sequence[int],
    targets: Sequence[int],
    good: MutableSequence[int],
    starts: MutableSequence[int],
    sources: MutableSequence[int],
    waiting: MutableSequence[int],
) -> int:
    """Mark as good all from which something good can be reached, and count them; the rest is scratch room."""
    for i in range(offsets[count]):
        starts[targets[i] + 1] += 1
    for i in range(count):
        starts[i + 1] += starts[i]
    for node in range(count):
        for i in range(offsets[node], offsets[node + 1]):
            target = targets[i]
            sources[starts[target]] = node
            starts[target] += 1
    length = 0
    for node in range(count):
        if good[node]:
            waiting[length] = node
            length += 1
    done = 0
    while done < length:
        node = waiting[done]
        done += 1
        for i in range(starts[node - 1] if node else 0, starts[node]):
            if not good[sources[i]]:
                good[sources[i]] = 1
                waiting[length] = sources[i]
                length += 1
    return length


def judge(
    words: Sequence[int],
    count: int,
    offsets: Sequence[int],
    ends: Sequence[int],
    seen: MutableSequence[int],
    good: MutableSequence[int],
    stuck: MutableSequence[int],
) -> int:
    """Mark what has ended as good, and what is seen of the outside; count what is stuck, and put down some of it."""
    found = 0
    for node in range(count):
        if words[node] >= OUTSIDE:
            seen[words[node] - OUTSIDE] = 1
        if words[node] >= OUTSIDE and ends[words[node] - OUTSIDE]:
            good[node] = 1
        elif offsets[node] == offsets[node + 1]:
            if found < len(stuck):
                stuck[found] = node
            found += 1
    return found


def _number(
    word: int, words: MutableSequence[int], table: MutableSequence[int], at: MutableSequence[int], size: int
) -> int:
    slot = _slot(word, size)
    while table[slot] != FREE:
        if words[table[slot]] == word:
            return table[slot]
        slot = (slot + 1) & size
    table[slot] = at[1]
    words[at[1]] = word
    at[1] += 1
    return at[1] - 1


def _slot(word: int, size: int) -> int:
    mixed = word ^ (word >> 15) ^ (word >> 31)
    return (mixed * 0x9E3779B1) & size


def _may(word: int, row: int, shifts: Sequence[int], widths: Sequence[int], masks: Sequence[int]) -> bool:
    """Whether the place of every part is in its mask."""
    if row == FREE:
        return True
    for part in range(len(shifts)):
        place = (word >> shifts[part]) & ((1 << widths[part]) - 1)
        if not (masks[row * len(shifts) + part] >> place) & 1:
            return False
    return True
