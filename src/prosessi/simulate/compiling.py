"""Puts the loop into LLVM's language, by numba.

The source is the one that also runs as it stands. Before it is translated, every `sequence[place]` in it becomes a read
or a write in memory, and the functions of the loop hand one address on to one another: that of the table of where each
sequence is.

Numba would optimise each function by itself and again in whatever calls it, and make each ready to be called by Python.
Here it does neither: `machine_code` optimises all of it, once.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from types import ModuleType
from typing import Any, Final

import numpy as np
from numba.core import types
from numba.core.codegen import JITCodeLibrary, JITCPUCodegen
from numba.core.compiler_lock import global_compiler_lock
from numba.core.registry import CPUDispatcher, CPUTarget, cpu_target

from prosessi.expressions import machine
from prosessi.simulate import drawing, heap, kernel, memory, worktime
from prosessi.simulate.machine_code import made_of
from prosessi.simulate.sequences import FIXED, KINDS, ORDER, kind_of

_CALLED: Final = (machine, drawing, heap, worktime)
"""The modules of which the loop calls functions. Sequences are handed to these, under names of their own."""

_INSTEAD: Final = "_array"
"""What a function is called after that stands in, over arrays, for another one of its module."""

_UNSIGNED: Final = (
    "WORD", "GOLDEN", "MIX_1", "MIX_2", "VISITS", "SHIFT_1", "SHIFT_2", "SHIFT_3", "SHIFT_4", "LOW_BITS",
    "CELL_BITS", "WITHIN",
)  # fmt: skip
_INSIDE: Final = frozenset(
    {"mixed", "shaken", "share", "uniform", "quantile", "push", "replace", "pop", "foresee", "drawn", "work_of",
     "begin_work", "settle", "open_case", "make_ready", "take_out", "enqueue", "held", "hold", "come", "observe",
     "write_out", "what_next", "admit", "ring", "act_comes", "hand_on", "follow", "land", "step", "rest",
     "offer_simply", "close"}
)  # fmt: skip
"""What is called often and from few places: it is put where it is called."""

_SELDOM: Final = (
    "say_line", "tell", "beyond", "carry_on", "move_up", "undo_work", "other_drawn", "put_behind", "next_behind",
    "by_dates", "leave", "press", "await_people",
)  # fmt: skip
"""What is called in few runs or for few cases: a branch that leads to it is laid out as the one not taken."""

_NAMES: Final = frozenset(ORDER)
_TABLE: Final = "addresses"


def machine_code() -> bytes:
    """The machine code of the loop, called with where the table is."""
    functions = _functions()
    loop = _Function(functions["advance"].py_func, called_by_c=True)
    with global_compiler_lock:
        made: Any = loop.get_compile_result(types.int64(types.int64))
        made.library.finalize()
    seldom = [made_as for name in _SELDOM for made_as in _made_as(functions[name])]
    return made_of(made.library.get_llvm_str(), made.fndesc.llvm_cfunc_wrapper_name, seldom)


def _made_as(function: _Function) -> list[str]:
    """What the forms of a function are called in LLVM's language."""
    forms: Any = function.overloads.values()
    return [form.fndesc.llvm_func_name for form in forms]


def _functions() -> Mapping[str, _Function]:
    """The functions of the loop and those it calls, in terms of memory, by their names."""
    loop = frozenset(each.name for room in kernel.ROOMS for each in _written_in(room))
    words = _words()
    functions: dict[str, _Function] = {}
    for room in (*_CALLED, *kernel.ROOMS):
        handed = _Handed() if room in _CALLED else _Named(loop)
        written = [handed.visit(each) for each in _written_in(room)]
        tree = ast.fix_missing_locations(ast.Module(written, []))
        seen = {**vars(room), **words, **functions, "__name__": room.__name__}
        exec(compile(tree, inspect.getfile(room), "exec"), seen)  # noqa: S102  # our own source, read from our own file
        for name in (each.name for each in written):
            short = name.removesuffix(_INSTEAD)
            functions[short] = functions[name] = _Function(seen[name], inside=short in _INSIDE)
        seen.update(functions)
    return functions


def _written_in(room: ModuleType) -> Iterator[ast.FunctionDef]:
    """The functions of a module as they are written, in their order."""
    for each in ast.parse(inspect.getsource(room)).body:
        if isinstance(each, ast.FunctionDef):
            yield each


def _words() -> Mapping[str, Any]:
    """What means something else in terms of memory: reads and writes, and numbers that have no sign."""
    words: dict[str, Any] = {"frexp": memory.frexp, "unsigned": np.uint64}
    words |= {name: np.uint64(getattr(drawing, name)) for name in _UNSIGNED}
    for kind in KINDS:
        words |= memory.verbs(kind)
    for number, name in enumerate(ORDER):
        words |= memory.verbs_of(name, number, kind_of(name), fixed=name in FIXED)
    return words


