#!/usr/bin/env python3
"""The limit of the disk: single-row commits a second with synchronous=FULL, one after the other, in FOLDER.

usage: commits.py FOLDER SECONDS
"""
import os
import sqlite3
import sys
import time

path = os.path.join(sys.argv[1], "commits.sqlite3")
seconds = float(sys.argv[2])
connection = sqlite3.connect(path, isolation_level=None)
connection.execute("PRAGMA journal_mode = WAL")
connection.execute("PRAGMA synchronous = FULL")
connection.execute("CREATE TABLE IF NOT EXISTS row (n INTEGER PRIMARY KEY, filling TEXT)")
count, began = 0, time.monotonic()
while time.monotonic() - began < seconds:
    connection.execute("INSERT INTO row (filling) VALUES (?)", ("x" * 200,))
    count += 1
print(f"RESULT commits_per_s={count / (time.monotonic() - began):.1f}")
connection.close()
os.remove(path)
