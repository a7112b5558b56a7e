"""The words round a diagram: its title above, and below it what its colours and symbols mean."""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.chart.chart import Trigger
from prosessi.messages import Message, say, say_many
from prosessi.render.block import ICON, Row, chip, flow, icon, paragraph, spaced, symbol
from prosessi.render.elements import EdgeFact, StateFact
from prosessi.render.facts import Facts
from prosessi.render.overlay import Overlay, gauge
from prosessi.render.theme import role_colour

_STATUSES = ("draft", "pilot", "in_use", "retired")


def title_rows(facts: Facts, limit: float) -> list[Row]:
    """The title of the process and the line of figures under it."""
    rows = paragraph(facts.title, "title", "name", limit, lines=4)
    return rows + spaced(paragraph(figures(facts), "subtitle", "quiet", limit, lines=3), 4)


def legend_rows(facts: Facts, overlay: Overlay, limit: float) -> list[Row]:
    """Roles, the symbols that this picture uses, its deadlines, the overlay's tones, and the disclaimer."""
    language = facts.language
    rows: list[Row] = []
    roles = [
        symbol("stripe", row.items[0].text, "legend", "quiet", icon_ink=role_colour(role.number))
        for role in facts.roles.values()
        for row in paragraph(role.name, "legend", "quiet", limit - ICON - 3, lines=1)
    ]
    symbols = [
        symbol(name, message.in_language(language), "legend", "quiet", icon_ink=ink)
        for name, ink, message in _symbols(facts)
    ]
    for items in (roles, symbols):
        rows += spaced(flow(items, limit, gap=18), 9 if rows else 0)
    rows += _overlaid(overlay, language, limit)
    for number, clock in enumerate(_clocks(facts)):
        lead = [icon("clock", "timer")]
        rows += spaced(paragraph(clock, "legend", "quiet", limit, lines=4, lead=lead), 2 if number else 9)
    disclaimer = say("Drawn with a modelling tool. The picture is not legal advice.").in_language(language)
    return rows + spaced(paragraph(disclaimer, "footer", "quiet", limit), 12)


def figures(facts: Facts) -> str:
    """How many of what there is, the version and the status, on one line."""
    process = facts.chart.process
    states = sum(1 for fact in facts.states.values() if fact.shape != "history")
    messages = [
        say_many("{n} state", "{n} states", states),
        say_many("{n} transition", "{n} transitions", len(facts.edges)),
        say_many("{n} role", "{n} roles", len(facts.roles)),
    ]
    if facts.clocks:
        messages.append(say_many("{n} deadline", "{n} deadlines", len(facts.clocks)))
    if process.version:
        messages.append(say("version {version}", version=process.version))
    messages.append(status(process.status))
    return " · ".join(message.in_language(facts.language) for message in messages)


def status(name: str) -> Message:
    """What the status of a description is called."""
    match name:
        case "pilot":
            return say("being piloted")
        case "in_use":
            return say("in use")
        case "retired":
            return say("no longer in use")
    return say("draft")


def _symbols(facts: Facts) -> Iterator[tuple[str, str, Message]]:
    """The symbols in use: icon, colour, meaning."""
    states, edges = list(facts.states.values()), list(facts.edges.values())
    everything: list[StateFact | EdgeFact] = [*states, *edges]
    shapes = {fact.shape for fact in states}
    timers = {Trigger.AFTER, Trigger.AT}
    known = (
        ("begin", "ink", say("beginning"), True),
        ("end", "ink", say("ending"), "final" in shapes),
        ("bars", "ink", say("side by side"), "parallel" in shapes),
        ("history", "ink", say("returns to where it was"), "history" in shapes),
        ("document", "quiet", say("document needed"), any(fact.needs for fact in edges)),
        ("document-new", "quiet", say("document made"), any(fact.produces for fact in edges)),
        ("dashed", "timer-line", say("by itself in time"), any(fact.trigger in timers for fact in edges)),
        ("stay", "ink", say("act that stays in its state"), any(fact.stays and not fact.finishes for fact in edges)),
        ("clock", "timer", say("deadline begins here"), any(fact.starts for fact in everything)),
        ("clock-met", "met", say("deadline is met here"), any(fact.meets for fact in everything)),
        ("assumption", "assumption", say("rests on an assumption"), any(fact.basis.assumption for fact in everything)),
    )
    return ((name, ink, meaning) for name, ink, meaning, used in known if used)


def _clocks(facts: Facts) -> Iterator[str]:
    """Each deadline: its length as it stands on the chips, its name, and when it is in force."""
    for clock in facts.clocks.values():
        words = say("{length}: {name}", length=clock.brief, name=clock.name)
        if clock.condition:
            words = say(
                "{length}: {name} (if {condition})", length=clock.brief, name=clock.name, condition=clock.condition
            )
        yield words.in_language(facts.language)


def _overlaid(overlay: Overlay, language: str, limit: float) -> list[Row]:
    """What the overlay tells, and its tones; those of one scale stand close together."""
    caption = overlay.caption.in_language(language) if overlay.caption else ""
    chips = [
        chip(message.in_language(language), tone, f"{tone}-ground", gauge(tone))
        for tone, message in overlay.legend.items()
    ]
    told = spaced(paragraph(caption, "legend", "text", limit, lines=4), 12) if caption else []
    return [*told, *spaced(flow(chips, limit, gap=6 if caption else 18), 5 if caption else 9)]
