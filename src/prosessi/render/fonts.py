"""The typeface of the pictures: Inter, in three weights, with its widths as a table.

The one rule: every width comes from here, so that a picture has the same bytes on all machines, whatever fonts they
have. The files are subsets for the Latin alphabets of the Nordic countries, without kerning, so that the sum of the
advances is the width that a viewer draws.
"""

from __future__ import annotations

import base64
import json
import unicodedata
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent / "fonts"
FAMILY = "Inter"
STACK = "Inter, system-ui, sans-serif"
WEIGHTS = (400, 500, 600)
_UNKNOWN = 0.62  # of the size: about what other alphabets need in the viewer's own font
_WIDE = 1.3  # emoji and ideographs


def width(text: str, size: float, weight: int = 400) -> float:
    """How wide `text` is in pixels at `size` pixels."""
    table = _advances(weight)
    return size * sum(table.get(character) or _guess(character) for character in text)


def truetype_files() -> list[str]:
    """The fonts for those who draw the picture outside a browser."""
    return [str(HERE / f"inter-{weight}.ttf") for weight in WEIGHTS]


@cache
def embedded() -> str:
    """CSS that carries the fonts inside the picture."""
    return "".join(
        f"@font-face{{font-family:{FAMILY};font-weight:{weight};"
        f"src:url(data:font/woff2;base64,{_encoded(weight)}) format('woff2')}}"
        for weight in WEIGHTS
    )


def _encoded(weight: int) -> str:
    return base64.b64encode((HERE / f"inter-{weight}.woff2").read_bytes()).decode("ascii")


@cache
def _advances(weight: int) -> dict[str, float]:
    table = json.loads((HERE / "widths.json").read_text(encoding="utf-8"))
    units = table["unitsPerEm"]
    return {
        character: advance / units
        for character, advance in zip(table["characters"], table["advances"][str(weight)], strict=True)
    }


def _guess(character: str) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Mn", "Me"}:
        return 0.0
    return _WIDE if unicodedata.east_asian_width(character) in "WF" else _UNKNOWN
