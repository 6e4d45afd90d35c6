"""Puts a Synology package together from `spk/`, a program and the licences of what it is made of."""

import hashlib
import os
import re

import archive
import icon

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
ICON_SIZES = (16, 24, 32, 48, 64, 72, 256)
# Rank of a version that is not final yet, and of one that is: DSM compares numbers only (spec §1.2).
RANKS = {"alpha": 0, "beta": 1, "rc": 2}
FINAL = 3
PACKAGE = "grappe"


def text_of(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8") as file:
        return file.read()


def lines_of(*path):
    """The lines of a file that say something; `#` begins a remark."""
    return [line.strip() for line in text_of(*path).splitlines() if line.strip() and not line.startswith("#")]


def platforms():
    """Target → platform names of DSM, as written."""
    return {target: names for target, names in (line.split(" ", 1) for line in lines_of("packaging/synology/platforms.txt"))}


def releases():
    """The versions that were published, oldest first."""
    return lines_of("spk/releases.txt")


def numbers(version):
    """`1.4.0.3-0017` → ([1, 4, 0, 3], 17); None when it is no version of ours."""
    found = re.fullmatch(r"(\d+(?:\.\d+)*)-(\d{4,})", version)
    if not found:
        return None
    parts = [int(n) for n in found[1].split(".")] + [int(found[2])]
    return (parts[:-1], parts[-1]) if all(n < 2 ** 31 for n in parts) else None


def version():
    """The version of Cargo.toml as DSM compares them, and the build number after the last published one."""
    written = re.search(r'^version = "([^"]+)"', text_of("Cargo.toml"), re.MULTILINE)[1]
    found = re.fullmatch(r"(\d+\.\d+\.\d+)(?:-(alpha|beta|rc)\.(\d+))?", written)
    if not found:
        raise SystemExit(f"Cargo.toml: the version {written} has no form that DSM can compare (1.4.0, 1.4.0-rc.2)")
    number, stage, count = found.groups()
    rank = f"{RANKS[stage]}.{count}" if stage else str(FINAL)
    last = numbers(releases()[-1]) if releases() else ([0], 0)
    return f"{number}.{rank}-{last[1] + 1:04d}"


def icons():
    """Size in pixels → PNG."""
    svg = text_of("src/web/assets/icon.svg")
    return {size: icon.png(svg, size) for size in ICON_SIZES}


def _tree(folder, mode):
    """Everything below a folder of `spk/`, with its folders; hidden files are for those who write it."""
    top = os.path.join(ROOT, "spk", folder)
    for place, folders, files in os.walk(top):
        inner = os.path.relpath(place, top)
        if inner != ".":
            yield inner, 0o755, None
        for name in files:
            if not name.startswith("."):
                with open(os.path.join(place, name), "rb") as file:
                    yield os.path.normpath(os.path.join(inner, name)), mode, file.read()


def payload(binary, licences, pictures):
    """Entries of package.tgz."""
    entries = list(_tree("target", 0o644))
    entries += [("bin", 0o755, None), ("bin/grappe", 0o755, binary)]
    entries += [("share", 0o755, None), ("share/LICENCES-OF-LIBRARIES.txt", 0o644, licences)]
    entries += [("ui/images", 0o755, None)]
    entries += [(f"ui/images/grappe_{size}.png", 0o644, png) for size, png in pictures.items()]
    return entries


def info(target, number, size, checksum):
    text = text_of("spk/INFO")
    for mark, value in (("VERSION", number), ("ARCH", platforms()[target]), ("SIZE", size), ("CHECKSUM", checksum)):
        text = text.replace(f"@{mark}@", str(value))
    return text.encode()


def build(target, binary, licences, time, number=None):
    """The bytes of the package; `number` is its version, by default the next one."""
    pictures = icons()
    inner = payload(binary, licences, pictures)
    tgz = archive.compressed(archive.packed(inner, time))
    about = info(target, number or version(), archive.kilobytes(inner), hashlib.md5(tgz).hexdigest())
    entries = [
        ("INFO", 0o644, about),
        ("LICENSE", 0o644, text_of("LICENSE").encode()),
        ("PACKAGE_ICON.PNG", 0o644, pictures[64]),
        ("PACKAGE_ICON_256.PNG", 0o644, pictures[256]),
        ("package.tgz", 0o644, tgz),
    ]
    for folder, mode in (("WIZARD_UIFILES", 0o644), ("conf", 0o644), ("scripts", 0o755)):
        entries.append((folder, 0o755, None))
        entries += [(f"{folder}/{name}", mode, content) for name, mode, content in _tree(folder, mode)]
    return archive.packed(entries, time)
