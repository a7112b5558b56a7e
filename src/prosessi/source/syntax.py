"""Rules of writing: every slip that breaks a file, told in the author's words. A broken file has exactly one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prosessi.messages import Message, say
from prosessi.rules import Found, rule
from prosessi.source.complaint import Complaint, Slip, complaint
from prosessi.source.draft import Draft
from prosessi.source.mends import mend

_TEXT_SO_FAR = re.compile(r"^ *(?:- +)?[a-z][a-z_-]*: +[^\s{\[\"'#|>]")
_KEY_ON_SAME_LINE = re.compile(r"^ *(?:- +)?[a-z][a-z_-]*: [^{}\[\],:]* ([a-z][a-z_-]+)$")
_KEY_AFTER_VALUE = re.compile(r"[{,][^{},:]*:[^{},:]*\s([a-z][a-z_-]*)$")


@rule("PR009", over="text")
def tab(draft: Draft) -> Iterator[Found]:
    """A line is indented with a tab.

    Nobody can tell how many spaces a tab is worth, so YAML does not allow it. In the example `<09>` stands for a tab.

    Bad::

        states:
        <09>received: {final: success}  # PR009

    Good::

        states:
          received: {final: success}
    """
    if slip := _slipped(draft, Slip.TAB):
        yield Found(
            slip.at,
            say("a tab cannot indent a line"),
            say("write spaces in its place, two for each level"),
            edits=mend(draft, slip),
        )


@rule("PR010", over="text")
def colon_in_text(draft: Draft) -> Iterator[Found]:
    """A text without quotes has a colon in it, followed by a space or the end of the line.

    YAML takes such a colon for the end of a key.

    Bad::

        label: Loans: a guide  # PR010

    Good::

        label: "Loans: a guide"
    """
    if slip := _slipped(draft, Slip.COLON_IN_TEXT):
        yield Found(
            slip.at, say("a colon in a text without quotes"), _remedy_of_colon(draft, slip), edits=mend(draft, slip)
        )


@rule("PR011", over="text")
def unclosed_quote(draft: Draft) -> Iterator[Found]:
    """A quoted text is not closed.

    It then runs on to the next quote or to the end of the file, and swallows everything on the way.

    Bad::

        label: "Loan  # PR011
        owner: library

    Good::

        label: "Loan"
        owner: library
    """
    if slip := _slipped(draft, Slip.UNCLOSED_QUOTE):
        yield Found(
            slip.at,
            say("the quoted text that begins here is not closed"),
            say("add the same quote at the end of the text"),
        )


@rule("PR012", over="text")
def unclosed_bracket(draft: Draft) -> Iterator[Found]:
    """A bracket is not closed, is closed by one of another kind, or a comma is missing inside.

    Bad::

        roles: [librarian, client  # PR012
        owner: library

    Good::

        roles: [librarian, client]
        owner: library
    """
    if slip := _slipped(draft, Slip.UNCLOSED_BRACKET):
        bracket = draft.text[slip.at.start]
        also = ((slip.also, say("this does not fit inside it")),) if slip.also else ()
        yield Found(
            slip.at,
            say("the bracket '{bracket}' is not closed, or a comma is missing inside it", bracket=bracket),
            say("close it with '{closing}'", closing="]" if bracket == "[" else "}"),
            also,
        )


@rule("PR013", over="text")
def indentation(draft: Draft) -> Iterator[Found]:
    """The indentation of a line fits none of the lines above it.

    Lines that belong together begin in the same column; what belongs under a key is indented deeper than the key,
    and the key then has nothing after its colon.

    Bad::

        states:
          received: {initial: true}
           paid: {final: success}  # PR013

    Good::

        states:
          received: {initial: true}
          paid: {final: success}
    """
    if slip := _slipped(draft, Slip.TEXT_TOO_SHALLOW):
        yield Found(
            slip.at,
            say("the text that belongs to the key above is not indented deeper than it"),
            say("indent all of its lines by two more spaces"),
            ((slip.also, say("the key is here")),) if slip.also else (),
        )
    if slip := _slipped(draft, Slip.INDENTATION, Slip.TOO_DEEP):
        also = ((slip.also, say("it is compared with this line")),) if slip.also else ()
        align = say("begin it in the same column as the lines it belongs with")
        heading = say(
            "begin it in the same column as the lines it belongs with, or add the heading that is missing above it, "
            "such as 'states:'"
        )
        yield Found(
            slip.at,
            say("the indentation of this line does not fit the lines around it"),
            heading if slip.slip is Slip.TOO_DEEP else align,
            also,
        )


@rule("PR043", over="text")
def odd_dash(draft: Draft) -> Iterator[Found]:
    """Some lines of one column begin with a dash and others do not.

    The items of a list begin with a dash each, and what belongs to an item is indented two spaces deeper than its
    dash. Names with values, such as states, have no dashes.

    Bad::

        transitions:
          - {event: lend, to: lent}
          {event: lose, to: lost}  # PR043

    Good::

        transitions:
          - {event: lend, to: lent}
          - {event: lose, to: lost}
    """
    if slip := _slipped(draft, Slip.MISSING_DASH):
        yield Found(
            slip.at,
            say("other lines of this list begin with a dash, and this one does not"),
            say("begin it with '- ', or indent it by two more spaces if it continues the item above"),
            ((slip.also, say("this line begins with a dash")),) if slip.also else (),
        )
    if slip := _slipped(draft, Slip.STRAY_DASH):
        yield Found(
            slip.at,
            say("this line begins with a dash, and the others in the same column do not"),
            say("remove the dash"),
            ((slip.also, say("this line has no dash")),) if slip.also else (),
        )
    if slip := _slipped(draft, Slip.ODD_DASH):
        yield Found(
            slip.at,
            say("'{mark}' does not begin an item of a list", mark=draft.text[slip.at.start]),
            say("begin it with a hyphen and a space: '- '"),
            edits=mend(draft, slip),
        )


@rule("PR014", over="text")
def special_start(draft: Draft) -> Iterator[Found]:
    """A text without quotes begins with a character that means something else in YAML.

    These are `@`, the backtick, `%`, `|`, `>`, `&`, `*`, `!`, `?`, `-` and the comma.

    Bad::

        label: @library  # PR014

    Good::

        label: "@library"
    """
    if slip := _slipped(draft, Slip.SPECIAL_START):
        character = draft.text[slip.at.start]
        as_list = say("write the text in quotes; write a list in brackets or each item on its own line")
        yield Found(
            slip.at,
            say("a text without quotes cannot begin with '{character}'", character=character),
            as_list if character == "-" else say("write the text in quotes"),
            edits=mend(draft, slip),
        )


@rule("PR015", over="text")
def after_value(draft: Draft) -> Iterator[Found]:
    """Something follows a value that has already ended.

    The value ends at its closing quote or bracket. A quote inside a text is written twice, or the text is put in
    quotes of the other kind.

    Bad::

        label: 'the client's loan'  # PR015

    Good::

        label: "the client's loan"
    """
    if slip := _slipped(draft, Slip.AFTER_VALUE):
        yield Found(
            slip.at,
            say("the value ended before this"),
            say("put all of the text in quotes that do not occur in it"),
            edits=mend(draft, slip),
        )


@rule("PR016", over="text")
def missing_colon(draft: Draft) -> Iterator[Found]:
    """A key has no colon after it.

    Bad::

        states  # PR016
          received: {final: success}

    Good::

        states:
          received: {final: success}
    """
    if slip := _slipped(draft, Slip.MISSING_COLON):
        yield Found(
            slip.at,
            say("a colon is missing on this line"),
            _remedy_of_words(draft, slip),
        )


@rule("PR017", over="text")
def glued_colon(draft: Draft) -> Iterator[Found]:
    """A value follows the colon of its key, or the dash of a list, without a space.

    Bad::

        label:Loan  # PR017
        owner: library

    Good::

        label: Loan
        owner: library
    """
    if slip := _slipped(draft, Slip.GLUED_COLON):
        if draft.text[slip.at.end].isspace():
            yield Found(
                slip.at,
                say("the character after this colon only looks like a space"),
                say("write an ordinary space in its place"),
                edits=mend(draft, slip),
            )
        else:
            yield Found(
                slip.at,
                say("a space is missing after the colon"),
                say("write a space after the colon"),
                edits=mend(draft, slip),
            )
    if slip := _slipped(draft, Slip.GLUED_DASH):
        yield Found(
            slip.at,
            say("a space is missing after the dash"),
            say("write a space after the dash"),
            edits=mend(draft, slip),
        )


@rule("PR018", over="text")
def stray_mark(draft: Draft) -> Iterator[Found]:
    r"""A bracket closes that nobody opened, a comma has nothing before it, or a backslash means nothing.

    In double quotes a backslash begins a special character such as `\n`; in single quotes it is only itself.

    Bad::

        roles: [librarian, , client]  # PR018

    Good::

        roles: [librarian, client]
    """
    if slip := _slipped(draft, Slip.STRAY_BRACKET):
        bracket = draft.text[slip.at.start]
        yield Found(
            slip.at,
            say("the bracket '{bracket}' closes nothing", bracket=bracket),
            say("remove it, or open one before it; if it belongs to a text, write the text in quotes"),
        )
    if slip := _slipped(draft, Slip.EMPTY_ITEM):
        yield Found(
            slip.at, say("there is nothing before this comma"), say("remove the comma"), edits=mend(draft, slip)
        )
    if slip := _slipped(draft, Slip.BACKSLASH):
        yield Found(
            slip.at,
            say("this backslash means nothing in double quotes"),
            say("write two backslashes, or use single quotes"),
            edits=mend(draft, slip),
        )


@rule("PR019", over="text")
def broken(draft: Draft) -> Iterator[Found]:
    """The file cannot be read from here on, and prosessi cannot tell why.

    Bad::

        %YAML 1.2  # PR019

    Good::

        %YAML 1.2
        ---
        label: Loan
    """
    if slip := _slipped(draft, Slip.UNKNOWN):
        yield Found(
            slip.at,
            say("the file cannot be read from here on"),
            say("look at the brackets, quotes and colons of this line and the one above"),
        )


def _slipped(draft: Draft, *slips: Slip) -> Complaint | None:
    found = complaint(draft)
    return found if found and found.slip in slips else None


def _remedy_of_words(draft: Draft, slip: Complaint) -> Message:
    above = draft.text[draft.lines[slip.at.line - 2] : draft.lines[slip.at.line - 1]] if slip.at.line > 1 else ""
    if _TEXT_SO_FAR.match(above) and not above.startswith(" " * slip.at.column):
        return say(
            "write a colon and a space after the key; if it continues the text above, indent it by two more spaces"
        )
    return say("write a colon and a space after the key; a line that only explains something begins with '#'")


def _remedy_of_colon(draft: Draft, slip: Complaint) -> Message:
    line_start = draft.lines[slip.at.line - 1]
    before = draft.text[line_start : slip.at.start]
    if not draft.text[slip.at.end :].partition("\n")[0].strip():
        return say("remove the colon from the end of the line, or write the text in quotes")
    if not before.strip(" -"):
        return say("write the key before the colon")
    if key := _KEY_ON_SAME_LINE.search(before):
        return say("write the text in quotes; if '{key}' is a key, begin a new line with it", key=key[1])
    if key := _KEY_AFTER_VALUE.search(before):
        return say("write the text in quotes; if '{key}' is a key, write a comma before it", key=key[1])
    return say("write the text in quotes")
