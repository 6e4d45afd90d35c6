"""What the invented practice of tests/api/run can answer: made through the interface itself before the run, as examples in the document.

Schemathesis loads this module as its hooks. Each operation gets an example of its own objects, so that no example spends what another
needs, and every operation that was answered with success is written down; `python3 practice.py` names those that never were.
"""

import collections
import datetime
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request
import uuid

BASE = os.environ["GRAPPE_API"]
KEY = os.environ["GRAPPE_KEY"]
ANSWERED = os.environ["GRAPPE_ANSWERED"]


def ask(path, body=None):
    """Status and answer."""
    request = urllib.request.Request(BASE + path, headers={"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"})
    data = None if body is None else json.dumps(body).encode()
    try:
        with urllib.request.urlopen(request, data) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def must(path, body=None):
    """The answer of something that has to succeed."""
    status, answer = ask(path, body)
    if status >= 300:
        raise SystemExit(f"{path} {body}: {status} {answer}")
    return answer


def letters(number):
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


class Practice:
    """Hands out people, free times and bookings, each once."""

    def __init__(self):
        self.people = 0
        self.today = datetime.date.today()
        self.care, self.free = self.bookable()

    def person(self):
        self.people += 1
        return {
            "family_name": f"Essai{letters(self.people)}",
            "given_name": "Anne",
            "born": "1980-05-17",
            "email": f"essai{self.people}@example.org",
        }

    def patient(self):
        return must("/api/v1/patients", self.person())["id"]

    def times(self, care):
        """Free times from the fourth day on, of one practitioner each, never two at one instant; one of each day, then a second of each: a
        practice takes only so many of a kind a day."""
        days = {"care": care, "from": self.today + datetime.timedelta(days=4), "to": self.today + datetime.timedelta(days=80)}
        slots = must("/api/v1/slots?" + urllib.parse.urlencode(days))["slots"]
        # Every fourth: neighbours may be taken by buffers.
        places = [(slot["start"], slot["practitioners"][0]) for slot in slots][::4]
        taken = collections.Counter()
        turns = []
        for place in places:
            date = place[0][:10]
            turns.append((taken[date], place))
            taken[date] += 1
        return iter([place for _, place in sorted(turns)])

    def bookable(self):
        """A care type that a new patient may book, and its free times."""
        for care in must("/api/v1/care-types")["care_types"]:
            free = self.times(care["id"])
            found = next(free, None)
            if found and ask("/api/v1/appointments", self.wish(care["id"], found))[0] == 201:
                return care["id"], free
        raise SystemExit("nothing can be booked")

    def wish(self, care, place):
        start, practitioner = place
        return {"care": care, "practitioner": practitioner, "start": start, "patient": self.person()}

    def booked(self):
        return must("/api/v1/appointments", self.wish(self.care, next(self.free)))

    def wishes(self):
        """Somebody whom no freed time suits: an example that frees one must not have it offered to an entry of another."""
        return {"patient": self.patient(), "care": self.care, "channel": "phone", "earliest": "2031-01-01"}

    def waiting(self):
        return must("/api/v1/waiting-list", self.wishes())

    def twin(self):
        """A second record of a person: both numbers."""
        person = self.person()
        # Another birth date makes another record; a booking would have found the first.
        return [must("/api/v1/patients", person)["id"], must("/api/v1/patients", person | {"born": "1980-05-18"})["id"]]

    def merged(self):
        """The number of a merge."""
        one, other = self.twin()
        return must(f"/api/v1/patients/{one}/merge", {"absorbed": other, "version": 1, "absorbed_version": 1})["id"]

    def place(self):
        start, practitioner = next(self.free)
        return {"practitioner": practitioner, "start": start}

    def offered(self):
        return must(f"/api/v1/waiting-list/{self.waiting()['id']}/offers", self.place())["id"]

    def past(self, *states):
        """Past appointments in these states with all that their pages show, the newest day first."""
        for days in range(1, 120):
            date = self.today - datetime.timedelta(days=days)
            for one in must(f"/api/v1/agenda?date={date}")["appointments"]:
                if one["status"] in states:
                    yield must(f"/api/v1/desk/appointments/{one['id']}")

    def missed(self):
        """A past appointment to which nobody came, and on which nothing else depends."""
        for sheet in self.past("no_show"):
            if not sheet["rest"] and not sheet["contest"]:
                return sheet["appointment"]["id"]
        raise SystemExit("nobody was ever absent")

    def broken(self):
        """A visit that waits for a decision because the one before it was missed."""
        waiting = must("/api/v1/desk/to-do")["to_decide"]
        if waiting:
            return waiting[0]["id"]
        for sheet in self.past("done"):
            if sheet["rest"]:
                for status in ["in_progress", "arrived", "confirmed", "no_show"]:
                    must(f"/api/v1/appointments/{sheet['appointment']['id']}/state", {"status": status})
                return sheet["rest"][0]
        raise SystemExit("nobody comes more than once")

    def at_desk(self, place):
        """The same booking by the rules of the staff; what may follow it is left for later."""
        return self.wish(self.care, place) | {"accept": ["next-visit-open"]}

    def undoable(self):
        """The number of an act that can be taken back."""
        made = self.booked()["id"]
        return next(act["id"] for act in must("/api/v1/undo")["acts"] if act["appointment"] == made)


