"""What is measured, one method a row group."""
import asyncio
import gzip
import http.client
import json
import os
import re
import subprocess
import threading
import time

import calendars
import grappe
import messages
import rush
import steps
import times
from grappe import ROOT, Server, wrk
from measured import Row, upper

SECONDS = 5
# Of a disk that turns, or a memory card.
SLOW_SYNC_US = 5000
# Seconds in which what a start leaves to do is done.
SETTLING = 4
# Share of the grid that is taken where practitioners have no time left to speak of.
FULL = "0.8"


class Bench:
    """One practice of the workload, served during the whole run."""

    def __init__(self, folder):
        self.folder = folder
        self.path, self.work = grappe.workload(folder)
        self.data = folder / "data"
        self.token = grappe.fill(self.data, self.path)
        self.server = Server.serving(self.data)
        self.free = times.free_quarters(self.work)
        self.runs = 0
        # Tables beside that of the rows.
        self.notes = []

    def end(self):
        self.server.stop()
        grappe.grappe("check", "--data", self.data)

    def headers(self):
        return {"Authorization": f"Bearer {self.token}"}

    def lines(self, name, lines):
        path = self.folder / name
        path.write_text("".join(f"{line}\n" for line in lines))
        return path

    def reading(self, name, paths, server=None):
        file = self.lines(name, paths)
        return wrk(server or self.server, "paths.lua", SECONDS, 8, BENCH_PATHS=str(file), BENCH_HDR=f"Authorization: Bearer {self.token}")

    def read(self):
        day = list(times.day_paths(self.work))
        sizes = [len(self.server.get(path.split(" ")[1], self.headers())[2]) for path in day[:200]]
        size = sum(sizes) // len(sizes)
        static = Server(grappe.STATIC, size)
        rates, cpus, limits = [], [], []
        for _ in range(3):
            result, cpu = self.reading("day", day)
            assert result["non2xx"] == 0, "some answers were not free times"
            rates.append(result["rps"])
            cpus.append(cpu * 1e3 / result["requests"])
            limits.append(self.reading("static", ["GET /"], static)[0]["rps"])
        static.stop()
        rows = [upper("free times, 1 practitioner, 1 day: CPU", min(cpus), "ms", 0.10)]
        ratio = sum(rates) / sum(limits)
        measured = f"{ratio:.0%} ({max(rates):.0f} of {max(limits):.0f} requests/s, {size} bytes)"
        rows.append(Row("… throughput against static bytes of equal size", measured, "≥ 60 %", ratio >= 0.6))
        for what, paths, limit in [
            ("any of 10 practitioners × 14 days: CPU", times.any_paths(self.work), 0.5),
            ("1 practitioner, a whole year: CPU", times.year_paths(self.work), 1),
        ]:
            result, cpu = self.reading("wide", paths)
            assert result["non2xx"] == 0, "some answers were not free times"
            rows.append(upper(what, cpu * 1e3 / result["requests"], "ms", limit))
        return rows

    def slots(self, count):
        return [next(self.free) for _ in range(count)]

    def commits(self, disk):
        command = ["python3", ROOT / "bench/commits.py", self.folder, "3"]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ | disk)
        return float(done.stdout.split("=")[1])

    def book(self):
        """On the disk as it is, then with syncs as slow as those of the disks that practices have."""
        rows = self.booked_on({}, "this disk")
        library = grappe.slow_sync(self.folder)
        slow = {"LD_PRELOAD": str(library), "SLOW_SYNC_US": str(SLOW_SYNC_US)}
        self.server.stop()
        self.server = Server.serving(self.data, **slow)
        rows += self.booked_on(slow, f"{SLOW_SYNC_US / 1000:.0f} ms more a sync")
        self.server.stop()
        self.server = Server.serving(self.data)
        return rows

    def booked_on(self, disk, name):
        single, booked, seconds, cpu = [self.commits(disk)], 0, 0, 0
        for _ in range(2):
            self.runs += 1
            slots = self.slots(5000)
            file = self.lines("slots", (" ".join(map(str, slot)) for slot in slots))
            result, used = wrk(self.server, "book.lua", 2, 64, BENCH_SLOTS=str(file), BENCH_TOKEN=self.token, BENCH_RUN=f"run{self.runs}")
            assert result["other"] == 0, "some bookings failed"
            assert result["booked"] + result["refused"] < len(slots), "too fast for the work prepared"
            booked, seconds, cpu = booked + result["booked"], seconds + result["seconds"], cpu + used
            single.append(self.commits(disk))
        limit = sorted(single)[len(single) // 2]
        ratio = booked / seconds / limit
        measured = f"{ratio:.1f} × ({booked / seconds:.0f}/s against {limit:.0f} single commits/s)"
        return [
            Row(f"durable bookings, 64 clients, distinct times, {name}", measured, "≥ 5 ×", ratio >= 5),
            upper("… CPU each", cpu * 1e3 / booked, "ms", 1),
        ]

    def race(self):
        clients, wrong, unclear = 64, 0, 0
        slots = self.slots(200)
        for number, slot in enumerate(slots):
            answers = self.at_once(slot, clients, f"race{number}")
            wrong += sum(status in (200, 201) for status, _ in answers) != 1
            unclear += sum(status == 409 and not alternatives for status, alternatives in answers)
        return [
            Row("64 clients, one time, 200 times: times without exactly one winner", str(wrong), "0", wrong == 0),
            Row("… refusals without alternatives", str(unclear), "0", unclear == 0),
        ]

    def at_once(self, slot, clients, key):
        practitioner, start, _ = slot
        barrier, answers = threading.Barrier(clients), [None] * clients

        def one(n):
            body = json.dumps({"care": 1, "practitioner": practitioner, "start": start, "patient": n + 1})
            headers = self.headers() | {"Content-Type": "application/json", "Idempotency-Key": f"{key}-{n}"}
            client = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
            client.connect()
            barrier.wait()
            client.request("POST", "/api/v1/appointments", body, headers)
            answer = client.getresponse()
            answers[n] = answer.status, json.loads(answer.read()).get("alternatives")
            client.close()

        threads = [threading.Thread(target=one, args=(n,)) for n in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers

    def memory(self):
        data = self.copy()
        fresh = self.idled(data)
        first = fresh.rss_mb()
        fresh.stop()
        fresh = self.idled(data)
        idle = fresh.rss_mb()
        file = self.lines("day", times.day_paths(self.work))
        wrk(fresh, "paths.lua", SECONDS, 64, BENCH_PATHS=str(file), BENCH_HDR=f"Authorization: Bearer {self.token_of_copy}")
        loaded = fresh.rss_mb()
        fresh.stop()
        return [
            upper("memory, idle", idle, "MB", 24),
            upper("memory, idle, in the first life after an import, which measures the days of a year", first, "MB", 24),
            upper("memory, after 64 clients", loaded, "MB", 48),
        ]

    def idled(self, data):
        """A server that has answered once and done what is due after a start."""
        server = Server.serving(data)
        server.get("/")
        time.sleep(SETTLING)
        return server

    def copy(self):
        """The data folder as the workload left it: a process of its own may open it."""
        data = self.folder / "fresh"
        if not data.exists():
            self.token_of_copy = grappe.fill(data, self.path)
        return data

    def start(self):
        folder = self.folder / "large"
        folder.mkdir()
        path, work = grappe.workload(folder, "--staff", "50", "--patients", "20000")
        grappe.fill(folder / "data", path)
        server = Server.serving(folder / "data")
        server.get("/")
        cpu = server.cpu() * 1e3
        server.stop()
        count = len(work["appointments"])
        return [upper(f"start with {count} appointments, to the first answer: CPU", cpu, "ms", 300)]

    def page(self):
        status, _, html = self.server.get("/")
        assert status == 200
        text = html.decode()
        links = set(re.findall(r'(?:href|src)="([^"]+\.(?:css|js)[^"]*)"', text))
        others = {url for url in re.findall(r'(?:src|href)="(https?://[^"]+)"', text) if "rel=\"canonical\"" not in url}
        css = [self.compressed(url) for url in links if ".css" in url]
        js = [self.compressed(url) for url in links if ".js" in url]
        shown = len(gzip.compress(html)) + sum(css)
        return [
            upper("booking page, cold: HTML and CSS, compressed", shown / 1e3, "kB", 30),
            upper("… optional JS, compressed", sum(js) / 1e3, "kB", 15),
            upper("… requests", 1 + len(links), "", 4),
            upper("… hosts of third parties", len(others), "", 0),
        ]

    def agenda(self):
        """The screen on which a secretary lives: ten practitioners, a working day, as a browser asks for it; then days that are full."""
        folder = self.folder / "full"
        folder.mkdir()
        path, work = grappe.workload(folder, "--fill", FULL)
        grappe.fill(folder / "data", path)
        return self.agenda_of(self.copy(), self.work) + self.agenda_of(folder / "data", work)

    def agenda_of(self, data, work):
        cookie = grappe.sign_in(data)
        fresh = Server.serving(data)
        days = [day for day in times.working_days(work, 40) if not times.is_holiday(day)]
        paths = [f"GET /admin?all=1&day={day}" for day in days]
        headers = {"Cookie": cookie(fresh)}
        sizes, blocks = [], []
        for path in paths:
            status, _, html = fresh.get(path.split(" ")[1], headers)
            assert status == 200 and b'class="b ' in html, "no agenda"
            sizes.append(len(html))
            blocks.append(html.count(b'<li class="b '))
        idle = sorted(self.first_byte(fresh, path.split(" ")[1], headers) for path in paths * 3)
        headers["Accept-Encoding"] = "gzip"
        # One after the other: the device answers only so many pages a second.
        count, before = 0, fresh.cpu()
        client = http.client.HTTPConnection("127.0.0.1", fresh.port, timeout=30)
        while count < 1000:
            client.request("GET", paths[count % len(paths)].split(" ")[1], headers=headers)
            answer = client.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            count += 1
            time.sleep(0.01)
        each = (fresh.cpu() - before) * 1e3 / count
        client.close()
        fresh.stop()
        return [
            Row(f"agenda of 10 practitioners × 1 day, {sum(blocks) // len(blocks)} appointments: CPU", f"{each / 2:.0%} ({each:.2f} ms)", "≤ 2 ms", each <= 2),
            Row("… first byte when idle, median", f"{idle[len(idle) // 2] / 20:.0%} ({idle[len(idle) // 2]:.1f} ms)", "≤ 20 ms", idle[len(idle) // 2] <= 20),
            upper("… bytes, not compressed", max(sizes) / 1e3, "kB", 200),
        ]

    def first_byte(self, server, path, headers):
        client = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        client.connect()
        began = time.monotonic()
        client.request("GET", path, headers=headers)
        answer = client.getresponse()
        answer.read(1)
        taken = time.monotonic() - began
        answer.read()
        client.close()
        return taken * 1e3

    def rush(self):
        """500 patients on 200 times; then each answer of their way by itself, on a practice with time left."""
        seen = asyncio.run(rush.crowd(self.folder))
        self.notes += ["", "## The rush, step by step", "", *seen.table()]
        return seen.rows() + asyncio.run(steps.steps(self.copy()))

    def lighthouse(self):
        """The first page and the times as Lighthouse sees them on a telephone; the middle one of three looks."""
        urls = [f"{self.server.url}/", f"{self.server.url}/times?care=1"]
        browser = ROOT / "tests/browser"
        if not (browser / "node_modules/lighthouse").exists():
            subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=browser, check=True)
        command = ["node", browser / "support/lighthouse.mjs", *urls * 3]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        looks = [json.loads(line) for line in done.stdout.splitlines()]
        rows = []
        for name, url in zip(["first page", "times"], urls):
            for what, least in [("performance", 98), ("accessibility", 100), ("best-practices", 100)]:
                score = sorted(look["scores"][what] for look in looks if look["url"] == url)[1]
                rows.append(Row(f"Lighthouse, telephone, {name}: {what}", str(score), f"≥ {least}", score >= least))
        return rows

    def calendars(self):
        """The bridge to calendars elsewhere, on a practice of its own."""
        return calendars.rows(self.folder)

    def messages(self):
        """Reminders that are due at once, on the copy."""
        data = self.copy()
        return messages.rows(data, self.token_of_copy, times.free_quarters(self.work))

    def compressed(self, url):
        return len(gzip.compress(self.server.get(url)[2]))

    def slow(self):
        rows = []
        for mode in ["idle", "drip", "body"]:
            fresh = Server.serving(self.copy())
            command = ["python3", ROOT / "bench/slow.py", "--port", fresh.port, "--pid", fresh.pid, "--mode", mode, "--secs", "30"]
            done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True)
            seen = json.loads(done.stdout)
            fresh.stop()
            gone = seen["closed_by_server"] + seen["refused"]
            name = {"idle": "3,000 idle connections", "drip": "3,000 heads, a byte a second", "body": "3,000 bodies, a byte a second"}[mode]
            rows += [
                upper(f"{name}: slowest answer to a normal client", seen["normal_max_ms"] or 9e9, "ms", 1000),
                Row("… answers that failed", str(seen["normal_fail"]), "0", seen["normal_fail"] == 0),
                upper("… memory at the peak", seen["rss_kib"][1] * 1024 / 1e6, "MB", 96),
                Row("… closed by the server within 30 s", str(gone), "3000", gone == 3000),
            ]
            time.sleep(1)
        return rows
