"""The day on which vaccinations open: 500 patients on 200 times.

Everybody walks the whole way as a browser without scripts does, with thinking between the pages, from an address of their own, until the
booking is made or nothing is free any more.
"""
import asyncio
import collections
import contextlib
import dataclasses
import datetime as dt
import json
import random
import sqlite3
import time

import grappe
import times
from grappe import Server
from mailbox import Mailbox
from measured import Row, upper
from visitor import Visitor

PATIENTS, TIMES = 500, 200
# Seconds of reading and typing between two pages.
THINKING = (2, 10)
# Everybody has come after so many seconds.
ARRIVING = 10
# What the page of patience asks of a browser without scripts, seconds.
PATIENCE = 20
# The bars: an answer, the slowest hundredth of them, the whole.
STEP_MS, SLOWEST_MS, RSS_MB = 1, 100, 64
# How a visit ends.
BOOKED, FULL = "booked", "no free time left"


def work(folder):
    """One care, ten practitioners who vaccinate from 9 to 14; every weekday of a year is full but one, which has 200 times."""
    base = dt.date.today()
    days = [base + dt.timedelta(n) for n in range(375)]
    days = [day for day in days if day.weekday() < 5 and not times.is_holiday(day)]
    free, staff, taken = days[3], 10, []
    for day in days:
        for who in range(staff if day != free else 0):
            for begins in range(540, 840, 60):
                taken.append([day.isoformat(), who, 0, begins, begins + 60, len(taken) % 4000])
    path = folder / "rush.json"
    path.write_text(json.dumps({"base": base.isoformat(), "staff": staff, "care": [["Vaccination", 15]], "open": 540, "close": 840, "step": 15, "patients": 4000, "appointments": taken}))
    return path


def serving(data, mail_port):
    """The server as a practice sets it up for such a day: all limits as they are, but codes for more patients than on other days."""
    mail = {"GRAPPE_SMTP_HOST": "127.0.0.1", "GRAPPE_SMTP_PORT": str(mail_port), "GRAPPE_SMTP_TLS": "none", "GRAPPE_SMTP_FROM": "rdv@example.org"}
    return Server(grappe.PROGRAM, "serve", GRAPPE_PRACTICE_DATA=str(data), GRAPPE_SERVER_LISTEN="127.0.0.1:0", GRAPPE_LIMITS_CODE_MAILS_PER_DAY="2000", **mail)


