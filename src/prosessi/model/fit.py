"""Rules of the format: what a file may hold, said in the author's words and not in those of the program."""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.calendars.durations import DurationProblem
from prosessi.calendars.lengths import LengthProblem
from prosessi.calendars.moments import MomentProblem
from prosessi.calendars.opening import OpeningProblem
from prosessi.expressions.syntax import ExpressionProblem
from prosessi.messages import say, say_many
from prosessi.model.mends import choice_edits, day_edits, id_edits
from prosessi.model.misfit import CUT, NO_COLON, NO_VALUE, STRAYED, TOO_DEEP, TOO_SHALLOW, Misfit
from prosessi.model.mother_tongue import meant, respelt
from prosessi.model.wording import EXPECTED, a_day, actual, an_id, as_written, remedy, the_choice, wants_quotes, word
from prosessi.rules import Found, quoted, rule
from prosessi.source.quote import shortened

_PATTERN = "string_pattern_mismatch"
_CHOICE = "literal_error"
_DAY = "day_value"
_RANGE = "greater_than_equal"
_LAYOUT = frozenset({NO_VALUE, NO_COLON, CUT, STRAYED, TOO_DEEP, TOO_SHALLOW})
_OWN = _LAYOUT | {"extra_forbidden", "missing", _PATTERN, _CHOICE, _DAY, _RANGE, "value_error"}


@rule("PR030", over="fields")
def unknown_key(misfit: Misfit) -> Iterator[Found]:
    """A key that the format does not know at this place.

    Most often it is misspelt, or stands one level too deep or too high.

    Bad::

        prosessi: 1
        process: loan
        sates: {paid: {final: success}}  # PR030

    Good::

        prosessi: 1
        process: loan
        states: {paid: {final: success}}
    """
    if "extra_forbidden" in misfit.kinds:
        known = [str(key) for key in misfit.allowed]
        near = meant(misfit.key, known)
        yield Found(
            misfit.at,
            say("the key '{key}' is not known here", key=shortened(misfit.key)),
            say("did you mean '{near}'?", near=near)
            if near
            else say("these keys are: {known}", known=", ".join(known)),
            edits=respelt(misfit.at, misfit.key, known),
        )


@rule("PR031", over="fields")
def missing_key(misfit: Misfit) -> Iterator[Found]:
    """A key that must be there is not.

    Bad::

        prosessi: 1  # PR031
        process: loan

    Good::

        prosessi: 1
        process: loan
        states: {paid: {final: success}}
    """
    if misfit.missing:
        names = [f"'{key}'" for key in misfit.missing]
        yield Found(
            misfit.at,
            say_many("the key {keys} is missing", "the keys {keys} are missing", len(names), keys=names),
            say("add here '{lines}'", lines=", ".join(f"{key}: …" for key in misfit.missing)),
        )


@rule("PR032", over="fields")
def no_value(misfit: Misfit) -> Iterator[Found]:
    """Nothing stands after the colon of a key.

    Bad::

        prosessi: 1
        process: loan
        owner:  # PR032
        states: {paid: {final: success}}

    Good::

        prosessi: 1
        process: loan
        owner: library
        states: {paid: {final: success}}
    """
    if NO_VALUE in misfit.kinds:
        yield Found(
            misfit.at,
            say("nothing stands after '{key}:'", key=misfit.key),
            say("write the value after the colon, or remove the line"),
        )


@rule("PR033", over="fields")
def wrong_kind(misfit: Misfit) -> Iterator[Found]:
    """A value of one kind stands where another belongs, such as a list where a text does.

    Bad::

        prosessi: 1
        process: loan
        states: [paid]  # PR033

    Good::

        prosessi: 1
        process: loan
        states: {paid: {final: success}}
    """
    if misfit.kinds & _OWN or wants_quotes(misfit):
        return
    kind = next((kind for kind in EXPECTED if kind in misfit.kinds), None)
    if kind is None:
        yield Found(misfit.at, say("the value of '{key}' does not fit", key=misfit.key), say("remove it"))
        return
    yield Found(
        misfit.at,
        say(
            "'{key}' is {expected}, but {actual} stands here",
            key=misfit.key,
            expected=EXPECTED[kind],
            actual=actual(misfit),
        ),
        remedy(kind, misfit),
    )


@rule("PR034", over="fields")
def number_for_text(misfit: Misfit) -> Iterator[Found]:
    """A number, or true or false, stands where a text belongs.

    As a number `1.10` is the same as `1.1`; as a text it is not. Quotes make it a text.

    Bad::

        prosessi: 1
        process: loan
        version: 1.10  # PR034
        states: {paid: {final: success}}

    Good::

        prosessi: 1
        process: loan
        version: "1.10"
        states: {paid: {final: success}}
    """
    if not misfit.kinds & _OWN and wants_quotes(misfit):
        yield Found(
            misfit.at,
            say("'{key}' is a text, but {actual} stands here", key=misfit.key, actual=actual(misfit)),
            say('write it in quotes: "{value}"', value=as_written(misfit)),
            edits=() if isinstance(misfit.value, bool) and misfit.listed else quoted(misfit.at),
        )


