"""Times of a workload: requests for free times, and free quarters of an hour to book."""
import datetime as dt
import random
import zoneinfo

ZONE = zoneinfo.ZoneInfo("Europe/Paris")


def working_days(work, least):
    base = dt.date.fromisoformat(work["base"])
    return [day for day in (base + dt.timedelta(n) for n in range(1, least)) if day.weekday() < 5]


def easter(year):
    """Easter Sunday of the Gregorian calendar (Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return dt.date(year, f // 31, f % 31 + 1)


def is_holiday(day):
    """A public holiday in France: practices that import the work are closed."""
    fixed = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
    return (day.month, day.day) in fixed or (day - easter(day.year)).days in {1, 39, 50}


def day_paths(work, count=3000):
    """Free times of one practitioner on one day, at random."""
    chance = random.Random(7)
    days = working_days(work, 170)
    for _ in range(count):
        day, staff, care = chance.choice(days), chance.randrange(work["staff"]), chance.randrange(len(work["care"]))
        yield f"GET /api/v1/slots?care={care + 1}&practitioner={staff + 1}&from={day}&to={day}"


def any_paths(work, count=300):
    """Any practitioner, 14 days."""
    chance = random.Random(8)
    days = working_days(work, 150)
    for _ in range(count):
        day = chance.choice(days)
        yield f"GET /api/v1/slots?care={chance.randrange(len(work['care'])) + 1}&from={day}&to={day + dt.timedelta(13)}"


def year_paths(work):
    """One practitioner, a whole year."""
    day = dt.date.fromisoformat(work["base"])
    for staff in range(work["staff"]):
        yield f"GET /api/v1/slots?care=1&practitioner={staff + 1}&from={day}&to={day + dt.timedelta(364)}"


def free_quarters(work):
    """(practitioner, start, patient) of every free quarter of an hour; no patient twice at a time."""
    busy = {}
    for day, staff, _, begins, ends, _ in work["appointments"]:
        busy.setdefault((day, staff), []).append((begins, ends))
    for day in working_days(work, 180)[2:]:
        if is_holiday(day):
            continue
        for minute in range(work["open"], work["close"] - 14, 15):
            for staff in range(work["staff"]):
                if all(minute + 15 <= begins or minute >= ends for begins, ends in busy.get((day.isoformat(), staff), [])):
                    start = dt.datetime.combine(day, dt.time(minute // 60, minute % 60), ZONE)
                    # Patients of the workload have appointments of their own; the last ones have fewest conflicts.
                    yield staff + 1, start.isoformat(), 1 + (staff + minute) % work["patients"]
