#!/usr/bin/env python3
"""Measures the simulator and the gap doctor, and whether bookings wait for the doctor. Prints one table.

usage: bench/optimiser.py [--no-build]

A dense practice of ten: its past 90 days are made to look booked online some days ahead, so that every one of them is played again.
"""
import datetime as dt
import http.client
import json
import os
import pathlib
import random
import re
import resource
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import grappe
import times
from measured import Row, upper

FILL = "0.8"
PASSWORD = "cinq oies blanches au moulin"
BOOKINGS = 400


def simulator():
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    grappe.grappe("simulate")
    elapsed, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return [
        upper("`simulate`: a year of 10 practitioners, six settings, a thread each: elapsed", elapsed, "s", 10),
        Row("… CPU", f"{cpu:.1f} s", "", True),
    ]


def make_online(data):
    """Imports know nothing of when and where an appointment was asked for: online, a few hours to six weeks ahead."""
    chance = random.Random(5)
    with sqlite3.connect(data / "grappe.sqlite3") as db:
        for number, start in db.execute("SELECT id, start_at FROM appointments").fetchall():
            ahead = int(chance.expovariate(1 / (8 * 86400))) + 7200
            db.execute("UPDATE appointments SET origin = 'online', created_at = ? WHERE id = ?", (start - ahead, number))


class Reader:
    """Somebody signed in."""

    def __init__(self, server, code):
        self.server, self.cookie = server, ""
        self.ask("POST", "/admin/welcome", {"code": code, "password": PASSWORD, "again": PASSWORD})

    def ask(self, method, path, fields=None):
        client = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        client.request(method, path, urllib.parse.urlencode(fields) if fields else None, headers)
        answer = client.getresponse()
        body = answer.read().decode()
        cookies = [value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
        self.cookie = "; ".join(filter(None, [self.cookie, *cookies]))
        client.close()
        return answer.status, body

    def consult(self):
        """Asks the gap doctor until there is an answer."""
        while True:
            status, body = self.ask("GET", "/admin/statistics/gaps?lang=en")
            assert status == 200, f"{status}: {body[:300]}"
            if "Working it out" not in body:
                return body


def book(server, token, slots, run, until=None):
    """Books one after the other; milliseconds of each."""
    client = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    taken = []
    for at, (practitioner, start, patient) in enumerate(slots):
        if until is not None and until.is_set():
            break
        body = json.dumps({"care": 1, "practitioner": practitioner, "start": start, "patient": patient})
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": f"{run}-{at}"}
        began = time.monotonic()
        client.request("POST", "/api/v1/appointments", body, headers)
        answer = client.getresponse()
        answer.read()
        taken.append((time.monotonic() - began) * 1000)
        assert answer.status in (200, 201, 409), answer.status
    return sorted(taken)


def at_percent(sorted_ms, percent):
    return sorted_ms[min(len(sorted_ms) - 1, len(sorted_ms) * percent // 100)]


def doctor(folder):
    path, work = grappe.workload(folder, "--fill", FILL)
    data = folder / "data"
    token = grappe.fill(data, path)
    made = grappe.grappe("user", "add", "bench", "--name", "Bench", "--role", "practitioner", "--data", data)
    code = re.search(r"(?:\w{4}-)+\w{4}", made)[0]
    make_online(data)
    free = times.free_quarters(work)
    server = grappe.Server.serving(data)
    reader = Reader(server, code)
    alone = book(server, token, [next(free) for _ in range(BOOKINGS)], "alone")
    answered = threading.Event()
    before = server.cpu()
    page = {}
    asking = threading.Thread(target=lambda: (page.update(text=reader.consult()), answered.set()))
    began = time.monotonic()
    asking.start()
    beside = book(server, token, [next(free) for _ in range(4000)], "beside", answered)
    asking.join()
    elapsed, both = time.monotonic() - began, server.cpu() - before
    # What the bookings cost by themselves, measured once more at the same pace.
    before = server.cpu()
    book(server, token, [next(free) for _ in range(len(beside))], "after")
    cpu = both - (server.cpu() - before)
    server.stop()
    visits = page["text"].split("appointments played again")[0].split()[-1]
    ratio, slowest = (at_percent(beside, percent) / at_percent(alone, percent) for percent in (50, 99))
    return [
        upper(f"gap doctor, 90 days × 10 practitioners, {visits} appointments, six settings: CPU", cpu, "s", 2),
        Row("… elapsed, with bookings beside it", f"{elapsed:.2f} s", "", True),
        Row(
            "… bookings beside it against alone, median",
            f"{ratio:.2f} × ({at_percent(beside, 50):.2f} against {at_percent(alone, 50):.2f} ms, {len(beside)} bookings)",
            "≤ 1.5 ×",
            ratio <= 1.5,
        ),
        Row(
            "… the slowest 1 %",
            f"{slowest:.2f} × ({at_percent(beside, 99):.2f} against {at_percent(alone, 99):.2f} ms)",
            "≤ 1.5 ×",
            slowest <= 1.5,
        ),
    ]


def main():
    if "--no-build" not in sys.argv:
        grappe.build()
    with tempfile.TemporaryDirectory(prefix="grappe-bench-", dir=os.environ.get("BENCH_DIR")) as folder:
        rows = simulator() + doctor(pathlib.Path(folder))
    print("| what | measured | goal | |\n|---|---|---|---|")
    for row in rows:
        print(f"| {row.what} | {row.measured} | {row.goal} | {'met' if row.is_met else '**missed**'} |")
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=grappe.ROOT).stdout.strip()
    print(f"\n{dt.date.today()}, commit {commit}, load {os.getloadavg()[0]:.1f} at the end.")


if __name__ == "__main__":
    main()
