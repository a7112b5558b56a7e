"""The small words of a picture: durations, dates and conditions, short enough for a chip."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from prosessi.calendars.durations import Duration
from prosessi.calendars.moments import Moment
from prosessi.chart.chart import Chart
from prosessi.chart.names import datum_name, labels
from prosessi.expressions.syntax import Expression
from prosessi.expressions.words import Labels, describe, describe_setting
from prosessi.messages import Message, say, show


def lowered(name: str) -> str:
    """A name as it stands inside a sentence: `SHL` keeps its capitals, `Perheen suostumus` loses its first."""
    return name[:1].lower() + name[1:] if name[1:2].islower() or name.startswith("A ") else name


def condition_in_words(chart: Chart, condition: Expression, language: str) -> str:
    """A condition as it stands after 'if'."""
    return describe(condition, _inside_a_sentence(labels(chart))).in_language(language)


def setting_in_words(chart: Chart, datum: str, value: Expression, language: str) -> str:
    """That a piece of case data is given a value, as it stands in a list."""
    return describe_setting(datum, value, _inside_a_sentence(labels(chart))).in_language(language)


def short_duration(duration: Duration) -> Message:
    """A duration as it stands on a chip: `7 arkipv`, `3 kk`."""
    n = duration.n
    return {
        "milliseconds": say("{n} ms", n=n),
        "seconds": say("{n} s", n=n),
        "minutes": say("{n} min", n=n),
        "hours": say("{n} h", n=n),
        "days": say("{n} d", n=n),
        "weeks": say("{n} wk", n=n),
        "months": say("{n} mo", n=n),
        "years": say("{n} y", n=n),
        "working days": say("{n} workdays", n=n),
        "same or next working day": say("same or next workday"),
    }[duration.unit]


def moment_in_words(chart: Chart, moment: Moment, language: str) -> str:
    """A date that is said by arithmetic: `Syntymäpäivä + 18 v − 6 kk`."""
    base = moment.base
    if isinstance(base, date):
        words = f"{base.day}.{base.month}.{base.year}"
    else:
        words = show(datum_name(chart, base), language)
    for step in moment.shifts:
        words += f" {'−' if step.sign < 0 else '+'} {short_duration(step.length).in_language(language)}"
    return words


@dataclass(frozen=True, slots=True)
class _Lowered:
    name: object

    def in_language(self, wanted: str) -> str:
        return lowered(show(self.name, wanted).strip())


def _inside_a_sentence(labels: Labels) -> Labels:
    return replace(labels, data={name: _Lowered(label) for name, label in labels.data.items()})
