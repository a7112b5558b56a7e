"""The colours, and nothing but the colours: each name has one for light and one for dark.

The one rule: whatever is read stands on a ground of `GROUNDS` with a contrast of at least 4.5 to 1 in both.
"""

from __future__ import annotations

from typing import Literal

Theme = Literal["auto", "light", "dark"]

COLOURS: dict[str, tuple[str, str]] = {
    "canvas": ("#F6F8FB", "#0B1220"),
    "card": ("#FFFFFF", "#172033"),
    "card-line": ("#B9C5D6", "#3A4A66"),
    "composite": ("#FFFFFF", "#0F182A"),
    "composite-line": ("#A3B1C6", "#42547A"),
    "header": ("#EDF2F8", "#1B2740"),
    "region": ("#F8FAFC", "#0D1626"),
    "region-line": ("#C3CEDD", "#33425C"),
    "pill": ("#FFFFFF", "#111C31"),
    "pill-line": ("#CFD8E5", "#3A4A66"),
    "name": ("#0F172A", "#F1F5F9"),
    "text": ("#1E293B", "#DDE6F3"),
    "quiet": ("#526077", "#A9B6CA"),
    "line": ("#5A6B84", "#93A4BF"),
    "ink": ("#334155", "#C9D5E6"),
    "timer": ("#92400E", "#F7C77E"),
    "timer-ground": ("#FDEBC8", "#3D2E12"),
    "timer-line": ("#B45309", "#F0B35A"),
    "timer-pill": ("#FFF8EA", "#241D10"),
    "timer-pill-line": ("#EBC27C", "#7A5A22"),
    "met": ("#1F5F3A", "#8FDDB0"),
    "met-ground": ("#E1F3E8", "#12301F"),
    "assumption": ("#7A4B00", "#F2C879"),
    "assumption-line": ("#A8741A", "#C99A45"),
    "assumption-ground": ("#FFFBF2", "#201A10"),
    "success": ("#15803D", "#4FC882"),
    "success-ground": ("#E9F7EE", "#0F2A1C"),
    "handover": ("#1D4ED8", "#8AB8FF"),
    "handover-ground": ("#E6EEFE", "#13233F"),
    "closed": ("#475569", "#AAB8CC"),
    "closed-ground": ("#EEF2F6", "#1C2638"),
    "icon": ("#FFFFFF", "#0B1220"),
    "shadow": ("#0F172A", "#000000"),
    "focus": ("#1D4ED8", "#8AB8FF"),
    "mark": ("#1D4ED8", "#8AB8FF"),
    "mark-ground": ("#DBE7FF", "#1A2F57"),
    "fault": ("#B42318", "#FF9A91"),
    "fault-ground": ("#FDE7E4", "#3B1715"),
    "heat-line": ("#9A3B0A", "#F2B05E"),
    "lane": ("#FFFFFF", "#101A2C"),
    "lane-other": ("#F1F5FA", "#0D1626"),
    "lane-line": ("#D8E0EA", "#26334B"),
}

_HEAT = (
    (("#5B3408", "#FFF1CF", "#FFFDF8"), ("#FFE3B3", "#2B2213", "#181F2C")),
    (("#5B3408", "#FFDD9E", "#FFF9EC"), ("#FFE3B3", "#473416", "#1E2129")),
    (("#4A2806", "#FBB45E", "#FFF2DF"), ("#FFE9C6", "#6E4A17", "#2A2621")),
    (("#FFFFFF", "#B9490C", "#FFE9D3"), ("#231603", "#CF9136", "#362B1E")),
    (("#FFFFFF", "#7A230A", "#FFDDC6"), ("#231603", "#FFD58A", "#42301A")),
)
HEATS = len(_HEAT)
"""How many steps of waiting are told apart; each is darker than the one before, lighter where all is dark."""

_ROLES = (
    (("#1D4ED8", "#DBEAFE"), ("#8AB8FF", "#16274A")),
    (("#6D28D9", "#EDE4FF"), ("#BDA4FF", "#2A1F4D")),
    (("#0F766E", "#CFF5EE"), ("#5AD6C3", "#0F3733")),
    (("#BE185D", "#FCE1EE"), ("#FF97C4", "#431730")),
    (("#3F6212", "#E7F3CD"), ("#B5D872", "#22310F")),
    (("#9A3412", "#FFE6D8"), ("#FFAE85", "#45200F")),
    (("#0E6E8C", "#D3F0FA"), ("#6CCBEA", "#0D3342")),
    (("#7B2D8E", "#F6E0FB"), ("#E29BF2", "#3A1644")),
    (("#3730A3", "#E2E4FF"), ("#A5ACFF", "#20235A")),
    (("#9F1239", "#FFE1E6"), ("#FF9DB0", "#471523")),
    (("#065F46", "#D3F5E4"), ("#6FDDB0", "#0B3629")),
    (("#4A5568", "#E5E9F0"), ("#B7C3D6", "#263146")),
)
ROLE_COLOURS = len(_ROLES)

for _number, ((_ink, _ground), (_dark_ink, _dark_ground)) in enumerate(_ROLES):
    COLOURS[f"role-{_number}"] = (_ink, _dark_ink)
    COLOURS[f"role-{_number}-ground"] = (_ground, _dark_ground)

for _number, ((_ink, _ground, _tint), (_dark_ink, _dark_ground, _dark_tint)) in enumerate(_HEAT, 1):
    COLOURS[f"heat-{_number}"] = (_ink, _dark_ink)
    COLOURS[f"heat-{_number}-ground"] = (_ground, _dark_ground)
    COLOURS[f"heat-{_number}-tint"] = (_tint, _dark_tint)

_TINTS = tuple(f"heat-{_number}-tint" for _number in range(1, HEATS + 1))

GROUNDS: dict[str, tuple[str, ...]] = {
    "name": (
        "canvas",
        "card",
        "composite",
        "header",
        "region",
        "success-ground",
        "handover-ground",
        "closed-ground",
        "assumption-ground",
        "lane",
        "lane-other",
        *_TINTS,
    ),
    "text": ("canvas", "card", "pill", "region", "header", "assumption-ground", "composite", "timer-pill", *_TINTS),
    "quiet": (
        "canvas",
        "card",
        "composite",
        "header",
        "region",
        "pill",
        "assumption-ground",
        "timer-pill",
        "lane",
        "lane-other",
        "success-ground",
        "handover-ground",
        "closed-ground",
        *_TINTS,
    ),
    "timer": ("timer-ground", "timer-pill", "canvas", *_TINTS),
    "met": ("met-ground",),
    "assumption": ("assumption-ground", "card", "pill", "canvas", "header", "region", "timer-pill", *_TINTS),
    "success": ("success-ground",),
    "handover": ("handover-ground",),
    "closed": ("closed-ground",),
    "mark": ("mark-ground",),
    "fault": ("fault-ground",),
    **{f"heat-{number}": (f"heat-{number}-ground",) for number in range(1, HEATS + 1)},
    **{
        f"role-{number}": (f"role-{number}-ground", "card", "pill", "assumption-ground", "region", "lane")
        for number in range(ROLE_COLOURS)
    },
}
"""On which grounds each colour of text may stand."""

MARKS: dict[str, tuple[str, ...]] = {
    "heat-line": ("card", "composite", "canvas", "region", "lane", "lane-other", *_TINTS)
}
"""On which grounds a line that means something stands; it needs a contrast of 3 to 1."""


def role_colour(number: int) -> str:
    """The colour name of the role with this place in the picture; the colours come round again."""
    return f"role-{number % ROLE_COLOURS}"


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two `#RRGGBB` colours, by WCAG 2: from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
