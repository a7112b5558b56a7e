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
from prosessi.chart.situation import Refused
from prosessi.errors import WrongUse
from prosessi.messages import Message, say, show
from prosessi.walk.answers import is_yes, read_answer, read_day
from prosessi.walk.expect import deadline_words
from prosessi.walk.files import save
from prosessi.walk.log import act_of
from prosessi.walk.page import wrapped
from prosessi.walk.possible import Possibility
from prosessi.walk.reasons import told
from prosessi.walk.record import path_id
from prosessi.walk.story import tell_log
from prosessi.walk.turn import numbered, question, turn
from prosessi.walk.walk import Walk
from prosessi.walk.words import document_name, event_name, role_name

WORDS: Mapping[str, tuple[str, ...]] = {
    "wait": ("odota", "vänta", "wait"),
    "back": ("takaisin", "tillbaka", "back"),
    "set": ("aseta", "sätt", "set"),
    "save": ("tallenna", "spara", "save"),
    "story": ("tarina", "berättelse", "story"),
    "deadlines": ("määräajat", "tidsfrister", "deadlines"),
    "quit": ("lopeta", "sluta", "quit", "exit"),
    "help": ("?", "apua", "hjälp", "help"),
}


class Terminal:
    """A conversation about one case."""

    def __init__(
        self, chart: Chart, file: Path, *, ask: Callable[[str], str], tell: Callable[[str], None], language: str
    ) -> None:
        self.chart = chart
        self.file = file
        self.ask = ask
        self.tell = tell
        self.language = language
        self.known: dict[str, object] = {}
        self.walk = Walk(chart)
        self.saved = 0

    def begin(self, start: date, known: Iterable[str] = ()) -> None:
        """Open the case and say what this is about. `known` holds lines such as `data=value`."""
        self.known = dict(self._assignment(line) for line in known)
        self.walk = Walk(self.chart, start=start, case=self.known)
        self.tell(str(say("{title}", title=self._title())))
        self.tell(str(say("Every case here is fictional. This is a modelling tool and no legal advice.")))
        self.tell(str(say("Write the number of an act, or ? for help.")))

    def converse(self) -> None:
        """Go on until the reader stops or the input ends."""
        self.tell(turn(self.walk))
        while (line := self._read("> ")) is not None:
            if not line:
                continue
            try:
                if self._answer(line):
                    break
            except WrongUse as error:
                self.tell(str(error))
        if len(self.walk.log) > max(self.saved, 1):
            self.tell(str(say("The end. The walk was not saved.")))

    def _answer(self, line: str) -> bool:
        """Do what a line says; whether it ends the conversation."""
        word, _, rest = line.partition(" ")
        command = next((name for name, words in WORDS.items() if word.lower() in words), None)
        acts: Mapping[str, Callable[[str], None]] = {
            "wait": self._wait,
            "back": self._back,
            "set": self._set,
            "save": self._save,
            "story": self._story,
            "deadlines": self._deadlines,
            "help": self._help,
        }
        if command is None:
            self._act_or_day(line)
        elif command in acts:
            acts[command](rest.strip())
        return command == "quit"

    def _act_or_day(self, line: str) -> None:
        day = read_day(line)
        possible = self.walk.enabled
        if day is not None:
            self._wait(day.isoformat())
        elif line.isdecimal() and 1 <= int(line) <= len(possible):
            self._do(possible[int(line) - 1])
        elif line in self.chart.process.events:
            self._try(line)
        else:
            self.tell(str(say("'{line}' is no act and no command; write ? for help", line=line)))

    def _do(self, act: Possibility) -> None:
        """Ask what the act needs, and do it; an unfinished answer leaves everything as it was."""
        self.tell(str(say("{act}", act=event_name(self.chart, act.event))))
        role = self._role(act.roles)
        papers = self._papers(act.missing)
        decided = self._decisions(act.decides)
        if role is not None and papers is not None and decided is not None:
            self._send(act.event, role, papers, decided)

    def _try(self, event: str) -> None:
        """An act called by its id: it may well be refused, and the refusal is kept in the log."""
        act = next((act for act in self.walk.enabled if act.event == event), None)
        if act is not None:
            self._do(act)
        else:
            self._send(event, "", [], {})

    def _send(self, event: str, role: str, papers: list[str], decided: dict[str, object]) -> None:
        result = self.walk.perform(act_of(self.chart, event, by=role or None, papers=papers, decided=decided))
        if isinstance(result, Refused):
            self.tell(str(say("This cannot be done: {reason}.", reason=told(self.chart, result))))
        else:
            self.tell(turn(self.walk))

    def _role(self, roles: tuple[str, ...]) -> str | None:
        """Who does it: asked only when there is a choice. Empty when nobody in particular does, None at the end."""
        if len(roles) < 2:
            return roles[0] if roles else ""
        names = numbered(role_name(self.chart, role) for role in roles)
        while (line := self._read(str(say("Who does it ({roles})? ", roles=names)))) is not None:
            if line in roles:
                return line
            if line.isdecimal() and 1 <= int(line) <= len(roles):
                return roles[int(line) - 1]
        return None

    def _papers(self, missing: tuple[str, ...]) -> list[str] | None:
        given = []
        for paper in missing:
            name = document_name(self.chart, paper)
            line = self._read(str(say("Is '{paper}' given (Enter = yes, n = no)? ", paper=name)))
            if line is None:
                return None
            if is_yes(line):
                given.append(paper)
        return given

    def _decisions(self, names: tuple[str, ...]) -> dict[str, object] | None:
        decided: dict[str, object] = {}
        for name in names:
            while line := self._read(question(self.chart, name)):
                try:
                    decided[name] = read_answer(self.chart, name, line)
                    break
                except WrongUse as error:
                    self.tell(str(error))
            if line is None:
                return None
        return decided

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
        self.walk.back(int(words) if words.isdecimal() else 1)
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
        title = words or self._read(str(say("Name of the walk: ")))
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
        self.tell(tell_log(self.chart, self.walk.log, title=self._title(), language=self.language))

    def _deadlines(self, _words: str) -> None:
        for deadline in self.walk.deadlines:
            self.tell(str(deadline_words(self.chart, deadline)))
            for line in deadline.count.explain() if deadline.count else ():
                self.tell(f"    {line}")

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
        return show(self.chart.process.title or self.chart.process.process, self.language)

    def _read(self, prompt: str) -> str | None:
        """A line without its ends; None when the input is over."""
        try:
            return self.ask(prompt).strip()
        except EOFError:
            return None


HELP: tuple[Message, ...] = (
    say("the number of an act: do it"),
    say("the id of an act: try it, even if it cannot be done; the refusal is kept"),
    say("wait 5 working days: let time pass; a day alone goes to that day; wait alone goes to the next clock"),
    say("back: take the last thing back; back 3 takes three"),
    say("set data=value: tell what was known at the start"),
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
