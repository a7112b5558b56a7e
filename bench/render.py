"""How long pictures take: a chart of 15 and of 60 states, warm, and the whole shipped set in one process.

The charts are chains of the same pattern: a choice, a way back, a timer, and a parallel state with three branches.
"""

from __future__ import annotations

import subprocess
import sys
import time
from statistics import median
from typing import Any

import yaml

from prosessi.api import load
from prosessi.render.drawing import View, draw

ROUNDS = 9
VIEWS: tuple[View, ...] = ("chart", "lanes")
LIMITS = {15: 60, 60: 250}
SHIPPED = (
    "import time; begin = time.perf_counter()\n"
    "from prosessi import shipped; from prosessi.api import load, render\n"
    "for name in shipped.names(): render(load(name), language='fi')\n"
    "print(time.perf_counter() - begin)"
)


def pattern(n: int, last: str) -> dict[str, Any]:
    """Fifteen states, of which the last leads to `last`."""
    choices = [choose(f"d{n}", **{"if": "yes_or_no"}), choose(f"e{n}", **{"else": True})]
    return {
        f"a{n}": state("one", go(f"c{n}")),
        f"c{n}": state("two", *choices),
        f"d{n}": state("one", {"event": "back", "to": f"c{n}"}, go(f"e{n}")),
        f"e{n}": state("two", go(f"p{n}")),
        f"p{n}": {"parallel": branches(n), "transitions": [{"done": True, "to": f"f{n}"}]},
        f"f{n}": state("two", go(f"g{n}"), {"after": "14 days", "to": f"h{n}"}),
        f"g{n}": state("one", go(f"h{n}")),
        f"h{n}": state("one", go(last)),
    }


def branches(n: int) -> dict[str, Any]:
    """Two branches of two states each, and one of one step."""
    inner = {
        f"b{n}{letter}": {
            "initial": f"t{n}{letter}",
            "states": {f"t{n}{letter}": state("one", go(f"v{n}{letter}")), f"v{n}{letter}": {"final": "done"}},
        }
        for letter in "xy"
    }
    return inner | {f"b{n}z": {"finish": "back"}}


def state(role: str, *transitions: dict[str, Any]) -> dict[str, Any]:
    return {"responsible": role, "transitions": list(transitions)}


def go(to: str) -> dict[str, Any]:
    return {"event": "go", "to": to}


def choose(to: str, **condition: object) -> dict[str, Any]:
    return {"event": "choose", **condition, "to": to}


def chart(states: int) -> Any:
    """A chart of so many states (a multiple of fifteen, and one end)."""
    parts = states // 15
    nodes: dict[str, Any] = {}
    for n in range(parts):
        nodes |= pattern(n, f"a{n + 1}" if n + 1 < parts else "done_at_last")
    nodes["done_at_last"] = {"final": "success"}
    written = {
        "prosessi": 1,
        "process": "bench",
        "roles": {"one": {"assumption": "-"}, "two": {"assumption": "-"}},
        "case": {"yes_or_no": {"type": "boolean", "assumption": "-"}},
        "events": {
            "go": {"by": "one", "assumption": "-"},
            "choose": {"by": "two", "decides": "yes_or_no", "assumption": "-"},
            "back": {"by": "one", "assumption": "-"},
        },
        "initial": "a0",
        "states": nodes,
    }
    return load(yaml.safe_dump(written, sort_keys=False, allow_unicode=True))


def warm(made: Any, view: View) -> float:
    """The median milliseconds of drawing it again."""
    draw(made, view=view)
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        draw(made, view=view)
        times.append(time.perf_counter() - begin)
    return 1000 * median(times)


def main() -> None:
    for states, limit in LIMITS.items():
        made = chart(states)
        figures = (f"{view} {warm(made, view):6.1f} ms" for view in VIEWS)
        print(f"{states:3} states: {'   '.join(figures)}   (limit {limit} ms)")
    done = subprocess.run([sys.executable, "-c", SHIPPED], capture_output=True, text=True, check=True)  # noqa: S603
    print(f"all shipped processes, one process start: {float(done.stdout):.2f} s   (limit 3 s)")


if __name__ == "__main__":
    main()
