"""Commits one row after the other and prints each number once its commit is answered: what the power cut is tried on.

usage: committer.py DATABASE SYNCHRONOUS
"""
import sqlite3
import sys

database, synchronous = sys.argv[1], sys.argv[2]
connection = sqlite3.connect(database, isolation_level=None)
connection.execute("PRAGMA journal_mode = WAL")
connection.execute(f"PRAGMA synchronous = {synchronous}")
connection.execute("CREATE TABLE IF NOT EXISTS row (n INTEGER PRIMARY KEY, filling TEXT)")
n = connection.execute("SELECT ifnull(max(n), 0) FROM row").fetchone()[0]
while True:
    n += 1
    connection.execute("INSERT INTO row VALUES (?, ?)", (n, "x" * 200))
    print(n, flush=True)
