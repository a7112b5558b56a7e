"""Breaking texts into lines. A word is divided only when it alone is wider than its line.

Finnish words are divided by the syllable rule: a boundary stands before every consonant that a vowel follows, and
between two vowels that form neither a long vowel nor a diphthong. Parts of compounds that a hyphen joins come first.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

from prosessi.render.fonts import width

ELLIPSIS = "…"
_VOWELS = "aeiouyäöåAEIOUYÄÖÅ"
_TOGETHER = re.compile("aa|ee|ii|oo|uu|yy|ää|öö|[aeouyäö]i|[aeio]u|[eiäö]y|ie|uo|yö", re.IGNORECASE)
_ONSET = "[pbdfgPBDFG]r"  # of loanwords: nobody divides a p-rosessi
_BEFORE_CONSONANT = re.compile(rf"(?<=[^\W\d_])(?=(?:{_ONSET}|[^\W\d_{_VOWELS}])[{_VOWELS}])(?<![pbdfgPBDFG](?=r))")
_NARROWEST = 0.22  # of the size: no letter of the typeface is narrower, but for marks above and below others
_AHEAD = 4  # letters after a boundary that have a say in whether it is one
_SHORTEST = 3  # letters that a divided word keeps on each line


def wrap(text: str, size: float, weight: int, limit: float, *, lines: int = 99) -> tuple[str, ...]:
    """Break `text` into lines no wider than `limit` pixels, at most `lines` of them; what is cut off ends in `…`.

    Of a text of any length no more is read than the lines could hold if all its letters were narrow.
    """
    whole = " ".join(text.split())
    read = whole[: lines * (int(limit / (size * _NARROWEST)) + 2)]
    broken: list[str] = []
    line = ""
    for word in read.split():
        candidate = f"{line} {word}" if line else word
        if width(candidate, size, weight) <= limit:
            line = candidate
            continue
        if line:
            broken.append(line)
        *full, line = _divide(word, size, weight, limit)
        broken += full
    if line:
        broken.append(line)
    if len(read) == len(whole) and len(broken) <= lines:
        return tuple(broken)
    return _cut(broken[:lines], size, weight, limit)


def balanced(text: str, size: float, weight: int, limit: float, *, lines: int = 99) -> tuple[str, ...]:
    """Break as `wrap` does, and then as evenly as the same number of lines allows."""
    best = wrap(text, size, weight, limit, lines=lines)
    if len(best) < 2 or best[-1].endswith(ELLIPSIS):
        return best
    longest = max(width(word, size, weight) for word in text.split())
    low, high = min(longest, limit), limit
    while high - low > 4:
        middle = (low + high) / 2
        if len(wrap(text, size, weight, middle)) <= len(best):
            high = middle
        else:
            low = middle
    return wrap(text, size, weight, high, lines=lines)


def syllables(word: str) -> list[str]:
    """The syllables of a Finnish word: `palvelutarpeen` is pal-ve-lu-tar-peen."""
    parts: list[str] = []
    for part in _BEFORE_CONSONANT.split(word):
        start = 0
        for at in range(1, len(part)):
            if _hiatus(part, start, at):
                parts.append(part[start:at])
                start = at
        parts.append(part[start:])
    return parts


def _hiatus(part: str, start: int, at: int) -> bool:
    before, after = part[at - 1], part[at]
    if before not in _VOWELS or after not in _VOWELS:
        return False
    third = at - start >= 2 and part[at - 2] in _VOWELS
    return third or _TOGETHER.fullmatch(before + after) is None


def _divide(word: str, size: float, weight: int, limit: float) -> list[str]:
    pieces: list[str] = []
    rest = word
    while (fitting := _fitting(rest, size, weight, limit)) < len(rest) and len(rest) > 1:
        head, mark = _longest_head(rest, fitting, limit, lambda text: width(text, size, weight))
        pieces.append(head + mark)
        rest = rest[len(head) :]
    return [*pieces, rest]


def _fitting(word: str, size: float, weight: int, limit: float) -> int:
    """How many of the first letters fit on a line; of a long word no more are measured than about two lines hold."""
    most = 8
    while most < len(word) and width(word[:most], size, weight) <= limit:
        most *= 2
    return bisect_right(range(1, min(most, len(word)) + 1), limit, key=lambda at: width(word[:at], size, weight))


def _longest_head(word: str, fitting: int, limit: float, measure: Callable[[str], float]) -> tuple[str, str]:
    near = word[: fitting + _AHEAD]
    joints = [match.end() for match in re.finditer(r"[-–/_.]", near[:-1])]
    ends = accumulate(len(syllable) for syllable in syllables(near)[:-1])
    kept = [at for at in ends if _SHORTEST <= at <= len(word) - _SHORTEST and word[at - 1].isalpha()]
    for places, mark in ((joints, ""), (kept, "-")):
        fits = [at for at in places if at <= fitting and measure(word[:at] + mark) <= limit]
        if fits:
            return word[: fits[-1]], mark
    return word[: max(fitting, 1)], ""


def _cut(broken: list[str], size: float, weight: int, limit: float) -> tuple[str, ...]:
    *full, last = broken
    while last and width(last + ELLIPSIS, size, weight) > limit:
        last = last[:-1]
    return (*full, last.rstrip() + ELLIPSIS)
