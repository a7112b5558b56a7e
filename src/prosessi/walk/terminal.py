"""A walk as a conversation: a turn is shown, a line is read, and something happens.

It knows no console: what it asks and tells goes through two functions.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from pathlib import Path

from prosessi.calendars.durations import FOREIGN, DurationProblem, parse_duration
from prosessi.chart.case import next_due
from prosessi.chart.chart import Chart
from prosessi.chart.names import event_name, process_name
from prosessi.chart.situation import Refused
from prosessi.errors import WrongUse
from prosessi.messages import Message, say, show
from prosessi.source.quote import shortened
from prosessi.walk.answers import read_answer, read_day
from prosessi.walk.console import Console, command_in
from prosessi.walk.expect import deadline_words
from prosessi.walk.files import save
from prosessi.walk.interview import Interview
from prosessi.walk.log import Act
from prosessi.walk.page import wrapped
from prosessi.walk.possible import Possibility
from prosessi.walk.reasons import told
from prosessi.walk.record import path_id
from prosessi.walk.story import tell_log
from prosessi.walk.turn import turn
from prosessi.walk.walk import Walk

MOST_DIGITS = 6


class Terminal:
    """A conversation about one case. `known` holds what is known at its start, lines such as `data=value`."""

    def __init__(self, chart: Chart, file: Path, console: Console, *, start: date, known: Iterable[str] = ()) -> None:
        self.chart = chart
        self.file = file
        self.console = console
        self.tell = console.tell
        self.known = dict(self._assignment(line) for line in known)
        self.walk = Walk(chart, start=start, case=self.known)
        self.saved = 0
        self.over = False

    def greet(self) -> None:
        """Say what this is about."""
        self.tell(self._title())
        self.tell(str(say("Every case here is fictional. This is a modelling tool and no legal advice.")))
        self.tell(str(say("Write the number of an act, or ? for help.")))

    def converse(self) -> None:
        """Go on until the reader stops or the input ends."""
        self.tell(turn(self.walk))
        while not self.over and (line := self.console.read("> ")) is not None:
            try:
                self._answer(line)
            except WrongUse as error:
                self.tell(str(error))
        if len(self.walk.log) > max(self.saved, 1):
            self.tell(str(say("The end. The walk was not saved.")))

    def _answer(self, line: str) -> None:
        """Do what a line says."""
        acts: Mapping[str, Callable[[str], None]] = {
            "wait": self._wait,
            "back": self._back,
            "set": self._set,
            "save": self._save,
            "story": self._story,
            "deadlines": self._deadlines,
            "why": self._why,
            "quit": self._quit,
            "help": self._help,
        }
        command = command_in(line)
        if command is not None:
            acts[command](line.partition(" ")[2].strip())
        elif line:
            self._act_or_day(line)

    def _act_or_day(self, line: str) -> None:
        day = read_day(line)
        possible = self.walk.enabled
        if day is not None:
            self._wait(day.isoformat())
        elif line.isdecimal() and len(line) <= MOST_DIGITS and 1 <= int(line) <= len(possible):
            self._do(possible[int(line) - 1])
        elif line in self.chart.process.events:
            self._try(line)
        else:
            self.tell(str(say("'{line}' is no act and no command; write ? for help", line=shortened(line))))

    def _do(self, possible: Possibility) -> None:
        """Ask what the act needs, and do it; an unfinished answer leaves everything as it was."""
        self.tell(str(say("{act}", act=event_name(self.chart, possible.event))))
        interview = Interview(self.chart, self.console)
        act = interview.act(possible)
        self.over = interview.over
        if act is not None:
            self._perform(act)

    def _try(self, event: str) -> None:
        """An act called by its id: it may well be refused, and the refusal is kept in the log."""
        possible = next((act for act in self.walk.enabled if act.event == event), None)
        if possible is not None:
            self._do(possible)
        else:
            self._perform(Act(event))

    def _perform(self, act: Act) -> None:
        result = self.walk.perform(act)
        if isinstance(result, Refused):
            self.tell(str(say("This cannot be done: {reason}.", reason=told(self.chart, result))))
        else:
            self.tell(turn(self.walk))

    def _wait(self, words: str) -> None:
        """Wait a duration or to a day; without words, until the next clock goes off."""
        self.walk.wait(_canonical(words) if words else self._next())
        self.tell(turn(self.walk))

    def _next(self) -> str | date:
        due = next_due(self.chart, self.walk.case)
        if due is None:
            raise WrongUse(say("no clock is running; say how long to wait, such as '5 working days'"))
        if due.time() == time.min:
            return due.date()
        return f"{max(1, math.ceil((due - self.walk.now).total_seconds() / 60))} minutes"

    def _back(self, words: str) -> None:
        self.walk.back(int(words[:MOST_DIGITS]) if words.isdecimal() else 1)
        self.tell(turn(self.walk))

    def _set(self, words: str) -> None:
        """Tell what was known at the start. Afterwards data is settled by acts."""
        if len(self.walk.log) > 1:
            raise WrongUse(say("what is known at the start can be told only before the first act"))
        name, value = self._assignment(words)
        self.known = {**self.known, name: value}
        self.walk = Walk(self.chart, start=self.walk.today, case=self.known)
        self.tell(turn(self.walk))

    def _save(self, words: str) -> None:
        title = words or self.console.read(str(say("Name of the walk: ")))
        if not title:
            return
        name = path_id(title)
        try:
            save(self.chart, self.walk.log, self.file, name=name, title=title)
        except OSError as error:
            raise WrongUse(
                say("{file} cannot be written: {reason}", file=str(self.file), reason=str(error.strerror))
            ) from error
        self.saved = len(self.walk.log)
        self.tell(str(say("Saved as '{name}' in {file}. Run it: pytest {file}", name=name, file=str(self.file))))

    def _story(self, _words: str) -> None:
        self.tell(tell_log(self.chart, self.walk.log, title=self._title(), language=self.console.language))

    def _deadlines(self, _words: str) -> None:
        for deadline in self.walk.deadlines:
            self.tell(str(deadline_words(self.chart, deadline)))
            for line in deadline.count.explain() if deadline.count else ():
                self.tell(f"    {line}")

    def _why(self, _words: str) -> None:
        for event, refusal in self.walk.refused.items():
            reason = say("{act}: {reason}", act=event_name(self.chart, event), reason=told(self.chart, refusal))
            self.tell("\n".join(wrapped(reason, 2)))

    def _quit(self, _words: str) -> None:
        self.over = True

    def _help(self, _words: str) -> None:
        for message in HELP:
            self.tell("\n".join(wrapped(message, 2)))

    def _assignment(self, line: str) -> tuple[str, object]:
        name, equals, value = line.partition("=")
        if not equals:
            raise WrongUse(say("write data=value, such as {example}", example=self._example()))
        return name.strip(), read_answer(self.chart, name.strip(), value)

    def _example(self) -> str:
        return f"{next(iter(self.chart.process.case), 'tieto')}=..."

    def _title(self) -> str:
        return show(process_name(self.chart), self.console.language)


HELP: tuple[Message, ...] = (
    say("the number of an act: do it"),
    say("the id of an act: try it, even if it cannot be done; the refusal is kept"),
    say("wait 5 working days: let time pass; a day alone goes to that day; wait alone goes to the next clock"),
    say("back: take the last thing back; back 3 takes three"),
    say("set data=value: tell what was known at the start"),
    say("why: why each other act cannot be done now"),
    say("deadlines: how each is counted, day by day"),
    say("story: what has happened so far"),
    say("save NAME: write this walk into the walks of the process"),
    say("quit: stop"),
)


def _canonical(words: str) -> str:
    """A duration as the format writes it, its unit in any of our languages; a day as it is."""
    day = read_day(words)
    if day is not None:
        return day.isoformat()
    number, _, unit = words.partition(" ")
    try:
        return parse_duration(f"{number} {FOREIGN.get(unit.strip().lower(), unit)}".strip()).text
    except DurationProblem as problem:
        raise WrongUse(say("{problem}: {fix}", problem=problem.message, fix=problem.fix or "")) from None
