#!/usr/bin/env python3
"""Opens slow connections to a loopback server and watches a normal client meanwhile.

usage: slow.py --port P --pid SERVER_PID [--n 3000] [--mode idle|drip|body] [--secs 40] [--path /]
  idle  connects and sends nothing
  drip  sends a request line, then one header byte every second and never the blank line
  body  sends complete headers with Content-Length 60000, then one body byte every second
Prints one JSON line: connections opened and closed by the server, when the first was closed, threads and memory of the server
before and at the peak, and what a normal GET saw meanwhile. Each connection comes from an address of its own in 127.0.0.0/8,
so that the ceiling per address does not help.
"""
import argparse
import asyncio
import http.client
import json
import resource
import threading
import time

parser = argparse.ArgumentParser()
parser.add_argument("--port", type=int, required=True)
parser.add_argument("--pid", type=int, required=True)
parser.add_argument("--n", type=int, default=3000)
parser.add_argument("--mode", default="idle", choices=["idle", "drip", "body"])
parser.add_argument("--secs", type=float, default=40)
parser.add_argument("--path", default="/", help="what the normal client asks for")
given = parser.parse_args()

HEAD = {
    "idle": b"",
    "drip": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: ",
    "body": b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/octet-stream\r\nContent-Length: 60000\r\n\r\n",
}[given.mode]


def status():
    found = {}
    with open(f"/proc/{given.pid}/status") as lines:
        for line in lines:
            if line.startswith(("Threads", "VmRSS")):
                found[line.split(":")[0]] = int(line.split()[1])
    return found


class Watch:
    """A normal client, four times a second, and the peak of the server."""

    def __init__(self):
        self.before = status()
        self.peak = dict(self.before)
        self.millis, self.failures, self.stop = [], [], False
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        while not self.stop:
            began = time.monotonic()
            try:
                client = http.client.HTTPConnection("127.0.0.1", given.port, timeout=5)
                client.request("GET", given.path)
                answer = client.getresponse()
                answer.read()
                client.close()
                if answer.status == 200:
                    self.millis.append((time.monotonic() - began) * 1e3)
                else:
                    self.failures.append(answer.status)
            except OSError as error:
                self.failures.append(type(error).__name__)
            except http.client.HTTPException as error:
                self.failures.append(type(error).__name__)
            for name, value in status().items():
                self.peak[name] = max(self.peak[name], value)
            time.sleep(0.25)

    def end(self):
        self.stop = True
        self.thread.join()


class Crowd:
    def __init__(self):
        self.opened = self.refused = self.closed = 0
        self.first_close = None
        self.codes = {}

    async def one(self, number, until):
        source = f"127.1.{number // 250}.{number % 250 + 1}"
        try:
            opening = asyncio.open_connection("127.0.0.1", given.port, local_addr=(source, 0))
            reader, writer = await asyncio.wait_for(opening, 20)
        except (OSError, asyncio.TimeoutError):
            self.refused += 1
            return
        self.opened += 1
        began = time.monotonic()
        writer.write(HEAD)
        reading = asyncio.create_task(self.read(reader, began))
        while time.monotonic() < until and not reading.done():
            await asyncio.sleep(1)
            if given.mode != "idle" and not reading.done():
                try:
                    writer.write(b"a")
                    await writer.drain()
                except OSError:
                    break
        reading.cancel()
        writer.close()

    async def read(self, reader, began):
        try:
            data = await reader.read(200)
        except OSError:
            data = b""
        self.closed += 1
        after = time.monotonic() - began
        self.first_close = after if self.first_close is None else min(self.first_close, after)
        code = data[9:12].decode("latin1") if data else "none"
        self.codes[code] = self.codes.get(code, 0) + 1

    async def run(self):
        until = time.monotonic() + given.secs
        tasks = []
        for number in range(given.n):
            tasks.append(asyncio.create_task(self.one(number, until)))
            if number % 50 == 49:
                await asyncio.sleep(0.05)
        await asyncio.gather(*tasks)


_, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 65535), hard))
watch, crowd = Watch(), Crowd()
asyncio.run(crowd.run())
watch.end()
millis = sorted(watch.millis)
print(json.dumps({
    "mode": given.mode, "n": given.n, "opened": crowd.opened, "refused": crowd.refused, "closed_by_server": crowd.closed,
    "first_close_s": crowd.first_close and round(crowd.first_close, 1), "close_codes": crowd.codes,
    "threads": [watch.before["Threads"], watch.peak["Threads"]], "rss_kib": [watch.before["VmRSS"], watch.peak["VmRSS"]],
    "normal_ok": len(millis), "normal_fail": len(watch.failures), "fail_kinds": sorted({str(f) for f in watch.failures}),
    "normal_p50_ms": round(millis[len(millis) // 2], 1) if millis else None,
    "normal_max_ms": round(millis[-1], 1) if millis else None,
}))
