"""As much of an ELF file as the checks ask for (System V gABI, chapters 4 and 5)."""

import struct

PT_DYNAMIC, PT_INTERP, PT_GNU_STACK = 2, 3, 0x6474E551
DT_NEEDED, DT_RPATH, DT_RUNPATH = 1, 15, 29
SHT_SYMTAB = 2
EXECUTABLE = 1


class Elf:
    """Little-endian ELF of 32 or 64 bits; anything else has `is_elf` False."""

    def __init__(self, data):
        self.is_elf = data[:4] == b"\x7fELF" and data[4:5] in (b"\1", b"\2") and data[5:6] == b"\1"
        self.machine, self.interpreter = None, ""
        self.needed = self.has_rpath = self.has_symbols = False
        # Without a word about it, the stack is executable.
        self.is_stack_executable = True
        if self.is_elf:
            try:
                self._read(data, data[4] == 2)
            except struct.error:
                self.is_elf = False

    def _read(self, data, wide):
        self.machine = struct.unpack_from("<H", data, 18)[0]
        phoff, shoff = struct.unpack_from("<QQ", data, 32) if wide else struct.unpack_from("<II", data, 28)
        phentsize, phnum, shentsize, shnum = struct.unpack_from("<HHHH", data, 54 if wide else 42)
        for at in range(phoff, phoff + phentsize * phnum, phentsize):
            if wide:
                kind, flags, offset = struct.unpack_from("<IIQ", data, at)
                size = struct.unpack_from("<Q", data, at + 32)[0]
            else:
                kind, offset, _, _, size, _, flags = struct.unpack_from("<IIIIIII", data, at)
            if kind == PT_INTERP:
                self.interpreter = data[offset:offset + size].rstrip(b"\0").decode(errors="replace")
            elif kind == PT_GNU_STACK:
                self.is_stack_executable = bool(flags & EXECUTABLE)
            elif kind == PT_DYNAMIC:
                self._dynamic(data[offset:offset + size], wide)
        for at in range(shoff, shoff + shentsize * shnum, shentsize):
            if struct.unpack_from("<I", data, at + 4)[0] == SHT_SYMTAB:
                self.has_symbols = True

    def _dynamic(self, table, wide):
        for tag, _ in struct.iter_unpack("<qQ" if wide else "<iI", table):
            if tag == 0:
                return
            self.needed |= tag == DT_NEEDED
            self.has_rpath |= tag in (DT_RPATH, DT_RUNPATH)
