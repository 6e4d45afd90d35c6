"""A mail server on loopback that keeps the newest code of each address, as the mailboxes of patients do."""
import asyncio
import email
import email.policy
import re

CODE = re.compile(r"\b(\d{3})[\s\u00a0\u202f]?(\d{3})\b")


class Mailbox:
    def __init__(self):
        self.codes, self.waiting, self.count = {}, {}, 0
        # While it is not set, the server waits for an answer.
        self.is_listening = asyncio.Event()
        self.is_listening.set()

    async def open(self):
        """Listens on a free port; answers it."""
        self.server = await asyncio.start_server(self.talk, "127.0.0.1", 0)
        return self.server.sockets[0].getsockname()[1]

    def close(self):
        self.server.close()

    async def code(self, address):
        """The newest code of an address; waits until one has come, and gives it out once."""
        while address not in self.codes:
            await self.waiting.setdefault(address, asyncio.Event()).wait()
        self.waiting.pop(address, None)
        return self.codes.pop(address)

    async def quiet(self):
        """Waits until no more comes."""
        known = -1
        while known != self.count:
            known = self.count
            await asyncio.sleep(0.7)

    async def talk(self, reader, writer):
        writer.write(b"220 mailbox ESMTP\r\n")
        to = []
        while line := await reader.readline():
            await self.is_listening.wait()
            verb = line[:4].upper()
            if verb == b"RCPT":
                to.append(re.search(rb"<(.*?)>", line)[1].decode())
            if verb == b"DATA":
                writer.write(b"354 go on\r\n")
                text = b"".join([part async for part in lines_of(reader)])
                self.keep(to, text)
                to = []
            writer.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 OK\r\n")
            await writer.drain()
            if verb == b"QUIT":
                break
        writer.close()

    def keep(self, to, text):
        self.count += 1
        message = email.message_from_bytes(text, policy=email.policy.default)
        body = message.get_body(("plain",)).get_content()
        found = CODE.search(body)
        if found:
            for address in to:
                self.codes[address] = found[1] + found[2]
                if address in self.waiting:
                    self.waiting[address].set()


async def lines_of(reader):
    """The lines of a message until the one with a single full stop."""
    while (line := await reader.readline()) not in (b".\r\n", b""):
        yield line[1:] if line.startswith(b"..") else line