def records(practice):
    """Those on patients' files."""
    patient = practice.patient
    noted, tied, agreed = patient(), practice.twin(), patient()
    consent = must(f"/api/v1/patients/{agreed}/consents", {"kind": "information"})["id"]
    must(f"/api/v1/patients/{tied[0]}/relatives", {"patient": tied[1], "books": "for", "kind": "child"})
    one, other = practice.twin()
    pair = practice.twin()
    return {
        "patientNotes": ({"id": noted}, None),
        "changePatientNotes": ({"id": noted}, {"version": 1, "desk_note": "Parle fort"}),
        "relatives": ({"id": tied[0]}, None),
        "tieRelatives": ({"id": patient()}, {"patient": patient(), "books": "by", "kind": "parent"}),
        "untieRelatives": ({"id": tied[0]}, {"patient": tied[1], "books": "for"}),
        "consents": ({"id": agreed}, None),
        "giveConsent": ({"id": agreed}, {"kind": "reminders"}),
        "withdrawConsent": ({"id": agreed}, {"consent": consent}),
        "exportPatient": ({"id": noted}, None),
        "previewErasure": ({"id": patient()}, None),
        "erasePatient": ({"id": patient()}, {"version": 1}),
        "dismissDuplicates": ({}, {"one": pair[0], "other": pair[1]}),
        "mergePatients": ({"id": one}, {"absorbed": other, "version": 1, "absorbed_version": 1, "take": ["born"]}),
        "undoMerge": ({"id": practice.merged()}, {}),
    }


def drafts(practice):
    """Those on changes of hours: each of somebody's absence just while an appointment of theirs lasts."""

    def away():
        booked = practice.booked()
        return {"absence": {"practitioner": booked["practitioner"], "start": booked["start"], "end": booked["end"]}}

    looked_at, settled, discarded = (must("/api/v1/drafts", away())["draft"] for _ in range(3))
    return {
        "createDraft": ({}, away()),
        "draft": ({"id": looked_at}, None),
        "settleDraft": ({"id": settled}, {"others": "keep"}),
        "discardDraft": ({"id": discarded}, {}),
    }


