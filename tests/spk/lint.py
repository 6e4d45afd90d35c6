"""Proves that each check of packaging/spk-lint can fail, and that a good package passes all.

A good package is made around a static program; each fault below breaks one thing of it and packs it again with sums that are right. The
linter, run as it is by whoever publishes, must name that check and no other. usage: lint.py FOLDER. Last line: « N passed, N failed ».
"""

import concurrent.futures
import gzip
import hashlib
import io
import json
import os
import re
import struct
import subprocess
import sys
import tarfile
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
sys.path[:0] = [os.path.join(ROOT, "packaging", "synology")]
sys.dont_write_bytecode = True
import archive  # noqa: E402 its folder is known only now
import package  # noqa: E402
import spk_file  # noqa: E402

TARGET = "x86_64-unknown-linux-musl"
TIME = 1_700_000_000
PROGRAM = '#include <stdio.h>\nint main(void) { puts("grappe"); return 0; }\n'


def program(folder, *flags):
    """A small program of this machine."""
    source, made = os.path.join(folder, "grappe.c"), os.path.join(folder, "made")
    with open(source, "w", encoding="ascii") as file:
        file.write(PROGRAM)
    subprocess.run(["cc", "-O2", "-o", made, source, *flags], check=True)
    with open(made, "rb") as file:
        return file.read()


class Draft:
    """A package that may be broken: entries by name, `outer` and `inner`, as `[mode, content]`; content None is a folder."""

    def __init__(self, good):
        spk = spk_file.Spk(good)
        self.outer = {e.name: [e.mode, e.content] for e in spk.entries if e.name != "package.tgz"}
        self.inner = {e.name: [e.mode, e.content] for e in spk.inner}
        self.is_counted = True

    def text(self, name, change, inner=False):
        entry = (self.inner if inner else self.outer)[name]
        before = entry[1].decode()
        after = change(before)
        assert after != before, f"the fault changes nothing in {name}"
        entry[1] = after.encode()

    def json(self, name, change, inner=False):
        def changed(text):
            document = json.loads(text)
            change(document)
            return json.dumps(document, ensure_ascii=False)

        self.text(name, changed, inner)

    def info(self, key, value):
        """Sets or removes a key; the sums of this draft are left as they were."""
        line = f'{key}="{value}"\n' if value is not None else ""
        self.text("INFO", lambda text: re.sub(rf'^{key}=".*"\n', "", text, flags=re.MULTILINE) + line)

    def packed(self, pack=archive.packed, press=archive.compressed):
        inner = [(name, mode, content) for name, (mode, content) in self.inner.items()]
        tgz = press(pack(inner, TIME))
        outer = {name: list(entry) for name, entry in self.outer.items()}
        if self.is_counted and "INFO" in outer:
            sums = {"checksum": hashlib.md5(tgz).hexdigest(), "extractsize": archive.kilobytes(inner)}
            for key, value in sums.items():
                outer["INFO"][1] = re.sub(rf'^{key}=".*"'.encode(), f'{key}="{value}"'.encode(), outer["INFO"][1], flags=re.MULTILINE)
        outer["package.tgz"] = [0o644, tgz]
        return pack([(name, mode, content) for name, (mode, content) in outer.items()], TIME)


def with_link(data, name, target, time=TIME):
    """The tar with a symbolic link at its end."""
    out = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(data)) as old, tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as new:
        for entry in old:
            new.addfile(entry, old.extractfile(entry) if entry.isreg() else None)
        link = tarfile.TarInfo(name)
        link.type, link.linkname, link.mtime, link.mode = tarfile.SYMTYPE, target, time, 0o644
        new.addfile(link)
    return out.getvalue()


def owned(entries, time):
    """A tar whose files are those of whoever packed it."""
    out = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(archive.packed(entries, time))) as old, tarfile.open(fileobj=out, mode="w") as new:
        for entry in old:
            entry.uid = entry.gid = 1000
            new.addfile(entry, old.extractfile(entry) if entry.isreg() else None)
    return out.getvalue()


