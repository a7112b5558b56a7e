"""Numbers in memory by their addresses, for compiled loops, to which a sequence is where it begins and nothing else.

A call with fifty arrays has numba count fifty references; a call with fifty addresses costs nothing.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba.core import types
from numba.core.extending import intrinsic

_BYTES = 8


def _element(context: Any, builder: Any, signature: Any, given: Any, kind: Any) -> Any:
    """Where element number `given[1]` of the sequence at the address `given[0]` is."""
    address = context.cast(builder, given[0], signature.args[0], types.int64)
    place = context.cast(builder, given[1], signature.args[1], types.int64)
    pointer = builder.inttoptr(address, context.get_value_type(kind).as_pointer())
    return builder.gep(pointer, [place], inbounds=True)


def _reading(kind: Any, *, fixed: bool) -> Any:
    """A read; of what is `fixed` the compiler may rely on that it never changes while the loop runs."""

    def read(typing_context: Any, address: Any, place: Any) -> Any:  # noqa: ARG001  (the form numba asks for)
        def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
            number = builder.load(_element(context, builder, signature, given, kind), align=_BYTES)
            if fixed:
                number.set_metadata("invariant.load", builder.module.add_metadata([]))
            return number

        return kind(address, place), generate

    return intrinsic(read)


def _writing(kind: Any) -> Any:
    def write(typing_context: Any, address: Any, place: Any, value: Any) -> Any:  # noqa: ARG001
        def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
            number = context.cast(builder, given[2], signature.args[2], kind)
            builder.store(number, _element(context, builder, signature, given, kind), align=_BYTES)
            return ir.Constant(ir.IntType(8).as_pointer(), None)

        return types.void(address, place, value), generate

    return intrinsic(write)


read_integer, look_up_integer = _reading(types.int64, fixed=False), _reading(types.int64, fixed=True)
read_real, look_up_real = _reading(types.float64, fixed=False), _reading(types.float64, fixed=True)
read_word, look_up_word = _reading(types.uint64, fixed=False), _reading(types.uint64, fixed=True)
write_integer, write_real, write_word = _writing(types.int64), _writing(types.float64), _writing(types.uint64)
