"""Checks 17 to 20: the scripts, read and run."""

import os
import re
import shutil
import subprocess
import tempfile

SCRIPTS = ("preinst", "postinst", "preuninst", "postuninst", "preupgrade", "postupgrade", "start-stop-status")
FORBIDDEN = re.compile(r"(?<![\w/.-])(?:sudo|su|chown|synouser|synogroup|synoshare|curl|wget)(?![\w-])|/volume1\b")
SECONDS = 60
NOBODY = 65534


def _unpacked(spk, folder):
    """The scripts as files; the folder that holds them."""
    place = os.path.join(folder, "scripts")
    os.makedirs(place)
    for name, content in spk.files.items():
        if name.startswith("scripts/"):
            path = os.path.join(place, os.path.basename(name))
            with open(path, "wb") as file:
                file.write(content)
            os.chmod(path, 0o755)
    return place


def shell(spk):
    modes = {entry.name: entry.mode for entry in spk.entries}
    for name in SCRIPTS:
        if f"scripts/{name}" not in spk.files:
            yield f"scripts/{name} is missing"
    for name, text in spk.scripts().items():
        if text.split("\n", 1)[0] != "#!/bin/sh":
            yield f"{name} does not begin with #!/bin/sh"
        if "\r" in text:
            yield f"{name} has lines that end with CR"
        if modes[name] != 0o755:
            yield f"{name} has mode {modes[name]:04o}, not 0755"
    if not shutil.which("shellcheck"):
        yield "shellcheck is not installed, so that nothing can be said of the scripts"
        return
    with tempfile.TemporaryDirectory() as folder:
        place = _unpacked(spk, folder)
        for name in sorted(os.listdir(place)):
            if subprocess.run(["sh", "-n", os.path.join(place, name)], capture_output=True, check=False).returncode != 0:
                yield f"scripts/{name} cannot be read by sh"
        # One call for all of them: it takes longer to begin than to read.
        command = ["shellcheck", "-x", "-P", "SCRIPTDIR", "-s", "sh", "-f", "gcc", *sorted(os.listdir(place))]
        said = subprocess.run(command, capture_output=True, text=True, cwd=place, check=False)
        for line in (said.stdout + said.stderr).splitlines() if said.returncode != 0 else []:
            yield f"scripts/{line}"


def forbidden(spk):
    for name, text in spk.scripts().items():
        for at, line in enumerate(text.splitlines(), 1):
            found = FORBIDDEN.search(line)
            if found and not line.lstrip().startswith("#"):
                yield f"{name}, line {at}: « {found[0]} »"


class Trial:
    """A folder with the scripts, a program that only sleeps, and empty data."""

    def __init__(self, spk, folder):
        self.scripts = _unpacked(spk, folder)
        self.var, self.target = os.path.join(folder, "var"), os.path.join(folder, "target")
        os.makedirs(os.path.join(self.var, "run"))
        os.makedirs(os.path.join(self.target, "bin"))
        self.program = os.path.join(self.target, "bin/grappe")
        shutil.copy(os.path.realpath("/bin/sleep"), self.program)
        self.account = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        if self.account:
            for place, _, files in os.walk(folder):
                for path in [place] + [os.path.join(place, name) for name in files]:
                    os.chown(path, NOBODY, NOBODY)

    def run(self, script, *arguments, **variables):
        """Its exit code."""
        known = {"PATH": "/usr/bin:/bin", "SYNOPKG_PKGVAR": self.var, "SYNOPKG_PKGDEST": self.target} | variables
        command = ["sh", os.path.join(self.scripts, script), *arguments]
        done = subprocess.run(command, env=known, capture_output=True, stdin=subprocess.DEVNULL, timeout=SECONDS, check=False, **self.account)
        return done.returncode

    def number(self, pid):
        with open(os.path.join(self.var, "run/grappe.pid"), "w", encoding="ascii") as file:
            file.write(f"{pid}\n")


def verbs(spk):
    if "scripts/start-stop-status" not in spk.files:
        return
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(spk, folder)

        def wrong(verb, wanted, state):
            code = trial.run("start-stop-status", verb)
            if code not in wanted:
                yield f"start-stop-status {verb} gives {code} {state}"

        for verb in ("prestart", "prestop", "stop", "log"):
            yield from wrong(verb, (0,), "with nothing running")
        yield from wrong("status", (3,), "with nothing running, not 3")
        # The program of this trial cannot prepare anything: a start of it must be a failure that is said.
        yield from wrong("start", (1,), "with a program that does not start, not 1")
        ended = subprocess.Popen(["true"])
        ended.wait()
        trial.number(ended.pid)
        yield from wrong("status", (1,), "with the number of a dead process, not 1")
        with subprocess.Popen([trial.program, str(SECONDS)], **trial.account) as running:
            trial.number(running.pid)
            yield from wrong("status", (0,), "with the program running, not 0")
            running.kill()
        with subprocess.Popen(["sleep", str(SECONDS)], **trial.account) as other:
            trial.number(other.pid)
            yield from wrong("status", (1,), "with the number of somebody else's process, not 1")
            other.kill()


def deletion(spk):
    if "scripts/postuninst" not in spk.files:
        return
    for status, choice in (("UPGRADE", "true"), ("UNINSTALL", ""), ("UNINSTALL", "false"), ("", "true"), ("UNINSTALL", "true")):
        with tempfile.TemporaryDirectory() as folder:
            trial = Trial(spk, folder)
            data = os.path.join(trial.var, "data")
            os.makedirs(data)
            if trial.account:
                os.chown(data, NOBODY, NOBODY)
            trial.run("postuninst", SYNOPKG_PKG_STATUS=status, wizard_delete_data=choice)
            is_meant = (status, choice) == ("UNINSTALL", "true")
            if os.path.exists(data) == is_meant:
                happened = "keeps" if is_meant else "deletes"
                yield f"postuninst {happened} the data with status « {status} » and wizard_delete_data « {choice} »"
