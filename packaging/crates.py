"""What a release is made of: the crates that are linked into the program for a target, and what comes with them from elsewhere."""

import glob
import hashlib
import html
import json
import os
import re
import subprocess

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), ".."))
LICENCE_FILE = re.compile(r"(?:licen[cs]e|copying|notice|unlicense)", re.IGNORECASE)
REGISTRY = "registry+https://github.com/rust-lang/crates.io-index"
# A text of that many characters is no licence but a mistake in a crate.
LONGEST = 100_000


def read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def asked(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout


class Crates:
    """The crates of the program for one target: `root`, and `linked`, sorted by name and version, without it."""

    def __init__(self, target):
        found = json.loads(asked("cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", target))
        packages = {package["id"]: package for package in found["packages"]}
        needs = {}
        for node in found["resolve"]["nodes"]:
            # Build scripts and tests of a crate are not in the program, nor is what runs inside the compiler.
            ordinary = [d["pkg"] for d in node["deps"] if any(kind["kind"] is None for kind in d["dep_kinds"])]
            needs[node["id"]] = sorted(i for i in ordinary if not is_macro(packages[i]))
        root = found["resolve"]["root"]
        reached, open_ids = {root}, [root]
        while open_ids:
            new = [i for i in needs[open_ids.pop()] if i not in reached]
            reached.update(new)
            open_ids += new
        self.root = packages[root]
        self.linked = sorted((packages[i] for i in reached - {root}), key=lambda p: (p["name"], p["version"]))
        self.needs = {packages[i]["name"] + " " + packages[i]["version"]: [packages[n] for n in needs[i]] for i in reached}


def is_macro(package):
    return any("proc-macro" in target["kind"] for target in package["targets"])


def licence(package):
    """As an SPDX expression; the old spelling of some crates is read as what it meant."""
    return (package["license"] or "see its source").replace("/", " OR ").replace("  ", " ")


def others(crates):
    """`(name, version, licence, address)` of what is in the program and is no crate."""
    sqlite = next(p for p in crates.linked if p["name"] == "libsqlite3-sys")
    header = read(os.path.join(os.path.dirname(sqlite["manifest_path"]), "sqlite3", "sqlite3.h"))
    rust = re.search(r"^release: (.+)$", asked("rustc", "-vV"), re.MULTILINE)[1]
    zig = re.search(r"^ziglang==(\S+)", read(os.path.join(ROOT, "packaging/requirements.txt")), re.MULTILINE)[1]
    return [
        ("SQLite", re.search(r'SQLITE_VERSION\s+"([^"]+)"', header)[1], "blessing", "https://sqlite.org"),
        ("Rust standard library", rust, "MIT OR Apache-2.0", "https://github.com/rust-lang/rust"),
        # The release of zig says which: lib/libc/musl/src/internal/version.h.
        ("musl", "1.2.5", "MIT", "https://musl.libc.org"),
        ("LLVM libunwind and compiler-rt", zig, "Apache-2.0 WITH LLVM-exception", "https://llvm.org"),
    ]


def licence_files(package):
    """The texts that lie beside the crate's sources, by name."""
    folder = os.path.dirname(package["manifest_path"])
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if LICENCE_FILE.match(name) and os.path.isfile(path):
            text = read(path).replace("\r\n", "\n").strip()
            if 0 < len(text) <= LONGEST:
                yield text


def licences(target):
    """The list, and below it every text once, with the crates that came with it."""
    crates = Crates(target)
    lines = [f"{p['name']} {p['version']}: {licence(p)}, {p['repository'] or 'no address'}" for p in crates.linked]
    lines += [f"{name.replace(' ', '-')} {version}: {terms}, {address}" for name, version, terms, address in others(crates)]
    texts = {}
    for package in crates.linked:
        for text in licence_files(package):
            key = hashlib.sha256(" ".join(text.split()).encode()).hexdigest()
            texts.setdefault(key, (text, []))[1].append(f"{package['name']} {package['version']}")
    for name, terms in system_texts():
        texts[name] = (terms, [name])
    parts = ["Grappe is made with these libraries, each under its licence:\n", *lines, "\n\nTheir licences:"]
    for text, names in sorted(texts.values(), key=lambda entry: entry[1]):
        parts.append("\n" + "=" * 100 + "\n" + ", ".join(dict.fromkeys(names)) + "\n" + "-" * 100 + "\n" + text)
    return ("\n".join(parts) + "\n").encode()


def system_texts():
    """The texts of musl, libunwind and the compiler's own library, as packaging/build and rustup put them down."""
    tools = os.environ.get("GRAPPE_TOOLS") or os.path.join(os.environ.get("GRAPPE_BUILD") or os.path.join(ROOT, "target/packaging"), "tools")
    found = glob.glob(os.path.join(tools, "linker/lib/python3*/site-packages/ziglang/lib"))
    if not found:
        raise SystemExit(f"{tools} has no zig, whose licences belong to those of the program: packaging/build puts it there")
    yield "musl", read(os.path.join(found[0], "libc/musl/COPYRIGHT")).strip()
    yield "LLVM libunwind and compiler-rt", read(os.path.join(found[0], "libunwind/LICENSE.TXT")).strip()
    book = os.path.join(asked("rustc", "--print", "sysroot").strip(), "share/doc/rust/COPYRIGHT-library.html")
    text = re.sub(r"(?s)<(style|head)\b.*?</\1>|<[^>]*>", "", read(book))
    yield "Rust standard library", re.sub(r"\n\s*\n+", "\n\n", html.unescape(text)).strip()


def bill(target, version, commit, time):
    """A software bill of materials, CycloneDX 1.6, the same for the same sources. `time` is an ISO 8601 instant in UTC."""
    crates = Crates(target)

    def reference(package):
        return f"pkg:cargo/{package['name']}@{package['version']}"

    def component(package):
        made = {"type": "library", "bom-ref": reference(package), "name": package["name"], "version": package["version"],
                "licenses": [{"expression": licence(package)}], "purl": reference(package)}
        if package["source"] != REGISTRY:
            raise SystemExit(f"{package['name']} comes from {package['source']}, not from crates.io")
        if package["repository"]:
            made["externalReferences"] = [{"type": "vcs", "url": package["repository"]}]
        return made

    foreign = [
        {"type": "library", "bom-ref": f"pkg:generic/{name.lower().replace(' ', '-')}@{number}", "name": name, "version": number,
         "licenses": [{"expression": terms}], "purl": f"pkg:generic/{name.lower().replace(' ', '-')}@{number}",
         "externalReferences": [{"type": "website", "url": address}]}
        for name, number, terms, address in others(crates)
    ]
    program = f"pkg:cargo/{crates.root['name']}@{version}"
    depends = [{"ref": program, "dependsOn": sorted({reference(p) for p in crates.needs[f"grappe {version}"]} | {f["bom-ref"] for f in foreign})}]
    depends += [{"ref": reference(p), "dependsOn": sorted({reference(n) for n in crates.needs[f"{p['name']} {p['version']}"]})} for p in crates.linked]
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": {
            "timestamp": time,
            "component": {"type": "application", "bom-ref": program, "name": "grappe", "version": version, "purl": program,
                          "licenses": [{"expression": crates.root["license"]}],
                          "properties": [{"name": "grappe:target", "value": target}, {"name": "grappe:commit", "value": commit}]},
        },
        "components": [component(p) for p in crates.linked] + foreign,
        "dependencies": depends,
    }