def settings(practice):
    """Those on what the practice is set to."""
    base = "/api/v1/setup"
    new = {
        "Practitioner": (f"{base}/practitioners", {"name": "Dr Essai"}, {"speciality": "Essai"}),
        "CareType": (f"{base}/care-types", {"name": "Essai", "minutes": 20, "online": False}, {"minutes": 25}),
        "Resource": (f"{base}/resources", {"name": "Essai", "kind": "essai"}, {"capacity": 2}),
    }
    made = {}
    for name, (path, body, change) in new.items():
        changed, archived, restored = (must(path, body) for _ in range(3))
        must(f"{path}/{restored['id']}/archive", {})
        made[f"create{name}"] = ({}, body)
        made[f"change{name}"] = ({"id": changed["id"]}, change | {"version": changed["version"]})
        made[f"archive{name}"] = ({"id": archived["id"]}, {})
        made[f"restore{name}"] = ({"id": restored["id"]}, {})
    own = must(f"{base}/care-types", {"name": "Essai", "minutes": 20, "online": False})
    terms = {"version": own["version"], "practitioner": 1, "minutes": 30, "series": None}
    holidays = must(f"{base}/holidays")
    coming = [day["date"] for day in holidays["days"] if day["closed"] and day["date"] > str(practice.today)]
    must(f"{base}/holidays/open", {"date": coming[-1]})
    return made | {
        "setOwnTerms": ({"id": own["id"]}, terms),
        "addHoliday": ({}, {"date": f"{practice.today.year + 1}-12-02", "name": "Essai"}),
        "openHoliday": ({}, {"date": coming[-2]}),
        "closeHoliday": ({}, {"date": coming[-1]}),
        "setHolidayRegion": ({}, {"region": holidays["region"]}),
    }


def examples(practice):
    """Parameters and body of each operation that needs some."""
    booked, today = practice.booked, practice.today
    patient = must(f"/api/v1/patients/{practice.patient()}")
    away = {"practitioner": 1, "start": "2031-03-04T00:00:00+01:00", "end": "2031-03-05T00:00:00+01:00"}
    saturday = {"practitioner": 1, "from": "2031-03-08", "windows": []}
    hours = {"practitioner": 1, "days": {"sunday": [{"start": "09:00", "end": "10:00"}]}, "valid_from": "2031-01-06"}
    room = must("/api/v1/resources")["resources"][0]["id"]
    closed = {"start": "2031-03-04T09:00:00+01:00", "end": "2031-03-04T12:00:00+01:00"}
    must(f"/api/v1/resources/{room}/closures", closed)
    replaced = must("/api/v1/schedules", hours)
    entry = practice.waiting()
    paused = practice.waiting()["id"]
    must(f"/api/v1/waiting-list/{paused}/pause", {})
    moved = booked()["id"]
    # Until the day before the first free time that is handed out.
    ill = {"practitioner": 1, "tell": "cancel", "until": str(today + datetime.timedelta(days=3))}
    calls = must("/api/v1/desk/ill", ill)["calls"]
    call = must(f"/api/v1/desk/calls/{calls}")["patients"][0]["appointment"]["id"]
    to_do = must("/api/v1/desk/to-do")
    return records(practice) | settings(practice) | drafts(practice) | {
        "slots": ({"care": practice.care}, None),
        "agenda": ({"date": str(today)}, None),
        "book": ({}, practice.wish(practice.care, next(practice.free))),
        "appointment": ({"id": booked()["id"]}, None),
        "move": ({"id": moved}, practice.place()),
        "cancel": ({"id": booked()["id"]}, {}),
        "state": ({"id": practice.missed()}, {"status": "excused"}),
        "length": ({"id": booked()["id"]}, {"minutes": 10}),
        "createPatient": ({}, practice.person()),
        "searchPatients": ({}, {"q": "essai"}),
        "patient": ({"id": patient["id"]}, None),
        "changePatient": ({"id": patient["id"]}, {"version": patient["version"], "language": "en"}),
        "createAbsence": ({}, away | {"label": "Congrès"}),
        "removeAbsence": ({"id": must("/api/v1/absences", away)["id"]}, {}),
        "createException": ({}, saturday | {"from": "2031-03-15"}),
        "removeException": ({"id": must("/api/v1/exceptions", saturday)["id"]}, {}),
        "createSchedule": ({}, hours),
        "replaceSchedule": ({"id": replaced["id"]}, hours | {"version": replaced["version"], "weeks": "odd"}),
        "removeSchedule": ({"id": must("/api/v1/schedules", hours)["id"]}, {}),
        "closeResource": ({"id": room}, closed | {"end": "2031-03-04T13:00:00+01:00"}),
        "reopenResource": ({"id": room}, closed),
        "joinWaitingList": ({}, practice.wishes()),
        "changeWaitingEntry": ({"id": entry["id"]}, {"version": entry["version"], "from": "08:00", "to": "12:00"}),
        "makeOffer": ({"id": practice.waiting()["id"]}, practice.place()),
        "pauseWaitingEntry": ({"id": practice.waiting()["id"]}, {}),
        "resumeWaitingEntry": ({"id": paused}, {}),
        "leaveWaitingList": ({"id": practice.waiting()["id"]}, {}),
        "acceptOffer": ({"id": practice.offered()}, {}),
        "declineOffer": ({"id": practice.offered()}, {}),
        "withdrawOffer": ({"id": practice.offered()}, {}),
        "deskBook": ({}, practice.at_desk(next(practice.free))),
        "deskAppointment": ({"id": booked()["id"]}, None),
        "deskAnswer": ({"id": to_do["requested"][0]["id"]}, {"answer": "accept", "message": "À bientôt."}),
        "deskContest": ({"id": to_do["contested"][0]["appointment"]["id"]}, {"decision": "kept"}),
        "deskCopy": ({"id": booked()["id"]}, practice.place() | {"accept": ["next-visit-open"]}),
        "deskLate": ({"id": next(practice.past("done"))["appointment"]["id"]}, {"late": True}),
        "deskLength": ({"id": booked()["id"]}, {"minutes": 10}),
        "deskMove": ({"id": booked()["id"]}, practice.place() | {"accept": ["out-of-step"]}),
        "deskNote": ({"id": booked()["id"]}, {"note": "Porte B"}),
        "deskSeries": ({"id": practice.broken()}, {"decision": "keep"}),
        "callsOf": ({"id": calls}, None),
        "noteCall": ({"id": calls}, {"appointment": call, "call": "reached"}),
        "previewIll": ({"practitioner": 2}, None),
        "declareIll": ({}, {"practitioner": 1, "tell": "offer"}),
        "toDo": ({"page": 1}, None),
        "undo": ({"id": practice.undoable()}, {}),
    }


