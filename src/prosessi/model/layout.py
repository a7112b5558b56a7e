"""Rules of layout: parts under the wrong heading or on the wrong level, and what commas cut apart."""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.messages import say
from prosessi.model.misfit import CUT, NO_COLON, STRAYED, TOO_DEEP, TOO_SHALLOW, Misfit
from prosessi.rules import Found, rule
from prosessi.source.quote import shortened


@rule("PR041", over="fields")
def lost_heading(misfit: Misfit) -> Iterator[Found]:
    """Parts of one kind stand in the section of another, because the heading above them is missing.

    Bad::

        prosessi: 1
        process: loan
        roles:
          librarian: {label: Librarian}
          lend: {label: Lend, by: librarian}  # PR041
        states: {paid: {final: success}}

    Good::

        prosessi: 1
        process: loan
        roles:
          librarian: {label: Librarian}
        events:
          lend: {label: Lend, by: librarian}
        states: {paid: {final: success}}
    """
    if STRAYED in misfit.kinds:
        yield Found(
            misfit.at,
            say("this belongs under '{heading}:' and stands under '{key}:'", heading=misfit.value, key=misfit.key),
            say("add the line '{heading}:' above it", heading=misfit.value),
        )


@rule("PR042", over="fields")
def cut_by_comma(misfit: Misfit) -> Iterator[Found]:
    """A part between braces has no colon: a comma cut a text in two, or the colon after a key was forgotten.

    In braces a comma parts one key from the next. A text with a comma in it needs quotes there.

    Bad::

        prosessi: 1
        process: loan
        states:
          paid: {label: Paid, at last, final: success}  # PR042
          lost: {label: Lost, final closed}  # PR042

    Good::

        prosessi: 1
        process: loan
        states:
          paid: {label: "Paid, at last", final: success}
          lost: {label: Lost, final: closed}
    """
    text = shortened(str(misfit.value))
    if NO_COLON in misfit.kinds:
        yield Found(
            misfit.at,
            say("there is no colon and space in '{part}'", part=shortened(misfit.key)),
            say("write '{text}'", text=text),
        )
    elif CUT in misfit.kinds and misfit.many:
        yield Found(
            misfit.at,
            say("the comma before this ends the value of '{key}'", key=misfit.key),
            say("write several in brackets: {key}: {ids}", key=misfit.key, ids=text),
        )
    elif CUT in misfit.kinds and misfit.key:
        yield Found(
            misfit.at,
            say("the comma before this cuts the text of '{key}' in two", key=misfit.key),
            say('write the whole text in quotes: {key}: "{text}"', key=misfit.key, text=text),
        )
    elif CUT in misfit.kinds:
        yield Found(
            misfit.at,
            say("in braces every part is a key, a colon and a value, and here is only '{part}'", part=text),
            say("remove the braces, or write 'key: value' between them"),
        )


@rule("PR045", over="fields")
def wrong_level(misfit: Misfit) -> Iterator[Found]:
    """Something is indented by too much or too little, and so belongs to the wrong part.

    Bad::

        prosessi: 1
        process: loan
        states:
          lent: {transitions: [{after: 28 days, to: late}]}
          late:
            transitions: [{after: 1 days, to: lost}]
            lost: {final: closed}  # PR045

    Good::

        prosessi: 1
        process: loan
        states:
          lent: {transitions: [{after: 28 days, to: late}]}
          late:
            transitions: [{after: 1 days, to: lost}]
          lost: {final: closed}
    """
    if TOO_DEEP in misfit.kinds:
        yield Found(
            misfit.at,
            say("'{key}' stands inside '{outer}', and belongs beside it", key=misfit.key, outer=misfit.value),
            say("begin it in the same column as '{outer}'", outer=misfit.value),
        )
    if TOO_SHALLOW in misfit.kinds:
        yield Found(
            misfit.at,
            say("'{key}' stands beside '{part}', and belongs inside it", key=misfit.key, part=misfit.value),
            say("indent it by two more spaces"),
        )
