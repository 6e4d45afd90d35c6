"""Stories of starting, stopping and running. Each gets a maker of machines and three versions of the package, oldest first."""

import glob
import os
import re
import resource
import signal
import subprocess

import proxy
from dsm import ACCOUNT
from story import CODE, MEBIBYTE, page, refused, until, installed


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
    until(lambda: box.living() == [])
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


def little_memory(nas, one, two, three):
    """512 MB of address space for everything"""
    box = nas()
    box.limits = {resource.RLIMIT_AS: 512 * MEBIBYTE}
    installed(box, two)
    with open(f"/proc/{box.pid()}/status", encoding="ascii") as file:
        print("        " + re.search(r"VmHWM:.*", file.read())[0])


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


ALL = [first_life, code_is_nowhere, dead_is_dead, supervised, ended_by_others, second_start, boot, words, clock, little_memory, other_shells, behind_nginx]