def png_with_text(data):
    """The picture with a remark of a drawing program."""
    body = b"tEXt" + b"Software\0somebody's"
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return data[:33] + chunk + data[33:]


def faults(folder):
    """`(check, further checks that see it too, what is done, function of a draft)`; the function may return the finished bytes."""
    static = ["-static", "-s", "-Wl,-z,noexecstack", "-Wl,--build-id=none"]
    resource, wizard, window = "conf/resource", "WIZARD_UIFILES/", "ui/config"

    def put(names, *keys):
        def act(draft):
            for name in names:
                draft.inner[name] = list(keys)
        return act

    def binary(*flags):
        return lambda d: d.inner["bin/grappe"].__setitem__(1, program(folder, *flags))

    def script(name, change):
        return lambda d: d.text("scripts/" + name, change)

    def set_info(key, value):
        return lambda d: d.info(key, value)

    def sum_of(key, value):
        def act(draft):
            draft.is_counted = False
            draft.text("INFO", lambda text: re.sub(rf'^{key}=".*"', f'{key}="{value}"', text, flags=re.MULTILINE))
        return act

    def outer_mode(name, mode):
        return lambda d: d.outer[name].__setitem__(0, mode)

    def drop(name):
        return lambda d: d.outer.pop(name)

    def rename(old, new):
        return lambda d: d.outer.__setitem__(new, d.outer.pop(old))

    def foreign(draft):
        content = bytearray(draft.inner["bin/grappe"][1])
        content[18:20] = struct.pack("<H", 183)
        draft.inner["bin/grappe"][1] = bytes(content)

    def reordered(draft):
        out = io.BytesIO()
        again = spk_file.read_tar(draft.packed(), "")
        with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
            for entry in reversed(again):
                made = tarfile.TarInfo(entry.name)
                made.mode, made.mtime, made.type, made.size = entry.mode, entry.time, entry.kind, len(entry.content or b"")
                tar.addfile(made, io.BytesIO(entry.content) if entry.content is not None else None)
        return out.getvalue()

    def worker(change):
        return lambda d: d.json(resource, change)

    def ask(name, change):
        return lambda d: d.json(wizard + name, change)

    first_question = lambda document: document[0]["items"][2]["subitems"][0]  # noqa: E731
    nginx = lambda change: lambda d: d.text("nginx/grappe.conf", change, inner=True)  # noqa: E731
    sc = lambda change: lambda d: d.text("port_conf/grappe.sc", change, inner=True)  # noqa: E731

    return [
        (1, "compressed with gzip", lambda d: gzip.compress(d.packed())),
        (1, "no archive at all", lambda d: b"not a package"),
        (2, "a link", lambda d: with_link(d.packed(), "readme", "LICENSE")),
        (2, "a name that leads out", lambda d: d.outer.__setitem__("../evil", [0o644, b"x"])),
        (2, "a left-over of macOS", lambda d: d.outer.__setitem__("._INFO", [0o644, b"x"])),
        (3, "an owner of the machine that packed it", lambda d: d.packed(pack=owned)),
        (3, "a description that everybody may write", outer_mode("INFO", 0o666)),
        (4, "an icon in small letters", rename("PACKAGE_ICON.PNG", "package_icon.png")),
        (5, "a key twice", lambda d: d.text("INFO", lambda t: t + 'maintainer="Grappe"\n')),
        (5, "lines of Windows", lambda d: d.text("INFO", lambda t: t.replace("\n", "\r\n", 1))),
        (5, "no maintainer", set_info("maintainer", None)),
        (6, "letters in the version", set_info("version", "1.0.0-rc1")),
        (6, "a build number that was there", set_info("version", "9.0.0.3-0000")),
        (7, "a DSM that does not know web-config", set_info("os_min_ver", "7.0-40000")),
        (8, "a deprecated key", set_info("startable", "yes")),
        (9, "an unknown platform", set_info("arch", "bromolow toaster")),
        (9, "a program for Arm on x86", foreign),
        (10, "another sum", sum_of("checksum", "0" * 32)),
        (11, "another size", sum_of("extractsize", "12")),
        (12, "no French description", set_info("description_fre", None)),
        (12, "a name longer than its place", set_info("displayname_enu", "Grappe " * 20)),
        (13, "an icon of DSM 6", lambda d: d.outer["PACKAGE_ICON.PNG"].__setitem__(1, d.inner["ui/images/grappe_72.png"][1])),
        (13, "a remark in an icon", lambda d: d.outer["PACKAGE_ICON.PNG"].__setitem__(1, png_with_text(d.outer["PACKAGE_ICON.PNG"][1]))),
        (14, "a program with rights of its owner", lambda d: d.inner["bin/grappe"].__setitem__(0, 0o4755)),
        (14, "a folder for data", put(["var"], 0o755, None)),
        (14, "a file for everybody", lambda d: d.inner["ui/index.html"].__setitem__(0, 0o666)),
        (15, "a program that needs a loader", binary("-s")),
        (15, "a program with its symbols", binary("-static", "-Wl,-z,noexecstack")),
        (15, "an executable stack", binary("-static", "-s", "-Wl,-z,execstack")),
        (16, "a folder of somebody in the program", binary(*static, '-DWHERE="/home/somebody/grappe/src/main.rs"', "-include", where(folder))),
        (17, "a script is missing", drop("scripts/preuninst")),
        (17, "a script of bash", script("preinst", lambda t: t.replace("#!/bin/sh", "#!/bin/bash", 1))),
        (17, "a script that cannot be read", script("preuninst", lambda t: t + "if then\n")),
        (17, "a name without quotes", script("preuninst", lambda t: t + 'rm -f $1\n')),
        (17, "a script that may not be run", outer_mode("scripts/preinst", 0o644)),
        (18, "sudo", script("preuninst", lambda t: t.replace("exit 0", "sudo true\nexit 0"))),
        (18, "the first volume", script("preuninst", lambda t: t.replace("exit 0", "ls /volume1/photo\nexit 0"))),
        (19, "status always says running", script("start-stop-status", lambda t: t.replace("    status) status ;;", "    status) exit 0 ;;"))),
        (19, "prestart is not known", script("start-stop-status", lambda t: t.replace("prestart | prestop", "prestop"))),
        (19, "any process is taken for ours", script("common.sh", lambda t: t.replace("        *) return 1 ;;", "        *) return 0 ;;"))),
        (20, "an upgrade deletes", script("postuninst", lambda t: t.replace('[ "${SYNOPKG_PKG_STATUS:-}" = UNINSTALL ] && ', ""))),
        (20, "nobody is asked", script("postuninst", lambda t: t.replace('&& [ "${wizard_delete_data:-}" = true ]', ""))),
        (20, "nothing is ever deleted", script("postuninst", lambda t: t.replace("for name in data ", "for name in "))),
        (21, "root", lambda d: d.json("conf/privilege", lambda j: j["defaults"].__setitem__("run-as", "root"))),
        (21, "a share for another account", worker(lambda j: j.__setitem__(
            "data-share", {"shares": [{"name": "{{wizard_share}}", "permission": {"rw": ["grappe"]}}]}))),
        (22, "a worker of signed packages", worker(lambda j: j.__setitem__("certificate-config", {}))),
        (22, "a file that is not there", worker(lambda j: j["usr-local-linker"]["bin"].append("bin/grapes"))),
        (23, "another port than the program's", sc(lambda t: t.replace("8643", "8644"))),
        (23, "a port that is none", sc(lambda t: t.replace("8643/tcp", "86430/tcp"))),
        (24, "a port of DSM", lambda d: [d.text("scripts/common.sh", lambda t: t.replace("port=8643", "port=5001")),
                                         d.text("port_conf/grappe.sc", lambda t: t.replace("8643", "5001"), inner=True),
                                         d.text("nginx/grappe.conf", lambda t: t.replace("8643", "5001"), inner=True)] and None),
        (25, "a secret", ask("install_uifile", lambda j: j[0]["items"][2].__setitem__("type", "password"))),
        (25, "a key with capitals", ask("install_uifile", lambda j: first_question(j).__setitem__("key", "wizardAddress"))),
        (25, "no French words", drop(wizard + "uninstall_uifile_fre")),
        (25, "a question less in French", ask("install_uifile_fre", lambda j: j[0]["items"].pop())),
        (25, "a wizard twice", lambda d: d.outer.__setitem__(wizard + "install_uifile.sh", [0o755, b"#!/bin/sh\nexit 0\n"])),
        (26, "an icon size is missing", lambda d: d.inner.pop("ui/images/grappe_48.png") and None),
        (26, "another application", lambda d: d.json(window, lambda j: j[".url"].__setitem__("x", j[".url"].pop("fr.grappe.app")), inner=True)),
        (27, "files are shown", nginx(lambda t: t.replace("proxy_http_version 1.1;", "root /var/www;"))),
        (27, "another machine", nginx(lambda t: t.replace("http://127.0.0.1:8643/", "http://192.0.2.1:8643/"))),
        (27, "another place", nginx(lambda t: t.replace("location = /rdv ", "location = / "))),
        (28, "no licence", drop("LICENSE")),
        (29, "no list of libraries", lambda d: d.inner["share/LICENCES-OF-LIBRARIES.txt"].__setitem__(1, b"none\n")),
        (30, "another order", reordered),
        (30, "compressed with gzip", lambda d: d.packed(press=lambda data: gzip.compress(data, mtime=0))),
    ]


