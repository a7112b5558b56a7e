"""Machine code of one function, made and loaded by LLVM alone.

It calls nothing that is not in it but what LLVM itself puts in, so it runs wherever there is such a processor.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from ctypes import CFUNCTYPE, c_int64
from typing import Any, Final

import llvmlite
import llvmlite.binding as llvm

ENTRY: Final = "go_on"
_OPTIMISED: Final = 3
_loaded: Final[list[Any]] = []
"""What was loaded stays where it is for as long as the process lives."""


def platform() -> str:
    """What machine code is for: another processor, system or LLVM needs its own."""
    features = llvm.get_host_cpu_features().flatten()
    return f"{llvmlite.__version__} {llvm.get_process_triple()} {llvm.get_host_cpu_name()} {features}"


def made_of(assembly: str, entry: str, seldom: Collection[str] = ()) -> bytes:
    """Machine code of a module in LLVM's language, of which `entry` alone is called from outside.

    All of it is optimised at once, and no loop is made into vectors: ours go round once or twice. What is called
    `seldom` is put out of the way of the rest, as is whatever leads to it.
    """
    machine = _machine()
    module = llvm.parse_assembly(assembly)
    for part in (*module.functions, *module.global_variables):
        if not part.is_declaration and part.name != entry:
            part.linkage = "internal"
    for name in seldom:
        module.get_function(name).add_function_attribute("cold")
    module.get_function(entry).name = ENTRY
    options = llvm.create_pipeline_tuning_options(speed_level=_OPTIMISED)
    options.loop_vectorization = options.slp_vectorization = False
    passes = llvm.create_pass_builder(machine, options)
    passes.getModulePassManager().run(module, passes)
    missing = [each.name for each in module.functions if each.is_declaration and not each.name.startswith("llvm.")]
    if missing:
        raise RuntimeError(f"the machine code calls what is not in it: {missing}")
    return bytes(machine.emit_object(module))


def function(code: bytes) -> Callable[[int], int]:
    """What machine code does, called with a number. While it runs other threads of Python do, too."""
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), _machine())
    engine.add_object_file(llvm.ObjectFileRef.from_data(code))
    engine.finalize_object()
    _loaded.append(engine)
    return CFUNCTYPE(c_int64, c_int64)(engine.get_function_address(ENTRY))


def _machine() -> Any:
    """The processor that there is, for code that is run where it is loaded."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    target = llvm.Target.from_triple(llvm.get_process_triple())
    return target.create_target_machine(
        cpu=llvm.get_host_cpu_name(),
        features=llvm.get_host_cpu_features().flatten(),
        opt=_OPTIMISED,
        reloc="static" if target.name.startswith("x86") else "pic" if target.name.startswith("ppc") else "default",
        codemodel="jitdefault",
        jit=True,
    )
