"""A machine in a folder: real systemd in systemd-nspawn, with a network of its own."""

import os
import subprocess
import time

VISITOR = """
import sys, urllib.request, urllib.error
try:
    with urllib.request.urlopen(sys.argv[1], timeout=5) as answer:
        print(answer.status, answer.read().decode(errors="replace"))
except urllib.error.HTTPError as error:
    print(error.code)
except OSError as error:
    print("no answer:", error)
"""
CGROUPS = "/sys/fs/cgroup"


def until(what, seconds, probe):
    """Waits for a probe to be true; its value. Fails after that many seconds."""
    end = time.monotonic() + seconds
    while True:
        value = probe()
        if value:
            return value
        assert time.monotonic() < end, f"{what}: not within {seconds} s"
        time.sleep(0.2)


def chrooted(root, *command):
    """A command in the tree while nothing runs in it."""
    return subprocess.run(["chroot", root, "env", "DEBIAN_FRONTEND=noninteractive", *command], capture_output=True, text=True)


class Box:
    """See the module. Stopped by `halt`."""

    def __init__(self, root):
        # systemd wants the unified hierarchy; on machines with the old one it has its own mount of it, without the controllers that the
        # old one has taken: limits on memory and tasks are then asked for and not kept.
        subprocess.run(["mount", "--make-rprivate", "/"], check=True)
        subprocess.run(["mount", "-t", "cgroup2", "none", CGROUPS], check=True)
        self.group = os.path.join(CGROUPS, "grappe-deb")
        os.makedirs(self.group, exist_ok=True)
        self._joins(self.group)
        self.console = open(os.path.join(os.path.dirname(root), "console.log"), "wb")
        self.container = subprocess.Popen(
            ["systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--private-network", "--console=pipe", "-D", root, "--boot"],
            stdin=subprocess.DEVNULL, stdout=self.console, stderr=subprocess.STDOUT)
        self.leader = until("systemd begins", 20, self._leader)
        until("the machine is up", 60, lambda: self.said("systemctl", "is-system-running") in ("running", "degraded"))

    def _joins(self, group):
        with open(os.path.join(group, "cgroup.procs"), "w", encoding="ascii") as procs:
            procs.write(str(os.getpid()))

    def _leader(self):
        assert self.container.poll() is None, "systemd-nspawn has ended: see the console"
        with open(f"/proc/{self.container.pid}/task/{self.container.pid}/children", encoding="ascii") as children:
            for child in children.read().split():
                with open(f"/proc/{child}/comm", encoding="utf-8") as comm:
                    if comm.read().strip() == "systemd":
                        return child
        return None

    def run(self, *command):
        """A command inside, as root."""
        entered = ["nsenter", "-t", self.leader, "-m", "-u", "-i", "-n", "-p", "-r", "-w", "--"]
        clean = ["env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND=noninteractive", "HOME=/root"]
        return subprocess.run([*entered, *clean, *command], capture_output=True, text=True, stdin=subprocess.DEVNULL)

    def said(self, *command):
        return self.run(*command).stdout.strip()

    def done(self, *command):
        """The same where anything but success is a failure of the test."""
        ended = self.run(*command)
        assert ended.returncode == 0, f"{' '.join(command)}: {ended.stdout}{ended.stderr}"
        return ended.stdout + ended.stderr

    def outside(self, *command):
        """A program of this machine in the network of the other one."""
        return ["nsenter", "-t", self.leader, "-n", *command]

    def visited(self, address):
        """Status and text of a page, asked from inside the box's network."""
        asked = subprocess.run(self.outside("python3", "-c", VISITOR, address), capture_output=True, text=True)
        return asked.stdout

    def main_process(self):
        return self.said("systemctl", "show", "-P", "MainPID", "grappe.service")

    def state(self, unit="grappe.service"):
        return self.said("systemctl", "is-active", unit)

    def journal(self):
        return self.said("journalctl", "-u", "grappe.service", "-o", "cat", "--no-pager")

    def status_of(self, process):
        """/proc/PID/status inside, as a table."""
        lines = self.said("cat", f"/proc/{process}/status").splitlines()
        return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}

    def halt(self):
        self.run("systemctl", "poweroff", "--no-block")
        try:
            self.container.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.container.kill()
            self.container.wait()
        self.console.close()
        self._joins(CGROUPS)
        for folder, _, _ in os.walk(self.group, topdown=False):
            os.rmdir(folder)
