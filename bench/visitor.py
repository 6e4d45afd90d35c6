"""A browser without scripts: one address, one connection that is kept, cookies, forms; what each answer took."""
import asyncio
import gzip
import html.parser
import time
import urllib.parse


class Form:
    """A form of a page: where it leads, what it sends by itself, and its buttons as (name, value)."""

    def __init__(self, attributes):
        self.action = attributes.get("action") or ""
        self.method = (attributes.get("method") or "get").upper()
        self.fields, self.buttons = {}, []


class Reader(html.parser.HTMLParser):
    """Forms and links of a page."""

    def __init__(self, text):
        super().__init__()
        self.forms, self.links = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "form":
            self.forms.append(Form(attributes))
        elif tag == "a" and attributes.get("href"):
            self.links.append(attributes["href"])
        elif tag == "button" and self.forms and attributes.get("name"):
            self.forms[-1].buttons.append((attributes["name"], attributes.get("value") or ""))
        elif tag == "input" and self.forms and attributes.get("name"):
            is_choice = attributes.get("type") in ("radio", "checkbox")
            if not is_choice or "checked" in attributes:
                self.forms[-1].fields[attributes["name"]] = attributes.get("value") or ""


class Page:
    def __init__(self, path, status, text):
        self.path, self.status, self.text = path, status, text
        read = Reader(text)
        self.forms, self.links = read.forms, read.links

    def form(self, action):
        """The form that leads there, or nothing."""
        return next((form for form in self.forms if form.action.split("?")[0] == action), None)

    def link(self, start):
        """The first link that begins so, or nothing."""
        return next((link for link in self.links if link.startswith(start)), None)


class Visitor:
    """One patient. `seen` gets (step, status, milliseconds) of every answer, redirections among them."""

    def __init__(self, port, number, seen):
        self.port, self.seen, self.cookies, self.pipe = port, seen, {}, None
        # An address of one's own, as patients have: limits hold for each address.
        self.source = f"127.{10 + number // 62500}.{number // 250 % 250}.{number % 250 + 1}"

    async def get(self, step, path):
        return await self.ask(step, "GET", path, None)

    async def send(self, step, form, **typed):
        """Sends a form with what it holds and what was typed, over the button pressed."""
        fields = urllib.parse.urlencode(form.fields | typed)
        if form.method == "GET":
            return await self.ask(step, "GET", f"{form.action}?{fields}", None)
        return await self.ask(step, "POST", form.action, fields)

    async def ask(self, step, method, path, body):
        status, headers, text = await self.exchange(step, method, path, body)
        while status in (302, 303):
            path = headers["location"]
            status, headers, text = await self.exchange(f"{step}, then", "GET", path, None)
        return Page(path, status, text)

    async def exchange(self, step, method, path, body):
        began, was_kept = time.monotonic(), self.pipe is not None
        try:
            status, headers, text = await self.once(method, path, body)
        except (OSError, asyncio.IncompleteReadError):
            # The server may end a kept connection while nothing is asked; a browser opens another.
            if not was_kept:
                raise
            self.pipe = None
            status, headers, text = await self.once(method, path, body)
        self.seen.append((step, status, (time.monotonic() - began) * 1e3))
        return status, headers, text

    async def step(self, method, path, **fields):
        """One answer, without the page that it may lead to; what it shows, or the path it leads to."""
        body = urllib.parse.urlencode(fields) if method == "POST" else None
        status, headers, text = await self.once(method, path, body)
        return Page(headers.get("location", path), status, text)

    async def once(self, method, path, body):
        if self.pipe is None:
            self.pipe = await asyncio.open_connection("127.0.0.1", self.port, local_addr=(self.source, 0), limit=1 << 20)
        reader, writer = self.pipe
        writer.write(self.head(method, path, body))
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin1").splitlines()
        headers = {}
        for line in filter(None, lines):
            name, value = line.split(": ", 1)
            if name.lower() == "set-cookie":
                self.keep(value)
            headers[name.lower()] = value
        content = await self.content(reader, headers)
        if headers.get("content-encoding") == "gzip":
            content = gzip.decompress(content)
        if headers.get("connection") == "close":
            self.close()
        return int(first.split()[1]), headers, content.decode()

    async def content(self, reader, headers):
        if headers.get("transfer-encoding") != "chunked":
            return await reader.readexactly(int(headers.get("content-length", 0)))
        parts = []
        while size := int(await reader.readline(), 16):
            parts.append(await reader.readexactly(size))
            await reader.readline()
        await reader.readline()
        return b"".join(parts)

    def head(self, method, path, body):
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", "Accept: text/html", "Accept-Encoding: gzip", "Accept-Language: fr"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if body is not None:
            lines += [f"Origin: http://127.0.0.1:{self.port}", "Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        return ("\r\n".join(lines) + "\r\n\r\n" + (body or "")).encode()

    def keep(self, cookie):
        name, value = cookie.split(";")[0].split("=", 1)
        if "max-age=0" in cookie.lower():
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = value

    def close(self):
        if self.pipe:
            self.pipe[1].close()
        self.pipe = None
