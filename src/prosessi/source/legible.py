"""Rules of the file as a whole: whether there is a text at all, and one that stays within what a process needs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from prosessi.messages import say
from prosessi.rules import Found, rule
from prosessi.source.draft import Draft
from prosessi.source.limits import DEEPEST, MOST_BYTES, MOST_NODES
from prosessi.source.mends import plain_space
from prosessi.source.nodes import Mapping, Scalar


@rule("PR001", over="text")
def not_utf8(draft: Draft) -> Iterator[Found]:
    """The file is no text, or is not saved as UTF-8.

    Letters such as ä and ö are then other bytes, and no program can know which. Older Windows programs save so
    unless they are told otherwise. In the example `<E4>` stands for one byte.

    Bad::

        process: k<E4>ynti  # PR001

    Good::

        process: käynti
    """
    if draft.binary:
        yield Found(
            draft.span(0, 0),
            say("this is not a text file"),
            say("choose another file, or save this one as text with the encoding UTF-8"),
        )
    if draft.foreign is not None:
        start, byte = draft.foreign
        yield Found(
            draft.span(start, start + 1),
            say("the file is not saved as UTF-8 (byte {byte})", byte=f"{byte:02X}"),
            say("in Notepad choose Save as, and Encoding: UTF-8"),
        )


@rule("PR002", over="text")
def stray_character(draft: Draft) -> Iterator[Found]:
    """A character that no one can see or type stands in the file.

    It comes from copying out of another program, or the file is no text at all. A hard space in the indentation looks
    like a space and is none. In the example `<07>` stands for one byte.

    Bad::

        process: loan<07>  # PR002

    Good::

        process: loan
    """
    if draft.foreign is not None or draft.stray is None:
        return
    character = draft.text[draft.stray]
    at = draft.span(draft.stray, draft.stray + 1)
    if unicodedata.category(character) == "Zs" or character == "\u200b":
        yield Found(
            at,
            say("the indentation has a character that only looks like a space: U+{code}", code=f"{ord(character):04X}"),
            say("write an ordinary space in its place"),
            edits=plain_space(draft, draft.stray),
        )
    else:
        yield Found(
            at,
            say("a character that does not belong in a text: U+{code}", code=f"{ord(character):04X}"),
            say("remove it; if there are many, the file is not a text file"),
        )


@rule("PR003", over="text")
def empty_file(draft: Draft) -> Iterator[Found]:
    """There is nothing in the file but perhaps comments.

    Bad::

        # the loan process  # PR003

    Good::

        process: loan
    """
    if draft.readable and draft.scan.root is None and draft.scan.stop is None:
        yield Found(draft.span(0, 0), say("the file is empty"), say("begin it with the line 'prosessi: 1'"))


@rule("PR004", over="text")
def too_much(draft: Draft) -> Iterator[Found]:
    """The file is larger, or nested deeper, than any process that a person writes.

    Such a file comes from a program or from a slip, and reading it could take all the memory there is.

    Bad::

        process: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[  # PR004

    Good::

        process: [[loan]]
    """
    if draft.size > MOST_BYTES:
        yield Found(
            draft.span(0, 0),
            say("the file is larger than {most} bytes", most=MOST_BYTES),
            say("check that it is the right file"),
        )
    stop = draft.scan.stop
    if stop and stop.reason == "depth":
        yield Found(
            stop.at,
            say("this is nested deeper than {deepest} levels", deepest=DEEPEST),
            say("check the brackets and the indentation"),
        )
    if stop and stop.reason == "nodes":
        yield Found(
            stop.at,
            say("the file has more than {most} keys and values", most=MOST_NODES),
            say("check that it is the right file"),
        )


@rule("PR005", over="text")
def shared_part(draft: Draft) -> Iterator[Found]:
    """A value is marked with `&` to be used again with `*` or `<<`.

    What is said once and meant in many places cannot be read where it stands, and readers of YAML disagree about it.
    Things that are used many times have names here: roles, documents, events. A text that begins with one of these
    characters needs quotes.

    Bad::

        label: &name Loan  # PR005
        title: *name

    Good::

        label: Loan
        title: "&name"
    """
    stop = draft.scan.stop
    if stop and stop.reason == "shared":
        yield Found(
            stop.at,
            say("'&', '*' and '<<' share one value between many places, which is not done here"),
            say("write the value out; if it is a text, put it in quotes"),
        )


@rule("PR006", over="text")
def second_document(draft: Draft) -> Iterator[Found]:
    """A line `---` begins a second document in the same file.

    One file describes one thing. A line of dashes is easily meant as a mere separator; a comment does that.

    Bad::

        process: loan
        ---  # PR006
        process: gift

    Good::

        process: loan
        # ---
    """
    stop = draft.scan.stop
    if stop and stop.reason == "documents":
        yield Found(
            stop.at,
            say("a second document begins here, and a file holds only one"),
            say("remove the line '---', or begin it with '#'"),
        )


@rule("PR007", over="text")
def tag(draft: Draft) -> Iterator[Found]:
    """A value begins with `!`, which in YAML names a type.

    Types are not named in process files: the key says what its value is. A text that begins with `!` needs quotes.

    Bad::

        label: !important  # PR007

    Good::

        label: "!important"
    """
    stop = draft.scan.stop
    if stop and stop.reason == "tag":
        yield Found(
            stop.at,
            say("'!' at the start of a value names a type, which is not done here"),
            say("put the text in quotes"),
        )


@rule("PR008", over="text")
def no_keys(draft: Draft) -> Iterator[Found]:
    """The file is a list or a mere text, not keys with their values.

    Bad::

        the loan process  # PR008

    Good::

        process: loan
    """
    root = draft.scan.root
    if root is not None and not isinstance(root, Mapping):
        at = root.at if isinstance(root, Scalar) else draft.span(root.at.start, root.at.start)
        yield Found(
            at,
            say("the file must begin with a key and a colon"),
            say("begin it with the line 'prosessi: 1'"),
        )
