"""What a picture made by another tool says of states and transitions.

The names are the author's. Conditions stand as they were written: who exports to a drawing tool reads them.
"""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.chart.chart import Action, Assign, Chart, Choose, Edge, Start, StateId, Stop, Trigger, Vertex, Watch
from prosessi.chart.names import Name, deadline_name, event_name, process_name, state_name
from prosessi.messages import Message, say, show
from prosessi.model.state import State

OUTCOMES = {
    "success": say("goal reached"),
    "closed": say("closed"),
    "handover": say("handed over"),
}


def shown(chart: Chart, state: StateId) -> Vertex:
    """The state that an author would point at: a one-step branch stands for what it was lowered to."""
    vertex = chart[state]
    while vertex.written is None and vertex.parent is not None:
        vertex = chart[vertex.parent]
    return vertex


def one_step(vertex: Vertex) -> bool:
    """Whether it is a branch of one step, which is drawn as a single box."""
    return vertex.written is not None and bool(vertex.written.finish)


def inner(chart: Chart, vertex: Vertex) -> tuple[Vertex, ...]:
    """The states drawn inside a state."""
    return () if one_step(vertex) else tuple(chart[child] for child in vertex.children)


def arrows(chart: Chart) -> Iterator[Edge]:
    """The transitions that are drawn: what comes `later` has a clock but no way, and is told where it is started."""
    return (edge for edge in chart.edges if edge.trigger is not Trigger.SENT)


def title(chart: Chart, language: str) -> str:
    """The name of the process."""
    return _said(process_name(chart), language)


def state_label(chart: Chart, vertex: Vertex, language: str) -> str:
    """The name of a state, with what sets it apart, such as the condition of a branch or how a final state ends."""
    written = vertex.written
    if written is None:
        return vertex.name
    name = _said(state_name(chart, vertex.name), language)
    return " ".join([name, *(part.in_language(language) for part in _remarks(written))])


def edge_label(chart: Chart, edge: Edge, language: str) -> str:
    """What sets a transition off, `[its condition]`, and `/ what it does`."""
    parts = [_trigger(chart, edge, language)]
    if edge.guard is not None:
        parts.append(f"[{_one_line(edge.guard.text)}]")
    elif edge.fallback:
        parts.append(say("[otherwise]").in_language(language))
    doings = [_doing(chart, action, language) for action in edge.actions]
    if doings:
        parts.append(f"/ {', '.join(doings)}")
    return " ".join(part for part in parts if part)


def deadline_label(chart: Chart, watch: Watch, language: str) -> str:
    """The name of a deadline and its length."""
    deadline = watch.deadline
    name = _said(deadline_name(chart, watch.name), language)
    lengths = [deadline.within, deadline.at, *(length for v in deadline.versions for length in (v.within, v.at))]
    said = [in_words(length, language) for length in lengths if length is not None]
    return f"{name} ({', '.join(said)})" if said else name


def deadlines_at(chart: Chart, vertex: Vertex) -> Iterator[Watch]:
    """The deadlines that start when a state is entered or left."""
    for watch in chart.watches:
        starts = watch.deadline.starts
        if vertex.name in (*starts.enter, *starts.exit):
            yield watch


def in_words(length: object, language: str) -> str:
    """A duration or a date in people's words."""
    spoken = getattr(length, "in_language", None)
    return str(spoken(language)) if spoken else str(getattr(length, "text", length))


def _remarks(written: State) -> Iterator[Message]:
    if written.if_ is not None:
        yield say("[if {condition}]", condition=_one_line(written.if_.text))
    if written.join not in {None, "all"}:
        yield say("(branches waited for: {n})", n=1 if written.join == "any" else written.join)
    if written.process:
        yield say("(handed over to the process {process})", process=written.process)
    elif written.final in OUTCOMES:
        yield say("({outcome})", outcome=OUTCOMES[written.final])
    if written.history:
        yield say("(H*)") if written.history == "deep" else say("(H)")


def _trigger(chart: Chart, edge: Edge, language: str) -> str:
    if edge.written is not None and edge.written.label is not None:
        return _said(edge.written.label, language)
    match edge.trigger:
        case Trigger.EVENT:
            return ", ".join(_said(event_name(chart, event), language) for event in edge.events)
        case Trigger.AFTER:
            return say("after {time}", time=in_words(edge.after, language)).in_language(language)
        case Trigger.AT:
            return say("on {date}", date=in_words(edge.at, language)).in_language(language)
        case Trigger.DONE:
            return say("done").in_language(language)
        case Trigger.ALWAYS | Trigger.SENT:
            return ""


def _doing(chart: Chart, action: Action, language: str) -> str:
    match action:
        case Assign(slot=slot, value=value):
            return f"{chart.slots[slot].name} := {_one_line(value.text)}"
        case Start(edge=edge):
            later = chart.edges[edge]
            raised = _doing(chart, later.actions[0], language)
            return say("{doing} after {time}", doing=raised, time=in_words(later.after, language)).in_language(language)
        case Stop(edges=edges):
            called_off = dict.fromkeys(_doing(chart, chart.edges[edge].actions[0], language) for edge in edges)
            return say("no longer: {doings}", doings=list(called_off)).in_language(language)
        case Choose(condition=condition, yes=yes, no=no):
            ways = [", ".join(_doing(chart, each, language) for each in way) for way in (yes, no)]
            return f"[{_one_line(condition.text)}] ? {ways[0] or '-'} : {ways[1] or '-'}"
    return say("raise {event}", event=action.event).in_language(language)


def _said(name: Name, language: str) -> str:
    return _one_line(show(name, language))


def _one_line(text: str) -> str:
    return " ".join(text.split())
