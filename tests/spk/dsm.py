"""A DSM of plain folders: unpacks packages and calls their scripts in DSM's order, with its variables, as the account of the package.

What DSM does with a failing script is done here as well: one before a step aborts it, one after a step leaves a broken package. Nothing
here judges the scripts; the stories in lifecycle.py do.
"""

import io
import os
import re
import resource
import shutil
import signal
import stat
import subprocess
import tarfile
import time

ACCOUNT = 61234
STUBS = ("synonotify", "synodsmnotify", "servicetool", "synosystemctl")
SCRIPT_SECONDS = 90


class Refused(Exception):
    """A script did not end with 0; what it told the user is in `told`."""

    def __init__(self, script, told):
        super().__init__(f"{script}: {told}")
        self.script, self.told = script, told


class PowerCut(Exception):
    """The machine went off here."""


class Package:
    """An .spk file that was read."""

    def __init__(self, path):
        with tarfile.open(path, "r:") as tar:
            self.files = {e.name: tar.extractfile(e).read() for e in tar if e.isfile()}
        self.info = dict(re.findall(r'^(\w+)="(.*)"$', self.files["INFO"].decode(), re.MULTILINE))
        self.version = self.info["version"]


class Nas:
    """One machine below a folder; `volume` is where Package Center puts packages."""

    def __init__(self, root, language="fre", volume="volume1"):
        self.root, self.language = root, language
        self.volume = os.path.join(root, volume)
        self.packages = os.path.join(root, "var/packages/grappe")
        self.wizard, self.extra, self.limits, self.cut = {}, {}, {}, None
        self.installed, self.told, self.calls = None, "", []
        for name in ("appstore", "appdata", "apphome", "apptemp", "appconf"):
            os.makedirs(os.path.join(self.volume, "@" + name), exist_ok=True)
        self.bin = os.path.join(root, "stubs")
        os.makedirs(self.bin, exist_ok=True)
        for name in STUBS:
            self.stub(name, f'echo "{name} $*" >>"{root}/stubs.log"')

    def stub(self, name, body):
        """A command that stands before the machine's own."""
        path = os.path.join(self.bin, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"#!/bin/sh\n{body}\n")
        os.chmod(path, 0o755)

    def at(self, kind, *names):
        return os.path.join(self.volume, "@app" + kind, "grappe", *names)

    def var(self, *names):
        return self.at("data", *names)

    # --- what DSM does with files ----------------------------------------------------------------------------------

    def _folders(self):
        """The folders of the package, where they are missing, and the links that scripts know them by."""
        os.makedirs(self.packages, exist_ok=True)
        links = {"target": "store", "var": "data", "home": "home", "tmp": "temp", "etc": "conf"}
        for link, kind in links.items():
            place = self.at(kind)
            if not os.path.isdir(place):
                os.makedirs(place)
                if kind != "store":
                    os.chown(place, ACCOUNT, ACCOUNT)
                    os.chmod(place, 0o755)
            path = os.path.join(self.packages, link)
            if not os.path.islink(path):
                os.symlink(place, path)

    def _unpack(self, package):
        """The payload, read only for the account, as it is on a volume that nobody may write."""
        shutil.rmtree(self.at("store"), ignore_errors=True)
        self._folders()
        with tarfile.open(fileobj=io.BytesIO(package.files["package.tgz"]), mode="r:*") as tar:
            tar.extractall(self.at("store"))
        for place, folders, files in os.walk(self.at("store")):
            for name in folders + files:
                path = os.path.join(place, name)
                os.chown(path, 0, 0)
                os.chmod(path, stat.S_IMODE(os.stat(path).st_mode) & ~0o022)

    def _scripts(self, package, place):
        shutil.rmtree(place, ignore_errors=True)
        os.makedirs(place)
        for name, content in package.files.items():
            if name.startswith("scripts/"):
                path = os.path.join(place, os.path.basename(name))
                with open(path, "wb") as file:
                    file.write(content)
                os.chmod(path, 0o755)
        return place

    # --- calling scripts -------------------------------------------------------------------------------------------

    def run(self, scripts, name, status, verb=None, package=None, old=None):
        """Calls one script; its exit code. Afterwards `told` is what the user saw."""
        shown = os.path.join(self.root, "shown")
        with open(shown, "w", encoding="utf-8"):
            os.chown(shown, ACCOUNT, ACCOUNT)
        package = package or self.installed
        variables = {
            "PATH": f"{self.bin}:/usr/bin:/bin", "SYNOPKG_PKGNAME": "grappe", "SYNOPKG_PKGVER": package.version,
            "SYNOPKG_PKGDEST": os.path.join(self.packages, "target"), "SYNOPKG_PKGDEST_VOL": self.volume,
            "SYNOPKG_PKGVAR": os.path.join(self.packages, "var"), "SYNOPKG_PKGHOME": os.path.join(self.packages, "home"),
            "SYNOPKG_PKGTMP": os.path.join(self.packages, "tmp"), "SYNOPKG_DSM_VERSION_MAJOR": "7",
            "SYNOPKG_DSM_VERSION_MINOR": "2", "SYNOPKG_PKG_STATUS": status, "SYNOPKG_USERNAME": "admin" if status else "",
        }
        if status:
            variables |= {"SYNOPKG_TEMP_LOGFILE": shown, "SYNOPKG_DSM_LANGUAGE": self.language}
        if old:
            variables["SYNOPKG_OLD_PKGVER"] = old
        variables |= self.wizard | self.extra
        command = [os.path.join(scripts, name)] + ([verb] if verb else [])
        with open(os.path.join(self.root, "package.log"), "ab") as log:
            done = subprocess.run(
                command, env=variables, user=ACCOUNT, group=ACCOUNT, extra_groups=[], cwd="/", stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=log, timeout=SCRIPT_SECONDS, preexec_fn=self._limit, check=False,
            )
        with open(shown, encoding="utf-8") as file:
            self.told = file.read() + done.stdout.decode()
        self.calls.append(f"{name} {verb or status}")
        return done.returncode

    def _limit(self):
        for kind, value in self.limits.items():
            resource.setrlimit(kind, (value, value))

    def _step(self, *arguments, **named):
        code = self.run(*arguments, **named)
        step = len(self.calls)
        if code != 0:
            raise Refused(self.calls[-1], self.told)
        if self.cut == step:
            raise PowerCut(self.calls[-1])

    def own(self):
        return os.path.join(self.packages, "scripts")

    # --- what an administrator does ---------------------------------------------------------------------------------

    def install(self, package):
        """Package Center, « Install » or « Repair »."""
        self._folders()
        waiting = self._scripts(package, os.path.join(self.root, "waiting"))
        everything = ""
        self._step(waiting, "preinst", "INSTALL", package=package)
        everything += self.told
        self._unpack(package)
        self.installed = package
        self._scripts(package, self.own())
        self._step(self.own(), "postinst", "INSTALL")
        self.told = everything + self.told

    def upgrade(self, package):
        """« Update », or « Manual Install » over what is there. Whatever ran runs again, the old version when the new one is refused."""
        waiting = self._scripts(package, os.path.join(self.root, "waiting"))
        old, ran = self.installed, self.status() == 0
        self.calls.clear()
        if ran:
            self._step(self.own(), "start-stop-status", "UPGRADE", verb="prestop")
            self._step(self.own(), "start-stop-status", "UPGRADE", verb="stop")
        try:
            self._step(waiting, "preupgrade", "UPGRADE", package=package, old=old.version)
        except Refused as refused:
            if ran:
                self.start()
            raise refused
        self._step(self.own(), "preuninst", "UPGRADE")
        self._step(self.own(), "postuninst", "UPGRADE")
        self._step(waiting, "preinst", "UPGRADE", package=package, old=old.version)
        self._unpack(package)
        self.installed = package
        self._scripts(package, self.own())
        self._step(self.own(), "postinst", "UPGRADE", old=old.version)
        self._step(self.own(), "postupgrade", "UPGRADE", old=old.version)
        told = self.told
        if ran:
            self.start()
        self.told = told

    def uninstall(self):
        self.calls.clear()
        self._step(self.own(), "start-stop-status", "UNINSTALL", verb="prestop")
        self._step(self.own(), "start-stop-status", "UNINSTALL", verb="stop")
        self._step(self.own(), "preuninst", "UNINSTALL")
        waiting = self._scripts(self.installed, os.path.join(self.root, "waiting"))
        shutil.rmtree(self.at("store"))
        self._step(waiting, "postuninst", "UNINSTALL")
        shutil.rmtree(self.own())
        self.installed = None

    def start(self, status="START"):
        """At boot DSM says no status, shows nothing and knows no language."""
        self._step(self.own(), "start-stop-status", status, verb="prestart")
        self._step(self.own(), "start-stop-status", status, verb="start")

    def stop(self, status="STOP"):
        if status:
            self._step(self.own(), "start-stop-status", status, verb="prestop")
        self._step(self.own(), "start-stop-status", status, verb="stop")

    def status(self):
        return self.run(self.own(), "start-stop-status", "", verb="status")

    # --- what is there ----------------------------------------------------------------------------------------------

    def pid(self, name="grappe"):
        with open(self.var("run", name + ".pid"), encoding="ascii") as file:
            return int(file.read())

    def living(self):
        """States of the processes of the account, without those that have ended and wait for their parent."""
        command = ["ps", "-o", "stat=", "-u", str(ACCOUNT)]
        return [state for state in subprocess.run(command, capture_output=True, text=True, check=False).stdout.split() if state[0] != "Z"]

    def power_off(self):
        """Everything of the package ends where it is; what DSM put away for the step goes as well."""
        for name in ("supervisor", "grappe"):
            try:
                os.kill(self.pid(name), signal.SIGKILL)
            except (OSError, ValueError):
                continue
        time.sleep(0.3)
        self.cut = None

    def grappe(self, *arguments):
        """The installed program, as its own account."""
        done = subprocess.run(
            [self.at("store", "bin/grappe"), *arguments], user=ACCOUNT, group=ACCOUNT, extra_groups=[], cwd="/", check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
        )
        return done.returncode, done.stdout.decode()

    def content(self, folder=None):
        """A mark of what the database holds: its log is a chain, whose last hash covers every act. Checks the folder on the way."""
        code, said = self.grappe("check", "--data", folder or self.var("data"))
        if code != 0:
            raise AssertionError(f"the data are not sound: {said}")
        return re.search(r"[0-9a-f]{64}", said)[0]

    def copied(self, folder):
        """The same of a copy from before an upgrade, put back beside the key."""
        put_back = os.path.join(self.root, "put-back")
        shutil.rmtree(put_back, ignore_errors=True)
        subprocess.run(["cp", "-a", folder, put_back], check=True)
        subprocess.run(["cp", "-a", self.var("data/device.key"), put_back], check=True)
        return self.content(put_back)
