"""Stories of what goes wrong around the package: each is said, and nothing is lost. Each gets a maker of machines and three versions of the package, oldest first."""

import glob
import os
import socket
import sqlite3
import subprocess

import proxy
from dsm import ACCOUNT
from story import PORT, CODE, MEBIBYTE, page, refused, installed


def no_room(nas, one, two, three):
    """no room for the copy, none at installation, none for the first data"""
    box = nas()
    box.install(one)
    database = os.path.getsize(box.var("data/grappe.sqlite3"))
    aside = os.path.join(box.root, "aside")
    subprocess.run(["cp", "-a", box.var(), aside], check=True)
    with proxy.small_volume(box.var(), 2 * database + database // 2, ACCOUNT):
        subprocess.run(["cp", "-a", aside + "/.", box.var()], check=True)
        box.start()
        told = refused(lambda: box.upgrade(two), "libres pour copier la base")
        assert "rien n'a été touché" in told
        assert (box.installed, box.status(), page()) == (one, 0, 200), "the old version goes on"
        box.stop()
        assert not glob.glob(box.var("backup/*")), "no half of a copy"
        box.content()

    small = nas("small")
    with proxy.small_volume(small.volume, 50 * MEBIBYTE, 0):
        refused(lambda: small.install(two), "Il reste moins de 100 Mo")

    late = nas("late")
    late._folders()
    with proxy.small_volume(late.var(), 64 * 1024, ACCOUNT):
        late.install(two)
        assert not CODE.search(late.told) and "le disque est plein" in late.told, late.told
        refused(late.start, "le disque est plein")
        assert late.status() == 3
    late.start()
    assert CODE.search(late.told) and page() == 200


def stranger(nas, one, two, three):
    """data of another account: said, and nothing touched"""
    box = nas()
    installed(box, two)
    box.stop()
    for place in ("", "data", "data/grappe.sqlite3"):
        owner = os.stat(box.var(place))
        os.chown(box.var(place), ACCOUNT + 1, ACCOUNT + 1)
        before = sorted(os.listdir(box.var()))
        refused(box.start, "appartient à un autre compte", "Rien n'a été touché")
        assert box.status() == 3 and sorted(os.listdir(box.var())) == before
        if place:
            refused(lambda: box.upgrade(three), "appartient à un autre compte")
        os.chown(box.var(place), owner.st_uid, owner.st_gid)
    box.start()
    assert page() == 200


def port_taken(nas, one, two, three):
    """another package has the port: said, and it starts once the port is free"""
    box = nas()
    box.install(two)
    with socket.create_server(("127.0.0.1", PORT)):
        refused(box.start, f"127.0.0.1:{PORT}")
        assert box.status() == 3 and not glob.glob(box.var("run", "*.pid"))
    box.start()
    assert page() == 200


def damaged(nas, one, two, three):
    """a damaged, a newer and a missing database: said with the remedy, nothing overwritten"""
    box = nas()
    installed(box, one)
    box.upgrade(two)
    box.stop()
    database = box.var("data/grappe.sqlite3")
    with open(database, "rb") as file:
        good = file.read()

    def put(content):
        with open(database, "wb") as file:
            file.write(content)

    noise = good[:4096] + os.urandom(len(good) - 4096)
    put(noise)
    refused(box.start, "endommagé")
    assert box.status() == 150
    with open(database, "rb") as file:
        assert file.read() == noise

    put(good)
    with sqlite3.connect(database) as newer:
        newer.execute("PRAGMA user_version = 999")
    newer.close()
    refused(box.start, "999", "plus récent")
    assert box.status() == 150

    os.remove(database)
    refused(box.start, "Grappe n'a pas démarré")
    assert not os.path.exists(database), "no new practice in the place of the old one"
    put(good)
    os.chown(database, ACCOUNT, ACCOUNT)
    box.start()
    assert (box.status(), page()) == (0, 200)


ALL = [no_room, stranger, port_taken, damaged]
