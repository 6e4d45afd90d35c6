"""The calendars of practitioners: what a pass costs beside vdirsyncer on the same calendar, and how soon each side knows of the other."""
import collections
import datetime as dt
import http.client
import json
import os
import re
import signal
import statistics
import subprocess
import time
import urllib.parse

import dav
import grappe
from grappe import ROOT, Server
from measured import Row, upper
from times import ZONE

LINKED = ROOT / "target/release/examples/linked"
EVENTS = 5000
# Calendars of a whole house, and events in each.
HOUSE, EVENTS_EACH = 20, 250
ROUNDS = 3
# The pause between two passes over one calendar is a minute, ten seconds more or less.
PAUSE = 70
HOUSE_SECONDS = 180
BOOKINGS = 10


class Practice:
    """A practice with these calendars, served."""

    def __init__(self, data, urls):
        done = subprocess.run([LINKED, data, *urls], capture_output=True, text=True, check=True)
        self.token, self.booked = done.stdout.split()[-1], 0
        self.server = Server.serving(data)

    def headers(self):
        return {"Authorization": f"Bearer {self.token}"}

    def is_offered(self, practitioner, start):
        query = urllib.parse.urlencode({"care": 1, "practitioner": practitioner, "from": start.date(), "to": start.date()})
        status, _, body = self.server.get(f"/api/v1/slots?{query}", self.headers())
        assert status == 200, body
        return f"{start:%Y-%m-%dT%H:%M}" in body.decode()

    def book(self, practitioner, start):
        """Seconds until it was answered. Each for somebody else."""
        self.booked += 1
        body = json.dumps({"care": 1, "practitioner": practitioner, "start": start.isoformat(), "patient": self.booked})
        client = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        began = time.monotonic()
        client.request("POST", "/api/v1/appointments", body, self.headers() | {"Content-Type": "application/json"})
        answer = client.getresponse()
        said = answer.read()
        taken = time.monotonic() - began
        client.close()
        assert answer.status == 201, said
        return taken


class Pass:
    """The next time that the program asks the server: CPU seconds of the program, methods asked, seconds from now until it was over."""

    def __init__(self, server, radicale, wait=4 * PAUSE):
        radicale.heard("grappe")
        began, samples = time.monotonic(), collections.deque([server.fine_cpu()], 10)
        self.asked = []
        while not self.asked:
            assert time.monotonic() - began < wait, "the calendar was not asked"
            time.sleep(0.02)
            self.asked = radicale.heard("grappe")
            samples.append(server.fine_cpu())
        quiet = time.monotonic()
        used = samples[-1]
        # Over once everything is answered and the program rests for a second.
        while time.monotonic() - quiet < 1:
            time.sleep(0.05)
            more, now = radicale.heard("grappe"), server.fine_cpu()
            self.asked += more
            if more or radicale.open > 0 or now - used > 0.005:
                quiet, used = time.monotonic(), now
        self.cpu, self.seconds = used - samples[0], quiet - began


def evening(days):
    """A start outside of the hours of the events, so many days from now."""
    return dt.datetime.combine(dt.date.today() + dt.timedelta(days=days), dt.time(19), ZONE)


def rows(folder):
    dav.install()
    folder = folder / "calendars"
    folder.mkdir()
    radicale = dav.Radicale(folder / "radicale")
    try:
        return one_calendar(folder, radicale) + a_house(folder, radicale)
    finally:
        radicale.stop()


def one_calendar(folder, radicale):
    radicale.calendar("bench", EVENTS)
    peer = dav.Vdirsyncer(folder / "vdirsyncer", radicale.url("bench"))
    practice = Practice(folder / "data", [radicale.url("bench")])
    server = practice.server
    try:
        found = first_sync(server, radicale, peer)
        found += nothing_changed(server, radicale, peer)
        found += one_changed(practice, radicale, peer)
        return found + booked(practice, radicale)
    finally:
        server.stop()


def first_sync(server, radicale, peer):
    time.sleep(1)
    idle = server.rss_mb()
    # The peak is counted from here on.
    with open(f"/proc/{server.pid}/clear_refs", "w") as refs:
        refs.write("5")
    ours = Pass(server, radicale)
    theirs = peer.sync()
    return [
        share(f"calendar of {EVENTS} events, first sync: CPU", ours.cpu, theirs, 1 / 4),
        upper("… memory at the peak, above idle", peak_mb(server) - idle, "MB", 20),
    ]


