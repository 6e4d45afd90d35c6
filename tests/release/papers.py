"""What goes with the programs of a release: made for a small program in its place, and read by other people's tools.

A throwaway key signs; minisign must take the signatures as they are and refuse every file of which a byte is another.
"""

import base64
import importlib.machinery
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path[:0] = [os.path.join(ROOT, "packaging")]
sys.dont_write_bytecode = True
TARGET = "aarch64-unknown-linux-musl"


def script(name):
    """packaging/NAME as a module; its name has no ending."""
    loader = importlib.machinery.SourceFileLoader(name, os.path.join(ROOT, "packaging", name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, loader))
    loader.exec_module(module)
    return module


def verified(folder, name):
    command = ["minisign", "-V", "-q", "-p", os.path.join(folder, "key.pub"), "-m", os.path.join(folder, "dist", name)]
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0


def key(folder, password):
    """A pair of keys; the path of the secret one."""
    place = os.path.join(folder, "key")
    without = [] if password else ["-W"]
    subprocess.run(["minisign", "-G", "-f", "-p", place + ".pub", "-s", place, *without], input=f"{password}\n{password}\n", text=True,
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return place


def changed(path):
    with open(path, "r+b") as file:
        first = file.read(1)
        file.seek(0)
        file.write(bytes([first[0] ^ 1]))


def signed(release, folder, password):
    """A release with a file in the place of the program."""
    os.environ["GRAPPE_SIGNING_PASSWORD"] = password
    made = release.Release(os.path.join(folder, "dist"))
    made.write("grappe-program", b"program")
    made.add(os.path.join(folder, "dist", "grappe-program"), TARGET, "binary", 7)
    made.manifest()
    made.sums()
    made.sign(key(folder, password))
    return made


def papers(release, password):
    with tempfile.TemporaryDirectory() as folder:
        made = signed(release, folder, password)
        dist = made.out
        assert subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=dist, check=False).returncode == 0
        with open(os.path.join(dist, "manifest.json"), encoding="utf-8") as file:
            manifest = json.load(file)
        assert manifest["format"] == 1 and manifest["version"] == made.version and set(manifest["notes"]) == {"fr", "en"}, manifest
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", manifest["published"]), manifest["published"]
        only = {"name": "grappe-program", "target": TARGET, "kind": "binary", "bytes": 7,
                "sha256": "1310ca2c8932dbd118668bd97442558a3e1f546b5e15c69699dfbd6024f548d8"}
        assert manifest["files"] == [only], manifest["files"]
        with open(os.path.join(dist, "SHA256SUMS"), encoding="ascii") as file:
            assert f"{manifest['files'][0]['sha256']}  grappe-program\n" in file.read()
        for name in ("manifest.json", "SHA256SUMS"):
            with open(os.path.join(dist, name + ".minisig"), encoding="utf-8") as file:
                # « ED » is the form that signs a hash (minisign's description of its files).
                assert base64.b64decode(file.readlines()[1])[:2] == b"ED", "the content is signed, not its hash"
            assert verified(folder, name), f"{name} is not signed"
            changed(os.path.join(dist, name))
            assert not verified(folder, name), f"{name} was changed and its signature still holds"


def refuses(release):
    """What may not be published stops the release."""
    for changelog in ("# Changelog\n\n## [Unreleased]\n\n## [0.0.9]\n- old\n", ""):
        try:
            release.section(changelog, "1.0.0")
        except SystemExit:
            continue
        raise AssertionError("a version of which the changelog says nothing was taken")
    assert release.section("## [Unreleased]\n- next\n\n## [1.0.0] - 2026-01-01\n- this\n\n## [0.9.0]\n- old\n", "1.0.0") == "- this"
    with tempfile.TemporaryDirectory() as folder:
        made = release.Release(folder)
        made.write("large", b"12345678")
        try:
            made.add(os.path.join(folder, "large"), TARGET, "binary", 7)
        except SystemExit:
            pass
        else:
            raise AssertionError("a program that is too large was taken")
        try:
            release.Release(folder)
        except SystemExit:
            return
        raise AssertionError("a folder with files of another release was taken")


def contents(crates):
    """What is in the program is in the bill, and what is not is not."""
    bill = crates.bill(TARGET, crates.Crates(TARGET).root["version"], "0123456789ab", "2026-11-27T00:00:00Z")
    names = {component["name"] for component in bill["components"]}
    for name in ("rusqlite", "ring", "tokio", "SQLite", "musl"):
        assert name in names, f"{name} is not in the bill"
    for name in ("criterion", "proptest", "insta", "syn", "cc"):
        assert name not in names, f"{name} is in the bill and not in the program"
    refs = {component["bom-ref"] for component in bill["components"]} | {bill["metadata"]["component"]["bom-ref"]}
    for entry in bill["dependencies"]:
        assert entry["ref"] in refs and set(entry["dependsOn"]) <= refs, entry
    listed = crates.licences(TARGET).decode()
    for component in bill["components"]:
        assert re.search(rf"^{re.escape(component['name'].replace(' ', '-'))} \S+: ", listed, re.MULTILINE), f"{component['name']} has no licence"
    for words in ("Permission is hereby granted, free of charge", "Apache License", "musl as a whole is licensed"):
        assert words in listed, f"the licences lack « {words} »"


def main():
    release = script("release")
    for password in ("", "throwaway"):
        papers(release, password)
    refuses(release)
    contents(release.crates)
    print("manifest and sums are signed, with and without a password; a changed byte is refused")


main()