class _Handed(ast.NodeTransformer):
    """Makes reads and writes in memory of subscripts, in a function to which sequences are handed."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """A function, without what it says of types."""
        node.returns = None
        for argument in node.args.args:
            argument.annotation = None
        return self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        """A subscript that is read."""
        return self.access("read", node)

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        """A subscript that is written."""
        target = node.targets[0]
        if not isinstance(target, ast.Subscript):
            return self.generic_visit(node)
        return ast.copy_location(ast.Expr(self.access("write", target, self.visit(node.value))), node)

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        """A subscript that is changed."""
        target = node.target
        if not isinstance(target, ast.Subscript):
            return self.generic_visit(node)
        changed = ast.BinOp(self.access("read", deepcopy(target)), node.op, self.visit(node.value))
        return ast.copy_location(ast.Expr(self.access("write", target, changed)), node)

    def access(self, verb: str, node: ast.Subscript, *more: ast.expr) -> ast.expr:
        """A read or a write, where the sequence is said to begin."""
        name = node.value.id if isinstance(node.value, ast.Name) else ""
        which = name if name in _NAMES else kind_of(name)
        return _call(f"{verb}_at_{which}", node.value, self.visit(node.slice), *more)


class _Named(_Handed):
    """The same in a function of the loop, which takes the table besides."""

    def __init__(self, loop: Collection[str]) -> None:
        """`loop` are the functions of the loop."""
        self.loop = loop

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """A function, which takes the table first."""
        node.args.args = [ast.arg(_TABLE), *node.args.args]
        return super().visit_FunctionDef(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """A call, which within the loop hands the table on."""
        if isinstance(node.func, ast.Name) and node.func.id in self.loop:
            node.args = [ast.Name(_TABLE, ast.Load()), *node.args]
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """A sequence that is handed to a function outside the loop."""
        return _call(f"where_{node.id}_is", ast.Name(_TABLE, ast.Load())) if node.id in _NAMES else node

    def access(self, verb: str, node: ast.Subscript, *more: ast.expr) -> ast.expr:
        """A read or a write of the sequence of a name."""
        name = node.value.id if isinstance(node.value, ast.Name) else ""
        return _call(f"{verb}_of_{name}", ast.Name(_TABLE, ast.Load()), self.visit(node.slice), *more)


def _call(name: str, *given: ast.expr) -> ast.expr:
    return ast.Call(ast.Name(name, ast.Load()), [*given], [])


class _Library(JITCodeLibrary):
    """Code that is neither optimised by itself nor made ready to run, and linked only where all of it is wanted."""

    @property
    def called(self) -> list[Any]:
        """The code that this calls."""
        libraries: list[Any] = self._linking_libraries
        return libraries

    def add_linking_library(self, library: Any) -> None:
        """Remember that this calls some code."""
        self.called.append(library)

    def finalize(self) -> None:
        """Link all that this calls, and what that calls."""
        for library in self.called:
            if isinstance(library, _Library):
                self.called.extend(each for each in library.called if each not in self.called)
        super().finalize()  # type: ignore[no-untyped-call]

    def get_pointer_to_function(self, name: str) -> int:  # noqa: ARG002  (the form numba asks for)
        """It is nowhere."""
        return 0

    def _get_module_for_linking(self) -> Any:
        return self._final_module

    def _optimize_functions(self, ll_module: Any) -> None:
        ll_module.data_layout = str(self.codegen.target_data)

    def _optimize_final_module(self) -> None:
        pass

    def _finalize_final_module(self) -> None:
        self._finalized = True


class _Codegen(JITCPUCodegen):
    """Makes such code."""

    _library_class = _Library

    def set_env(self, env_name: str, env: Any) -> None:
        """What never runs calls nothing of Python."""


class _Target(CPUTarget):
    """The processor as numba knows it, but for how code is made."""

    def __init__(self) -> None:
        """Numba must be ready itself, since much is shared."""
        super().__init__("cpu")  # type: ignore[no-untyped-call]
        whole = cpu_target.target_context
        whole.refresh()
        self.context = whole.subtarget(_internal_codegen=_Codegen(__name__))  # type: ignore[no-untyped-call]

    @property
    def target_context(self) -> Any:
        """How code is made."""
        return self.context

    @property
    def typing_context(self) -> Any:
        """How types are found."""
        return cpu_target.typing_context


class _Function(CPUDispatcher):
    """A function that numba translates when another one is found to call it."""

    targetdescr = _Target()

    def __init__(self, function: Any, *, inside: bool = False, called_by_c: bool = False) -> None:
        """It may be put `inside` whatever calls it."""
        options = {
            "nopython": True,
            "error_model": "numpy",
            "forceinline": inside,
            "no_rewrites": True,
            "no_cpython_wrapper": True,
            "no_cfunc_wrapper": not called_by_c,
        }
        super().__init__(function, targetoptions=options)

    def get_call_template(self, args: Any, kws: Any) -> Any:
        """For a number that is known it is no other function than for any number."""
        anything: Any = types.unliteral
        return super().get_call_template([anything(each) for each in args], kws)
