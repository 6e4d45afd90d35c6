"""A calendar server on loopback, Radicale, with as many events as one likes; its log says who asked for what. And the client beside ours."""
import base64
import datetime as dt
import http.client
import os
import re
import socket
import subprocess
import time

from grappe import ROOT

VENV = ROOT / "target/bench/venv"
PACKAGES = ["radicale==3.9.0", "vdirsyncer==0.21.0"]
# A day of events, from 8 o'clock on, one after the other.
A_DAY, MINUTES, OPENS = 24, 20, 8
ZONE = "".join(
    f"{line}\r\n"
    for line in [
        "BEGIN:VTIMEZONE", "TZID:Europe/Paris",
        "BEGIN:DAYLIGHT", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST",
        "DTSTART:19700329T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
        "BEGIN:STANDARD", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET",
        "DTSTART:19701025T030000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD", "END:VTIMEZONE",
    ]
)
ASKED = re.compile(r"\] ([A-Z]+) request for .* received from [^ ]+(?: using '([^']*)')?")
ANSWERED = re.compile(r"\] [A-Z]+ response status for ")


def install():
    if not (VENV / "bin/vdirsyncer").exists():
        subprocess.run(["python3", "-m", "venv", VENV], check=True)
        subprocess.run([VENV / "bin/pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES], check=True)


def event(number, start=None, revision=0):
    """The event of a number, which is always the same but for its week; one in fifty repeats, one in fifty takes no time."""
    if start is None:
        today = dt.date.today()
        monday = dt.datetime.combine(today - dt.timedelta(today.weekday()), dt.time(OPENS))
        start = monday + dt.timedelta(days=number // A_DAY, minutes=MINUTES * (number % A_DAY))
    end = start + dt.timedelta(minutes=MINUTES)
    more = {7: "RRULE:FREQ=WEEKLY;COUNT=20\r\n", 9: "TRANSP:TRANSPARENT\r\n"}.get(number % 50, "")
    return (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\n{ZONE}BEGIN:VEVENT\r\nUID:bench-{number:06d}@bench\r\n"
        f"DTSTAMP:20261101T000000Z\r\nSEQUENCE:{revision}\r\nDTSTART;TZID=Europe/Paris:{start:%Y%m%dT%H%M%S}\r\n"
        f"DTEND;TZID=Europe/Paris:{end:%Y%m%dT%H%M%S}\r\nSUMMARY:Bench {number} rev {revision}\r\n{more}END:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


class Radicale:
    """One account, « dr » with the password « secret »."""

    def __init__(self, folder):
        folder.mkdir()
        self.folder, self.log, self.read = folder, folder / "log", 0
        self.open = 0
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        (folder / "users").write_text("dr:secret\n")
        (folder / "config").write_text(
            f"[server]\nhosts = 127.0.0.1:{self.port}\n[auth]\ntype = htpasswd\nhtpasswd_filename = {folder}/users\n"
            f"htpasswd_encryption = plain\ndelay = 0\n[storage]\nfilesystem_folder = {folder}/collections\n[logging]\nlevel = info\n"
        )
        self.start()

    def start(self):
        with open(self.log, "ab") as log:
            command = [VENV / "bin/python", "-m", "radicale", "--config", self.folder / "config"]
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit(f"Radicale did not start: {self.log.read_text()}")

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def url(self, name):
        return f"http://127.0.0.1:{self.port}/dr/{name}/"

    def calendar(self, name, count):
        """Makes a calendar and puts so many events into its folder; the server is stopped meanwhile."""
        status = self.ask("MKCALENDAR", name)
        assert status == 201, f"MKCALENDAR: {status}"
        self.stop()
        for number in range(count):
            (self.place(name) / self.file(number)).write_bytes(event(number))
        self.start()
        # The first question builds what the server keeps of each event.
        status = self.ask("PROPFIND", name, b'<propfind xmlns="DAV:"><prop><getetag/></prop></propfind>', Depth="1")
        assert status == 207, f"PROPFIND: {status}"

    def place(self, name):
        return self.folder / "collections/collection-root/dr" / name

    @staticmethod
    def file(number):
        return f"bench-{number:06d}.ics"

    def put(self, name, number, body):
        status = self.ask("PUT", f"{name}/{self.file(number)}", body)
        assert status in (201, 204), f"PUT: {status}"

    def ask(self, method, path, body=b"", **headers):
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        sign_in = base64.b64encode(b"dr:secret").decode()
        kind = "text/calendar; charset=utf-8" if method == "PUT" else "application/xml; charset=utf-8"
        path = f"/dr/{path}" if "." in path else f"/dr/{path}/"
        headers |= {"Authorization": f"Basic {sign_in}", "User-Agent": "bench", "Content-Type": kind}
        client.request(method, path, body, headers)
        answer = client.getresponse()
        answer.read()
        client.close()
        return answer.status

    def heard(self, agent):
        """The methods that this program asked for since the last look."""
        with open(self.log, errors="replace") as log:
            log.seek(self.read)
            text = log.read()
        whole = text[: text.rfind("\n") + 1]
        self.read += len(whole.encode())
        found = []
        for line in whole.splitlines():
            if asked := ASKED.search(line):
                self.open += 1
                found += [asked[1]] if (asked[2] or "").startswith(agent) else []
            elif ANSWERED.search(line):
                self.open -= 1
        return found


class Vdirsyncer:
    """The client beside ours: the same calendar, kept as files in a folder."""

    def __init__(self, folder, url):
        folder.mkdir()
        (folder / "files").mkdir()
        name = url.rstrip("/").rsplit("/", 1)[1]
        self.config = folder / "config"
        self.config.write_text(
            f'[general]\nstatus_path = "{folder}/status"\n[pair b]\na = "files"\nb = "server"\ncollections = ["{name}"]\n'
            f'conflict_resolution = "b wins"\n[storage files]\ntype = "filesystem"\npath = "{folder}/files"\nfileext = ".ics"\n'
            f'[storage server]\ntype = "caldav"\nurl = "{url.removesuffix(name + "/")}"\nusername = "dr"\npassword = "secret"\n'
        )
        self.run("discover", "b", typed=b"y\n" * 8)

    def run(self, *arguments, typed=b""):
        """CPU seconds of one run, its start included."""
        command = [VENV / "bin/vdirsyncer", "-c", self.config, *arguments]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            process.stdin.write(typed)
            process.stdin.close()
            status, used = wait4(process)
        assert status == 0, f"vdirsyncer {arguments[0]}: {status}"
        return used

    def sync(self):
        return self.run("sync", "b")


def wait4(process):
    """Its exit code, and the CPU seconds that the kernel counted for it."""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, used.ru_utime + used.ru_stime
