"""What the author did, guessed from where the parser broke.

The parser says what it expected, in terms of its grammar. Where it stopped and what stands around that place says
more, and says the same with either of the library's parsers, so that its words are never looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from prosessi.source.draft import Draft
from prosessi.source.lines import blamed, odd_dash
from prosessi.source.nodes import Scalar
from prosessi.source.scene import Scene
from prosessi.span import Span

_QUOTED_BEFORE = re.compile(r"""(?:^|[:,\[{-]\s|[\[{])\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*$""")
_KEY_ALONE = re.compile(r"^\s*(?:- +)*[^\s:#\[\]{},\"'][^:#\[\]{},]*$")
_KEY_AND_VALUE = re.compile(r"^\s*(?:- +)*[^\s:#]+\s*: +[^\s#]")
_KEY_GLUED = re.compile(r"^\s*(?:- +)*([^\s:#]+):[^ \t:]")
_DASH_GLUED = re.compile(r"^ *-(?=[^\W\d]|[{\[\"'])")
_BULLET = re.compile(r"^ *[–—−•·*](?= [^ ])")
_FOLDED = re.compile(r":\s+[|>][-+]?\s*$")
_WORDS_ALONE = re.compile(r"^\s*[^\s:#\[\]{},\"'-](?:[^:#\[\]{},]|:\S)*\s+#")
_VALUE_START = re.compile(r"(?:^|[:,\[{-]\s|[\[{])\s*$")
_SPECIAL = "@`%|>&*!,?-"


class Slip(Enum):
    """The slips of authors that break a file."""

    COLON_IN_TEXT = "colon in text"
    UNCLOSED_QUOTE = "unclosed quote"
    UNCLOSED_BRACKET = "unclosed bracket"
    STRAY_BRACKET = "stray bracket"
    EMPTY_ITEM = "empty item"
    INDENTATION = "indentation"
    TOO_DEEP = "too deep"
    STRAY_DASH = "stray dash"
    MISSING_DASH = "missing dash"
    GLUED_DASH = "glued dash"
    ODD_DASH = "odd dash"
    TEXT_TOO_SHALLOW = "text too shallow"
    TAB = "tab"
    SPECIAL_START = "special start"
    AFTER_VALUE = "after value"
    MISSING_COLON = "missing colon"
    GLUED_COLON = "glued colon"
    BACKSLASH = "backslash"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Complaint:
    """A slip and where it is; `also` is the other place that helps to see it, such as the open bracket."""

    slip: Slip
    at: Span
    also: Span | None = None


def complaint(draft: Draft) -> Complaint | None:
    """What broke the text, or None if it did not break."""
    stop = draft.scan.stop
    if stop is None or stop.reason != "broken":
        return None
    scene = Scene(draft, stop)
    if scene.tab is not None:
        return Complaint(Slip.TAB, draft.span(scene.tab, scene.tab + 1))
    return _in_quotes(scene) or _at_start(scene) or _in_brackets(scene) or _in_block(scene)


def _in_quotes(scene: Scene) -> Complaint | None:
    stop = scene.stop
    if "quoted scalar" in stop.context and stop.opened is not None:
        quote = scene.draft.span(stop.opened.start, stop.opened.start + 1)
        backslash = scene.draft.text.rfind("\\", stop.opened.start, scene.index + 1)
        if scene.at_end or scene.first_on_line or backslash < 0:
            return Complaint(Slip.UNCLOSED_QUOTE, quote)
        return Complaint(Slip.BACKSLASH, scene.draft.span(backslash, backslash + 1))
    last = stop.last
    if last and _spans_lines_in_quotes(scene, last) and _adjacent(scene, last):
        return Complaint(Slip.UNCLOSED_QUOTE, scene.draft.span(last.at.start, last.at.start + 1))
    if _QUOTED_BEFORE.search(scene.before) and not scene.at_end and scene.character not in "]},":
        return Complaint(Slip.AFTER_VALUE, scene.point)
    return None


def _spans_lines_in_quotes(scene: Scene, last: Scalar) -> bool:
    return last.at.line < last.at.end_line and scene.draft.text[last.at.start] in "\"'"


def _adjacent(scene: Scene, last: Scalar) -> bool:
    between = scene.draft.text[last.at.end : scene.index]
    return not between.strip() and "\n" not in between


def _at_start(scene: Scene) -> Complaint | None:
    stop = scene.stop
    if stop.bracket is None and (bullet := _odd_bullet(scene)):
        return bullet
    if stop.opened and stop.context.endswith(("an alias", "an anchor", "a tag", "a directive", "a block scalar")):
        return Complaint(Slip.SPECIAL_START, scene.draft.span(stop.opened.start, stop.opened.start + 1))
    if scene.character and scene.character in "@`%":
        return Complaint(Slip.SPECIAL_START, scene.point)
    in_flow = stop.bracket is not None
    if scene.character and scene.character in _SPECIAL and not in_flow and not scene.first_on_line:
        return Complaint(Slip.SPECIAL_START, scene.point) if _VALUE_START.search(scene.before) else None
    return None


def _in_brackets(scene: Scene) -> Complaint | None:
    stop = scene.stop
    bracket = stop.opened if "flow mapping" in stop.context or "flow sequence" in stop.context else stop.bracket
    if bracket is None:
        if scene.character and scene.character in "]}":
            return Complaint(Slip.STRAY_BRACKET, scene.point)
        return None
    opened = scene.draft.span(bracket.start, bracket.start + 1)
    if scene.at_end or scene.character in {"]", "}"}:
        return Complaint(Slip.UNCLOSED_BRACKET, opened, None if scene.at_end else scene.point)
    if scene.character == ",":
        return Complaint(Slip.EMPTY_ITEM, scene.point)
    if scene.character == ":":
        piece = re.split(r"[\[{,]", scene.before)[-1]
        if ":" in piece or scene.line == bracket.line:
            return Complaint(Slip.COLON_IN_TEXT, scene.point)
    return Complaint(Slip.UNCLOSED_BRACKET, opened, scene.point)


def _in_block(scene: Scene) -> Complaint:
    return _glued_dash(scene) or _odd_bullet(scene) or _among_lines(scene)


def _odd_bullet(scene: Scene) -> Complaint | None:
    bullet = _BULLET.match(scene.line_text(scene.line))
    if bullet is None:
        return None
    start = scene.line_start(scene.line) + len(bullet[0]) - 1
    return Complaint(Slip.ODD_DASH, scene.draft.span(start, start + 1))


def _among_lines(scene: Scene) -> Complaint:
    stop, above = scene.stop, scene.line_before()
    if stop.context.endswith("a simple key") and stop.opened:
        return _without_colon(scene, stop.opened.line)
    if scene.character == ":":
        return _second_colon(scene, above)
    if scene.at_end:
        return Complaint(Slip.UNKNOWN, scene.whole_line(above or scene.line))
    if not scene.first_on_line:
        return Complaint(Slip.AFTER_VALUE, scene.point)
    if above is not None and _WORDS_ALONE.match(scene.line_text(above)):
        return _without_colon(scene, above)
    return _out_of_line(scene, above, stop.opened)


def _glued_dash(scene: Scene) -> Complaint | None:
    for line in (scene.line, scene.line_before()):
        if line and (dash := _DASH_GLUED.match(scene.line_text(line))):
            end = scene.line_start(line) + dash.end()
            return Complaint(Slip.GLUED_DASH, scene.draft.span(end - 1, end))
    return None


def _second_colon(scene: Scene, above: int | None) -> Complaint:
    """A colon that ends a second key: on its own line, or, if there it is the first, with the line above."""
    item = scene.before.lstrip().startswith("- ")
    if above is None or not (item or _KEY_ALONE.match(scene.before)):
        return Complaint(Slip.COLON_IN_TEXT, scene.point)
    text = scene.line_text(above).rstrip()
    if _KEY_AND_VALUE.match(text) or text.endswith(":"):
        return _out_of_line(scene, above, scene.whole_line(above))
    return Complaint(Slip.COLON_IN_TEXT, scene.point) if item else _without_colon(scene, above)


def _out_of_line(scene: Scene, above: int | None, compared: Span | None) -> Complaint:
    """A line whose column or dash does not fit: the one where the parser stopped, or one above that stands out."""
    if above is None:
        return Complaint(Slip.INDENTATION, scene.whole_line(scene.line), compared)
    if dash := _odd_dash(scene, scene.line):
        return dash
    line = blamed(scene, above)
    if line != scene.line:
        return Complaint(Slip.INDENTATION, scene.whole_line(line), scene.whole_line(scene.line))
    deeper = scene.indent(line) >= scene.indent(above) and _KEY_AND_VALUE.match(scene.line_text(above))
    return Complaint(Slip.TOO_DEEP if deeper else Slip.INDENTATION, scene.whole_line(line), compared)


def _odd_dash(scene: Scene, line: int) -> Complaint | None:
    dash = odd_dash(scene, line)
    if dash is None:
        return None
    slip = Slip.STRAY_DASH if dash.dashed else Slip.MISSING_DASH
    return Complaint(slip, scene.whole_line(dash.line), scene.whole_line(dash.beside))


def _without_colon(scene: Scene, line: int) -> Complaint:
    in_brackets = scene.line_text(line).lstrip().startswith(("{", "["))
    if in_brackets and (dash := _odd_dash(scene, line)):
        return dash
    above = scene.line_before(line)
    if above and _FOLDED.search(scene.line_text(above)):
        return Complaint(Slip.TEXT_TOO_SHALLOW, scene.whole_line(line), scene.whole_line(above))
    glued = _KEY_GLUED.match(scene.line_text(line))
    if glued:
        colon = scene.line_start(line) + glued.end(1)
        return Complaint(Slip.GLUED_COLON, scene.draft.span(colon, colon + 1))
    return Complaint(Slip.MISSING_COLON, scene.whole_line(line))
