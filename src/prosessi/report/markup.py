"""Writing HTML and SVG: elements from names, attributes and what stands in them.

The one rule: text becomes markup only here, and only as text; nothing that a file says can become an element.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from prosessi.messages import Message

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EMPTY = frozenset({"meta", "br", "rect", "line"})
"""Elements with nothing in them. All are closed, so that the page is well-formed XML, too."""

_INLINE = frozenset({"a", "b", "code", "span", "strong", "th", "td", "dt", "caption"})
"""Elements after which the line goes on; after the others space means nothing, and a new one makes it legible."""


@dataclass(frozen=True, slots=True)
class Markup:
    """Text that is markup already."""

    text: str

    def __str__(self) -> str:
        return self.text


NOTHING = Markup("")

Child = Markup | Message | str | None
"""What may stand in an element; text is escaped, None is nothing."""


def tag(name: str, /, *children: Child, **attributes: object) -> Markup:
    """An element. In names of attributes `_` is a hyphen, but for one at the end, which only makes them legal Python.

    >>> str(tag("code", "a < b", class_="note"))
    '<code class="note">a &lt; b</code>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_safe(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    end = "" if name in _INLINE else "\n"
    if name in _EMPTY:
        return Markup(f"<{name}{written}/>{end}")
    return Markup(f"<{name}{written}>{joined(children)}</{name}>{end}")


def joined(children: Iterable[Child], between: Markup = NOTHING) -> Markup:
    """Several children after one another."""
    return Markup(between.text.join(_inside(child) for child in children if child is not None))


def _inside(child: Markup | Message | str) -> str:
    return child.text if isinstance(child, Markup) else _safe(str(child))


def _safe(text: str) -> str:
    """Text for the inside of an element or an attribute: escaped, without what XML cannot carry."""
    return escape(_ILLEGAL.sub("", text), quote=True)
