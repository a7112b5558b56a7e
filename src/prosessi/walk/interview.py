"""What is asked of whoever does an act: which role, which papers, what is decided.

An answer may always be 'back', and the act is then not done, or 'quit'.
"""

from __future__ import annotations

from prosessi.chart.chart import Chart
from prosessi.chart.names import document_name, role_name
from prosessi.errors import WrongUse
from prosessi.messages import say
from prosessi.walk.answers import is_yes, read_answer
from prosessi.walk.console import Console, command_in
from prosessi.walk.log import Act, act_of
from prosessi.walk.possible import Possibility
from prosessi.walk.turn import numbered, question


class Interview:
    """The questions about one act. `over` tells whether the person wants no more of the whole conversation."""

    def __init__(self, chart: Chart, console: Console) -> None:
        self.chart = chart
        self.console = console
        self.over = False

    def act(self, possible: Possibility) -> Act | None:
        """The act with all that was answered, or None if it was given up."""
        role = self._role(possible.roles)
        papers = None if role is None else self._papers(possible.missing)
        decided = None if papers is None else self._decisions(possible.decides)
        if papers is None or decided is None:
            return None
        return act_of(self.chart, possible.event, by=role or None, papers=papers, decided=decided)

    def _role(self, roles: tuple[str, ...]) -> str | None:
        """Who does it: asked only when there is a choice, and empty when nobody in particular does."""
        if len(roles) < 2:
            return roles[0] if roles else ""
        names = numbered(role_name(self.chart, role) for role in roles)
        while (line := self._read(str(say("Who does it ({roles})? ", roles=names)))) is not None:
            if line in roles:
                return line
            if line.isdecimal() and 1 <= int(line) <= len(roles):
                return roles[int(line) - 1]
            self.console.tell(str(say("Answer with a number from 1 to {n}.", n=len(roles))))
        return None

    def _papers(self, missing: tuple[str, ...]) -> list[str] | None:
        given = []
        for paper in missing:
            name = document_name(self.chart, paper)
            line = self._read(str(say("Is “{paper}” given (Enter = yes, n = no)? ", paper=name)))
            if line is None:
                return None
            if is_yes(line):
                given.append(paper)
        return given

    def _decisions(self, names: tuple[str, ...]) -> dict[str, object] | None:
        """What is decided; a question that is passed by leaves its data as they were."""
        decided: dict[str, object] = {}
        for name in names:
            while line := self._read(question(self.chart, name)):
                try:
                    decided[name] = read_answer(self.chart, name, line)
                    break
                except WrongUse as error:
                    self.console.tell(str(error))
            if line is None:
                return None
        return decided

    def _read(self, prompt: str) -> str | None:
        """An answer; None when the act is given up."""
        while (line := self.console.read(prompt)) is not None:
            match command_in(line):
                case "back":
                    self.console.tell(str(say("The act was not done.")))
                    return None
                case "quit":
                    break
                case "help":
                    self.console.tell(str(say("Answer the question, or write 'back', and the act is not done.")))
                case _:
                    return line
        self.over = True
        return None
