"""What people type in answer to a question about case data, read as a value of its type."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from prosessi.chart.chart import Chart
from prosessi.chart.names import choice_name, datum_name
from prosessi.errors import WrongUse
from prosessi.messages import LANGUAGES, say, show
from prosessi.model.process import Datum
from prosessi.rules import nearest

YES = frozenset({"kyllä", "kylla", "k", "joo", "on", "ja", "j", "yes", "y", "true"})
NO = frozenset({"ei", "e", "nej", "n", "no", "false"})
NOTHING = frozenset({"-", "ei mitään", "inga", "none", "[]"})


def read_answer(chart: Chart, name: str, text: str) -> object:
    """The value that `text` means for the case data `name`. What means none is wrong use, and says what would."""
    datum = chart.process.case.get(name)
    if datum is None:
        raise WrongUse(_no_such_datum(chart, name))
    return READERS[datum.type](chart, name, datum, text.strip())


def read_day(text: str) -> date | None:
    """A day as 2025-01-31 or 31.1.2025; None if it is neither."""
    finnish = re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", text.strip())
    try:
        if finnish:
            return date(int(finnish[3]), int(finnish[2]), int(finnish[1]))
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def is_yes(text: str) -> bool:
    """Whether an answer agrees; no answer at all does."""
    return not text.strip() or text.strip().lower() in YES


def _no_such_datum(chart: Chart, name: str) -> object:
    near = nearest(name, chart.process.case)
    if near:
        return say("the case has no data called '{name}'; did you mean '{near}'?", name=name, near=near)
    return say("the case has no data called '{name}'", name=name)


def _boolean(chart: Chart, name: str, _datum: Datum, text: str) -> bool:
    if text.lower() in YES:
        return True
    if text.lower() in NO:
        return False
    raise WrongUse(say("{datum}: answer yes or no", datum=datum_name(chart, name)))


def _integer(chart: Chart, name: str, _datum: Datum, text: str) -> int:
    if re.fullmatch(r"[+-]?[0-9]{1,15}", text):
        return int(text)
    raise WrongUse(say("{datum}: answer with a whole number", datum=datum_name(chart, name)))


def _number(chart: Chart, name: str, _datum: Datum, text: str) -> float:
    if re.fullmatch(r"[+-]?[0-9]{1,15}([.,][0-9]{1,15})?", text):
        return float(text.replace(",", "."))
    raise WrongUse(say("{datum}: answer with a number", datum=datum_name(chart, name)))


def _choice(chart: Chart, name: str, datum: Datum, text: str) -> str:
    if text.isdecimal() and 1 <= int(text) <= len(datum.of):
        return datum.of[int(text) - 1]
    for choice in datum.of:
        label = choice_name(chart, name, choice)
        if text.casefold() in {choice, *(show(label, language).casefold() for language in LANGUAGES)}:
            return choice
    raise WrongUse(say("{datum}: the choices are {choices}", datum=datum_name(chart, name), choices=datum.of))


def _set(chart: Chart, name: str, datum: Datum, text: str) -> frozenset[str]:
    if text.lower() in NOTHING:
        return frozenset()
    parts = [part.strip() for part in (text.split(",") if "," in text else text.split())]
    return frozenset(_choice(chart, name, datum, part) for part in parts if part)


def _date(chart: Chart, name: str, _datum: Datum, text: str) -> date:
    day = read_day(text)
    if day is None:
        raise WrongUse(say("{datum}: answer with a day, such as 31.1.2025", datum=datum_name(chart, name)))
    return day


def _text(_chart: Chart, _name: str, _datum: Datum, text: str) -> str:
    return text


READERS: Mapping[str, Callable[[Chart, str, Datum, str], object]] = {
    "boolean": _boolean,
    "integer": _integer,
    "number": _number,
    "choice": _choice,
    "set": _set,
    "date": _date,
    "text": _text,
}
