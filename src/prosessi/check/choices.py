"""PR306-PR308: words that case data and their alternatives cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.check.outline import Outline
from prosessi.expressions.kinds import MOST_CHOICES
from prosessi.expressions.tokens import RESERVED
from prosessi.messages import say
from prosessi.rules import Found, rule


@rule("PR306")
def reserved_word(outline: Outline) -> Iterator[Found]:
    """Case data or an alternative is called by a word of the language of conditions.

    No condition could ask about it: in `if: not in`, nobody can tell which word is the name.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {is: {type: boolean}}  # PR306
        events: {ratkaise: {decides: is}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {isyys: {type: boolean}}
        events: {ratkaise: {decides: isyys}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, to: valmis}
          valmis: {final: success}
    """
    for name, datum in outline.process.case.items():
        places = [(name, outline.process.place_of_key("case", name))]
        places += [(choice, datum.place_of("of", index)) for index, choice in enumerate(datum.of)]
        for word, at in places:
            if word in RESERVED:
                yield Found(
                    at,
                    say("'{word}' is a word of conditions and cannot be a name", word=word),
                    say("choose another, for example '{word}_'", word=word),
                )


@rule("PR307")
def choice_twice(outline: Outline) -> Iterator[Found]:
    """The same alternative is listed twice.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {tulos: {type: choice, of: [myonto, hylkays, myonto]}}  # PR307
        events: {ratkaise: {decides: tulos}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {tulos: {type: choice, of: [myonto, hylkays]}}
        events: {ratkaise: {decides: tulos}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, to: valmis}
          valmis: {final: success}
    """
    for datum in outline.process.case.values():
        for index, choice in enumerate(datum.of):
            first = datum.of.index(choice)
            if first < index:
                yield Found(
                    datum.place_of("of", index),
                    say("the alternative '{choice}' is listed twice", choice=choice),
                    say("remove it, or write the alternative that was meant"),
                    ((datum.place_of("of", first), say("here as well")),),
                )


@rule("PR308")
def too_many_choices(outline: Outline) -> Iterator[Found]:
    """There are more alternatives than 52, or only one.

    More than 52 are no longer alternatives that a person chooses from, and a set of them could not be kept. With one
    there is nothing to choose.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {tulos: {type: choice, of: [myonto]}}  # PR308
        events: {ratkaise: {decides: tulos}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {tulos: {type: choice, of: [myonto, hylkays]}}
        events: {ratkaise: {decides: tulos}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, to: valmis}
          valmis: {final: success}
    """
    for name, datum in outline.process.case.items():
        if len(datum.of) > MOST_CHOICES:
            yield Found(
                datum.place_of_key("of"),
                say(
                    "'{name}' has {n} alternatives, and {most} is the most",
                    name=name,
                    n=len(datum.of),
                    most=MOST_CHOICES,
                ),
                say("divide them among several pieces of case data"),
            )
        elif datum.type == "choice" and len(datum.of) == 1:
            yield Found(
                datum.place_of("of"),
                say("'{name}' has only one alternative", name=name),
                say("list all of them in brackets: [{first}, ...]", first=datum.of[0]),
            )
