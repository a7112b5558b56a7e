"""Looking for faults in a laid out picture: what overlaps, what is run through, what falls off the page."""

from prosessi.render.geometry import Rect, hits
from prosessi.render.plan import GATES, HOLDERS, state_key


def faults(scene):
    """Sentences about everything that is wrong with the places of a scene."""
    return [*overlaps(scene), *run_through(scene), *outside(scene)]


def overlaps(scene):
    boxes = [(key, rect.grown(-0.5)) for key, rect in scene.layout.rects.items() if key[0] not in (*GATES, "a")]
    for n, (key, rect) in enumerate(boxes):
        for other, box in boxes[n + 1 :]:
            if rect.overlaps(box) and not nested(scene, key, other):
                yield f"{key} overlaps {other}"
    for state, header in scene.layout.headers.items():
        for key, rect in boxes:
            if header.overlaps(rect) and not rect.grown(1).holds(scene.layout.rects[state_key(state)]):
                yield f"{key} covers the header of s{state}"


def nested(scene, key, other):
    """Whether one of two boxes is meant to stand inside the other: and then it must do so wholly."""
    rects, frames = scene.layout.rects, frames_of(scene)
    pairs = [(a, b) for a, b in ((key, other), (other, key)) if a in frames]
    return any(rects[a].holds(rects[b].grown(-0.5)) for a, b in pairs)


def frames_of(scene):
    if scene.lanes:
        return set()
    return {state_key(fact.id) for fact in scene.facts.states.values() if fact.shape in HOLDERS}


def run_through(scene):
    boxes = {key: rect.grown(-1) for key, rect in scene.layout.rects.items() if key[0] not in (*GATES, "a", "i")}
    frames = frames_of(scene)
    for line in scene.lines:
        start, end = line.link.start, line.link.end
        home = {key for key in frames if passes(scene, key, line)}
        foreign = {key: rect for key, rect in boxes.items() if key not in {start, end} | home}
        for hit in hits(line.points, list(foreign.values())):
            yield f"{start} -> {end} runs through {next(key for key, rect in foreign.items() if rect == hit)}"


def passes(scene, frame, line):
    """Whether a line begins or ends inside a frame, or on its border."""
    box = scene.layout.rects[frame].grown(0.6)
    ends = (scene.layout.rects[line.link.start], scene.layout.rects[line.link.end])
    return any(box.holds(end.grown(-0.1)) for end in ends)


def outside(scene):
    width, _ = scene.size
    x, y = scene.origin
    page = Rect(0, 0, width, scene.legend_top)
    for key, rect in scene.layout.rects.items():
        if not page.holds(rect.moved(x, y)):
            yield f"{key} is not on the page"
    for line in scene.lines:
        if not all(0 <= x + a <= width and 0 <= y + b <= scene.legend_top for a, b in line.points):
            yield f"{line.link.start} -> {line.link.end} leaves the page"
    for row in (*scene.title, *scene.legend):
        if row.width > width:
            yield f"{row.items[0].text} is wider than the page"
