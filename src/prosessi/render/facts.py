"""What there is to say of each state and each transition, in one language: the painter and the text both read this.

The one rule: a fact is looked up here once, so that the picture, its accessible names and its text version agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Literal

from prosessi.chart.chart import ROOT, Chart, Edge, Kind, StateId, Trigger, Vertex
from prosessi.chart.names import (
    Name,
    datum_name,
    deadline_name,
    document_name,
    event_name,
    law_name,
    process_name,
    role_name,
    state_name,
)
from prosessi.expressions.syntax import Expression
from prosessi.messages import Message, say, show
from prosessi.model.basis import Grounded, bare
from prosessi.model.deadline import Deadline, Mark
from prosessi.model.state import Actions, Deed, Transition
from prosessi.render.elements import BasisFact, ClockFact, EdgeFact, RoleFact, Shape, StateFact
from prosessi.render.words import condition_in_words, moment_in_words, setting_in_words, short_duration


class Facts:
    """The facts of one chart in one language."""

    def __init__(self, chart: Chart, language: str) -> None:
        self.chart = chart
        self.language = language

    @cached_property
    def title(self) -> str:
        """The name of the process."""
        return self.said(process_name(self.chart))

    @cached_property
    def shown(self) -> tuple[StateId, ...]:
        """The states that stand in the picture: all but the root and what lies inside a one-step branch."""
        return tuple(vertex.id for vertex in self.chart.vertices if vertex.id != ROOT and vertex.written is not None)

    @cached_property
    def states(self) -> Mapping[StateId, StateFact]:
        """Every shown state by its id, in document order."""
        return {state: self._state(self.chart[state]) for state in self.shown}

    @cached_property
    def edges(self) -> Mapping[int, EdgeFact]:
        """Every transition by its id, those of one-step branches among them."""
        return {edge.id: self._edge(edge) for edge in self.chart.edges if edge.trigger is not Trigger.SENT}

    @cached_property
    def roles(self) -> Mapping[str, RoleFact]:
        """The roles that states and acts of this chart name, the busiest first: the first colours differ the most."""
        named = [role for vertex in self.chart.vertices if vertex.written for role in vertex.written.responsible]
        named += [role for event in self.chart.process.events.values() for role in event.by]
        order = [role for role, _ in Counter(named).most_common()]
        return {role: RoleFact(role, self.said(role_name(self.chart, role)), n) for n, role in enumerate(order)}

    @cached_property
    def clocks(self) -> Mapping[str, ClockFact]:
        """The deadlines by their ids; lengths that two of them share carry a number."""
        briefs = {name: self._brief(deadline) for name, deadline in self.chart.process.deadlines.items()}
        shared = {brief for brief in briefs.values() if list(briefs.values()).count(brief) > 1}
        clocks: dict[str, ClockFact] = {}
        for number, (name, deadline) in enumerate(self.chart.process.deadlines.items(), 1):
            brief = f"{briefs[name]} ({number})" if briefs[name] in shared else briefs[name]
            clocks[name] = self._clock(name, deadline, brief)
        return clocks

    def home(self, state: StateId) -> StateId:
        """The shown state that stands for `state`: itself, or the branch that it was lowered from."""
        while state != ROOT and self.chart[state].written is None:
            state = self.chart[state].parent or ROOT
        return state

    def said(self, name: Name) -> str:
        """The name of an element in the language of these facts."""
        return show(name, self.language).strip()

    def condition(self, condition: Expression | None) -> str:
        """A condition as it stands after 'if'; nothing where there is none."""
        return condition_in_words(self.chart, condition, self.language) if condition else ""

    def _brief(self, deadline: Deadline) -> str:
        if deadline.within is not None:
            return short_duration(deadline.within).in_language(self.language)
        if deadline.at is not None:
            return moment_in_words(self.chart, deadline.at, self.language)
        if deadline.versions:
            last = deadline.versions[-1]
            if last.within is not None:
                return short_duration(last.within).in_language(self.language)
            if last.at is not None:
                return moment_in_words(self.chart, last.at, self.language)
        return ""

    def _clock(self, name: str, deadline: Deadline, brief: str) -> ClockFact:
        basis = self.basis((deadline,))
        length = deadline.within.in_language(self.language) if deadline.within else self._brief(deadline)
        return ClockFact(
            name,
            self.said(deadline_name(self.chart, name)),
            brief,
            length,
            self.condition(deadline.if_),
            bool(deadline.soft),
            basis.laws,
            basis.assumption,
        )

    def basis(self, elements: Iterable[Grounded | None]) -> BasisFact:
        """What these elements rest on together."""
        present = [element for element in elements if element is not None]
        laws = dict.fromkeys(law_name(self.chart, law) for element in present for law in element.law)
        sources = dict.fromkeys(source for element in present for source in element.source)
        assumptions = dict.fromkeys(bare(element.assumption) for element in present if element.assumption)
        return BasisFact(tuple(laws), tuple(sources), " ".join(assumptions))

    def _marked(
        self, which: Literal["starts", "met_by"], kind: Literal["states", "events"], names: Iterable[str]
    ) -> tuple[ClockFact, ...]:
        wanted = set(names)
        found = []
        for name, deadline in self.chart.process.deadlines.items():
            mark: Mark = getattr(deadline, which)
            marked = {*mark.enter, *mark.exit} if kind == "states" else set(mark.event)
            if marked & wanted:
                found.append(self.clocks[name])
        return tuple(found)

    def _roles(self, names: Iterable[str]) -> tuple[RoleFact, ...]:
        return tuple(self.roles[name] for name in dict.fromkeys(names))

    def _state(self, vertex: Vertex) -> StateFact:
        written = vertex.written
        assert written is not None, "only shown states have facts"  # noqa: S101
        shape = self._shape(vertex)
        acts = tuple(edge for edge in self.edges.values() if edge.source == vertex.id and edge.stays)
        return StateFact(
            id=vertex.id,
            key=vertex.name,
            name=self.said(state_name(self.chart, vertex.name)),
            shape=shape,
            parent=vertex.parent or ROOT,
            description=written.description.in_language(self.language) if written.description else "",
            roles=self._roles(written.responsible or (role.id for act in acts if act.finishes for role in act.roles)),
            starts=self._marked("starts", "states", (vertex.name,)),
            meets=self._marked("met_by", "states", (vertex.name,)),
            condition=self.condition(written.if_),
            join=self._join(vertex),
            outcome=written.final or "",
            next_process=written.process or "",
            deep=vertex.kind is Kind.DEEP_HISTORY,
            basis=self.basis((written,)),
            acts=acts,
            on_entry=self._doings(written.entry),
            on_exit=self._doings(written.exit),
        )

    def _shape(self, vertex: Vertex) -> Shape:
        match vertex.kind:
            case Kind.FINAL:
                return "final" if vertex.parent == ROOT else "inner final"
            case Kind.SHALLOW_HISTORY | Kind.DEEP_HISTORY:
                return "history"
            case Kind.PARALLEL:
                return "parallel"
            case Kind.COMPOUND:
                lowered = all(self.chart[child].written is None for child in vertex.children)
                return "task" if lowered else "compound"
        return "state"

    def _join(self, vertex: Vertex) -> str:
        if vertex.kind is not Kind.PARALLEL:
            return ""
        match vertex.join:
            case None:
                message = say("side by side, all branches")
            case 1:
                message = say("side by side, any branch is enough")
            case number:
                message = say("side by side, {n} branches are enough", n=number)
        return message.in_language(self.language)

    def _edge(self, edge: Edge) -> EdgeFact:
        process = self.chart.process
        events = tuple(name for name in edge.events if name in process.events) if edge.trigger is Trigger.EVENT else ()
        acts = [process.events[name] for name in events]
        written = edge.written
        inside = self.home(edge.source)
        targets = tuple(dict.fromkeys(self.home(target) for target in edge.targets))
        return EdgeFact(
            id=edge.id,
            source=inside,
            targets=targets,
            trigger=edge.trigger,
            label=self._label(edge, events),
            events=events or tuple(edge.events if edge.trigger is Trigger.EVENT else ()),
            roles=self._roles(role for act in acts for role in act.by),
            condition=self.condition(written.if_ if written else None),
            fallback=edge.fallback,
            needs=self._documents(name for act in acts for name in act.needs),
            produces=self._documents(name for act in acts for name in act.produces),
            decides=self._data(name for act in acts for name in act.decides),
            does=self._doings(written),
            act_basis=self.basis(acts),
            own_basis=self.basis((written,)),
            starts=self._marked("starts", "events", events),
            meets=self._marked("met_by", "events", events),
            stays=not targets or targets == (inside,),
            finishes=edge.source != inside,
            restarts=edge.reenter,
        )

    def _documents(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.said(document_name(self.chart, name)) for name in dict.fromkeys(names))

    def _data(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.said(datum_name(self.chart, name)) for name in dict.fromkeys(names))

    def _doings(self, written: Actions | Transition | Deed | None) -> tuple[str, ...]:
        """What happens along the way: the data that get values, then the events that follow, then what is left."""
        if written is None:
            return ()
        settings = [setting_in_words(self.chart, name, value, self.language) for name, value in written.set_.items()]
        follows = [say("it follows that '{event}'", event=event_name(self.chart, name)) for name in written.raise_]
        if isinstance(written, Deed):
            follows += self._timely(written)
        told = (*settings, *(message.in_language(self.language) for message in follows))
        return (*told, *(doing for deed in written.then for doing in self._deed(deed)))

    def _timely(self, deed: Deed) -> Iterator[Message]:
        for name in deed.send:
            yield say("then follows '{event}'", event=event_name(self.chart, name))
        for name, time in deed.later.items():
            yield say("'{event}' follows in {time}", event=event_name(self.chart, name), time=time)
        for name in deed.cancel:
            yield say("'{event}' is no longer to come", event=event_name(self.chart, name))

    def _deed(self, deed: Deed) -> Iterator[str]:
        """One deed in words, behind its condition if it has one."""
        doings = list(self._doings(deed))
        if deed.if_ is None:
            yield from doings
            return
        condition = self.condition(deed.if_)
        otherwise = list(self._deed(deed.otherwise)) if deed.otherwise else []
        if doings:
            yield say("if {condition}: {doings}", condition=condition, doings=doings).in_language(self.language)
        if otherwise:
            yield say("unless {condition}: {doings}", condition=condition, doings=otherwise).in_language(self.language)

    def _label(self, edge: Edge, events: tuple[str, ...]) -> str:
        if edge.written is not None and edge.written.label is not None:
            return edge.written.label.in_language(self.language)
        match edge.trigger:
            case Trigger.EVENT:
                return " / ".join(self.said(event_name(self.chart, name)) for name in events or edge.events)
            case Trigger.AFTER if edge.after is not None:
                return short_duration(edge.after).in_language(self.language)
            case Trigger.AT if edge.at is not None:
                return moment_in_words(self.chart, edge.at, self.language)
            case Trigger.DONE:
                parallel = self.chart[edge.source].kind is Kind.PARALLEL
                message = say("all branches done") if parallel else say("done")
                return message.in_language(self.language)
        return say("automatically").in_language(self.language)
