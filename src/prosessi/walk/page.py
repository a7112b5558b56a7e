"""Text for a page of a fixed width."""

from __future__ import annotations

import re
import textwrap

WIDTH = 100
DATE = re.compile(r"\b\w{2,3} \d{1,2}(?:\.\d{1,2}\.| \w{3} )\d{4}\b")
HARD_SPACE = "\N{NO-BREAK SPACE}"


def wrapped(text: object, indent: int) -> list[str]:
    """The lines of a paragraph, all but the first a little further in. A date never stands on two lines."""
    margin = " " * indent
    whole = DATE.sub(lambda match: match[0].replace(" ", HARD_SPACE), str(text))
    lines = textwrap.wrap(whole, WIDTH, initial_indent=margin, subsequent_indent=margin + "  ", break_on_hyphens=False)
    return [line.replace(HARD_SPACE, " ") for line in lines] or [margin]
