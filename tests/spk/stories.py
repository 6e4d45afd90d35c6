"""The stories of lifecycle.py. Each gets a maker of machines and three versions of the package, oldest first."""

import glob
import os
import re
import resource
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.request

import proxy
from dsm import ACCOUNT, PowerCut, Refused

PORT = 8643
CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")
MEBIBYTE = 1 << 20


def page():
    """Status of the booking page."""
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/", timeout=10) as answer:
        answer.read()
        return answer.status


def refused(act, *words):
    """What the user is told when `act` is refused; every word must be in it."""
    try:
        act()
    except Refused as why:
        for word in words:
            assert word in why.told, f"« {word} » is not in {why.told!r}"
        return why.told
    raise AssertionError("it was not refused")


def until(holds, seconds=20):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.2)


def installed(nas, package, start=True):
    nas.install(package)
    if start:
        nas.start()
        assert (nas.status(), page()) == (0, 200)


def first_life(nas, one, two, three):
    """install, start, stop"""
    box = nas()
    box.install(two)
    assert CODE.search(box.told), box.told
    assert box.status() == 3
    box.start()
    assert (box.status(), page()) == (0, 200)
    with open(f"/proc/{box.pid()}/status", encoding="ascii") as file:
        assert f"Uid:\t{ACCOUNT}\t" in file.read()
    box.stop()
    assert box.status() == 3
    assert not glob.glob(box.var("run", "*.pid"))
    box.stop()
    assert box.run(box.own(), "start-stop-status", "", verb="log") == 0 and "grappe.log" in box.told
    assert box.run(box.own(), "start-stop-status", "", verb="nonsense") == 4
    content = box.content()
    box.start()
    assert not CODE.search(box.told), "the code is shown once"
    box.stop()
    assert box.content() == content
    for name in ("package.conf", "grappe.toml", "data/grappe.sqlite3", "log/grappe.log"):
        assert os.stat(box.var(name)).st_mode & 0o077 == 0, name


def code_is_nowhere(nas, one, two, three):
    """the first code is in no file"""
    box = nas()
    box.install(two)
    code = CODE.search(box.told)[0].encode()
    box.start()
    places = [box.volume, os.path.join(box.root, "package.log")]
    found = subprocess.run(["grep", "-rlaF", code, *places], capture_output=True, check=False).stdout
    assert found == b"", found


def dead_is_dead(nas, one, two, three):
    """killed with its keeper: dead, and starts again"""
    box = nas()
    installed(box, two)
    box.power_off()
    assert box.status() == 1
    box.start()
    assert (box.status(), page()) == (0, 200)


def supervised(nas, one, two, three):
    """a crash: it comes back by itself, and says that it is dead meanwhile"""
    box = nas()
    installed(box, two)
    first = box.pid()
    os.kill(first, signal.SIGKILL)
    until(lambda: box.status() == 1, 2)
    until(lambda: box.status() == 0 and box.pid() != first)
    until(lambda: os.path.getsize(box.var("run/ready")) > 0)
    second = box.pid()
    os.kill(second, signal.SIGKILL)
    # The second pause is longer: somebody who presses « Start » meanwhile does not wait for it.
    until(lambda: box.status() == 1, 2)
    box.start()
    assert box.status() == 0 and box.pid() != second and page() == 200
    box.stop()
    assert box.status() == 3


def ended_by_others(nas, one, two, three):
    """told to end by somebody else: it stays ended"""
    box = nas()
    installed(box, two)
    keeper = box.pid("supervisor")
    os.kill(box.pid(), signal.SIGTERM)
    until(lambda: box.status() == 3)
    with open(f"/proc/{keeper}/cmdline", "rb") as file:
        assert file.read() == b"", "its keeper has ended as well"


def second_start(nas, one, two, three):
    """a second start makes no second copy"""
    box = nas()
    installed(box, two)
    first = (box.pid(), box.pid("supervisor"))
    box.start()
    assert "fonctionne déjà" in box.told and (box.pid(), box.pid("supervisor")) == first
    running = subprocess.run(["pgrep", "-fc", "bin/grappe serve"], capture_output=True, text=True, check=False).stdout
    assert running.strip() == "1", running


