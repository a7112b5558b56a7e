"""Points in time as systems and people write them."""

from __future__ import annotations

import re
from datetime import datetime, tzinfo
from typing import Final

_FINNISH: Final = re.compile(
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})"
    r"(?:[ T]+(?:klo|kl)?\s*(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:](?P<second>\d{2}))?)?"
)
_DOTTED: Final = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]+(\d{1,2})\.(\d{2})(?:\.(\d{2}))?")


def parse_moment(text: str, zone: tzinfo | None = None) -> datetime | None:
    """The moment that a text says, as the clock on the wall shows it; None if it says none.

    What names its distance from Greenwich is shown as on the wall of `zone`, or where no zone is given, as written.
    """
    text = _as_iso(text.strip())
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is not None and zone is not None:
        moment = moment.astimezone(zone)
    return moment.replace(tzinfo=None, microsecond=0)


def _as_iso(text: str) -> str:
    """What people write in the way of the standard; anything else as it is."""
    dotted = _DOTTED.fullmatch(text)
    if dotted:
        day, hour, minute, second = dotted.groups()
        return f"{day} {hour:>02}:{minute}:{second or '00'}"
    finnish = _FINNISH.fullmatch(text)
    if finnish:
        part = {name: f"{value or 0:>02}" for name, value in finnish.groupdict().items()}
        return "{year}-{month}-{day} {hour}:{minute}:{second}".format_map(part)
    return text
