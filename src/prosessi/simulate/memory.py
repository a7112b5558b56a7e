"""Numbers in memory by their addresses, for compiled loops, to which a sequence is where it begins and nothing else.

A call with fifty arrays has numba count fifty references; a call with fifty addresses costs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from llvmlite import ir
from numba.core import types
from numba.core.extending import intrinsic

_BYTES = 8
_FRACTION_BITS = 52
_FRACTION = (1 << _FRACTION_BITS) - 1
_HALF = 0x3FE << _FRACTION_BITS
_ZERO = ir.Constant(ir.IntType(64), 0)


def _mark(builder: Any, access: Any, name: str) -> None:
    """Say of a read or a write that it is of the sequence of this name and of no other: they never overlap.

    So what was read of one is known still when another has been written. A sequence that is written goes by one name
    in the whole loop.
    """
    if name:
        named = builder.module.add_metadata([name, builder.module.add_metadata(["sequences"]), _ZERO])
        access.set_metadata("tbaa", builder.module.add_metadata([named, named, _ZERO]))


def _element(context: Any, builder: Any, signature: Any, given: Any, kind: Any) -> Any:
    """Where element number `given[1]` of the sequence at the address `given[0]` is."""
    address = context.cast(builder, given[0], signature.args[0], types.int64)
    place = context.cast(builder, given[1], signature.args[1], types.int64)
    pointer = builder.inttoptr(address, context.get_value_type(kind).as_pointer())
    return builder.gep(pointer, [place], inbounds=True)


def _reading(kind: Any, name: str, *, fixed: bool) -> Any:
    """A read; of what is `fixed` the compiler may rely on that it never changes while the loop runs."""

    def read(typing_context: Any, address: Any, place: Any) -> Any:  # noqa: ARG001  (the form numba asks for)
        def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
            number = builder.load(_element(context, builder, signature, given, kind), align=_BYTES)
            _mark(builder, number, name)
            if fixed:
                number.set_metadata("invariant.load", builder.module.add_metadata([]))
            return number

        return kind(address, place), generate

    return intrinsic(read)


def _writing(kind: Any, name: str) -> Any:
    def write(typing_context: Any, address: Any, place: Any, value: Any) -> Any:  # noqa: ARG001
        def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
            number = context.cast(builder, given[2], signature.args[2], kind)
            written = builder.store(number, _element(context, builder, signature, given, kind), align=_BYTES)
            _mark(builder, written, name)
            return ir.Constant(ir.IntType(8).as_pointer(), None)

        return types.void(address, place, value), generate

    return intrinsic(write)


def verbs(kind: str, name: str, *, fixed: bool) -> Mapping[str, Any]:
    """How the sequence of this name is read and written; without a name it may be any."""
    form = {"integer": types.int64, "real": types.float64, "word": types.uint64}[kind]
    return {
        f"read_from_{name or kind}": _reading(form, name, fixed=fixed),
        f"write_into_{name or kind}": _writing(form, name),
    }


@intrinsic
def frexp(typing_context: Any, number: Any) -> Any:  # noqa: ARG001  (the form numba asks for)
    """`math.frexp` of a number that is no less than the least normal one, without a call: the parts of its bits."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        word, real = ir.IntType(64), ir.DoubleType()
        bits = builder.bitcast(given[0], word)
        part = builder.bitcast(builder.or_(builder.and_(bits, word(_FRACTION)), word(_HALF)), real)
        exponent = builder.sub(builder.lshr(bits, word(_FRACTION_BITS)), word(_HALF >> _FRACTION_BITS))
        return context.make_tuple(builder, signature.return_type, (part, exponent))

    parts: Any = types.Tuple
    return parts((types.float64, types.int64))(types.float64), generate
