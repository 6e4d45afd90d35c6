"""What the stories share."""

import re
import time
import urllib.request

from dsm import Refused

PORT = 8643
CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")
MEBIBYTE = 1 << 20


def page():
    """Status of the booking page."""
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/", timeout=10) as answer:
        answer.read()
        return answer.status


def refused(act, *words):
    """What the user is told when `act` is refused; every word must be in it."""
    try:
        act()
    except Refused as why:
        for word in words:
            assert word in why.told, f"« {word} » is not in {why.told!r}"
        return why.told
    raise AssertionError("it was not refused")


def until(holds, seconds=20):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.2)


def installed(nas, package, start=True):
    nas.install(package)
    if start:
        nas.start()
        assert (nas.status(), page()) == (0, 200)
