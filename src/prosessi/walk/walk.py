"""A case walked by hand, one act at a time, with the way back always open."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from prosessi.chart.case import active_names, data_of, outcome
from prosessi.chart.chart import Chart
from prosessi.chart.deadlines import DeadlineState
from prosessi.chart.situation import Case, Refused, Taken
from prosessi.errors import WrongUse
from prosessi.messages import say
from prosessi.walk.log import Act, Log, Wait, act_of, do, let_pass, open_case
from prosessi.walk.possible import Possibility, impossibilities, possibilities


class Walk:
    """A case under way. Whatever is done, all that was before is kept, so that any step can be taken back.

    An act that cannot happen is no error: `send` gives a `Refused` that says why. What can never be right, such
    as data that the process does not have or a day gone by, raises `WrongUse`.
    """

    def __init__(
        self,
        chart: Chart,
        *,
        start: date | None = None,
        case: Mapping[str, object] | None = None,
        documents: Collection[str] = (),
    ) -> None:
        self.chart = chart
        self._log: Log = (open_case(chart, start or date.today(), case or {}, documents),)  # noqa: DTZ011  # civil time

    def __repr__(self) -> str:
        return f"<Walk of {self.chart.process.process} on {self.today}, in {', '.join(self.active)}>"

    def send(
        self, event: str, /, *, by: str | None = None, with_: Collection[str] = (), **decided: object
    ) -> Taken | Refused:
        """Try an act: who does it, with which papers, and what is settled in it."""
        papers = (with_,) if isinstance(with_, str) else with_
        return self.perform(act_of(self.chart, event, by=by, papers=papers, decided=decided))

    def perform(self, act: Act) -> Taken | Refused:
        """The same with an act as a value."""
        last = self._log[-1]
        number = last.number if isinstance(last.deed, Wait) else last.number + 1
        entry = do(self.chart, self._log, act, number)
        self._log = (*self._log, entry)
        return entry.refused or Taken(entry.after, entry.steps)

    def wait(self, time: str | date) -> None:
        """Let time pass: '5 working days', or up to a day. Timers fire and deadlines run out on the way."""
        entry = let_pass(self.chart, self._log, time, self._log[-1].number + 1)
        self._log = (*self._log, entry)

    def back(self, entries: int = 1) -> None:
        """Take back the last entries of the log, refused acts included."""
        if not 1 <= entries < len(self._log):
            raise WrongUse(
                say("there are {n} entries to take back, not {wanted}", n=len(self._log) - 1, wanted=entries)
            )
        self._log = self._log[:-entries]

    @property
    def log(self) -> Log:
        """What has happened, from the opening on."""
        return self._log

    @property
    def case(self) -> Case:
        """The case as it stands, a value."""
        return self._log[-1].after

    @property
    def active(self) -> tuple[str, ...]:
        """The states in which the case is, innermost ones, in the order of the process."""
        return active_names(self.chart, self.case)

    @property
    def state(self) -> str:
        """The one state in which the case is; wrong use while it is in several at once."""
        if len(self.active) != 1:
            raise WrongUse(say("the case is in several states at once: {states}", states=self.active))
        return self.active[0]

    @property
    def enabled(self) -> tuple[Possibility, ...]:
        """What can happen now: who does it, which papers it needs, what it settles, and until when."""
        return possibilities(self.chart, self.case)

    @property
    def refused(self) -> dict[str, Refused]:
        """Why each other act cannot happen now."""
        return impossibilities(self.chart, self.case)

    @property
    def deadlines(self) -> tuple[DeadlineState, ...]:
        """How each deadline stands, in the order of the process."""
        return self.case.deadlines

    @property
    def now(self) -> datetime:
        """What time it is in the case."""
        return self.case.now

    @property
    def today(self) -> date:
        """What day it is in the case."""
        return self.case.now.date()

    @property
    def data(self) -> dict[str, object]:
        """What is known of the case; None where nothing is."""
        return data_of(self.chart, self.case)

    @property
    def documents(self) -> frozenset[str]:
        """The papers of the case."""
        return self.case.documents

    @property
    def finished(self) -> str | None:
        """How the case ended: success, closed or handover; None while it is open."""
        return outcome(self.chart, self.case)
