"""Stories of versions and of removal: what an update, a cut and an uninstallation leave of the data. Each gets a maker of machines and three versions of the package, oldest first."""

import os
import subprocess
import time

from dsm import ACCOUNT, PowerCut
from story import CODE, page, refused, installed


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
        assert os.path.exists(box.var("data/grappe.sqlite3"))
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


ALL = [upgrade, upgrade_of_the_killed, cut_anywhere, cut_first, cut_inside, downgrade, kept, deleted, choices, old_copies]
