"""The loop compiled by numba. Only who has much to simulate imports this: numba takes its time to load.

The source is the one that also runs as it stands. Before it is compiled, every `sequence[place]` in it becomes a read
or a write in memory, and the sequences become the addresses of arrays.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from types import MappingProxyType, ModuleType
from typing import Any, Final

import numba
import numpy as np

from prosessi.expressions import machine
from prosessi.simulate import drawing, heap, kernel, layout, memory, worktime

REALS: Final = frozenset(
    {"data", "log_values", "odds", "values", "arguments", "stack", "constants", "bounds", "foreseen", "rates",
     "defaults"}
)  # fmt: skip
WORDS: Final = frozenset({"keys", "streams", "decision_streams", "process_keys"})
_ORDER: Final = tuple(name for name in kernel.advance.__annotations__ if name != "return")
NAMES: Final = frozenset(_ORDER)
FIXED: Final = frozenset(name for name, kind in kernel.advance.__annotations__.items() if kind in {"Ints", "Floats"})
"""What the loop only reads, by what it says itself."""

_UNSIGNED: Final = (
    "WORD", "GOLDEN", "MIX_1", "MIX_2", "VISITS", "SHIFT_1", "SHIFT_2", "SHIFT_3", "SHIFT_4", "LOW_BITS",
)  # fmt: skip
_INSIDE: Final = frozenset(
    {"mixed", "uniform", "quantile", "push", "replace", "pop", "foresee", "drawn", "work_of", "begin_work", "settle",
     "open_case", "make_ready", "take_out", "enqueue", "held", "hold", "come", "observe", "write_out", "what_next",
     "admit", "ring", "act_comes", "hand_on", "follow", "land", "step", "rest", "offer_simply", "close"}
)  # fmt: skip
"""What is called often and from few places: it is put where it is called."""

_PARTS: Final[Mapping[ModuleType, tuple[str, ...]]] = MappingProxyType(
    {
        machine: ("_holds", "_reckoned", "_of_one", "of_two", "run_part"),
        drawing: ("mixed", "uniform", "far_out", "quantile", "chosen"),
        heap: ("push_array", "replace_array", "pop_array"),
    }
)


def _functions(room: ModuleType) -> tuple[str, ...]:
    """The functions that a module makes itself, in their order."""
    return tuple(
        name for name, made in vars(room).items() if inspect.isfunction(made) and made.__module__ == room.__name__
    )


_WANTED: Final = MappingProxyType({**_PARTS, **{room: _functions(room) for room in (worktime, *kernel.ROOMS)}})


class _InMemory(ast.NodeTransformer):
    """Makes reads and writes in memory of subscripts."""

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        """A subscript that is read."""
        self.generic_visit(node)
        return _call("read_from", node) if isinstance(node.ctx, ast.Load) else node

    def visit_Assign(self, node: ast.Assign) -> ast.stmt:
        """A subscript that is written."""
        self.generic_visit(node)
        target = node.targets[0]
        return _written(node, target, node.value) if isinstance(target, ast.Subscript) else node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.stmt:
        """A subscript that is changed."""
        self.generic_visit(node)
        target = node.target
        if not isinstance(target, ast.Subscript):
            return node
        return _written(node, target, ast.BinOp(_call("read_from", target), node.op, node.value))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.stmt:
        """A function, without what it says of types."""
        node.returns = None
        for argument in node.args.args:
            argument.annotation = None
        self.generic_visit(node)
        return node


def _call(verb: str, node: ast.Subscript, *more: ast.expr) -> ast.expr:
    name = node.value.id if isinstance(node.value, ast.Name) else ""
    called = ast.Name(f"{verb}_{name if name in NAMES else _kind(name)}", ast.Load())
    return ast.Call(called, [node.value, node.slice, *more], [])


def _kind(name: str) -> str:
    return "real" if name in REALS else "word" if name in WORDS else "integer"


def _written(node: ast.stmt, target: ast.Subscript, value: ast.expr) -> ast.stmt:
    return ast.copy_location(ast.Expr(_call("write_into", target, value)), node)


def array_of(name: str, numbers: Any) -> Any:
    """The sequence that the loop knows by this name, as an array."""
    return np.array(numbers, dtype=np.float64 if name in REALS else np.uint64 if name in WORDS else np.int64)


def _in_memory(room: ModuleType, names: tuple[str, ...], seen: dict[str, Any]) -> None:
    """Make functions of a module anew in `seen`, with reads and writes in memory."""
    file = inspect.getfile(room)
    tree = ast.parse(inspect.getsource(room))
    tree.body = [each for each in tree.body if isinstance(each, ast.FunctionDef) and each.name in names]
    made = ast.fix_missing_locations(_InMemory().visit(tree))
    exec(compile(made, file, "exec"), seen)  # noqa: S102  # our own source, read from our own file


def _compiled() -> Callable[[int], int]:
    """The loop, machine code now, with all that it calls inside, which is kept from one run to the next.

    It is ready when this module is loaded, so that no run's time has the compiling in it.
    """
    made: dict[str, Any] = {"frexp": memory.frexp}
    for name in ("integer", "real", "word"):
        made |= memory.verbs(name, "", fixed=False)
    for name in NAMES:
        made |= memory.verbs(_kind(name), name, fixed=name in FIXED)
    made |= {name: np.uint64(getattr(drawing, name)) for name in _UNSIGNED}
    made["unsigned"] = np.uint64
    for room, names in _WANTED.items():
        seen = {**vars(room), **made, "__name__": room.__name__}
        _in_memory(room, names, seen)
        for name in names:
            short = name.removesuffix("_array")
            inside = short in _INSIDE
            made[short] = numba.njit(nogil=True, error_model="numpy", forceinline=inside)(seen[name])
            seen[name] = seen[short] = made[short]
    return _at_addresses(made)


def _at_addresses(made: dict[str, Any]) -> Callable[[int], int]:
    """The loop, called with where the addresses of its sequences stand: a call with fifty numbers takes its time."""
    given = ", ".join(f"read_from_integer(addresses, {place})" for place in range(len(_ORDER)))
    source = f"def go_on(addresses):\n    return advance({given})"
    seen = {**made, "__name__": kernel.loop.__name__}
    exec(compile(source, inspect.getfile(kernel.loop), "exec"), seen)  # noqa: S102  # our own source
    seen["go_on"].__qualname__ += f"_{_fingerprint()}"
    with _no_vectors():
        compiling = numba.njit("int64(int64)", nogil=True, error_model="numpy", cache=True)
        loop: Callable[[int], int] = compiling(seen["go_on"])
    return loop


def _fingerprint() -> str:
    """What all sources come to, so that what numba keeps is of these very ones: it looks at one file alone."""
    rooms = (*_WANTED, layout, memory)
    return blake2b("".join(map(inspect.getsource, rooms)).encode(), digest_size=4).hexdigest()


@contextmanager
def _no_vectors() -> Iterator[None]:
    """Let numba make no vectors of loops: ours go round once or twice."""
    config: Any = numba.config
    before = config.LOOP_VECTORIZE
    config.LOOP_VECTORIZE = 0
    try:
        yield
    finally:
        config.LOOP_VECTORIZE = before


class Loop:
    """The loop for one run, called with arrays. It remembers where they are, since it takes long to ask each."""

    def __init__(self) -> None:
        """No array has been seen yet."""
        self.arrays: list[Any] = [None] * len(_ORDER)
        self.addresses = np.zeros(len(_ORDER), dtype=np.int64)
        self.place = self.addresses.ctypes.data

    def __call__(self, *arrays: Any) -> int:
        """Go on with these."""
        for place, array in enumerate(arrays):
            if array is not self.arrays[place]:
                self.arrays[place] = array
                self.addresses[place] = array.ctypes.data
        return go_on(self.place)


go_on: Final = _compiled()
