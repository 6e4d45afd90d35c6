"""A mail server for tests that does one thing wrong: tells its port, then every message it has accepted, one JSON line each.

A line « VERB ACTION » on standard input says what happens at a step from now on; it is answered by a line to « script ».
  VERB    GREETING, EHLO, AUTH, MAIL, RCPT, DATA, CONTENT (before the final dot is read), DOT (after it)
  ACTION  stall, drop, or the reply as it is sent; with « odd » before it, every other time; « chance » after the dot is any of them
Without a line everything is accepted. What is dropped or met with silence after the dot was accepted. An argument is a file to which
each accepted Message-ID is appended, so that the count outlives whoever reads the lines.
"""

import asyncio
import json
import os
import random
import re
import sys


class Session:
    def __init__(self, server, reader, writer):
        self.server, self.reader, self.writer = server, reader, writer
        self.sender, self.to = "", []

    async def say(self, text):
        self.writer.write(text.encode() + b"\r\n")
        await self.writer.drain()

    async def step(self, verb, usual):
        """Does what the script says; whether the step went well."""
        action = self.server.script.get(verb)
        if action and action.startswith("odd "):
            self.server.turns += 1
            action = action[4:] if self.server.turns % 2 else None
        if action == "stall":
            await asyncio.sleep(3600)
        if action == "drop":
            self.writer.transport.abort()
            raise ConnectionError
        await self.say(action or usual)
        return (action or usual)[0] in "23"

    async def talk(self):
        await self.step("GREETING", "220 localhost ESMTP")
        while line := await self.reader.readline():
            verb = line[:4].upper().decode().strip()
            if verb == "QUIT":
                return await self.say("221 bye")
            if verb == "EHLO":
                await self.step("EHLO", "250-localhost\r\n250 AUTH PLAIN LOGIN")
            elif verb == "MAIL":
                self.sender, self.to = address(line), []
                await self.step("MAIL", "250 OK")
            elif verb == "RCPT":
                if await self.step("RCPT", "250 OK"):
                    self.to.append(address(line))
            elif verb == "DATA":
                if await self.step("DATA", "354 go on"):
                    await self.content()
            elif verb == "AUTH":
                await self.step("AUTH", "235 welcome")
            else:
                self.to = []
                await self.say("250 OK")

    async def content(self):
        if "CONTENT" in self.server.script:
            await self.step("CONTENT", "")
        lines = []
        while (line := await self.reader.readline()) != b".\r\n":
            if not line:
                raise ConnectionError
            lines.append(line[1:] if line.startswith(b"..") else line)
        action = self.server.script.get("DOT")
        if action == "chance":
            action = random.choice([None] * 6 + ["stall", "drop", "451 4.3.0 later"])
        # Silence is the worst of acceptances.
        if action in (None, "stall", "drop"):
            self.server.accept(self, b"".join(lines).decode("utf-8", "replace"))
        if action == "stall":
            await asyncio.sleep(3600)
        if action == "drop":
            self.writer.transport.abort()
            raise ConnectionError
        await self.say(action or "250 2.0.0 queued")


class Server:
    def __init__(self, count):
        self.script, self.count, self.connections, self.turns = {}, count, 0, 0

    def accept(self, session, data):
        if self.count:
            identity = re.search(r"^Message-ID: <(.*?)>", data, re.M)[1]
            os.write(self.count, f"{identity} {session.to[0]}\n".encode())
            return
        tell({"to": session.to, "is_encrypted": False, "data": data, "connection": session.number})

    async def talk(self, reader, writer):
        session = Session(self, reader, writer)
        self.connections += 1
        session.number = self.connections
        try:
            await session.talk()
        except ConnectionError:
            pass
        finally:
            writer.close()


def address(line):
    return re.search(rb"<(.*?)>", line)[1].decode()


def tell(value):
    print(json.dumps(value), flush=True)


async def main(count=None):
    server = Server(count and os.open(count, os.O_WRONLY | os.O_APPEND | os.O_CREAT))
    listening = await asyncio.start_server(server.talk, "127.0.0.1", 0, limit=1 << 20)
    print(listening.sockets[0].getsockname()[1], flush=True)
    orders = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    # Ends with the test, even one that was killed.
    while line := await orders.readline():
        verb, _, action = line.decode().strip().partition(" ")
        server.script = {verb: action} if verb else {}
        tell({"to": ["script"], "is_encrypted": False, "data": ""})
    os._exit(0)


asyncio.run(main(*sys.argv[1:]))
