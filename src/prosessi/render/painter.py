"""Painting a scene as SVG: frames first, then lines, then labels and cards, so that no line covers a word."""

from __future__ import annotations

from dataclasses import dataclass, replace

from prosessi.chart.chart import Trigger
from prosessi.messages import say
from prosessi.render.block import STYLES, Block
from prosessi.render.cards import OUTCOMES
from prosessi.render.elements import EdgeFact, StateFact
from prosessi.render.geometry import Rect
from prosessi.render.icons import draw_icon
from prosessi.render.lanes import Lane
from prosessi.render.overlay import Badge
from prosessi.render.plan import HOLDERS, fork_key, pill_key, state_key
from prosessi.render.routing import Line
from prosessi.render.scene import EDGE, Scene
from prosessi.render.spoken import edge_sentences, state_sentences
from prosessi.render.svg import Canvas, arrow_head, corner_path, number, safe
from prosessi.render.theme import Theme, role_colour
from prosessi.render.typeset import typeset
from prosessi.render.wrap import wrap

_SHADOW = 'opacity=".07"'


@dataclass(frozen=True, slots=True)
class Page:
    """How the picture lies on its page: `width` and `height` as SVG wants them, and the box that is shown."""

    width: str
    height: str
    view: Rect


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of a box and its edge."""

    ground: str
    edge: str
    thick: float
    dashes: str = ""


def paint(scene: Scene, theme: Theme, *, prefix: str = "", fonts: bool = True, page: Page | None = None) -> str:
    """Paint the scene. `prefix` goes before every id, for pages that hold several pictures."""
    return _Painter(scene, Canvas(theme, prefix)).whole(fonts=fonts, page=page)


class _Painter:
    def __init__(self, scene: Scene, canvas: Canvas) -> None:
        self.scene = scene
        self.canvas = canvas
        self.facts = scene.facts
        self.rects = scene.layout.rects

    def whole(self, *, fonts: bool, page: Page | None) -> str:
        canvas, (width, height) = self.canvas, self.scene.size
        view = page.view if page else Rect(0, 0, width, height)
        canvas.rect(view, 0, canvas.colours(fill="canvas"))
        typeset(canvas, self.scene.title, EDGE, EDGE)
        x, y = self.scene.origin
        canvas.add(f'<g transform="translate({number(x)} {number(y)})">')
        self.content()
        canvas.add("</g>")
        canvas.add('<g aria-hidden="true">')
        typeset(canvas, self.scene.legend, EDGE, self.scene.legend_top)
        canvas.add("</g>")
        shown = f"{number(view.x)} {number(view.y)} {number(view.w)} {number(view.h)}"
        size = (page.width, page.height) if page else (number(width), number(height))
        return "\n".join([self.opening(size, shown), canvas.style(fonts=fonts), *canvas.parts, "</svg>\n"])

    def opening(self, size: tuple[str, str], shown: str) -> str:
        language, prefix = self.facts.language, self.canvas.prefix
        role = safe(say("state diagram").in_language(language))
        process = self.facts.chart.process
        summary = process.summary.in_language(language) if process.summary else ""
        about = say("States and transitions of a process, each of them named.").in_language(language)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" id="{prefix}diagram" width="{size[0]}" height="{size[1]}" '
            f'viewBox="{shown}" role="group" aria-roledescription="{role}" lang="{language}" '
            f'aria-labelledby="{prefix}title {prefix}about">\n'
            f'<title id="{prefix}title">{safe(self.facts.title)}</title>\n'
            f'<desc id="{prefix}about">{safe(f"{about} {summary}".strip())}</desc>'
        )

    def content(self) -> None:
        drawn = list(self.facts.states.values())
        for number_, lane in enumerate(self.scene.lanes):
            self.lane(lane, other=number_ % 2 == 1)
        for fact in drawn:
            if self.is_frame(fact):
                self.frame(fact)
        self.beginnings()
        lines: dict[int, list[Line]] = {}
        for line in self.scene.lines:
            if line.link.edge is not None:
                lines.setdefault(line.link.edge, []).append(line)
        for edge in self.facts.edges.values():
            if not edge.stays:
                self.edge(edge, lines.get(edge.id, []))
        for fact in drawn:
            if not self.is_frame(fact):
                self.card(fact)

    def is_frame(self, fact: StateFact) -> bool:
        """Whether it is drawn round what it holds; in lanes such a state is a card like the others."""
        return fact.shape in HOLDERS and not self.scene.lanes

    def lane(self, lane: Lane, *, other: bool) -> None:
        canvas = self.canvas
        ground, ink = ("header", "name")
        if lane.role is not None:
            ink = role_colour(lane.role.number)
            ground = f"{ink}-ground"
        canvas.add('<g aria-hidden="true">')
        canvas.rect(lane.rect, 0, canvas.colours(fill="lane-other" if other else "lane", stroke="lane-line"))
        canvas.rect(lane.head, 0, canvas.colours(fill=ground))
        upright = lane.head.h > lane.head.w
        size, weight = STYLES["lane"]
        x, y = lane.head.centre
        lines = wrap(lane.name, size, weight, max(lane.head.w, lane.head.h) - 16, lines=2)
        for n, line in enumerate(lines):
            down = (n - (len(lines) - 1) / 2) * 15 + 4.3
            place = f"translate({number(x)} {number(y)}){' rotate(-90)' if upright else ''}"
            more = f'text-anchor="middle" transform="{place}"'
            canvas.text(line, 0, down, (size, weight), canvas.colours(fill=ink), more)
        canvas.add("</g>")

    def frame(self, fact: StateFact) -> None:
        canvas, box = self.canvas, self.rects[state_key(fact.id)]
        head = self.scene.blocks[state_key(fact.id)]
        branch = self.is_branch(fact)
        self.open_state(fact, "frame")
        if branch:
            self.outline(fact, 10, Look("region", "region-line", 1.2, "5 4"))
        else:
            canvas.rect(box.moved(0, 2), 14, canvas.colours(fill="shadow"), _SHADOW)
            self.outline(fact, 14, Look("composite", "composite-line", 1.4))
            canvas.path(_band(box, head.height), canvas.colours(fill="header"))
            draw_icon(canvas, "bars" if fact.shape == "parallel" else "nest", box.x + 15, box.y + 12, "ink")
        self.block(head, Rect(box.x - (22 if branch else 0), box.y, head.width, head.height))
        self.acts(fact)
        canvas.add("</g>")

    def is_branch(self, fact: StateFact) -> bool:
        """Whether it is a branch of a parallel state."""
        parent = self.facts.states.get(fact.parent)
        return parent is not None and parent.shape == "parallel"

    def card(self, fact: StateFact) -> None:
        box = self.rects[state_key(fact.id)]
        self.open_state(fact, "state")
        match fact.shape:
            case "final" | "inner final":
                self.final(fact, box)
            case "history":
                self.history(fact, box)
            case "compound" | "parallel":
                self.gathering(fact, box)
            case _:
                self.plain(fact, box)
        self.acts(fact)
        self.canvas.add("</g>")

    def plain(self, fact: StateFact, box: Rect) -> None:
        canvas = self.canvas
        assumed = bool(fact.basis.assumption)
        canvas.rect(box.moved(0, 1.6), 10, canvas.colours(fill="shadow"), _SHADOW)
        look = Look("assumption-ground", "assumption-line", 1.2, "6 4") if assumed else Look("card", "card-line", 1.2)
        badge = self.scene.overlay.states.get(fact.key)
        self.outline(fact, 10, replace(look, ground=f"{badge.tone}-tint") if badge and badge.gauge else look)
        tall = (box.h - 18) / max(1, len(fact.roles))
        for n, role in enumerate(fact.roles):
            stripe = Rect(box.x + 6, box.y + 9 + n * tall, 3.6, tall - (2 if len(fact.roles) > 1 else 0))
            canvas.rect(stripe, 1.8, canvas.colours(fill=role_colour(role.number)))
        self.block(self.scene.blocks[state_key(fact.id)], box)

    def gathering(self, fact: StateFact, box: Rect) -> None:
        """A state that holds others, as a card from which they begin."""
        canvas = self.canvas
        self.outline(fact, 10, Look("header", "composite-line", 1.6))
        draw_icon(canvas, "bars" if fact.shape == "parallel" else "nest", box.x + 15, box.y + 12, "ink")
        self.block(self.scene.blocks[state_key(fact.id)], box)

    def final(self, fact: StateFact, box: Rect) -> None:
        canvas = self.canvas
        tone = fact.outcome if fact.outcome in OUTCOMES else "closed"
        radius = min(box.h / 2, 24)
        self.outline(fact, radius, Look(f"{tone}-ground", tone, 1.5))
        canvas.rect(box.grown(-3), radius - 3, canvas.colours(stroke=tone), 'stroke-width=".9" opacity=".6"')
        x, y = box.x + 22, box.y + box.h / 2
        canvas.circle(x, y, 9, canvas.colours(fill=tone))
        draw_icon(canvas, OUTCOMES.get(fact.outcome, "check"), x - 5.4, y - 5.4, "icon", scale=0.9)
        self.block(self.scene.blocks[state_key(fact.id)], box)

    def history(self, fact: StateFact, box: Rect) -> None:
        canvas = self.canvas
        self.outline(fact, min(box.h / 2, 18), Look("card", "line", 1.4))
        x, y = box.x + 18, box.y + box.h / 2
        canvas.circle(x, y, 9, canvas.colours(stroke="ink"), 'stroke-width="1.4"')
        canvas.text(
            "H*" if fact.deep else "H", x, y + 3.8, (10.5, 600), canvas.colours(fill="name"), 'text-anchor="middle"'
        )
        self.block(self.scene.blocks[state_key(fact.id)], box)

    def acts(self, fact: StateFact) -> None:
        """The acts written on a card: each an element of its own for those who hear the picture."""
        for act in fact.acts:
            self.canvas.add(self.opened_edge(act) + "</g>")

    def beginnings(self) -> None:
        canvas = self.canvas
        canvas.add('<g aria-hidden="true">')
        for line in self.scene.lines:
            if line.link.edge is None:
                self.line(line, "ink", "", 1.5, head=line.link.end[0] == "s")
        for key, rect in self.rects.items():
            if key[0] in "ia":
                canvas.circle(*rect.centre, rect.w / 2, canvas.colours(fill="ink"))
            elif key[0] == "j":
                canvas.rect(rect, 3.5, canvas.colours(fill="ink"))
        canvas.add("</g>")

    def edge(self, fact: EdgeFact, lines: list[Line]) -> None:
        timed = fact.trigger in {Trigger.AFTER, Trigger.AT}
        usual = "timer-line" if timed else "ink" if fact.trigger is Trigger.DONE else "line"
        self.canvas.add(self.opened_edge(fact))
        self.canvas.add('<g aria-hidden="true">')
        for line in lines:
            badge = self.badge_on(line)
            thick = 1.5 + (1.8 * badge.strength if badge else 0)
            dashes = "6 4" if timed else ""
            self.line(line, badge.tone if badge else usual, dashes, thick, head=line.link.end[0] == "s")
        for key in (fork_key(fact.id), pill_key(fact.id)):
            if key in self.rects:
                self.pill(fact, key, timed=timed)
        self.canvas.add("</g></g>")

    def badge_on(self, line: Line) -> Badge | None:
        """The badge that a line shows; the line to the label that choices share shows the strongest of theirs."""
        edges = {line.link.edge}
        if line.link.end[0] == "f":
            edges = {other.link.edge for other in self.scene.lines if other.link.start == line.link.end}
        marked = self.scene.overlay.edges
        badges = [marked[edge] for edge in edges if edge is not None and edge in marked]
        return max(badges, key=lambda badge: (badge.tone != "fault", badge.strength, badge.tone), default=None)

    def line(self, line: Line, ink: str, dashes: str, thick: float, *, head: bool) -> None:
        canvas = self.canvas
        data = corner_path(line.points)
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        canvas.path(data, canvas.colours(stroke=ink, cls="edge-of"), f'stroke-width="{number(thick)}"{dashed}')
        if head:
            canvas.path(arrow_head(line.points), canvas.colours(fill=ink, stroke=ink), 'stroke-linejoin="round"')

    def pill(self, fact: EdgeFact, key: str, *, timed: bool) -> None:
        canvas, box = self.canvas, self.rects[key]
        assumed = bool(fact.own_basis.assumption) and key[0] == "p"
        ground, line = ("timer-pill", "timer-pill-line") if timed else ("pill", "pill-line")
        if assumed:
            ground, line = "assumption-ground", "assumption-line"
        dashes = ' stroke-dasharray="4 3"' if assumed else ""
        canvas.rect(box, min(10, box.h / 2), canvas.colours(fill=ground, stroke=line), f'stroke-width="1.1"{dashes}')
        self.block(self.scene.blocks[key], box)

    def open_state(self, fact: StateFact, cls: str) -> None:
        name = safe(state_sentences(self.facts, fact, self.scene.overlay.states.get(fact.key)))
        self.canvas.add(
            f'<g id="{self.canvas.prefix}s-{safe(fact.key)}" class="{cls}" role="img" tabindex="0" aria-label="{name}">'
            f"<title>{name}</title>"
        )

    def opened_edge(self, fact: EdgeFact) -> str:
        name = safe(edge_sentences(self.facts, fact, self.scene.overlay.edges.get(fact.id)))
        return (
            f'<g id="{self.canvas.prefix}t-{fact.id}" class="transition" role="img" tabindex="0" aria-label="{name}">'
            f"<title>{name}</title>"
        )

    def outline(self, fact: StateFact, radius: float, look: Look) -> None:
        """The box of a state. An overlay's tone goes before the usual colour of the edge, and makes it thicker."""
        badge: Badge | None = self.scene.overlay.states.get(fact.key)
        thick = look.thick + (2 * badge.strength if badge else 0)
        tone = look.edge if badge is None else "heat-line" if badge.gauge else badge.tone
        paint = self.canvas.colours(fill=look.ground, stroke=tone, cls="edge-of")
        dashed = f' stroke-dasharray="{look.dashes}"' if look.dashes else ""
        self.canvas.rect(self.rects[state_key(fact.id)], radius, paint, f'stroke-width="{number(thick)}"{dashed}')

    def block(self, block: Block, box: Rect) -> None:
        typeset(self.canvas, block.rows, box.x + block.left, box.y + block.top)


def _band(box: Rect, height: float) -> str:
    """The header's ground: round above, straight below."""
    x, y, w = box.x + 0.7, box.y + 0.7, box.w - 1.4
    return (
        f"M{number(x)} {number(y + height)}v{number(13.3 - height)}a13.3 13.3 0 0 1 13.3 -13.3h{number(w - 26.6)}"
        f"a13.3 13.3 0 0 1 13.3 13.3v{number(height - 13.3)}z"
    )
