"""A patient without scripts: a demonstration is started, and an appointment taken, moved and cancelled by its links and forms.

usage: patient.py COMMAND…: the program, with what runs it (a wrapper, an emulator) before it. Then the same practice is served, as a box
would: what the start costs and what the process holds in memory while nobody asks for anything is printed. Exit code 0 when the whole way
could be gone.
"""

import html
import html.parser
import http.cookiejar
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request

# An invented practice is made first, which an emulator takes minutes for.
START_S = 800
ANSWER_S = 120
# Until what a start needs is put away.
IDLE_S = 5
PERSON = {"given": "Lucie", "family": "Le Goff", "born": "29/02/1984", "email": "lucie@example.org"}
SLOT = re.compile(r"\b\d+\s?h\b")


class Page(html.parser.HTMLParser):
    """Links `(words, address)` and forms `(method, action, fields, buttons)` of a page, as somebody without scripts has them."""

    def __init__(self, url, text):
        super().__init__()
        self.url, self.text, self.links, self.forms = url, text, [], []
        self.link, self.form, self.button = None, None, None
        self.feed(text)

    def handle_starttag(self, tag, given):
        given = dict(given)
        if tag == "a" and given.get("href"):
            self.link = [[], given["href"]]
        elif tag == "form":
            self.form = {"method": given.get("method", "get"), "action": given.get("action") or self.url, "fields": {}, "buttons": []}
            self.forms.append(self.form)
        elif tag == "button" and self.form is not None:
            self.button = [[], given.get("name"), given.get("value", "")]
        elif tag in ("input", "textarea") and given.get("name") and self.form is not None:
            kind = given.get("type", "text")
            if kind in ("checkbox", "radio") and "checked" not in given and "required" not in given:
                return
            self.form["fields"].setdefault(given["name"], given.get("value") or ("on" if kind == "checkbox" else ""))

    def handle_data(self, data):
        for open_now in (self.link, self.button):
            if open_now is not None:
                open_now[0].append(data)

    def handle_endtag(self, tag):
        if tag == "a" and self.link is not None:
            self.links.append((" ".join("".join(self.link[0]).split()), self.link[1]))
            self.link = None
        elif tag == "button" and self.button is not None:
            self.form["buttons"].append((" ".join("".join(self.button[0]).split()), self.button[1], self.button[2]))
            self.button = None
        elif tag == "form":
            self.form = None


class Patient:
    """One browser with its cookies."""

    def __init__(self, address):
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.page = None
        self.open(address)

    def open(self, address, form=None):
        url = urllib.parse.urljoin(self.page.url, address) if self.page else address
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        request = urllib.request.Request(url, data, {"Accept-Language": "fr"})
        if data is not None:
            request.add_header("Origin", "{0.scheme}://{0.netloc}".format(urllib.parse.urlsplit(url)))
        try:
            with self.browser.open(request, timeout=ANSWER_S) as answer:
                self.page = Page(answer.url, answer.read().decode())
        except urllib.error.HTTPError as refused:
            raise SystemExit(f"{url}: {refused}\n{words_of(refused.read().decode())}") from None

    def follow(self, words):
        found = next((address for text, address in self.page.links if re.search(words, text)), None)
        self.open(found or self.lost(f"no link « {words} »"))

    def press(self, words, last=False, **typed):
        """Fills in the form that has the first (or last) such button, and presses it."""
        for form in reversed(self.page.forms) if last else self.page.forms:
            for text, name, value in reversed(form["buttons"]) if last else form["buttons"]:
                if re.search(words, text):
                    fields = form["fields"] | typed | ({name: value} if name else {})
                    if form["method"].lower() == "post":
                        return self.open(form["action"], fields)
                    return self.open(form["action"] + "?" + urllib.parse.urlencode(fields))
        return self.lost(f"no button « {words} »")

    def reads(self, words):
        found = re.search(words, words_of(self.page.text))
        return found or self.lost(f"« {words} » is not on the page")

    def lost(self, why):
        raise SystemExit(f"{why}, {self.page.url}:\n{words_of(self.page.text)}")


def words_of(text):
    """What can be read of a page, blanks alike."""
    inner = re.sub(r"(?s)<(script|style|head)\b.*?</\1>|<[^>]*>", " ", text)
    return " ".join(html.unescape(inner).split())


