"""Rules of single values: where readers of YAML disagree, or a value is not what its author sees.

A file must mean the same to a YAML 1.1 and a YAML 1.2 reader. Where it does not, prosessi does not choose; it asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from prosessi.findings import Edit, Severity
from prosessi.messages import Message, say, say_many
from prosessi.rules import Found, quoted, replaced, rule
from prosessi.source.draft import Draft
from prosessi.source.mends import in_quotes
from prosessi.source.nodes import Mapping, Scalar
from prosessi.source.quote import shortened
from prosessi.source.tabs import separating_tabs
from prosessi.source.values import FLOAT, INTEGER, LONGEST_NUMBER

YES_OR_NO = frozenset({"yes", "no", "on", "off", "y", "n"})

_LEADING_ZERO = re.compile(r"[-+]?0\d[\d_]*")
_CLOCK = re.compile(r"[-+]?[1-9]\d*(:[0-5]?\d)+(\.\d*)?")
_ODD_NUMBER = re.compile(
    r"[-+]?(\d[\d_]*\.?[\d_]*|\.\d[\d_]*)([eE][-+]?\d+)?|[-+]?0[xob][\da-fA-F_]+|[-+]?\.inf|\.nan", re.IGNORECASE
)
_LOST = re.compile(r" #\d+")
_ALL_LOST = re.compile(r" *(#[^\s#][^\r\n]*)")
_CURLY = "”“„’‘«»"


@rule("PR020", over="nodes")
def key_twice(draft: Draft) -> Iterator[Found]:
    """The same key stands twice in one mapping.

    Most programs keep the last one and say nothing, so that half of what was written is lost. When several keys in
    a row are there already, the line with the name of a new part may have been lost above them.

    Bad::

        label: Loan
        owner: library
        label: Gift  # PR020

    Good::

        label: Loan
        owner: library
    """
    for mapping in _mappings(draft):
        if not (pairs := list(_repeated(mapping))):
            continue
        names = [f"'{later.value}'" for _, later in pairs]
        others = [place for former, later in pairs for place in (former.at, later.at) if place != pairs[0][1].at]
        yield Found(
            pairs[0][1].at,
            say_many("the key {keys} stands here twice", "the keys {keys} stand here twice", len(pairs), keys=names),
            _remedy_of_twins(mapping, pairs),
            tuple((place, say("here as well")) for place in others),
        )


@rule("PR021", over="nodes")
def yes_or_no(draft: Draft) -> Iterator[Found]:
    """A word without quotes that some readers take for true or false: yes, no, on, off, y, n.

    `language: no` is Norwegian to one program and false to another.

    Bad::

        language: no  # PR021

    Good::

        language: "no"
    """
    for scalar in _plain(draft):
        if scalar.value.lower() in YES_OR_NO:
            yield Found(
                scalar.at,
                say("'{word}' is a word to some programs and true or false to others", word=scalar.value),
                say('write true or false, or the word in quotes: "{word}"', word=scalar.value),
                edits=quoted(scalar.at),
            )


@rule("PR022", over="nodes")
def leading_zero(draft: Draft) -> Iterator[Found]:
    """A number begins with a zero.

    Some programs then count in eights, others drop the zero. A telephone number or a code is a text.

    Bad::

        code: 0401234  # PR022

    Good::

        code: "0401234"
    """
    for scalar in _matching(draft, _LEADING_ZERO):
        yield Found(
            scalar.at,
            say("a number that begins with a zero is read in different ways"),
            say('write it in quotes: "{value}"', value=shortened(scalar.value)),
            edits=quoted(scalar.at),
        )


@rule("PR023", over="nodes")
def clock_time(draft: Draft) -> Iterator[Found]:
    """A time of day without quotes, which some readers take for a number to the base of sixty.

    Bad::

        opens: 7:30  # PR023

    Good::

        opens: "7:30"
    """
    for scalar in _matching(draft, _CLOCK):
        yield Found(
            scalar.at,
            say("'{value}' is a time of day to some programs and a number to others", value=shortened(scalar.value)),
            say('write it in quotes: "{value}"', value=shortened(scalar.value)),
            edits=quoted(scalar.at),
        )


@rule("PR024", over="nodes")
def odd_number(draft: Draft) -> Iterator[Found]:
    """A number in a spelling that not all readers know, or with more digits than they keep.

    Plain whole numbers and decimals with a point are all that a process needs.

    Bad::

        limit: 1_000  # PR024

    Good::

        limit: 1000
    """
    for scalar in _plain(draft):
        if _LEADING_ZERO.fullmatch(scalar.value) or not _ODD_NUMBER.fullmatch(scalar.value):
            continue
        ordinary = INTEGER.fullmatch(scalar.value) or FLOAT.fullmatch(scalar.value)
        if not ordinary or len(scalar.value) > LONGEST_NUMBER:
            yield Found(
                scalar.at,
                say("'{value}' is a number to some programs and a text to others", value=shortened(scalar.value)),
                say("write a number with digits only, or a text in quotes"),
            )


@rule("PR025", over="nodes")
def odd_constant(draft: Draft) -> Iterator[Found]:
    """True, false or null written with capital letters.

    There is one spelling of each: `true`, `false`, `null`.

    Bad::

        sensitive: True  # PR025

    Good::

        sensitive: true
    """
    for scalar in _plain(draft):
        lower = scalar.value.lower()
        if lower in {"true", "false", "null"} and scalar.value != lower:
            yield Found(
                scalar.at,
                say("'{word}' is written with capital letters", word=scalar.value),
                say("write {word}, or put it in quotes if it is a text", word=lower),
                edits=replaced(scalar.at, scalar.value, lower),
            )


@rule("PR026", over="nodes")
def key_no_text(draft: Draft) -> Iterator[Found]:
    """A key is a number, a truth value or a list.

    Keys are names. A bare number or `true` as a key is another key to another program.

    Bad::

        labels:
          2025: Last year  # PR026

    Good::

        labels:
          "2025": Last year
    """
    for mapping in _mappings(draft):
        for key, value in mapping.pairs:
            if not isinstance(key, Scalar):
                at = draft.span(key.at.start, key.at.start + 1)
                yield Found(at, say("a key must be a name"), say("write one word and a colon"))
            elif key.plain and _no_name(key.value) and value.at.start > key.at.end:
                yield Found(
                    key.at,
                    say("the key '{key}' is not a name", key=shortened(key.value)),
                    say("write a name, or put the key in quotes"),
                    edits=quoted(key.at),
                )


@rule("PR027", Severity.WARNING, over="nodes")
def lost_to_comment(draft: Draft) -> Iterator[Found]:
    """A text or its end is lost, because `#` after a space begins a comment.

    Bad::

        label: Branch #3  # PR027

    Good::

        label: "Branch #3"
    """
    for scalar in _plain(draft):
        if lost := _LOST.match(draft.text, scalar.at.end):
            yield Found(
                draft.span(lost.start() + 1, lost.end()),
                say("'{lost}' is left out, because '#' begins a comment", lost=lost[0].strip()),
                say("write the text in quotes"),
                edits=_regained(draft, scalar, lost.end()),
            )
    for scalar in (node for node in draft.nodes if isinstance(node, Scalar) and node.plain and not node.value):
        if lost := _ALL_LOST.match(draft.text, scalar.at.end):
            yield Found(
                draft.span(lost.start(1), lost.end(1)),
                say("'{lost}' is left out, because '#' begins a comment", lost=shortened(lost[1])),
                say("write the text in quotes"),
            )


@rule("PR028", Severity.WARNING, over="nodes")
def curly_quotes(draft: Draft) -> Iterator[Found]:
    """A text begins with typographic quotes, which do not quote in YAML.

    Word processors change straight quotes into these. They become a part of the text.

    Bad::

        label: ”Loan”  # PR028

    Good::

        label: "Loan"
    """
    for scalar in _plain(draft):
        if len(scalar.value) > 1 and scalar.value[0] in _CURLY and scalar.value[-1] in _CURLY:
            yield Found(
                scalar.at,
                say("the quotes {quote} are a part of the text and do not close it in", quote=scalar.value[0]),
                say('write straight quotes: "'),
                edits=_straightened(scalar),
            )


@rule("PR029", over="nodes")
def tab_between(draft: Draft) -> Iterator[Found]:
    """A tab stands between the parts of a line, such as a key and its value.

    It looks like spaces, and not every reader of YAML takes it for them. In the example `<09>` stands for a tab.

    Bad::

        label:<09>Loan  # PR029

    Good::

        label: Loan
    """
    places = [draft.span(offset, offset + 1) for offset in separating_tabs(draft)]
    if places:
        yield Found(
            places[0],
            say("a tab stands between the parts of this line"),
            say("write a space in its place"),
            tuple((place, say("here as well")) for place in places[1:]),
            edits=tuple(Edit(place, " ") for place in places),
        )


def _regained(draft: Draft, scalar: Scalar, end: int) -> tuple[Edit, ...]:
    """Put quotes around a text with the part of it that was lost, if nothing else stands on the line after it."""
    text = draft.text[scalar.at.start : end]
    rest = draft.text[end:].partition("\n")[0].strip()
    return (Edit(draft.span(scalar.at.start, end), in_quotes(text)),) if not rest and "\n" not in text else ()


def _straightened(scalar: Scalar) -> tuple[Edit, ...]:
    """Put straight quotes in the place of the curly ones, if there is only one pair of them."""
    text = scalar.value[1:-1]
    return () if set(text) & set(_CURLY) else replaced(scalar.at, scalar.value, in_quotes(text))


def _plain(draft: Draft) -> Iterator[Scalar]:
    return (node for node in draft.nodes if isinstance(node, Scalar) and node.plain and node.value)


def _mappings(draft: Draft) -> Iterator[Mapping]:
    return (node for node in draft.nodes if isinstance(node, Mapping))


def _repeated(mapping: Mapping) -> Iterator[tuple[Scalar, Scalar]]:
    """The keys that stand there already, each after the first one of that name."""
    first: dict[str, Scalar] = {}
    for key, _ in mapping.pairs:
        if isinstance(key, Scalar) and first.setdefault(key.value, key) is not key:
            yield first[key.value], key


def _remedy_of_twins(mapping: Mapping, pairs: list[tuple[Scalar, Scalar]]) -> Message:
    """If a key without a value stands above the second ones, they most likely belong to it."""
    keys = [key for key, _ in mapping.pairs]
    above, value = mapping.pairs[max(keys.index(pairs[0][1]) - 1, 0)]
    if isinstance(above, Scalar) and isinstance(value, Scalar) and not value.value and len(pairs) > 1:
        return say("if they belong to '{name}', begin '{name}' further to the left", name=above.value)
    return say_many(
        "remove one of them, or give it another name",
        "rename them, or add the line that is missing above them and names a new part",
        len(pairs),
    )


def _no_name(value: str) -> bool:
    known_trap = _LEADING_ZERO.fullmatch(value) is not None
    return value in {"", "~", "true", "false", "null"} or (
        not known_trap and bool(INTEGER.fullmatch(value) or FLOAT.fullmatch(value))
    )


def _matching(draft: Draft, pattern: re.Pattern[str]) -> Iterator[Scalar]:
    return (scalar for scalar in _plain(draft) if pattern.fullmatch(scalar.value))
