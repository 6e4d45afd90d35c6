"""Whether a program is a release: static, stripped, small, for the processors it has to run on, without a trace of who built it.

usage: form.py [--trial] TARGET FILE. Prints its size, which is free in a trial; every fault is told.
"""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "..", "packaging", "synology")]
sys.dont_write_bytecode = True
import elf  # noqa: E402 its folder is known only now
import lint_payload  # noqa: E402

BYTES = 16_000_000
EF_ARM_ABI_FLOAT_HARD = 0x400


def faults(target, data, at_most):
    program = elf.Elf(data)
    kind = target.split("-")[0]
    if program.machine != lint_payload.MACHINES[kind]:
        yield f"built for ELF machine {program.machine}"
    if kind == "armv7" and not int.from_bytes(data[36:40], "little") & EF_ARM_ABI_FLOAT_HARD:
        yield "floating point is not in registers (hard float)"
    if len(data) > at_most:
        yield f"more than {at_most} bytes"
    found = lint_payload.BUILD_PATH.search(data)
    if found:
        yield f"names a folder of the machine that built it: {found[0][:120].decode()}"
    bad = {"needs a loader": program.interpreter, "needs shared libraries": program.needed, "is not stripped": program.has_symbols,
           "has a search path": program.has_rpath, "asks for an executable stack": program.is_stack_executable}
    yield from (what for what, is_so in bad.items() if is_so)


def main():
    is_trial = sys.argv[1] == "--trial"
    target, path = sys.argv[1 + is_trial:]
    with open(path, "rb") as file:
        data = file.read()
    found = list(faults(target, data, len(data) if is_trial else BYTES))
    print(f"{len(data)} bytes")
    for fault in found:
        print(fault)
    sys.exit(1 if found else 0)


main()