def boot(nas, one, two, three):
    """boot and shutdown, and a number of a process that is somebody else's by now"""
    box = nas()
    installed(box, two)
    box.stop("")
    other = subprocess.Popen(["sleep", "60"], user=ACCOUNT, group=ACCOUNT, extra_groups=[])
    for name in ("grappe", "supervisor"):
        with open(box.var("run", name + ".pid"), "w", encoding="ascii") as file:
            file.write(f"{other.pid}\n")
        os.chown(file.name, ACCOUNT, ACCOUNT)
    assert box.status() == 1
    box.start("")
    assert (box.status(), page()) == (0, 200)
    assert other.poll() is None, "somebody else's process was ended"
    other.kill()
    other.wait()
    box.stop("")
    assert box.status() == 3


def upgrade(nas, one, two, three):
    """upgrade of what runs, and of what is stopped"""
    box = nas()
    installed(box, one)
    box.stop()
    before = box.content()
    box.start()
    box.upgrade(two)
    assert (box.status(), page(), box.installed) == (0, 200, two)
    box.stop()
    assert box.content() == before
    copied = box.var("backup", "pre-" + one.version)
    assert box.copied(copied) == before
    assert os.stat(copied).st_mode & 0o077 == 0
    assert not os.path.exists(os.path.join(copied, "device.key")), "no key beside a copy"
    box.upgrade(three)
    assert box.status() == 3 and box.content() == before
    assert box.copied(box.var("backup", "pre-" + two.version)) == before
    # The same file once more, which is how an administrator repairs or asks for another code.
    box.wizard = {"wizard_new_code": "true"}
    box.upgrade(three)
    assert CODE.search(box.told), box.told


def upgrade_of_the_killed(nas, one, two, three):
    """upgrade after a crash: the log beside the database is part of the copy"""
    box = nas()
    installed(box, one)
    box.power_off()
    assert os.path.getsize(box.var("data/grappe.sqlite3-wal")) > 0
    box.upgrade(two)
    copied = box.var("backup", "pre-" + one.version)
    assert os.path.getsize(os.path.join(copied, "grappe.sqlite3-wal")) > 0
    assert box.copied(copied) == box.content()
    box.start()
    assert page() == 200


def cut_anywhere(nas, one, two, three):
    """the power goes after each step of an upgrade: repaired, nothing is lost"""
    steps = 1
    while steps < 20:
        box = nas(f"cut-{steps}")
        installed(box, one)
        box.stop()
        before = box.content()
        box.start()
        box.cut = steps
        try:
            box.upgrade(two)
        except PowerCut:
            box.power_off()
        else:
            assert steps >= 10, f"{steps} steps are no upgrade"
            box.power_off()
            return
        box.install(two)
        assert not CODE.search(box.told), "there is an account already"
        box.start()
        assert (box.status(), page()) == (0, 200)
        box.stop()
        assert box.content() == before, f"after step {steps}"
        steps += 1


def cut_first(nas, one, two, three):
    """the power goes after each step of an installation and of a removal"""
    for steps in (1, 2):
        box = nas(f"install-{steps}")
        box.cut = steps
        try:
            box.install(two)
        except PowerCut:
            box.power_off()
        box.calls.clear()
        installed(box, two)
        box.stop()
    for steps in (1, 2, 3, 4):
        box = nas(f"uninstall-{steps}")
        installed(box, two)
        box.stop()
        before = box.content()
        box.start()
        box.cut = steps
        try:
            box.uninstall()
        except PowerCut:
            box.power_off()
        installed(box, two)
        box.stop()
        assert box.content() == before


