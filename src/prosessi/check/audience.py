"""PR603, PR604 and PR609: whether people can read a process in their own language, and in easy Finnish.

These rules read a process that has no errors, and each tells of the whole process at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from prosessi.check.elements import Described, Element, apart, others
from prosessi.findings import Severity
from prosessi.messages import say, say_many
from prosessi.rules import Found, rule

LANGUAGES = ("fi", "sv", "en")
EASY = "selko"
LONGEST_SENTENCE = 15
"""Words in a sentence of easy Finnish. The guidelines ask for short sentences with one thing in each and give no
number; this is our own, well above what the shipped processes need."""

_SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+|\n")
_WORD = re.compile(r"\w[\w:.,/-]*")


@rule("PR603", Severity.NOTE, over="description")
def untranslated(described: Described) -> Iterator[Found]:
    """A name is missing in a language that the title has.

    A missing language is told, never silently replaced. In a process that is in use it is more than a note: PR609.

    Bad::

        prosessi: 1
        process: laina
        title: {fi: Laina, sv: Lån}
        initial: valmis
        assumption: harjoitus
        states:
          valmis: {label: Laina on myönnetty, final: success, assumption: harjoitus}  # PR603

    Good::

        prosessi: 1
        process: laina
        title: {fi: Laina, sv: Lån}
        initial: valmis
        assumption: harjoitus
        states:
          valmis: {label: {fi: Laina on myönnetty, sv: Lånet har beviljats}, final: success, assumption: harjoitus}
    """
    if described.process.status != "in_use":
        for language in LANGUAGES:
            for lacking in apart(described, "PR603", _lacking(described, language)):
                yield _untranslated(lacking, language)


@rule("PR604", Severity.NOTE, over="description")
def long_easy_sentence(described: Described) -> Iterator[Found]:
    """A sentence in easy Finnish is long.

    Easy Finnish (`selko`) is for people who find ordinary prose hard to read. Its guidelines ask for short sentences
    that tell one thing each. They give no number; prosessi asks for no more than 15 words.

    Bad::

        prosessi: 1
        process: laina
        title: Laina
        assumption: harjoitus
        initial: valmis
        states:
          valmis:
            label: Laina on myönnetty
            selko: >-  # PR604
              Saat lainan, kun olet täyttänyt hakemuksen ja tuonut sen meille ja me olemme ehtineet lukea sen ja
              tehneet päätöksen.
            final: success
            assumption: harjoitus

    Good::

        prosessi: 1
        process: laina
        title: Laina
        assumption: harjoitus
        initial: valmis
        states:
          valmis:
            label: Laina on myönnetty
            selko: Täytä hakemus. Tuo se meille. Luemme sen ja teemme päätöksen. Sitten saat lainan.
            final: success
            assumption: harjoitus
    """
    texts = [text for element in described.elements for text in element.easy]
    long = [Element(text.text, text.at) for text in texts if _longest_sentence(text.text) > LONGEST_SENTENCE]
    for group in apart(described, "PR604", long):
        yield Found(
            group[0].at,
            say_many(
                "a sentence in easy Finnish has more than {most} words",
                "{n} texts in easy Finnish have sentences of more than {most} words",
                len(group),
                most=LONGEST_SENTENCE,
            ),
            say("make two sentences of it, with one thing in each"),
            tuple((each.at, say("here as well")) for each in group[1:]),
        )


@rule("PR609", Severity.WARNING, over="description")
def untranslated_in_use(described: Described) -> Iterator[Found]:
    """A process is in use, and some of its names are missing in a language that its title has.

    With its title in Swedish or English the process is offered to people who read that language; with a title in easy
    Finnish (`selko`) also to those who need it. What they meet then has to be in that language as well: every name,
    and in easy Finnish the states, the deadlines and what clients themselves do.

    Bad::

        prosessi: 1
        process: laina
        status: in_use
        title: {fi: Laina, sv: Lån}
        initial: valmis
        assumption: harjoitus
        states:
          valmis: {label: Laina on myönnetty, final: success, assumption: harjoitus}  # PR609

    Good::

        prosessi: 1
        process: laina
        status: in_use
        title: {fi: Laina, sv: Lån, selko: Laina}
        initial: valmis
        assumption: harjoitus
        states:
          valmis:
            label: {fi: Laina on myönnetty, sv: Lånet har beviljats}
            selko: Saat lainan.
            final: success
            assumption: harjoitus
    """
    if described.process.status == "in_use":
        for language in LANGUAGES:
            for lacking in apart(described, "PR609", _lacking(described, language)):
                yield _untranslated(lacking, language)
        for lacking in apart(described, "PR609", _without_easy(described)):
            yield Found(
                lacking[0].at,
                say_many(
                    "'{first}' is not told in easy Finnish, which the title has",
                    "{n} elements that clients meet are not told in easy Finnish, which the title has",
                    len(lacking),
                    first=lacking[0].name,
                ),
                say("add 'selko: ...' to it, in short sentences"),
                others(lacking),
            )


def _lacking(described: Described, language: str) -> list[Element]:
    """What has a name, but not in a language that the title has."""
    if not getattr(described.process.title, language, ""):
        return []
    named = [each for each in described.elements if str(each.label or "")]
    return [each for each in named if not getattr(each.label, language)]


def _without_easy(described: Described) -> list[Element]:
    if not getattr(described.process.title, EASY, ""):
        return []
    return [each for each in described.elements if each.met_by_clients and not each.easy]


def _untranslated(lacking: list[Element], language: str) -> Found:
    return Found(
        lacking[0].at,
        say_many(
            "'{first}' has no name in the language '{language}', which the title has",
            "{n} elements have no name in the language '{language}', which the title has",
            len(lacking),
            first=lacking[0].name,
            language=language,
        ),
        say("add to the name its text in this language: '{language}: ...'", language=language),
        others(lacking),
    )


def _longest_sentence(text: str) -> int:
    """The words of the longest sentence."""
    return max(len(_WORD.findall(sentence)) for sentence in _SENTENCE_END.split(text))