def person(number):
    """Invented names of letters only, an address of each one's own."""
    letters = "".join(chr(97 + number // divisor % 26) for divisor in (676, 26, 1))
    return {"given": "Lucie", "family": f"Rang {letters}", "born": "1984-02-29", "email": f"p{number}@example.org", "consent": "1"}


class Patient:
    """Somebody new who wants a time, whichever it is."""

    def __init__(self, server, mailbox, number, seen, think):
        self.mailbox, self.number, self.think = mailbox, number, think
        self.visitor = Visitor(server.port, number, seen)
        self.chance = random.Random(number)
        self.refused = self.waited = 0

    async def come(self):
        """Arrives some time, walks the way; what breaks it off is an end like any other."""
        await asyncio.sleep(self.chance.uniform(0, ARRIVING))
        try:
            return await self.walk()
        except (OSError, EOFError, AttributeError) as error:
            return f"broken off: {type(error).__name__} {error}"

    async def walk(self):
        """The whole way; what the patient saw in the end."""
        page = await self.arrive()
        await self.think(self)
        page = await self.visitor.get("times", page.link("/times"))
        while True:
            page, end = await self.hold(page)
            if end:
                break
            page = await self.identify(page)
            code = await self.mailbox.code(person(self.number)["email"])
            await self.think(self)
            page = await self.visitor.send("code", page.form("/book/code"), code=code)
            if page.path == "/book/done":
                end = BOOKED
                break
        self.visitor.close()
        return end

    async def arrive(self):
        page = await self.visitor.get("home", "/")
        sheet = page.text.split('rel="stylesheet" href="')[1].split('"')[0]
        await self.visitor.get("style sheet", sheet)
        return page

    async def hold(self, page):
        """Tries times until one is held: another one that is offered, or the times anew; the form, or what was seen at the end."""
        while page.form("/book") is None:
            await self.think(self)
            form = page.form("/hold")
            if form and form.buttons:
                page = await self.visitor.send("hold", form, **dict([self.picked(form)]))
                self.refused += page.status == 429
            elif page.path.startswith("/times") and page.status == 200:
                return page, FULL
            elif page.link("/times"):
                page = await self.visitor.get("times", page.link("/times"))
            else:
                return page, f"status {page.status}"
        return page, None

    def picked(self, form):
        """The first one as often as any other: people want to be soon."""
        return form.buttons[0] if self.chance.random() < 0.5 else self.chance.choice(form.buttons)

    async def identify(self, page):
        """Types who it is; where patience is asked for, waits as a browser without scripts does, and presses the button."""
        await self.think(self)
        page = await self.visitor.send("identity", page.form("/book"), **person(self.number))
        while page.status == 429 and "waited" in getattr(page.form("/book"), "fields", {}):
            self.waited += 1
            await asyncio.sleep(PATIENCE)
            page = await self.visitor.send("patience", page.form("/book"))
        return page


async def thinking(patient):
    await asyncio.sleep(patient.chance.uniform(*THINKING))


class Peak:
    """The greatest memory, looked at five times a second."""

    def __init__(self, server):
        self.server, self.mb = server, server.rss_mb()

    async def watch(self):
        while True:
            self.mb = max(self.mb, self.server.rss_mb())
            await asyncio.sleep(0.2)


@contextlib.asynccontextmanager
async def practice(data):
    """A server over this folder, with the mailbox that its codes go to."""
    mailbox = Mailbox()
    server = serving(data, await mailbox.open())
    try:
        yield server, mailbox
    finally:
        server.stop()
        mailbox.close()


async def crowd(folder):
    """What 500 patients saw, what it took, and what the database has afterwards."""
    path = work(folder)
    data = folder / "rush"
    grappe.grappe("import", path, "--data", data)
    seen, began, own = [], time.monotonic(), time.process_time()
    async with practice(data) as (server, mailbox):
        peak, before = Peak(server), server.cpu()
        watching = asyncio.create_task(peak.watch())
        patients = [Patient(server, mailbox, number, seen, thinking) for number in range(PATIENTS)]
        ends = collections.Counter(await asyncio.gather(*(patient.come() for patient in patients)))
        watching.cancel()
        wall = time.monotonic() - began
        share = {"loader": (time.process_time() - own) / wall, "server": (server.cpu() - before) / wall}
        full = {path: await cost(server, path) for path in ["/", "/times?care=1"]}
    grappe.grappe("check", "--data", data)
    return Seen(seen, ends, *(sum(getattr(patient, what) for patient in patients) for what in ("refused", "waited")), wall, share, full, peak.mb, booked(data))


async def cost(server, path, looks=100):
    """Milliseconds of the server's processor for one look, by people who come from elsewhere."""
    before = server.fine_cpu()
    for number in range(looks):
        visitor = Visitor(server.port, PATIENTS + number, [])
        page = await visitor.step("GET", path)
        assert page.status == 200, page.status
        visitor.close()
    return (server.fine_cpu() - before) * 1e3 / looks


def booked(data):
    """How many appointments patients made, and how many different times of a practitioner those are."""
    with contextlib.closing(sqlite3.connect(data / "grappe.sqlite3")) as db:
        rows = db.execute("SELECT practitioner, start_at FROM appointments WHERE origin = 'online' AND status = 'confirmed'").fetchall()
    return len(rows), len(set(rows))


@dataclasses.dataclass
class Seen:
    """What became of a rush."""

    answers: list
    ends: collections.Counter
    refused: int
    waited: int
    wall: float
    share: dict
    # CPU of a look when a year is full, in milliseconds by path.
    full: dict
    peak_mb: float
    booked: tuple

    def rows(self):
        every = sorted(ms for _, _, ms in self.answers)
        wrong = sum(status >= 500 for _, status, _ in self.answers)
        made, different = self.booked
        told = sum(count for end, count in self.ends.items() if end not in (BOOKED, FULL))
        p50, p99 = at(every, 50), at(every, 99)
        return [
            Row(
                f"rush: {PATIENTS} patients on {TIMES} times, {len(every)} answers in {self.wall:.0f} s: slowest 1 %",
                f"{p99:.1f} ms (half within {p50:.1f} ms, the slowest {every[-1]:.1f} ms)",
                f"≤ {SLOWEST_MS} ms",
                p99 <= SLOWEST_MS,
            ),
            Row("… answers 500 and above", str(wrong), "0", wrong == 0),
            Row("… bookings, different times", f"{made}, {different}", f"{TIMES}, {TIMES}", self.booked == (TIMES, TIMES)),
            Row("… sent away because nothing was free; ended otherwise", f"{self.ends[FULL]}; {told}", f"{PATIENTS - TIMES}; 0", told == 0),
            Row("… told to wait, since a fifth of the day was held", f"{self.refused} times", "", True),
            Row("… asked for patience before a code", f"{self.waited} times", "0", self.waited == 0),
            Row("… memory at the peak", f"{self.peak_mb:.3g} MB", f"≤ {RSS_MB} MB", self.peak_mb <= RSS_MB),
            *(upper(f"… afterwards, a year without a free time, {path}: CPU", ms, "ms", STEP_MS) for path, ms in self.full.items()),
            Row("… a processor's share: server, loader", f"{self.share['server']:.0%}, {self.share['loader']:.0%}", "", True),
        ]

    def table(self):
        """Step by step: how often, half of them, the slowest hundredth, the slowest, and the statuses."""
        lines = ["| step | answers | p50 | p99 | max | statuses |", "|---|---|---|---|---|---|"]
        for step in dict.fromkeys(step for step, _, _ in self.answers):
            own = sorted(ms for name, _, ms in self.answers if name == step)
            codes = collections.Counter(status for name, status, _ in self.answers if name == step)
            told = ", ".join(f"{code}: {count}" for code, count in sorted(codes.items()))
            lines.append(f"| {step} | {len(own)} | {at(own, 50):.1f} ms | {at(own, 99):.1f} ms | {own[-1]:.1f} ms | {told} |")
        return lines


def at(ordered, percent):
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]
