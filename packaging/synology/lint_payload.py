"""Checks 9 to 11, 14 to 16 and 29: package.tgz and the program in it."""

import hashlib
import re
import tarfile

import archive
import elf
import package

PROGRAM = "bin/grappe"
LIST = "share/LICENCES-OF-LIBRARIES.txt"
MACHINES = {"x86_64": 62, "aarch64": 183, "armv7": 40}
# What extractsize may be off by.
TOLERANCE = 0.01
# Folders of whoever built it. The sources of Rust's own library are known everywhere as /rustc/…
BUILD_PATH = re.compile(rb"/(?:home/[a-z0-9_-]+|root|Users/[A-Za-z0-9_-]+|builds|work|mnt)/[\x21-\x7e]+|[\x21-\x7e]*/\.(?:cargo|rustup)/[\x21-\x7e]+")


def arch(spk):
    known = {}
    for target, names in package.platforms().items():
        for name in names.split():
            known[name] = MACHINES[target.split("-")[0]]
    named = spk.info.get("arch", "").split()
    machine = elf.Elf(spk.payload.get(PROGRAM, b"")).machine
    if not named:
        yield "INFO names no platform"
    for name in named:
        if name not in known:
            yield f"« {name} » is no platform of DSM that we know"
        elif known[name] != machine:
            yield f"« {name} » has another processor than the program was built for (ELF machine {machine})"


def checksum(spk):
    found = hashlib.md5(spk.files.get("package.tgz", b"")).hexdigest()
    if spk.info.get("checksum") != found:
        yield f"checksum is « {spk.info.get('checksum')} », package.tgz has {found}"


def extractsize(spk):
    real = archive.kilobytes((e.name, e.mode, e.content) for e in spk.inner)
    written = spk.info.get("extractsize", "")
    if not written.isdigit() or abs(int(written) - real) > TOLERANCE * real:
        yield f"extractsize is « {written} », {real} KB are unpacked"


def harmless(spk):
    if not spk.inner:
        yield "package.tgz cannot be read"
    for entry in spk.inner:
        if entry.mode & 0o6000:
            yield f"« {entry.name} » runs with the rights of another account"
        if entry.mode & 0o002:
            yield f"« {entry.name} » may be written by everybody"
        if entry.kind in (tarfile.SYMTYPE, tarfile.LNKTYPE) and (entry.target.startswith("/") or ".." in entry.target.split("/")):
            yield f"« {entry.name} » points out of the package, to {entry.target}"
        if entry.name == "var" or entry.name.startswith("var/"):
            yield f"« {entry.name} »: data do not come with the package"


def static(spk):
    program = elf.Elf(spk.payload.get(PROGRAM, b""))
    if not program.is_elf:
        yield f"« {PROGRAM} » is missing or no ELF file"
        return
    if program.interpreter:
        yield f"« {PROGRAM} » needs the loader {program.interpreter}"
    if program.needed:
        yield f"« {PROGRAM} » needs shared libraries"
    if program.has_symbols:
        yield f"« {PROGRAM} » is not stripped"
    if program.has_rpath:
        yield f"« {PROGRAM} » has a search path for libraries"
    if program.is_stack_executable:
        yield f"« {PROGRAM} » asks for an executable stack"


def build_paths(spk):
    found = BUILD_PATH.search(spk.payload.get(PROGRAM, b""))
    if found:
        yield f"« {PROGRAM} » has a folder of the machine that built it: {found[0][:120].decode()}"


def libraries(spk):
    if not re.search(r"^\S+ \d\S*: .+$", spk.inside(LIST), re.MULTILINE):
        yield f"« {LIST} » names no library with its licence"
