"""The page round what is told: one file that needs nothing from elsewhere, in light, in dark and on paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from prosessi.messages import Message, language, say
from prosessi.render.fonts import embedded
from prosessi.render.theme import COLOURS
from prosessi.report.markup import Markup, tag

STYLE = Path(__file__).with_name("page.css")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"
"""What a browser may load for the page: nothing but what is in it."""

_NAMED = re.compile(r"var\(--([a-z0-9-]+)\)")

Chapter = tuple[str, Message | str, Markup]
"""The id of a chapter, its heading, and all of it."""


def page(title: str, subtitle: Message | str, chapters: Sequence[Chapter]) -> str:
    """A whole page."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("style", Markup(style())),
    )
    links = (tag("li", tag("a", heading, href=f"#{key}")) for key, heading, _ in chapters)
    contents = tag("nav", tag("ol", *links), aria_label=say("Contents"))
    top = tag("header", tag("h1", title), tag("p", subtitle, class_="subtitle"))
    foot = tag("footer", tag("p", say("Made with prosessi. A calculation, not legal advice.")))
    main = tag("main", *(chapter for _, _, chapter in chapters), id="main")
    body = tag("body", tag("a", say("Skip to the content"), href="#main", class_="skip"), top, contents, main, foot)
    return "<!DOCTYPE html>\n" + str(tag("html", head, body, lang=language()))


def style() -> str:
    """The style sheet: the typeface, the colours that it names, in light, dark and for paper, and the rules."""
    rules = STYLE.read_text(encoding="utf-8")
    named = sorted(set(_NAMED.findall(rules)))
    light, dark = ("".join(f"--{name}:{COLOURS[name][place]};" for name in named) for place in (0, 1))
    return (
        f"{embedded()}\n:root{{color-scheme:light dark;{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n{rules}"
    )
