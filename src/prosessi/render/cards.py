"""What stands written on each card, pill and header: facts become measured blocks."""

from __future__ import annotations

from collections.abc import Sequence

from prosessi.chart.chart import Trigger
from prosessi.messages import Message, say, show
from prosessi.render.block import Block, Item, Row, chip, dot, flow, icon, paragraph, spaced, symbol, words
from prosessi.render.elements import BasisFact, ClockFact, EdgeFact, RoleFact, StateFact
from prosessi.render.overlay import Badge, Overlay
from prosessi.render.theme import role_colour

NAME_LIMIT = 176.0
NOTE_LIMIT = 196.0
_ICONS = {Trigger.AFTER: "clock", Trigger.AT: "calendar", Trigger.DONE: "check", Trigger.ALWAYS: "bolt"}
OUTCOMES = {"success": "check", "closed": "minus", "handover": "arrow"}


class Cards:
    """Makes blocks in one language, with the badges of an overlay on them as chips."""

    def __init__(self, language: str, overlay: Overlay) -> None:
        self.language = language
        self.overlay = overlay

    def state(self, fact: StateFact) -> Block:
        """The card of a state that holds no others."""
        rows = self._name(fact)
        rows += spaced(self._condition(fact.condition, NAME_LIMIT), 3)
        chips = [*self._roles(fact.roles), *self._clocks(fact.starts, fact.meets), *self._state_badge(fact)]
        rows += flow(chips, NOTE_LIMIT, above=6)
        rows += self._heat(fact)
        basis = flow(self._basis(_whole_basis(fact)), NOTE_LIMIT, above=4)
        acts = self._acts(fact)
        rows += [*acts, *basis] if fact.shape == "task" else [*basis, *acts]
        left = 35 if fact.shape == "history" else 18
        return Block(tuple(rows), left=left, top=9, right=14, bottom=10)

    def final(self, fact: StateFact) -> Block:
        """The card of a state in which the case ends."""
        rows = self._name(fact)
        if fact.shape == "final":
            rows += spaced(paragraph(self._outcome(fact), "note", "quiet", NAME_LIMIT), 1)
        chips = [*self._clocks(fact.starts, fact.meets), *self._state_badge(fact)]
        rows += [*flow(chips, NOTE_LIMIT, above=5), *self._heat(fact)]
        rows += flow(self._basis(fact.basis), NOTE_LIMIT, above=3)
        return Block(tuple(rows), left=38, top=9, right=20, bottom=9)

    def header(self, fact: StateFact, *, limit: float = 420.0) -> Block:
        """The band at the top of a state that holds others."""
        branch = fact.shape == "compound" and bool(fact.condition)
        name = paragraph(fact.name, "region" if branch else "header", "name", limit, lines=3)
        rows = [*name]
        if fact.join:
            rows += spaced(paragraph(fact.join, "note", "quiet", limit), 1)
        rows += spaced(self._condition(fact.condition, min(limit, 240)), 2)
        chips = [*self._roles(fact.roles), *self._clocks(fact.starts, fact.meets), *self._state_badge(fact)]
        rows += flow([*chips, *self._basis(fact.basis)], limit, above=5)
        rows += self._heat(fact)
        rows += self._acts(fact)
        return Block(tuple(rows), left=38, top=10, right=16, bottom=9)

    def pill(self, fact: EdgeFact, around: Sequence[RoleFact]) -> Block:
        """The label of a transition. `around` are the roles of its source: other actors are named in words."""
        rows = [*self._actors(fact, around), *self._condition_of(fact), *self._papers(fact)]
        rows = self._grounded(self._label(fact), rows, fact, fact.basis)
        return _pill([*rows, *self._badge_row(fact)])

    def fork(self, fact: EdgeFact, around: Sequence[RoleFact]) -> Block:
        """The label that the choices of one act share: the act itself."""
        rows = [*self._actors(fact, around), *self._papers(fact)]
        return _pill(self._grounded(self._label(fact), rows, fact, fact.act_basis))

    def choice(self, fact: EdgeFact) -> Block:
        """The label of one choice: its condition only, since the act stands before it."""
        rows = self._condition_of(fact) or self._label(fact)
        rows += flow(self._basis(fact.own_basis), NOTE_LIMIT, above=3)
        return _pill([*rows, *self._badge_row(fact)])

    def act(self, fact: EdgeFact) -> list[Row]:
        """The rows of an act that stays in its state, as they stand on that state's card."""
        rows = [*self._condition_of(fact), *self._papers(fact)]
        basis = BasisFact() if fact.finishes else fact.basis
        return [*self._grounded(self._label(fact), rows, fact, basis), *self._badge_row(fact)]

    def _state_badge(self, fact: StateFact) -> list[Item]:
        badge = self.overlay.states.get(fact.key)
        return [] if badge and badge.gauge else self._badge(badge)

    def _heat(self, fact: StateFact) -> list[Row]:
        """The badge of a tone that gets stronger: on a row of its own, with its gauge, and its note under it."""
        badge = self.overlay.states.get(fact.key)
        if badge is None or not badge.gauge:
            return []
        note = paragraph(show(badge.note, self.language), "label", "text", NOTE_LIMIT, lines=2)
        return [*flow(self._badge(badge), NOTE_LIMIT, above=7), *spaced(note, 3)]

    def _badge_row(self, fact: EdgeFact) -> list[Row]:
        return flow(self._badge(self.overlay.edges.get(fact.id)), NOTE_LIMIT, above=4)

    def _badge(self, badge: Badge | None) -> list[Item]:
        if badge is None:
            return []
        return [chip(badge.in_language(self.language), badge.tone, f"{badge.tone}-ground", badge.gauge)]

    def _label(self, fact: EdgeFact) -> list[Row]:
        timed = fact.trigger in {Trigger.AFTER, Trigger.AT}
        ink = "timer" if timed else "text"
        lead: list[Item] = [dot(role_colour(role.number)) for role in fact.roles[:3]]
        if fact.trigger in _ICONS:
            lead = [icon(_ICONS[fact.trigger], "timer" if timed else "ink")]
        if fact.stays:
            lead.append(icon("check" if fact.finishes else "again" if fact.restarts else "stay", "ink"))
        return paragraph(fact.label, "label", ink, NOTE_LIMIT, lines=4, even=True, lead=lead)

    def _grounded(self, label: list[Row], rows: list[Row], fact: EdgeFact, basis: BasisFact) -> list[Row]:
        """The label with its law after it where there is room, the rows, and what else it rests on below them."""
        clocks, cited = self._clocks(fact.starts, fact.meets), self._basis(basis)
        longer = Row((*label[-1].items, *cited), label[-1].height, indent=label[-1].indent)
        if cited and not clocks and longer.width <= NOTE_LIMIT:
            return [*label[:-1], longer, *rows]
        return [*label, *rows, *flow([*clocks, *cited], NOTE_LIMIT, above=3)]

    def _actors(self, fact: EdgeFact, around: Sequence[RoleFact]) -> list[Row]:
        strangers = [role for role in fact.roles if role not in around]
        return [
            row
            for role in strangers
            for row in spaced(paragraph(role.name, "note", role_colour(role.number), NOTE_LIMIT, lines=2), 1)
        ]

    def _condition_of(self, fact: EdgeFact) -> list[Row]:
        rows = self._condition(fact.condition, NOTE_LIMIT)
        if fact.fallback:
            rows += paragraph(self._say(say("otherwise")), "note", "quiet", NOTE_LIMIT)
        return spaced(rows, 1)

    def _papers(self, fact: EdgeFact) -> list[Row]:
        return [
            row
            for name, papers in (("document", fact.needs), ("document-new", fact.produces))
            for paper in papers
            for row in spaced(paragraph(paper, "note", "quiet", NOTE_LIMIT, lines=2, lead=[icon(name, "quiet")]), 2)
        ]

    def _name(self, fact: StateFact) -> list[Row]:
        return paragraph(fact.name, "name", "name", NAME_LIMIT, lines=5, even=True)

    def _condition(self, condition: str, limit: float) -> list[Row]:
        if not condition:
            return []
        text = self._say(say("if {condition}", condition=condition))
        return paragraph(text, "note", "quiet", limit, lines=4, even=True)

    def _roles(self, roles: Sequence[RoleFact]) -> list[Item]:
        return [
            chip(row.items[0].text, role_colour(role.number), f"{role_colour(role.number)}-ground")
            for role in roles
            for row in paragraph(role.name, "chip", "name", NOTE_LIMIT + 8, lines=1)
        ]

    def _clocks(self, starts: Sequence[ClockFact], meets: Sequence[ClockFact]) -> list[Item]:
        begun = [chip(clock.brief, "timer", "timer-ground", "clock") for clock in starts]
        return begun + [chip(clock.brief, "met", "met-ground", "clock-met") for clock in meets]

    def _basis(self, basis: BasisFact) -> list[Item]:
        cited = [words(law, "note", "quiet") for law in basis.laws]
        if basis.assumption:
            cited.append(symbol("assumption", self._say(say("assumption")), "note", "assumption"))
        return cited

    def _acts(self, fact: StateFact) -> list[Row]:
        return [row for act in fact.acts for row in spaced(self.act(act), 6)]

    def _outcome(self, fact: StateFact) -> str:
        match fact.outcome:
            case "success":
                return self._say(say("ends: the goal was reached"))
            case "handover" if fact.next_process:
                return self._say(say("goes on: {process}", process=fact.next_process))
            case "handover":
                return self._say(say("goes on elsewhere"))
        return self._say(say("ends: closed"))

    def _say(self, message: Message) -> str:
        return message.in_language(self.language)


def _pill(rows: Sequence[Row]) -> Block:
    slim = len(rows) == 1
    return Block(tuple(rows), left=9, top=3 if slim else 5, right=10, bottom=3 if slim else 6)


def _whole_basis(fact: StateFact) -> BasisFact:
    """What a card rests on; a one-step branch and its act rest on the same things, and say them once."""
    basis = fact.basis
    for act in fact.acts:
        basis = basis.joined(act.basis) if act.finishes else basis
    return basis