@rule("PR035", over="fields")
def no_such_choice(misfit: Misfit) -> Iterator[Found]:
    """A value is none of those that are possible here.

    Bad::

        prosessi: 1
        process: loan
        status: drafted  # PR035
        states: {paid: {final: success}}

    Good::

        prosessi: 1
        process: loan
        status: draft
        states: {paid: {final: success}}
    """
    if _CHOICE in misfit.kinds:
        yield Found(
            misfit.at,
            say("'{value}' is not a possible value of '{key}'", value=word(misfit.value), key=misfit.key)
            if not isinstance(misfit.value, (list, dict))
            else say("'{key}' is one word, but {actual} stands here", key=misfit.key, actual=actual(misfit)),
            the_choice(misfit),
            edits=choice_edits(misfit),
        )
    elif _RANGE in misfit.kinds:
        yield Found(
            misfit.at,
            say("'{value}' is too small for '{key}'", value=word(misfit.value), key=misfit.key),
            say("the least is {least}", least=misfit.least),
        )


@rule("PR036", over="fields")
def bad_name(misfit: Misfit) -> Iterator[Found]:
    """An id has a character that ids cannot have.

    Ids stand in conditions, in file names and in web addresses. So they are written with a to z, digits and
    underscores (hyphens in the ids of processes); how a thing is called goes into its label.

    Bad::

        prosessi: 1
        process: loan
        states: {päätös: {final: success}}  # PR036

    Good::

        prosessi: 1
        process: loan
        states: {paatos: {label: Päätös, final: success}}
    """
    if _PATTERN in misfit.kinds and not misfit.problem:
        yield Found(
            misfit.at,
            say("'{value}' cannot be an id", value=shortened(str(misfit.value))),
            an_id(misfit),
            edits=id_edits(misfit),
        )


@rule("PR037", over="fields")
def bad_date(misfit: Misfit) -> Iterator[Found]:
    """A text is no date of the calendar.

    Dates are written year-month-day, so that they mean the same everywhere.

    Bad::

        walks: loan
        paths: {short: {start: 1.2.2025, steps: []}}  # PR037

    Good::

        walks: loan
        paths: {short: {start: 2025-02-01, steps: []}}
    """
    if _DAY in misfit.kinds:
        yield Found(
            misfit.at,
            say("'{value}' is not a date", value=shortened(str(misfit.value))),
            a_day(str(misfit.value)),
            edits=day_edits(misfit),
        )


@rule("PR038", over="fields")
def unreadable_condition(misfit: Misfit) -> Iterator[Found]:
    """A condition or an expression cannot be read.

    Bad::

        prosessi: 1
        process: loan
        states:
          paid: {if: large or, final: success}  # PR038

    Good::

        prosessi: 1
        process: loan
        states:
          paid: {if: large or late, final: success}
    """
    if isinstance(misfit.problem, ExpressionProblem):
        yield Found(misfit.at, misfit.problem.message, misfit.problem.fix)


@rule("PR039", over="fields")
def unreadable_duration(misfit: Misfit) -> Iterator[Found]:
    """A length of time cannot be read.

    Bad::

        walks: loan
        paths: {short: {start: 2025-02-01, steps: [{after: 5 moons}]}}  # PR039

    Good::

        walks: loan
        paths: {short: {start: 2025-02-01, steps: [{after: 5 days}]}}
    """
    if isinstance(misfit.problem, DurationProblem):
        yield Found(misfit.at, misfit.problem.message, misfit.problem.fix)


@rule("PR040", over="fields")
def unreadable_moment(misfit: Misfit) -> Iterator[Found]:
    """A point in time cannot be read.

    Bad::

        prosessi: 1
        process: loan
        states:
          lent: {transitions: [{at: tomorrow or so, to: lent}]}  # PR040

    Good::

        prosessi: 1
        process: loan
        states:
          lent: {transitions: [{at: lent_on + 28 days, to: lent}]}
    """
    if isinstance(misfit.problem, MomentProblem):
        yield Found(misfit.at, misfit.problem.message, misfit.problem.fix)


@rule("PR046", over="fields")
def unreadable_length(misfit: Misfit) -> Iterator[Found]:
    """An amount of time, or how many come in what time, cannot be read.

    In a scenario times are amounts: a number, perhaps with decimals, and a unit. They are never negative.

    Bad::

        scenario: busy
        period: {from: 2025-01-01, to: 2025-12-31}
        processes:
          loan:
            arrivals: {rate: 46 viikossa}  # PR046
            acts:
              lend: {work: 2 tuntia}  # PR046
              pay: {after: -3 days}  # PR046

    Good::

        scenario: busy
        period: {from: 2025-01-01, to: 2025-12-31}
        processes:
          loan:
            arrivals: {rate: 46 per week}
            acts:
              lend: {work: 2 hours}
              pay: {after: 3 days}
    """
    if isinstance(misfit.problem, LengthProblem):
        yield Found(misfit.at, misfit.problem.message, misfit.problem.fix)


@rule("PR047", over="fields")
def unreadable_times_of_day(misfit: Misfit) -> Iterator[Found]:
    """Times of a day cannot be read.

    Bad::

        scenario: busy
        period: {from: 2025-01-01, to: 2025-12-31}
        processes: {}
        hours:
          office: {mon-fri: 8-25}  # PR047
          night: {mon-fri: 22-6}  # PR047

    Good::

        scenario: busy
        period: {from: 2025-01-01, to: 2025-12-31}
        processes: {}
        hours:
          office: {mon-fri: 8-16.15}
          night: {mon-fri: "0-6, 22-24"}
    """
    if isinstance(misfit.problem, OpeningProblem):
        yield Found(misfit.at, misfit.problem.message, misfit.problem.fix)
