"""What each answer of a patient's way costs the server, one step after the other, with nothing else going on."""
import datetime as dt

from measured import Row, upper
from rush import person, practice
from visitor import Visitor

# Patients who take each step; practitioners of the workload.
PATIENTS, STAFF = 150, 10
# The bar of one answer, in milliseconds of a processor.
EACH_MS = 1


class Walk:
    """A patient between two steps; each method is one answer."""

    def __init__(self, server, mailbox, number):
        self.visitor = Visitor(server.port, number, [])
        self.mailbox, self.who, self.number = mailbox, person(number), number

    async def show(self, path, status=200):
        self.page = await self.visitor.step("GET", path)
        assert self.page.status == status, f"{path}: {self.page.status}"

    async def act(self, form, status, **typed):
        self.page = await self.visitor.step("POST", form.action, **(form.fields | typed))
        assert self.page.status == status, f"{form.action}: {self.page.status}"

    async def home(self):
        await self.show("/")
        self.sheet = self.page.text.split('rel="stylesheet" href="')[1].split('"')[0]

    async def style_sheet(self):
        await self.show(self.sheet)

    async def search(self):
        await self.show("/search")

    async def search_answered(self):
        await self.show("/search?q=Suivi&day=&from=&to=")

    async def times(self):
        await self.show("/times?care=1")
        self.later = self.page.link("/times?care=1&from=")

    async def next_days(self):
        await self.show(self.later)

    async def times_with_one(self):
        """Everybody another practitioner or another week, so that nobody meets another."""
        week = dt.date.today() + dt.timedelta(7 * (2 + self.number // STAFF))
        await self.show(f"/times?care=1&practitioner={1 + self.number % STAFF}&from={week}")
        self.form = self.page.form("/hold")
        self.start = dict(self.form.buttons[:1])

    async def hold(self):
        await self.act(self.form, 303, **self.start)

    async def identity(self):
        await self.show("/book")
        self.form_of_book = self.page.form("/book")

    async def identity_sent(self):
        await self.act(self.form_of_book, 303, **self.who)

    async def code(self):
        await self.show("/book/code")
        self.form_of_code = self.page.form("/book/code")
        self.secret = await self.mailbox.code(self.who["email"])

    async def code_sent(self):
        await self.act(self.form_of_code, 303, code=self.secret)

    async def done(self):
        await self.show("/book/done")

    async def time_lost(self):
        await self.act(self.form, 409, **self.start)

    async def appointment(self):
        await self.show("/appointment")

    async def calendar_entry(self):
        await self.show("/appointment/calendar.ics")

    async def move(self):
        await self.show("/appointment/move")
        self.form = self.page.form("/appointment/move")

    async def move_sent(self):
        buttons = self.form.buttons
        await self.act(self.form, 303, **dict([buttons[(3 * self.number // STAFF + 1) % len(buttons)]]))

    async def cancel_sent(self):
        await self.act(self.page.form("/appointment/cancel"), 303)

    async def cancelled(self):
        await self.show("/appointment/cancelled")


STEPS = [
    (Walk.home, "first page"),
    (Walk.style_sheet, "style sheet"),
    (Walk.search, "search"),
    (Walk.search_answered, "search, answered"),
    (Walk.times, "times, anybody"),
    (Walk.next_days, "times, the days after"),
    (Walk.times_with_one, "times, one practitioner"),
    (Walk.hold, "time held"),
    (Walk.identity, "form"),
    (Walk.identity_sent, "form sent"),
    (Walk.code, "page of the code"),
    (Walk.code_sent, "code sent: booked"),
    (Walk.done, "confirmation"),
    (Walk.time_lost, "time lost, with others"),
    (Walk.appointment, "appointment"),
    (Walk.calendar_entry, "calendar entry"),
    (Walk.move, "other times"),
    (Walk.move_sent, "moved"),
    (Walk.appointment, "appointment, moved"),
    (Walk.cancel_sent, "cancelled"),
    (Walk.cancelled, "page of the cancellation"),
]


async def steps(data):
    """A row for each answer; messages leave after the step that wrote them, and are measured by themselves."""
    rows, posted = [], 0
    async with practice(data) as (server, mailbox):
        walks = [Walk(server, mailbox, number) for number in range(PATIENTS)]
        for step, name in STEPS:
            mailbox.is_listening.clear()
            before = server.fine_cpu()
            for walk in walks:
                await step(walk)
            now = server.fine_cpu()
            rows.append(upper(f"… {name}: CPU", (now - before) * 1e3 / PATIENTS, "ms", EACH_MS))
            mailbox.is_listening.set()
            await mailbox.quiet()
            posted += server.fine_cpu() - now
        rows.append(Row("… an e-mail, beside the answers: CPU", f"{posted * 1e3 / mailbox.count:.2f} ms ({mailbox.count} e-mails)", "", True))
    return rows
