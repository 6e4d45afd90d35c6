"""A patient books, moves and cancels in a text browser (lynx): no script, no style, no picture.

Drives the real program over a terminal, as somebody at a keyboard would: every link and field has a number, which is typed. What was on
the screen at each step is written to the folder given as second argument.

usage: flow.py GRAPPE FOLDER
"""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time

ROWS, COLUMNS = 400, 100
QUIET_S = 0.6
PATIENCE_S = 60
SPACES = {0x00A0: " ", 0x202F: " "}


def start_demo(program, folder):
    """The demonstration on a free port; the process and the address of its booking page."""
    demo = subprocess.Popen(
        [program, "demo", "--listen", "127.0.0.1:0", "--data", folder],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, "LANG": "fr_FR.UTF-8"},
    )
    address = None
    for line in demo.stdout:
        address = address or next(iter(re.findall(r"http://\S+", line)), None)
        if "Ctrl" in line:
            return demo, address.rstrip("/")
    raise SystemExit("the demonstration did not start")


class Lynx:
    """lynx on a terminal tall enough for whole pages."""

    def __init__(self, url, folder):
        self.folder, self.steps = folder, 0
        config = os.path.join(folder, "lynx.cfg")
        with open(config, "w", encoding="utf-8") as file:
            file.write("ACCEPT_ALL_COOKIES:TRUE\nNUMBER_LINKS_ON_LEFT:TRUE\nPREFERRED_LANGUAGE:fr\n"
                       "DEFAULT_KEYPAD_MODE:LINKS_AND_FIELDS_ARE_NUMBERED\n")
        pid, self.terminal = pty.fork()
        if pid == 0:
            os.environ.update(TERM="vt100", LC_ALL="C.UTF-8", LYNX_CFG=config)
            os.execvp("lynx", ["lynx", "-accept_all_cookies", "-number_fields", "-display_charset=utf-8", "-nocolor",
                               "-useragent=Lynx/2.9 (test)", url])
        self.pid = pid
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def read(self):
        """What the terminal got until it is quiet."""
        got = b""
        while select.select([self.terminal], [], [], QUIET_S)[0]:
            got += os.read(self.terminal, 65536)
        return got.decode("utf-8", "replace")

    def keys(self, text):
        os.write(self.terminal, text.encode())

    def screen(self):
        """The page as text, a line for each line of the screen."""
        self.read()
        self.keys("\x17")  # Ctrl-W draws everything anew.
        drawn = self.read()
        drawn = re.sub(r"\x1b\[(\d+);\d+H", "\n", drawn)
        drawn = re.sub(r"\x1b[\[(][0-9;?]*[A-Za-z0-9]|\x1b[=>78]|[\x0e\x0f]", "", drawn.replace("\r", "\n"))
        return drawn.translate(SPACES)

    def awaits(self, words):
        """The screen, once it says this."""
        until = time.monotonic() + PATIENCE_S
        while True:
            shown = self.screen()
            if re.search(words, shown):
                self.steps += 1
                with open(os.path.join(self.folder, f"{self.steps:02}.txt"), "w", encoding="utf-8") as file:
                    file.write(shown)
                return shown
            if time.monotonic() > until:
                raise SystemExit(f"« {words} » is not on the screen:\n{shown}")

    def number(self, shown, words):
        """The number that stands before these words."""
        found = re.search(r"\[(\d+)\]\s*" + words, shown)
        if not found:
            raise SystemExit(f"no link or field « {words} »:\n{shown}")
        return found.group(1)

    def follow(self, shown, words):
        """Follows a link, or presses a button or a box."""
        self.keys(self.number(shown, words) + "\r")
        self.read()

    def press(self, shown, words):
        """Goes to a button or a box, and presses it."""
        self.follow(shown, words)
        self.keys("\r")
        self.read()

    def end(self):
        os.close(self.terminal)
        os.waitpid(self.pid, 0)


HOUR = r"BUTTON\) \d+ h"
# In the order of the form: given and family name, date of birth, e-mail address.
PERSON = ["Lucie", "Le Goff", "29/02/1984", "lucie@example.org"]


def hours(shown):
    """The days and hours said of the appointment on the screen."""
    return re.findall(r"(\d+)(?:er)? (\w+) 20\d\d *\n* *(\d+ h(?: \d\d)?)", shown)[:1]


def flow(lynx):
    shown = lynx.awaits("De quoi avez-vous besoin")
    lynx.follow(shown, "Consultation de suivi")
    lynx.follow(lynx.awaits("Premiers horaires libres"), "Plus tard")
    lynx.press(lynx.awaits("Horaires libres"), HOUR)
    shown = lynx.awaits("Qui vient")
    lynx.follow(shown, "_+")  # The first field that is empty.
    for text in PERSON:
        lynx.keys(text + "\t")
        lynx.read()
    lynx.keys("\t\r")  # The telephone may stay empty; the box of the consent is ticked.
    lynx.press(lynx.awaits(r"\[X\] J'accepte"), r"BUTTON\) Recevoir mon code")

    shown = lynx.awaits("Code à six chiffres")
    lynx.follow(shown, "Lire le courriel")
    code = re.search(r"\b\d{3} ?\d{3}\b", lynx.awaits("code"))
    lynx.keys("\x1b[D")  # Back, as somebody would.
    shown = lynx.awaits("Code à six chiffres")
    lynx.follow(shown, "_+")
    lynx.keys(code.group(0).replace(" ", "") + "\t")
    lynx.press(lynx.awaits("Code à six chiffres"), r"BUTTON\) Confirmer le rendez-vous")
    shown = lynx.awaits("votre rendez-vous est pris")
    first = hours(shown)

    lynx.follow(shown, "Déplacer ou annuler")
    lynx.follow(lynx.awaits("Bonjour Lucie"), "Choisir un autre horaire")
    lynx.press(lynx.awaits("horaire"), HOUR)
    shown = lynx.awaits("Bonjour Lucie(.|\n)*déplacé")
    if not first or not hours(shown) or first == hours(shown):
        raise SystemExit(f"moved from {first} to {hours(shown)}:\n{shown}")
    # Two clicks where a fold hides the second, which a text browser does not fold.
    lynx.press(shown, r"BUTTON\) (Oui, annuler|Je ne viendrai pas)")
    lynx.awaits("annulé|Merci d'avoir prévenu")


def main():
    program, folder = sys.argv[1:3]
    os.makedirs(folder, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        demo, url = start_demo(program, os.path.join(data, "data"))
        try:
            lynx = Lynx(url, folder)
            flow(lynx)
            lynx.end()
        finally:
            demo.terminate()
            demo.wait()
    print(f"{lynx.steps} screens")


if __name__ == "__main__":
    main()
