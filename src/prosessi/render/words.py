"""The small words of a picture: durations, dates, names and law references, short enough for a chip."""

from __future__ import annotations

from datetime import date

from prosessi.calendars.durations import Duration
from prosessi.calendars.moments import Moment
from prosessi.chart.chart import Chart
from prosessi.messages import Message, say
from prosessi.model.text import Text


def called(label: Text | None, name: str, language: str) -> str:
    """What people call an element: its label, or its id with the first letter raised and spaces for underscores."""
    text = label.in_language(language) if label is not None else ""
    words = name.replace("_", " ")
    return text.strip() or words[:1].upper() + words[1:]


def short_duration(duration: Duration) -> Message:
    """A duration as it stands on a chip: `7 arkipv`, `3 kk`."""
    n = duration.n
    return {
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
        datum = chart.process.case.get(base)
        words = called(datum.label if datum else None, base, language)
    for step in moment.shifts:
        words += f" {'−' if step.sign < 0 else '+'} {short_duration(step.length).in_language(language)}"
    return words


def law_reference(chart: Chart, name: str) -> str:
    """How a law is cited on a picture: `SHL 36 §`, or its id where the register does not know it."""
    law = chart.library.laws.get(name) if chart.library.laws else None
    if law is None:
        return name
    return f"{law.abbreviation or law.act} {law.section}".strip()


def role_name(chart: Chart, name: str, language: str) -> str:
    """What a role is called: by the process itself, else by the shared vocabulary."""
    shared = chart.library.vocabulary
    role = chart.process.roles.get(name) or (shared.roles.get(name) if shared else None)
    return called(role.label if role else None, name, language)


def document_name(chart: Chart, name: str, language: str) -> str:
    """What a document is called: by the process itself, else by the shared vocabulary."""
    shared = chart.library.vocabulary
    document = chart.process.documents.get(name) or (shared.documents.get(name) if shared else None)
    return called(document.label if document else None, name, language)


def datum_name(chart: Chart, name: str, language: str) -> str:
    """What a piece of case data is called."""
    datum = chart.process.case.get(name)
    return called(datum.label if datum else None, name, language)