def cut_inside(nas, one, two, three):
    """the power goes in the middle of the copy, and in the middle of the first account"""
    box = nas()
    installed(box, one)
    box.upgrade(one)
    box.stop()
    before = box.content()
    box.stub("cp", 'for last; do :; done; head -c 5000 "$1" >"$last/${1##*/}"; kill -9 $PPID')
    refused(lambda: box.upgrade(two))
    kept = box.var("backup", "pre-" + one.version)
    assert box.copied(kept) == before, "the former copy is whole"
    os.remove(os.path.join(box.bin, "cp"))
    box.upgrade(two)
    assert box.content() == before and box.copied(kept) == before
    assert os.listdir(box.var("backup")) == ["pre-" + one.version]

    late = nas("late")
    late.stub("grep", 'kill -9 $PPID; kill -9 $(cut -d" " -f4 /proc/$PPID/stat)')
    refused(lambda: late.install(two))
    assert os.path.exists(late.var("data/grappe.sqlite3")), "the account is made, its code was not shown"
    os.remove(os.path.join(late.bin, "grep"))
    late.install(two)
    assert CODE.search(late.told), late.told
    late.start()
    assert page() == 200


def no_room(nas, one, two, three):
    """no room for the copy, none at installation, none for the first data"""
    box = nas()
    box.install(one)
    database = os.path.getsize(box.var("data/grappe.sqlite3"))
    aside = os.path.join(box.root, "aside")
    subprocess.run(["cp", "-a", box.var(), aside], check=True)
    with proxy.small_volume(box.var(), 2 * database + database // 2, ACCOUNT):
        subprocess.run(["cp", "-a", aside + "/.", box.var()], check=True)
        box.start()
        told = refused(lambda: box.upgrade(two), "libres pour copier la base")
        assert "rien n'a été touché" in told
        assert (box.installed, box.status(), page()) == (one, 0, 200), "the old version goes on"
        box.stop()
        assert not os.listdir(box.var("backup")) if os.path.exists(box.var("backup")) else True
        box.content()

    small = nas("small")
    with proxy.small_volume(small.volume, 50 * MEBIBYTE, 0):
        refused(lambda: small.install(two), "Il reste moins de 100 Mo")

    late = nas("late")
    late._folders()
    with proxy.small_volume(late.var(), 64 * 1024, ACCOUNT):
        late.install(two)
        assert not CODE.search(late.told) and "le disque est plein" in late.told, late.told
        refused(late.start, "le disque est plein")
        assert late.status() == 3
    late.start()
    assert CODE.search(late.told) and page() == 200


def downgrade(nas, one, two, three):
    """an older version is refused, over the newer one and over its data"""
    box = nas()
    installed(box, two)
    refused(lambda: box.upgrade(one), "plus ancienne", one.version, two.version)
    assert (box.installed, box.status()) == (two, 0)
    box.stop()
    before = box.content()
    box.uninstall()
    refused(lambda: box.install(one), "plus récente", two.version)
    installed(box, three)
    box.stop()
    assert box.content() == before


def kept(nas, one, two, three):
    """uninstalled, data kept: installed again, everything is there"""
    for wizard in ({}, {"wizard_keep_data": "true", "wizard_delete_data": "false"}):
        box = nas(f"kept-{len(wizard)}")
        installed(box, two)
        box.stop()
        before = box.content()
        box.start()
        box.wizard = wizard
        box.uninstall()
        box.wizard = {}
        assert not os.path.exists(f"/proc/self/fd/{PORT}") and os.path.exists(box.var("data/grappe.sqlite3"))
        box.install(two)
        assert not CODE.search(box.told)
        box.start()
        assert page() == 200
        box.stop()
        assert box.content() == before


def deleted(nas, one, two, three):
    """uninstalled, data deleted: nothing is left; an upgrade never deletes"""
    box = nas()
    installed(box, one)
    box.wizard = {"wizard_delete_data": "true"}
    box.upgrade(two)
    box.stop()
    box.content()
    with open(box.var("somebody else's"), "w", encoding="utf-8"):
        pass
    box.wizard = {"wizard_keep_data": "false", "wizard_delete_data": "true"}
    box.uninstall()
    assert os.listdir(box.var()) == ["somebody else's"], os.listdir(box.var())
    assert subprocess.run(["pgrep", "-f", "bin/grappe serve"], check=False).returncode == 1


def words(nas, one, two, three):
    """French, English, and another language"""
    for language, word in (("fre", "donnez le code"), ("enu", "give the code"), ("jpn", "give the code")):
        box = nas(language, language=language)
        box.install(two)
        assert word in box.told, box.told
        box.start()
        box.start()
        assert ("déjà" if language == "fre" else "already") in box.told
        box.stop()
    box = nas("chosen", language="")
    box.wizard = {"wizard_language_fre": "false", "wizard_language_enu": "true"}
    box.install(two)
    box.wizard = {}
    box.start("")
    box.start("")
    assert "already" in box.told, "at boot the words are those of the practice"


def choices(nas, one, two, three):
    """the choices of the wizards: address, shared folder, a volume that is not the first"""
    box = nas(volume="volume2")
    share = os.path.join(box.root, "volume1", "Copies du cabinet")
    os.makedirs(share)
    os.chown(share, ACCOUNT, ACCOUNT)
    box.wizard = {"wizard_address": "https://rdv.example.org/", "wizard_share": "Copies du cabinet"}
    box.install(one)
    assert "https://rdv.example.org/admin/welcome" in box.told
    box.wizard = {}
    box.start()
    with open(box.var("grappe.toml"), encoding="utf-8") as file:
        assert 'public_url = "https://rdv.example.org"' in file.read()
    assert page() == 200
    box.upgrade(two)
    box.stop()
    assert box.copied(os.path.join(share, "pre-" + one.version)) == box.content()
    os.chown(share, 0, 0)
    os.chmod(share, 0o755)
    box.wizard = {"wizard_address": "https://autre.example.org"}
    box.upgrade(three)
    with open(box.var("grappe.toml"), encoding="utf-8") as file:
        assert 'public_url = "https://autre.example.org"' in file.read()
    with open(os.path.join(box.root, "package.log"), encoding="utf-8") as file:
        assert "n'a pas pu être écrite dans le dossier partagé" in file.read()
    assert not os.path.exists(os.path.join(box.root, "volume1", "@appdata"))


def clock(nas, one, two, three):
    """the clock jumps two years forward while it runs, and is two years behind at the next start"""
    box = nas()
    offset = os.path.join(box.root, "offset")
    library = glob.glob("/usr/lib/*/faketime/libfaketime.so.1")[0]
    box.extra = {"LD_PRELOAD": library, "FAKETIME_TIMESTAMP_FILE": offset, "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}

    def set_clock(text):
        with open(offset, "w", encoding="ascii") as file:
            file.write(text + "\n")
        os.chmod(offset, 0o644)

    set_clock("+0d")
    installed(box, one)
    box.upgrade(two)
    set_clock("+730d")
    assert (box.status(), page()) == (0, 200)
    box.stop()
    assert box.status() == 3
    set_clock("-730d")
    box.start()
    assert (box.status(), page()) == (0, 200)
    box.stop()
    set_clock("+0d")
    box.start()
    box.stop()
    assert os.listdir(box.var("backup")) == ["pre-" + one.version]
    box.content()


def stranger(nas, one, two, three):
    """data of another account: said, and nothing touched"""
    box = nas()
    installed(box, two)
    box.stop()
    for place in ("", "data", "data/grappe.sqlite3"):
        owner = os.stat(box.var(place))
        os.chown(box.var(place), ACCOUNT + 1, ACCOUNT + 1)
        before = sorted(os.listdir(box.var()))
        refused(box.start, "appartient à un autre compte", "Rien n'a été touché")
        assert box.status() == 3 and sorted(os.listdir(box.var())) == before
        if place:
            refused(lambda: box.upgrade(three), "appartient à un autre compte")
        os.chown(box.var(place), owner.st_uid, owner.st_gid)
    box.start()
    assert page() == 200


def little_memory(nas, one, two, three):
    """512 MB of address space for everything"""
    box = nas()
    box.limits = {resource.RLIMIT_AS: 512 * MEBIBYTE}
    installed(box, two)
    with open(f"/proc/{box.pid()}/status", encoding="ascii") as file:
        print("        " + re.search(r"VmHWM:.*", file.read())[0])


def port_taken(nas, one, two, three):
    """another package has the port: said, and it starts once the port is free"""
    box = nas()
    box.install(two)
    with socket.create_server(("127.0.0.1", PORT)):
        refused(box.start, f"127.0.0.1:{PORT}")
        assert box.status() == 3 and not glob.glob(box.var("run", "*.pid"))
    box.start()
    assert page() == 200


def damaged(nas, one, two, three):
    """a damaged, a newer and a missing database: said with the remedy, nothing overwritten"""
    box = nas()
    installed(box, one)
    box.upgrade(two)
    box.stop()
    database = box.var("data/grappe.sqlite3")
    with open(database, "rb") as file:
        good = file.read()

    def put(content):
        with open(database, "wb") as file:
            file.write(content)

    noise = good[:4096] + os.urandom(len(good) - 4096)
    put(noise)
    refused(box.start, "endommagé")
    assert box.status() == 150
    with open(database, "rb") as file:
        assert file.read() == noise

    put(good)
    with sqlite3.connect(database) as newer:
        newer.execute("PRAGMA user_version = 999")
    newer.close()
    refused(box.start, "999", "plus récent")
    assert box.status() == 150

    os.remove(database)
    refused(box.start, "Grappe n'a pas démarré")
    assert not os.path.exists(database), "no new practice in the place of the old one"
    put(good)
    os.chown(database, ACCOUNT, ACCOUNT)
    box.start()
    assert (box.status(), page()) == (0, 200)


def other_shells(nas, one, two, three):
    """the scripts under ash and bash, which DSM may have"""
    for shell in ("/usr/bin/busybox", "/usr/bin/bash"):
        box = nas(os.path.basename(shell))
        with proxy.mounted(["--bind", shell], os.path.realpath("/bin/sh")):
            installed(box, one)
            os.kill(box.pid(), signal.SIGKILL)
            until(lambda box=box: box.status() == 1, 2)
            until(lambda box=box: box.status() == 0)
            box.upgrade(two)
            assert (box.status(), page()) == (0, 200)
            refused(lambda box=box: box.upgrade(one), "plus ancienne")
            box.stop()
            box.wizard = {"wizard_delete_data": "true"}
            box.uninstall()
            assert os.listdir(box.var()) == []


def old_copies(nas, one, two, three):
    """copies of thirty days go, newer ones and those of a wrong clock stay; the log begins anew"""
    box = nas()
    installed(box, two)
    day = 86400
    ages = {"pre-old": 40, "pre-new": 5, "pre-future": -400, "other": 40}
    for name, days in ages.items():
        os.makedirs(box.var("backup", name))
        os.utime(box.var("backup", name), (time.time() - days * day,) * 2)
        os.chown(box.var("backup", name), ACCOUNT, ACCOUNT)
    os.chown(box.var("backup"), ACCOUNT, ACCOUNT)
    with open(box.var("log/grappe.log"), "ab") as file:
        file.write(b"x" * 6_000_000)
    assert box.run(box.own(), "supervise", "", verb="tidy") == 0
    assert sorted(os.listdir(box.var("backup"))) == ["other", "pre-future", "pre-new"]
    assert os.path.getsize(box.var("log/grappe.log")) == 0 and os.path.getsize(box.var("log/grappe.log.1")) > 6_000_000


def behind_nginx(nas, one, two, three):
    """the alias /rdv/ of DSM's web server, in nginx: encrypted, with the prefix in every link"""
    box = nas()
    installed(box, two)
    with proxy.nginx(box.at("store", "nginx/grappe.conf"), box.root) as ask:
        assert ask("http", "/rdv/")[:2] == (308, "https://127.0.0.1/rdv/")
        assert ask("https", "/rdv")[0] == 308
        code, _, body = ask("https", "/rdv/")
        links = re.findall(r'(?:href|src|action)="(/[^"]*)"', body)
        assert code == 200 and links and all(link.startswith("/rdv/") for link in links), links
        style = next(link for link in links if ".css" in link)
        assert ask("https", style)[0] == 200
        code, _, body = ask("https", "/rdv/admin/welcome")
        assert code == 200 and 'action="/rdv/admin/welcome' in body, body[:500]
        assert ask("https", "/elsewhere")[0] == 404


ALL = [
    first_life, code_is_nowhere, dead_is_dead, supervised, ended_by_others, second_start, boot, upgrade, upgrade_of_the_killed,
    cut_anywhere, cut_first, cut_inside, no_room, downgrade, kept, deleted, words, choices, clock, stranger, little_memory, port_taken,
    damaged, other_shells, old_copies, behind_nginx,
]