def where(folder):
    """A header that puts WHERE into the program."""
    path = os.path.join(folder, "where.h")
    with open(path, "w", encoding="ascii") as file:
        file.write("__attribute__((used)) static const char where[] = WHERE;\n")
    return path


def linted(folder, data, at=0):
    """Numbers of the checks that found something, and what was said."""
    path = os.path.join(folder, f"linted-{at}.spk")
    with open(path, "wb") as file:
        file.write(data)
    done = subprocess.run([os.path.join(ROOT, "packaging", "spk-lint"), path], capture_output=True, text=True, check=False)
    numbers = [int(n) for n in re.findall(r"^check (\d+): ", done.stdout, re.MULTILINE)]
    assert done.returncode == (1 if numbers else 0), done.stdout + done.stderr
    return set(numbers), done.stdout + done.stderr


def main():
    folder = sys.argv[1]
    static = program(folder, "-static", "-s", "-Wl,-z,noexecstack", "-Wl,--build-id=none")
    listed = b"example 1.0.0: MIT, https://example.org\n"
    good = package.build(TARGET, static, listed, TIME)
    assert good == package.build(TARGET, static, listed, TIME), "two packages of the same are not the same"
    passed = failed = 0

    def told(is_right, name, said):
        nonlocal passed, failed
        passed, failed = passed + is_right, failed + (not is_right)
        print(f"ok      {name}" if is_right else f"FAILED  {name}\n{said}", flush=True)

    found, said = linted(folder, good)
    told(not found, "a good package passes", said)
    seen = set()
    # Links and doubles are left out of what is made again, and another owner shows there as well.
    beside = {2: {30}, 3: {30}}
    broken = []
    for number, name, act in faults(folder):
        draft = Draft(good)
        made = act(draft)
        broken.append((number, name, made if isinstance(made, bytes) else draft.packed()))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(lambda at: linted(folder, broken[at][2], at), range(len(broken)))
        for (number, name, _), (found, said) in zip(broken, results):
            seen |= {number} if number in found else set()
            told(number in found and found <= {number} | beside.get(number, set()), f"check {number}: {name}", said)
    missing = set(range(1, 31)) - seen
    told(not missing, "each of the 30 checks failed at least once", f"never: {missing}")
    print(f"{passed} passed, {failed} failed", flush=True)
    sys.exit(0 if failed == 0 else 1)


main()
