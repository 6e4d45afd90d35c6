"""A mail server for tests: tells its port, then every message it has accepted, one JSON line each.

The recipient's first name says how it behaves:
  later.*   answers 451 to the first try of this recipient, then accepts
  never.*   answers 550 to the recipient
  full.*    answers 452 after the content, the first time
  virus.*   answers 554 after the content
  silent.*  accepts the content and says nothing, the first time
"""

import asyncio
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP


class Handler:
    def __init__(self, is_wrapped):
        self.seen = set()
        self.is_wrapped = is_wrapped

    def is_first(self, what, recipient):
        key = (what, recipient)
        if key in self.seen:
            return False
        self.seen.add(key)
        return True

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("never."):
            return "550 5.1.1 no such mailbox"
        if address.startswith("later.") and self.is_first("later", address):
            return "451 4.7.1 greylisted, come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        recipient = envelope.rcpt_tos[0]
        if recipient.startswith("virus."):
            return "554 5.7.1 refused after reading"
        if recipient.startswith("full.") and self.is_first("full", recipient):
            return "452 4.2.2 mailbox full"
        print(
            json.dumps(
                {
                    "from": envelope.mail_from,
                    "to": envelope.rcpt_tos,
                    "is_encrypted": self.is_wrapped or session.ssl is not None,
                    "data": envelope.content.decode("utf-8", "replace"),
                }
            ),
            flush=True,
        )
        if recipient.startswith("silent.") and self.is_first("silent", recipient):
            await asyncio.sleep(3600)
        return "250 2.0.0 queued as TEST"


async def main(mode, certificate, key):
    context = None
    if mode != "none":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
    handler = Handler(mode == "tls")

    def session():
        starttls = context if mode == "starttls" else None
        return SMTP(handler, hostname="localhost", tls_context=starttls, require_starttls=mode == "starttls")

    wrapper = context if mode == "tls" else None
    loop = asyncio.get_running_loop()
    server = await loop.create_server(session, "127.0.0.1", 0, ssl=wrapper)
    print(server.sockets[0].getsockname()[1], flush=True)
    # Ends with the test, even one that was killed.
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main(*(sys.argv[1:] + ["", "", ""])[:3]))