def nothing_changed(server, radicale, peer):
    ours = [Pass(server, radicale) for _ in range(ROUNDS)]
    theirs = statistics.median(peer.sync() for _ in range(ROUNDS))
    cpu = statistics.median(one.cpu for one in ours)
    return [
        exactly("… nothing changed: requests", [len(one.asked) for one in ours], 1),
        upper("… CPU", cpu, "s", 0.05),
        share("… CPU beside vdirsyncer", cpu, theirs, 1 / 20),
    ]


def one_changed(practice, radicale, peer):
    """Somebody moves an event on a telephone to where patients are offered times."""
    ours, theirs = [], []
    for nth in range(ROUNDS):
        start = evening(3 + nth)
        assert practice.is_offered(1, start)
        radicale.put("bench", 42 + nth, dav.event(42 + nth, start, revision=1))
        ours.append(Pass(practice.server, radicale))
        assert not practice.is_offered(1, start), "the change was not seen"
        theirs.append(peer.sync())
    cpu = statistics.median(one.cpu for one in ours)
    return [
        exactly("… one event changed: requests", [len(one.asked) for one in ours], 2),
        share("… CPU beside vdirsyncer", cpu, statistics.median(theirs), 1 / 20),
        upper(f"… changed on a telephone, to the time not offered any more, the longest of {ROUNDS}", max(one.seconds for one in ours), "s", PAUSE + 1),
    ]


def booked(practice, radicale):
    """Booked on the web, and when it stands on the server; then beside a practitioner without a calendar, the server hung."""
    late = []
    for nth in range(BOOKINGS):
        before = written(radicale)
        practice.book(1, evening(20 + nth))
        began = time.monotonic()
        while written(radicale) == before:
            assert time.monotonic() - began < PAUSE, "the booking was not written"
            time.sleep(0.01)
        late.append(time.monotonic() - began)
        time.sleep(1)
    radicale.process.send_signal(signal.SIGSTOP)
    pairs = [(practice.book(1, evening(40 + nth)), practice.book(2, evening(40 + nth))) for nth in range(60)]
    radicale.process.send_signal(signal.SIGCONT)
    with_calendar, without = (statistics.median(side) for side in zip(*pairs))
    ratio = with_calendar / without
    shown = f"{ratio:.2f} × ({with_calendar * 1e3:.2f} against {without * 1e3:.2f} ms, 60 bookings)"
    return [
        upper(f"… booked on the web, to the event on the server, the longest of {BOOKINGS}", max(late), "s", 2),
        Row("… a booking, the server hung, against one without a calendar, median", shown, "≤ 1.5 ×", ratio <= 1.5),
    ]


def written(radicale):
    return sum(name.startswith("grappe-") and name.endswith(".ics") for name in os.listdir(radicale.place("bench")))


def a_house(folder, radicale):
    names = [f"house{nth:02d}" for nth in range(HOUSE)]
    for name in names:
        radicale.calendar(name, EVENTS_EACH)
    practice = Practice(folder / "house", [radicale.url(name) for name in names])
    # Each is read for the first time within a minute.
    time.sleep(PAUSE + 20)
    radicale.heard("grappe")
    began, before = time.monotonic(), practice.server.fine_cpu()
    time.sleep(HOUSE_SECONDS)
    part = (practice.server.fine_cpu() - before) / (time.monotonic() - began)
    asked = len(radicale.heard("grappe"))
    practice.server.stop()
    assert asked >= HOUSE * (HOUSE_SECONDS // PAUSE), f"asked {asked} times only"
    shown = f"{part:.2%} ({asked} requests in {HOUSE_SECONDS} s)"
    return [Row(f"{HOUSE} calendars of {EVENTS_EACH} events: share of a processor", shown, "≤ 2 %", part <= 0.02)]


def peak_mb(server):
    text = open(f"/proc/{server.pid}/status").read()
    return int(re.search(r"VmHWM:\s+(\d+)", text)[1]) * 1024 / 1e6


def exactly(what, counts, goal):
    return Row(what, ", ".join(map(str, counts)), str(goal), all(count == goal for count in counts))


def share(what, ours, theirs, limit):
    measured = f"1/{theirs / ours:.1f} ({ours * 1e3:.0f} ms against {theirs * 1e3:.0f} ms)"
    return Row(what, measured, f"≤ 1/{1 / limit:.0f}", ours <= theirs * limit)
