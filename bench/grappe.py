"""The program under measurement: built, filled with the workload, started; its CPU and memory."""
import http.client
import json
import os
import pathlib
import re
import subprocess
import sys
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "target/release/grappe"
STATIC = ROOT / "target/release/examples/static_bytes"
TICKS = os.sysconf("SC_CLK_TCK")


def build():
    subprocess.run(["cargo", "build", "--release", "--locked", "--quiet", "--bins", "--examples"], cwd=ROOT, check=True)


def workload(folder, *options):
    """The same work for every program measured, and where it lies."""
    path = folder / "workload.json"
    with open(path, "w") as out:
        subprocess.run(["python3", ROOT / "bench/gen_workload.py", *options], stdout=out, stderr=subprocess.DEVNULL, check=True)
    return path, json.loads(path.read_text())


def slow_sync(folder):
    """Compiles the disk that takes its time."""
    library = pathlib.Path(folder) / "slow_sync.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-Wall", "-Werror", "-o", library, ROOT / "bench/slow_sync.c"], check=True)
    return library


def fill(data, path):
    """Imports a workload into a new data folder; answers a token for everything."""
    grappe("import", path, "--data", data)
    made = grappe("token", "add", "bench", "--scope", "slots:read", "--scope", "appointments:write", "--data", data)
    return made.split()[-1]


def sign_in(data):
    """Adds a secretary; answers what signs in on a server over this folder and gives the cookie."""
    made = grappe("user", "add", "bench", "--role", "secretary", "--name", "Bench", "--data", data)
    code = re.search(r"\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}\b", made)[0]

    def cookie(server):
        password = "five white geese at the mill"
        body = urllib.parse.urlencode({"code": code, "password": password, "again": password})
        client = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        client.request("POST", "/admin/welcome", body, {"Content-Type": "application/x-www-form-urlencoded"})
        answer = client.getresponse()
        answer.read()
        cookies = [value.split(";")[0] for value in answer.headers.get_all("Set-Cookie") or []]
        if answer.status != 303 or not cookies:
            raise SystemExit(f"sign-in: {answer.status}")
        return "; ".join(cookies)

    return cookie


def grappe(*arguments):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, env=os.environ | {"LC_ALL": "C"})
    if done.returncode != 0:
        raise SystemExit(f"grappe {arguments[0]}: {done.stdout}{done.stderr}")
    return done.stdout


class Server:
    """A process that prints its address; its CPU seconds and memory as the kernel counts them."""

    def __init__(self, *command, **environment):
        self.process = subprocess.Popen(
            [str(part) for part in command],
            env=os.environ | {"LC_ALL": "C"} | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        for line in self.process.stdout:
            found = re.search(r"127\.0\.0\.1:([1-9]\d*)", line)
            if found:
                self.port = int(found[1])
                break
        else:
            raise SystemExit(f"{command[0]} printed no address")
        self.pid = self.process.pid
        self.url = f"http://127.0.0.1:{self.port}"

    @classmethod
    def serving(cls, data, **environment):
        many = {"GRAPPE_SERVER_MAX_CONNECTIONS_PER_ADDRESS": "1024"}
        return cls(PROGRAM, "serve", GRAPPE_PRACTICE_DATA=str(data), GRAPPE_SERVER_LISTEN="127.0.0.1:0", **many, **environment)

    def cpu(self):
        fields = open(f"/proc/{self.pid}/stat").read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def fine_cpu(self):
        """The same to the nanosecond: the clock of another process (clock_getcpuclockid), by time of the scheduler."""
        return time.clock_gettime((~self.pid << 3) | 2)

    def rss_mb(self):
        for line in open(f"/proc/{self.pid}/status"):
            if line.startswith("VmRSS"):
                return int(line.split()[1]) * 1024 / 1e6
        raise SystemExit("the server is gone")

    def get(self, path, headers=None):
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        client.request("GET", path, headers=headers or {})
        answer = client.getresponse()
        body = answer.read()
        client.close()
        return answer.status, answer.headers, body

    def stop(self):
        self.process.terminate()
        self.process.wait()


def wrk(server, script, seconds, connections, **environment):
    """One run of wrk: its result line as a dictionary, and the CPU seconds of the server."""
    before, began = server.cpu(), time.monotonic()
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", ROOT / "bench" / script, server.url]
    done = subprocess.run([str(part) for part in command], env=os.environ | environment, capture_output=True, text=True, check=True)
    cpu = server.cpu() - before
    line = next((line for line in done.stdout.splitlines() if line.startswith("RESULT")), None)
    if line is None:
        raise SystemExit(f"wrk: {done.stdout}{done.stderr}")
    result = {name: float(value) for name, value in (pair.split("=") for pair in line.split()[1:])}
    sys.stderr.write(done.stderr)
    result["wall_s"] = time.monotonic() - began
    return result, cpu
