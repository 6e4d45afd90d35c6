"""The life of the Debian package: installed, started, hurt, updated, removed. life.py FOLDER PACKAGE; FOLDER/root is a fresh tree."""

import os
import re
import shutil
import subprocess
import sys
import time

from box import Box, chrooted, until

PAGE = "http://127.0.0.1:8080/privacy"
CONFIG = "/etc/grappe/grappe.toml"
MOST_EXPOSED = 1.5
passed, failed = 0, 0


def story(life, name, act):
    """One test. Those that follow go on: each says by itself what it found."""
    global passed, failed
    began = time.monotonic()
    if life.box:
        # All these starts in a few minutes are no sign of a broken program.
        life.box.run("systemctl", "reset-failed", "grappe.service")
    try:
        act()
    except Exception as error:  # noqa: BLE001 whatever a story ends with is its failure
        failed += 1
        print(f"FAILED {name}: {error}", flush=True)
    else:
        passed += 1
        print(f"ok     {name} ({time.monotonic() - began:.1f} s)", flush=True)


class Life:
    """The package on one machine."""

    def __init__(self, folder, package):
        self.folder, self.package = folder, package
        self.root = os.path.join(folder, "root")
        self.box = None
        shutil.copy(package, os.path.join(self.root, "root/grappe.deb"))

    # --- the file -----------------------------------------------------------------------------------------------------

    def lintian_has_nothing_to_say(self):
        found = subprocess.run(["lintian", "--fail-on", "error,warning", "--tag-display-limit", "0", "--allow-root",
                                self.package], capture_output=True, text=True)
        said = [line for line in found.stdout.splitlines() if not line.startswith("N:")]
        assert found.returncode == 0 and not said, f"{found.stdout}{found.stderr}"

    def the_same_program_gives_the_same_bytes(self):
        again = os.path.join(self.folder, "again")
        target = "x86_64-unknown-linux-gnu" if os.uname().machine == "x86_64" else "aarch64-unknown-linux-gnu"
        binary = os.path.join(self.folder, "grappe")
        subprocess.run(["dpkg-deb", "-x", self.package, again + "-tree"], check=True)
        shutil.copy(again + "-tree/usr/bin/grappe", binary)
        made = subprocess.run(["packaging/deb", target, binary, "--out", again, "--fast"], capture_output=True, text=True, check=True).stdout.split()[-1]
        with open(made, "rb") as one, open(self.package, "rb") as other:
            assert one.read() == other.read(), "two packages of one program differ"

    def another_architecture_is_refused(self):
        ended = subprocess.run(["packaging/deb", "armv7-unknown-linux-gnueabihf", "/bin/true", "--out", self.folder],
                               capture_output=True, text=True)
        assert ended.returncode == 2 and "no program for armv7" in ended.stderr, ended.stderr

    # --- the tree, nothing running ------------------------------------------------------------------------------------

    def apt_installs_it_into_a_fresh_tree(self):
        ended = chrooted(self.root, "apt-get", "install", "-y", "-q", "--no-install-recommends", "/root/grappe.deb")
        assert ended.returncode == 0, ended.stdout + ended.stderr
        assert "/admin/welcome" in ended.stdout and "grappe user code admin" in ended.stdout, ended.stdout

    def who_may_read_what(self):
        found = chrooted(self.root, "stat", "-c", "%a %U:%G %n", "/etc/grappe", CONFIG, "/var/lib/grappe", "/var/lib/grappe/grappe.sqlite3",
                         "/var/lib/grappe/device.key").stdout.splitlines()
        assert found == [
            "750 root:grappe /etc/grappe", f"640 root:grappe {CONFIG}", "700 grappe:grappe /var/lib/grappe",
            "600 grappe:grappe /var/lib/grappe/grappe.sqlite3", "600 grappe:grappe /var/lib/grappe/device.key",
        ], found
        account = chrooted(self.root, "getent", "passwd", "grappe").stdout
        assert account.strip().endswith("nologin"), account
        with open(self.root + CONFIG, encoding="utf-8") as file:
            config = file.read()
        assert "# Configuration de Grappe." in config and not re.search(r"(?m)^(password|.*secret)", config), config

    def the_unit_is_closed(self):
        unit = "/usr/lib/systemd/system/grappe.service"
        ended = chrooted(self.root, "systemd-analyze", "security", "--offline=true", "--no-pager", f"--threshold={int(MOST_EXPOSED * 10)}", unit)
        exposure = re.search(r"exposure level for grappe.service: ([0-9.]+)", ended.stdout)
        assert ended.returncode == 0 and exposure and float(exposure.group(1)) <= MOST_EXPOSED, ended.stdout + ended.stderr
        print(f"       exposure of grappe.service {exposure.group(1)}")
        for unit in ("grappe.service", "grappe.socket", "grappe-https.socket"):
            ended = chrooted(self.root, "systemd-analyze", "verify", "--man=no", f"/usr/lib/systemd/system/{unit}")
            about = [line for line in (ended.stdout + ended.stderr).splitlines() if "grappe" in line]
            assert ended.returncode == 0 and not about, about

    # --- under systemd ------------------------------------------------------------------------------------------------

    def boots(self):
        self.box = Box(self.root)
        until("the service is active", 60, lambda: self.box.state() == "active")
        self.answers(PAGE)

    def answers(self, page):
        until(f"{page} answers", 30, lambda: self.box.visited(page).startswith("200"))

    def stays_within_its_walls(self):
        box = self.box
        process = box.main_process()
        status = box.status_of(process)
        assert status["NoNewPrivs"] == "1" and status["Seccomp"] == "2", status
        assert int(status["CapEff"], 16) == int(status["CapBnd"], 16) == 0, status
        assert status["Uid"].split()[0] == box.said("id", "-u", "grappe"), status["Uid"]
        seen = {line.split()[4]: line.split()[5] for line in box.said("cat", f"/proc/{process}/mountinfo").splitlines()}
        assert "ro" in seen["/"].split(",") and "rw" in seen["/var/lib/grappe"].split(","), seen
        own, all_users = (box.said("cat", f"/proc/{which}/uid_map").split() for which in (process, "1"))
        assert own != all_users, "PrivateUsers does not hold"
        assert box.visited("http://127.0.0.1:8080/healthz") == "200 ok\n\n"

    def comes_back(self, hurt, seconds):
        box = self.box
        before = box.main_process()
        began = time.monotonic()
        box.done("sh", "-c", f"kill -s {hurt} {before}")
        until("another process", seconds, lambda: box.main_process() not in ("0", before))
        self.answers(PAGE)
        print(f"       after SIG{hurt} it answers again within {time.monotonic() - began:.1f} s")

    def is_started_again_after_a_crash(self):
        self.comes_back("KILL", 15)

    def is_killed_and_started_again_when_it_hangs(self):
        self.comes_back("STOP", 45)
        assert "atchdog" in self.box.journal(), self.box.journal()

    def goes_on_being_watched_for_longer_than_the_watchdog(self):
        before = self.box.main_process()
        time.sleep(33)
        assert self.box.main_process() == before and self.box.state() == "active"

    def has_port_443_without_rights(self):
        """With a certificate of files; curl believes it, and nothing else."""
        box = self.box
        box.done("systemctl", "stop", "grappe.service")
        own = 'listen = "127.0.0.1:8443"\\nnames = ["rdv.example.org"]\\ncertificate = "/etc/grappe/own.pem"\\nkey = "/etc/grappe/own.key"'
        box.done("cp", "-p", CONFIG, "/root/config")
        box.done("sed", "-i", rf"/^\[tls\]$/a {own}", CONFIG)
        made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30", "-subj",
                "/CN=rdv.example.org", "-addext", "subjectAltName=DNS:rdv.example.org", "-keyout", self.root + "/etc/grappe/own.key",
                "-out", self.root + "/etc/grappe/own.pem"]
        subprocess.run(made, check=True, capture_output=True)
        box.done("sh", "-c", "chown root:grappe /etc/grappe/own.* && chmod 640 /etc/grappe/own.*")
        box.done("systemctl", "enable", "--now", "grappe.socket", "grappe-https.socket")
        box.done("systemctl", "start", "grappe.service")
        asked = ["curl", "--silent", "--show-error", "--max-time", "10", "--cacert", self.root + "/etc/grappe/own.pem", "--resolve",
                 "rdv.example.org:443:127.0.0.1", "--output", "/dev/null", "--write-out", "%{http_code}", "https://rdv.example.org/privacy"]
        until("https answers", 30, lambda: subprocess.run(box.outside(*asked), capture_output=True, text=True).stdout == "200")
        box.done("systemctl", "disable", "--now", "grappe.socket", "grappe-https.socket")
        box.done("sh", "-c", f"cp -p /root/config {CONFIG} && rm /etc/grappe/own.*")
        box.done("systemctl", "restart", "grappe.service")
        self.answers(PAGE)

    def has_port_80_without_rights(self):
        box = self.box
        box.done("systemctl", "stop", "grappe.service")
        box.done("systemctl", "enable", "--now", "grappe.socket")
        box.done("systemctl", "start", "grappe.service")
        for page in ("http://127.0.0.1/privacy", "http://[::1]/privacy"):
            self.answers(page)
        assert "no answer" in box.visited(PAGE), "the configured port is not used as well"
        # Nobody is turned away while it is restarted.
        box.done("systemctl", "restart", "--no-block", "grappe.service")
        assert box.visited("http://127.0.0.1/privacy").startswith("200")
        box.done("systemctl", "disable", "--now", "grappe.socket")
        box.done("systemctl", "restart", "grappe.service")
        self.answers(PAGE)

    def says_what_to_do_when_the_port_is_taken(self):
        box = self.box
        box.done("systemctl", "stop", "grappe.service")
        other = subprocess.Popen(box.outside("python3", "-m", "http.server", "--bind", "127.0.0.1", "8080"), stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
        try:
            until("the port is taken", 10, lambda: not box.visited("http://127.0.0.1:8080/").startswith("no answer"))
            ended = box.run("systemctl", "start", "grappe.service")
            assert ended.returncode != 0
            said = box.journal()
            assert "127.0.0.1:8080 est déjà pris par un autre programme" in said and "« listen »" in said.replace("\u00a0", " "), said
        finally:
            other.kill()
            other.wait()
        # Nobody has to do anything once it is free.
        until("it starts by itself", 20, lambda: box.state() == "active")

    def a_wrong_configuration_is_not_tried_again(self):
        box = self.box
        box.done("sh", "-c", f"cp -p {CONFIG} /root/config && printf '\\n[server2]\\nx = 1\\n' >>{CONFIG}")
        assert box.run("systemctl", "restart", "grappe.service").returncode != 0
        time.sleep(5)
        assert box.state() == "failed", box.state()
        assert "server2" in box.journal()
        box.done("sh", "-c", f"cp -p /root/config {CONFIG}")
        box.done("systemctl", "restart", "grappe.service")

    def examples_let_it_start(self):
        box = self.box
        box.done("sh", "-c", "groupadd -f gammu; groupadd -f radicale; mkdir -p /var/spool/gammu /var/lib/radicale")
        for example in ("modem", "radicale", "smsd"):
            box.done("install", "-D", "-m", "644", f"/usr/share/doc/grappe/examples/{example}.conf",
                     "/etc/systemd/system/grappe.service.d/example.conf")
            box.done("systemctl", "daemon-reload")
            box.done("systemctl", "restart", "grappe.service")
            self.answers(PAGE)
        box.done("rm", "-r", "/etc/systemd/system/grappe.service.d")
        box.done("systemctl", "daemon-reload")
        box.done("systemctl", "restart", "grappe.service")

    # --- versions -----------------------------------------------------------------------------------------------------

    def kept(self):
        """What nobody may lose: configuration, key, accounts."""
        sums = self.box.done("sha256sum", CONFIG, "/var/lib/grappe/device.key")
        return sums + self.as_owner("user", "list")

    def as_owner(self, *words):
        """A command on the data, as their owner and while the service stands still."""
        was_active = self.box.state() == "active"
        if was_active:
            self.box.done("systemctl", "stop", "grappe.service")
        said = self.box.done("runuser", "-u", "grappe", "--", "grappe", *words)
        if was_active:
            self.box.done("systemctl", "start", "grappe.service")
        return said

    def an_update_keeps_configuration_and_data(self):
        box = self.box
        box.done("sh", "-c", f"echo '# de la main du cabinet' >>{CONFIG}")
        self.as_owner("user", "add", "marie", "--name", "Marie", "--role", "secretary")
        before, process = self.kept(), box.main_process()
        box.done("dpkg", "-i", "/root/grappe.deb")
        assert box.main_process() not in ("0", process), "the new program runs"
        self.answers(PAGE)
        after = self.kept()
        assert before == after and "marie" in after, f"{before}\n{after}"

    def an_older_version_is_refused(self):
        box, newer = self.box, os.path.join(self.folder, "newer")
        subprocess.run(["dpkg-deb", "-R", self.package, newer], check=True)
        version = subprocess.run(["dpkg-deb", "-f", self.package, "Version"], check=True, capture_output=True, text=True).stdout.strip()
        for name in ("control", "preinst"):
            path = os.path.join(newer, "DEBIAN", name)
            with open(path, encoding="utf-8") as file:
                text = file.read()
            with open(path, "w", encoding="utf-8") as file:
                file.write(text.replace(version, "99.0"))
        subprocess.run(["dpkg-deb", "-Zgzip", "-z1", "--build", newer, os.path.join(self.root, "root/newer.deb")], check=True, capture_output=True)
        box.done("dpkg", "-i", "/root/newer.deb")
        before, process = self.kept(), box.main_process()
        ended = box.run("dpkg", "-i", "/root/grappe.deb")
        assert ended.returncode != 0 and "est plus récente que ce paquet" in ended.stderr, ended.stdout + ended.stderr
        assert box.said("dpkg-query", "-W", "-f", "${Version} ${db:Status-Status}", "grappe") == "99.0 installed"
        until("the newer one goes on", 30, lambda: box.state() == "active" and box.main_process() != "0")
        assert process and self.kept() == before

    def a_removal_keeps_the_data(self):
        box = self.box
        before = self.kept()
        box.done("apt-get", "remove", "-y", "-q", "grappe")
        assert box.state() in ("inactive", "failed") and "no answer" in box.visited(PAGE)
        box.done("test", "-s", "/var/lib/grappe/grappe.sqlite3", "-a", "-s", CONFIG)
        box.done("dpkg", "-i", "/root/grappe.deb")
        self.answers(PAGE)
        assert self.kept() == before

    def data_without_their_configuration_are_taken_up(self):
        box = self.box
        box.done("dpkg", "--remove", "grappe")
        box.done("rm", CONFIG)
        box.done("dpkg", "-i", "/root/grappe.deb")
        self.answers(PAGE)
        assert "marie" in self.as_owner("user", "list")

    def a_purge_leaves_nothing(self):
        box = self.box
        box.done("apt-get", "purge", "-y", "-q", "grappe")
        left = box.said("sh", "-c", "ls -d /etc/grappe /var/lib/grappe /usr/bin/grappe /etc/systemd/system/*/grappe* 2>/dev/null")
        assert left == "", left
        box.done("dpkg", "-i", "/root/grappe.deb")
        self.answers(PAGE)
        assert "marie" not in self.as_owner("user", "list"), "a new practice begins empty"


    def an_installation_that_was_cut_off_is_finished(self):
        box = self.box
        box.done("apt-get", "purge", "-y", "-q", "grappe")
        box.done("dpkg", "--unpack", "/root/grappe.deb")
        box.done("install", "-d", "-o", "grappe", "-g", "grappe", "-m", "0700", "/var/lib/grappe")
        cut = box.run("runuser", "-u", "grappe", "--", "grappe", "init", "--config", "/etc/grappe.toml", "--data", "/var/lib/grappe")
        assert cut.returncode != 0
        box.done("test", "-s", "/var/lib/grappe/grappe.sqlite3", "-a", "!", "-e", CONFIG)
        said = box.done("dpkg", "--configure", "grappe")
        assert "/admin/welcome" in said, said
        self.answers(PAGE)
        assert "admin" in self.as_owner("user", "list")


def main():
    life = Life(sys.argv[1], sys.argv[2])
    acts = [
        life.lintian_has_nothing_to_say, life.the_same_program_gives_the_same_bytes, life.another_architecture_is_refused,
        life.apt_installs_it_into_a_fresh_tree, life.who_may_read_what, life.the_unit_is_closed, life.boots, life.stays_within_its_walls,
        life.is_started_again_after_a_crash, life.is_killed_and_started_again_when_it_hangs,
        life.goes_on_being_watched_for_longer_than_the_watchdog, life.has_port_80_without_rights, life.has_port_443_without_rights,
        life.says_what_to_do_when_the_port_is_taken, life.a_wrong_configuration_is_not_tried_again, life.examples_let_it_start,
        life.an_update_keeps_configuration_and_data, life.an_older_version_is_refused, life.a_removal_keeps_the_data,
        life.data_without_their_configuration_are_taken_up, life.a_purge_leaves_nothing,
        life.an_installation_that_was_cut_off_is_finished,
    ]
    for act in acts:
        story(life, act.__name__.replace("_", " "), act)
    if life.box:
        if failed:
            print(life.box.journal()[-6000:])
        life.box.halt()
    print(f"deb: {passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
