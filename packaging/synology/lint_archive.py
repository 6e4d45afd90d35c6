"""Checks 1 to 4, 28 and 30: the outer file."""

import tarfile

import archive

REQUIRED = ("INFO", "package.tgz", "scripts", "conf", "conf/privilege", "PACKAGE_ICON.PNG", "PACKAGE_ICON_256.PNG")
# Longer than this, Package Center does not show it.
LICENCE_MAX_BYTES = 1 << 20


def plain_tar(spk):
    if not spk.entries:
        yield "it is no uncompressed tar"


def names(spk):
    seen = set()
    for entry in spk.entries:
        parts = entry.name.split("/")
        if entry.name.startswith("/") or ".." in parts or "." in parts:
            yield f"« {entry.name} » is no plain name"
        if parts[-1].startswith("._"):
            yield f"« {entry.name} » is a left-over of another system"
        if entry.kind not in (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.DIRTYPE):
            yield f"« {entry.name} » is a link or something else that is no file"
        if entry.name in seen:
            yield f"« {entry.name} » comes twice"
        seen.add(entry.name)


def owners_and_modes(spk):
    for entry in spk.entries:
        if (entry.uid, entry.gid) != (0, 0) or not set(entry.owner) <= {"", "root"}:
            yield f"« {entry.name} » belongs to {entry.uid}:{entry.gid}, not to 0:0"
        is_run = entry.name.startswith("scripts/") or entry.name.endswith(".sh")
        wanted = 0o755 if entry.kind == tarfile.DIRTYPE or is_run else 0o644
        if entry.mode != wanted and not (is_run and entry.name.startswith("scripts/")):
            yield f"« {entry.name} » has mode {entry.mode:04o}, not {wanted:04o}"


def required(spk):
    found = {entry.name: entry for entry in spk.entries}
    for name in REQUIRED:
        if name not in found:
            near = [other for other in found if other.lower() == name.lower()]
            yield f"« {name} » is missing" + (f" (« {near[0]} » is another name)" if near else "")
        elif name in ("scripts", "conf") and found[name].kind != tarfile.DIRTYPE:
            yield f"« {name} » is no folder"


def licence(spk):
    content = spk.files.get("LICENSE")
    if not content:
        yield "LICENSE is missing or empty"
    elif len(content) >= LICENCE_MAX_BYTES:
        yield f"LICENSE has {len(content)} bytes"


def _packed_again(entries):
    times = {entry.time for entry in entries}
    if len(times) != 1:
        return None
    return archive.packed([(e.name, e.mode, e.content) for e in entries], times.pop())


def rebuilt(spk):
    """Made again from what is in it: every order, time and owner that the packing leaves open shows."""
    plain = [e for e in spk.entries if e.kind in (tarfile.REGTYPE, tarfile.DIRTYPE)]
    if _packed_again(plain) != spk.raw:
        yield "the outer tar made again from its content has other bytes"
    packed = spk.files.get("package.tgz", b"")
    again = _packed_again([e for e in spk.inner if e.kind in (tarfile.REGTYPE, tarfile.DIRTYPE)])
    if again is None or archive.compressed(again) != packed:
        yield "package.tgz made again from its content has other bytes"