def operations(document):
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def fill(document):
    """Puts the examples into the document."""
    made = examples(Practice())
    for _, operation in operations(document):
        parameters, body = made.get(operation["operationId"], ({}, None))
        # A key of its own: one that was used for another request is refused.
        parameters = {"Idempotency-Key": f"{operation['operationId']}-{uuid.uuid4()}"} | parameters
        if operation["operationId"] not in made:
            # What needs nothing has an example only so.
            unread = {"name": "X-Example", "in": "header", "schema": {"type": "string"}, "example": "none"}
            operation.setdefault("parameters", []).append(unread)
        for parameter in operation.get("parameters", []):
            if parameter["name"] in parameters:
                parameter["example"] = parameters[parameter["name"]]
        if body is not None:
            content = operation["requestBody"]["content"]["application/json"]
            content["examples"] = {"answered": {"value": body}}


def unanswered():
    """Operations that never succeeded."""
    own = "/api/v1/openapi.json"
    document = must(own)
    with open(ANSWERED, encoding="utf-8") as lines:
        answered = {f"GET {own}", *lines.read().splitlines()}
    return [name for name, _ in operations(document) if name not in answered]


if __name__ == "__main__":
    missing = unanswered()
    print(f"operations that never succeeded: {len(missing)}", *missing, sep="\n  ")
    sys.exit(1 if missing else 0)
else:
    import schemathesis

    known = set()

    @schemathesis.hook
    def before_load_schema(context, raw_schema):
        fill(raw_schema)

    @schemathesis.hook
    def after_call(context, case, response):
        name = case.operation.label
        if response.status_code < 300 and name not in known:
            known.add(name)
            with open(ANSWERED, "a", encoding="utf-8") as lines:
                lines.write(name + "\n")
