"""Ten thousand reminders due at once: how soon a mail server has them, in how much memory, and what bookings feel of it."""
import asyncio
import http.client
import json
import sqlite3
import threading
import time

from grappe import Server
from measured import Row, upper

REMINDERS = 10_000
# Bookings without any message on its way, before.
IDLE_SECONDS = 12
# Somebody books again so long after the last answer, in seconds.
THINKING = 0.02
CLIENTS = 2


class Sink:
    """A mail server on loopback that takes everything and counts it, on a thread of its own."""

    def __init__(self):
        self.taken, self.reminded, self.connections, self.last = 0, set(), 0, 0.0
        self.loop, ready = asyncio.new_event_loop(), threading.Event()

        def run():
            opened = asyncio.start_server(self.talk, "127.0.0.1", 0, limit=1 << 20)
            self.port = self.loop.run_until_complete(opened).sockets[0].getsockname()[1]
            ready.set()
            self.loop.run_forever()

        threading.Thread(target=run, daemon=True).start()
        ready.wait()

    async def talk(self, reader, writer):
        self.connections += 1
        writer.write(b"220 sink ESMTP\r\n")
        while line := await reader.readline():
            verb = line[:4].upper()
            if verb == b"RCPT":
                to = line.split(b"<")[1].split(b">")[0]
            if verb == b"DATA":
                writer.write(b"354 go on\r\n")
                await reader.readuntil(b"\r\n.\r\n")
                self.taken, self.last = self.taken + 1, time.monotonic()
                if to.startswith(b"reminder"):
                    self.reminded.add(to)
            writer.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 OK\r\n")
            if verb == b"QUIT":
                break
        writer.close()


def planned(data, due):
    """Writes the reminders of visits to come, due at an instant, in unix seconds."""
    with sqlite3.connect(data / "grappe.sqlite3") as database:
        # The machine's clock may show any hour of any day.
        never = json.dumps({"from": "00:00", "to": "00:00", "sundays": False, "holidays": False})
        database.execute("INSERT OR REPLACE INTO settings (key, value) VALUES ('reminders.quiet_hours', ?)", [never])
        visits = database.execute(
            "SELECT id, version, start_at FROM appointments WHERE status = 'confirmed' AND start_at > ? ORDER BY start_at LIMIT ?",
            (due + 86_400, REMINDERS),
        ).fetchall()
        rows = []
        for nth in range(REMINDERS):
            visit, version, start = visits[nth % len(visits)]
            # Several of one visit are told apart by the version that they were written for.
            version += nth // len(visits)
            rows.append((visit, version, f"reminder{nth}@example.org", f"bench-{nth}", due, start))
        database.executemany(
            """INSERT INTO outbox (appointment, appointment_version, kind, channel, recipient, language, payload, state, key, due_at,
                useful_until, created_at, updated_at) VALUES (?, ?, 'reminder_1', 'email', ?, 'fr', '{}', 'pending', ?, ?, ?, 0, 0)""",
            rows,
        )
    database.close()


class Patients:
    """Clients that book one free time after the other, each with a little thinking."""

    def __init__(self, server, token, slots):
        self.stop, self.milliseconds = threading.Event(), []
        self.threads = [threading.Thread(target=self.book, args=(server, token, slots)) for _ in range(CLIENTS)]
        self.lock = threading.Lock()
        for thread in self.threads:
            thread.start()

    def book(self, server, token, slots):
        client = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        while not self.stop.is_set():
            with self.lock:
                practitioner, start, patient = next(slots)
            body = json.dumps({"care": 1, "practitioner": practitioner, "start": start, "patient": patient})
            began = time.monotonic()
            client.request("POST", "/api/v1/appointments", body, headers)
            answer = client.getresponse()
            answer.read()
            if answer.status in (200, 201):
                self.milliseconds.append((time.monotonic() - began) * 1e3)
            time.sleep(THINKING)
        client.close()

    def end(self):
        """The hundredth that waited longest, in milliseconds, and how many booked."""
        self.stop.set()
        for thread in self.threads:
            thread.join()
        sample = sorted(self.milliseconds)
        return sample[max(0, len(sample) * 99 // 100 - 1)], len(sample)


def rows(data, token, slots):
    sink = Sink()
    due = int(time.time()) + IDLE_SECONDS + 8
    planned(data, due)
    mail = {"HOST": "127.0.0.1", "PORT": str(sink.port), "TLS": "none", "FROM": "rdv@cabinet.example.org"}
    server = Server.serving(data, **{f"GRAPPE_SMTP_{name}": value for name, value in mail.items()})
    time.sleep(2)
    patients = Patients(server, token, slots)
    time.sleep(IDLE_SECONDS)
    idle, count = patients.end()
    assert not sink.reminded, "too early"
    time.sleep(max(0, due - time.time()))
    began, peak = time.monotonic(), 0.0
    patients = Patients(server, token, slots)
    while len(sink.reminded) < REMINDERS and time.monotonic() - began < 180:
        peak = max(peak, server.rss_mb())
        time.sleep(0.05)
    seconds = sink.last - began
    busy, during = patients.end()
    time.sleep(1)
    server.stop()
    database = sqlite3.connect(data / "grappe.sqlite3")
    question = "SELECT count(*) FROM outbox WHERE kind = 'reminder_1' AND state = 'sent'"
    recorded = database.execute(question).fetchone()[0]
    database.close()
    return [
        upper(f"{REMINDERS:,} reminders due at once, handed to a mail server", seconds, "s", 60),
        Row("… of them recorded as sent", str(recorded), str(REMINDERS), recorded == REMINDERS),
        upper("… memory at the peak", peak, "MB", 48),
        Row(
            f"… bookings meanwhile: p99 ({during} bookings, {count} before)",
            f"{busy:.3g} ms",
            f"≤ 2 × {idle:.3g} ms",
            busy <= 2 * idle,
        ),
    ]
