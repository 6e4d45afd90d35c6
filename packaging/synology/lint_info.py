"""Checks 5 to 8 and 12: INFO."""

import re

import package

MANDATORY = ("package", "version", "os_min_ver", "description", "arch", "maintainer")
DEPRECATED = ("firmware", "startable", "support_conf_folder", "thirdparty", "install_reboot")
# The worker web-config is not known before.
OLDEST, OLDEST_WITH_ALIAS = (7, 0, 40000), (7, 2, 63134)
LONGEST = {"displayname": 64, "description": 200}
LANGUAGES = ("", "_enu", "_fre")


def form(spk):
    raw = spk.files.get("INFO", b"")
    if raw.startswith(b"\xef\xbb\xbf"):
        yield "INFO begins with a byte order mark"
    if b"\r" in raw:
        yield "INFO has lines that end with CR"
    try:
        lines = raw.removeprefix(b"\xef\xbb\xbf").decode().replace("\r", "").splitlines()
    except UnicodeDecodeError:
        yield "INFO is not UTF-8"
        return
    seen = set()
    for at, line in enumerate(lines, 1):
        found = re.fullmatch(r'(\w+)="([^"]*)"', line)
        if not found:
            yield f"INFO, line {at}: not key=\"value\""
        elif found[1] in seen:
            yield f"INFO, line {at}: {found[1]} comes twice"
        else:
            seen.add(found[1])
    for key in MANDATORY:
        if key not in seen:
            yield f"INFO: {key} is missing"


def version(spk):
    written = spk.info.get("version", "")
    ours = package.numbers(written)
    if ours is None:
        yield f"the version « {written} » is not of numbers, as 1.4.0.3-0017"
        return
    published = package.releases() or ["0-0000"]
    last = package.numbers(published[-1])
    if ours[0] < last[0] or ours[1] <= last[1]:
        yield f"the version « {written} » does not rise above the last published one, « {published[-1]} »"


def os_min_ver(spk):
    written = spk.info.get("os_min_ver", "")
    found = re.fullmatch(r"(\d+)\.(\d+)-(\d+)", written)
    wanted = OLDEST_WITH_ALIAS if "web-config" in spk.workers() else OLDEST
    if not found or tuple(int(n) for n in found.groups()) < wanted:
        yield f"os_min_ver is « {written} », at least {wanted[0]}.{wanted[1]}-{wanted[2]} is needed"


def deprecated(spk):
    for key in DEPRECATED:
        if key in spk.info:
            yield f"INFO: {key} is deprecated"


def words(spk):
    for key, longest in LONGEST.items():
        for language in LANGUAGES:
            text = spk.info.get(key + language, "")
            if not text:
                yield f"INFO: {key}{language} is missing or empty"
            elif len(text) > longest:
                yield f"INFO: {key}{language} has {len(text)} characters, {longest} at most"