def way(address):
    """Books, moves and cancels; what was booked and where it went."""
    patient = Patient(address)
    patient.follow("Consultation de suivi")
    if not any(SLOT.search(text) for form in patient.page.forms for text, _, _ in form["buttons"]):
        patient.follow("Plus tard")
    patient.press(SLOT)
    patient.reads("Qui vient")
    patient.press("Recevoir mon code", **PERSON)
    patient.reads("Code à six chiffres")
    confirm = patient.page
    patient.follow("Lire le courriel")
    code = patient.reads(r"\b\d{3} ?\d{3}\b")[0].replace(" ", "")
    patient.page = confirm
    patient.press("Confirmer le rendez-vous", code=code)
    patient.reads("votre rendez-vous est pris")
    first = patient.reads(r"\w+ \d+(?:er)? \w+ 20\d\d.{0,20}? \d+ h(?: \d\d)?")[0]
    patient.follow("Déplacer ou annuler")
    patient.reads("Bonjour Lucie")
    patient.follow("Choisir un autre horaire")
    patient.press(SLOT, last=True)
    patient.reads("Bonjour Lucie.*déplacé")
    second = patient.reads(r"\w+ \d+(?:er)? \w+ 20\d\d.{0,20}? \d+ h(?: \d\d)?")[0]
    patient.press("Oui, annuler|Je ne viendrai pas")
    patient.reads("annulé|Merci d'avoir prévenu")
    if first == second:
        raise SystemExit(f"moved from {first} to {second}")
    return first, second


def resident(pid):
    """Kilobytes in memory, and those of an emulator among them: its code, its own heap and what it translated."""
    with open(f"/proc/{pid}/smaps", encoding="utf-8", errors="replace") as file:
        text = file.read()
    held = emulator = 0
    for block in re.split(r"^(?=[0-9a-f]+-[0-9a-f]+ )", text, flags=re.MULTILINE)[1:]:
        head = block.splitlines()[0]
        size = int(re.search(r"^Rss:\s+(\d+)", block, re.MULTILINE)[1])
        held += size
        if "/qemu-" in head or "[heap]" in head or " rwxp " in head:
            emulator += size
    return held, emulator if "/qemu-" in text else 0


def processor_seconds(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def started(command, ready):
    """The program once it has said that it is there, the first address it told, and what it complains of."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "LANG": "fr_FR.UTF-8"})
    troubles = []
    threading.Thread(target=lambda: troubles.extend(process.stderr), daemon=True).start()
    timer = threading.Timer(START_S, process.kill)
    timer.start()
    address = None
    for line in process.stdout:
        address = address or next(iter(re.findall(r"http://\S+", line)), None)
        if re.search(ready, line):
            timer.cancel()
            return process, address, troubles
    process.wait()
    raise SystemExit(f"it did not start (ended with {process.returncode}): {''.join(troubles)}")


def ended(process, troubles):
    process.terminate()
    code = process.wait(timeout=ANSWER_S)
    if code != 0:
        raise SystemExit(f"it ended with {code}: {''.join(troubles)}")


def demonstration(command, folder):
    demo, address, troubles = started([*command, "demo", "--listen", "127.0.0.1:0", "--data", folder], "Ctrl")
    try:
        first, second = way(address)
        print(f"booked {first}, moved to {second}, cancelled")
    finally:
        ended(demo, troubles)


def box(command, folder, config):
    """The same practice as it is served all day."""
    with open(config, "w", encoding="utf-8") as file:
        file.write(f'[practice]\ndata = "{folder}"\n[server]\nlisten = "127.0.0.1:0"\n')
    served, _, troubles = started([*command, "serve", "--config", config], r"127\.0\.0\.1:\d+")
    try:
        spent = processor_seconds(served.pid)
        time.sleep(IDLE_S)
        held, emulator = resident(served.pid)
        print(f"start: {spent:.2f} s of processor; idle: {held - emulator} kB resident (and {emulator} kB of an emulator)")
    finally:
        ended(served, troubles)


def main():
    command = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        data = os.path.join(folder, "data")
        demonstration(command, data)
        box(command, data, os.path.join(folder, "grappe.toml"))


main()
