"""A limit that the law has changed over time: which of its versions ends it, and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What a limit was over one stretch of time, both ends included; None is an open end.

    `last_day` is where this version alone would end it, and `not_before` lifts that end (a transitional rule).
    `revives` says that the version also helps those whose time ran out under an older one. Acts are often silent on
    that, so it is a reading that the author of a process chooses, not one that is built in.
    """

    last_day: date
    from_: date | None = None
    until: date | None = None
    not_before: date | None = None
    revives: bool = False

    @property
    def ends(self) -> date:
        """Where this version alone ends, its transitional rule heeded."""
        return max(self.last_day, self.not_before or date.min)


@dataclass(frozen=True, slots=True)
class Ending:
    """The last day of a limit and the version that set it."""

    day: date
    limit: Limit


def last_day(limits: Iterable[Limit]) -> date | None:
    """The last day of a limit under all its versions; None if it was still open when the last of them lapsed."""
    end = ending(limits)
    return end.day if end is not None else None


def ending(limits: Iterable[Limit]) -> Ending | None:
    """The last day and the version behind it.

    The versions are gone through in the order of time. The first one whose end falls while it is in force ends the
    limit. Where a new version comes with an end that has passed already, the limit ends with the day before it. What
    has ended stays so, unless a later version revives it and its own end is still to come.
    """
    end: Ending | None = None
    for limit in sorted(limits, key=lambda each: each.from_ or date.min):
        if end is None or (limit.revives and limit.ends >= (limit.from_ or date.min)):
            end = _under(limit)
    return end


def _under(limit: Limit) -> Ending | None:
    """How a limit that is open when this version comes into force ends under it, if it does."""
    if limit.from_ is not None and limit.ends < limit.from_:
        return Ending(limit.from_ - timedelta(days=1), limit)
    if limit.until is not None and limit.ends > limit.until:
        return None
    return Ending(limit.ends, limit)
