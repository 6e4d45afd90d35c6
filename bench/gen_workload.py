#!/usr/bin/env python3
"""Deterministic booking workload, the same for every program measured.

10 practitioners, 4 care types, Monday-Friday 09:00-18:00, a year of bookings
(half before the base day, half after), about 20 000 appointments, no overlap.
    gen_workload.py --base 2026-11-22 > workload.json
All times are local wall-clock times; no DST edge is involved (09:00-18:00).
"""
import argparse, datetime as dt, json, random, sys

CARE = [("Consultation", 15), ("Suivi", 20), ("Premiere consultation", 30), ("Bilan", 45)]
STAFF = 10
OPEN, CLOSE, STEP = 9 * 60, 18 * 60, 15


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--base", default=dt.date.today().isoformat())
    ap.add_argument("--seed", type=int, default=20260401)
    ap.add_argument("--fill", type=float, default=0.29,
                    help="share of 15-minute starts that get an attempt")
    ap.add_argument("--patients", type=int, default=4000)
    ap.add_argument("--staff", type=int, default=STAFF)
    a = ap.parse_args()
    rnd = random.Random(a.seed)
    base = dt.date.fromisoformat(a.base)
    appts = []
    for off in range(-182, 183):
        day = base + dt.timedelta(days=off)
        if day.weekday() >= 5:
            continue
        for s in range(a.staff):
            t = OPEN
            while t < CLOSE:
                if rnd.random() < a.fill:
                    c = rnd.randrange(len(CARE))
                    d = CARE[c][1]
                    if t + d <= CLOSE:
                        appts.append([day.isoformat(), s, c, t, t + d, rnd.randrange(a.patients)])
                        t = -(-(t + d) // STEP) * STEP
                        continue
                t += STEP
    json.dump({"base": a.base, "staff": a.staff, "care": CARE, "open": OPEN, "close": CLOSE,
               "step": STEP, "patients": a.patients, "appointments": appts}, sys.stdout)
    print(f"{len(appts)} appointments", file=sys.stderr)


if __name__ == "__main__":
    main()
