# SPDX-License-Identifier: GPL-3.0-or-later
"""Articles come into the window: told as they come, summed up, stopped, pasted, given as files."""

import os
import sqlite3
import subprocess
import tempfile
import time

from kit import TOPOS, Failed, Window, run, wait

ARTICLE = """Title: A bridge at %s
Source: The Test
Date: 2021-09-07

The bridge at %s was open on Tuesday. Lorries from Kabul stood there since 5 September 2021.
"""


def write(folder, name, place="Charikar"):
    path = os.path.join(folder, name)
    with open(path, "w") as file:
        file.write(ARTICLE % (place, place))
    return path


def many(folder, n):
    """So many articles that their import can be watched."""
    for i in range(n):
        with open(os.path.join(folder, "%05d.txt" % i), "w") as file:
            file.write("Date: 2021-09-07\n\n" + "\n\n".join(
                "Report %d of %d: lorries went from Kabul to Charikar, from Herat to Bazarak and to "
                "Jalalabad on %d September 2021." % (i, s, s % 28 + 1) for s in range(20)))


def library(window):
    return os.path.join(window.home, "data", "topos", "My articles.topos")


def documents(path):
    with sqlite3.connect("file:%s?mode=ro" % path, uri=True) as db:
        return db.execute("SELECT count(*) FROM document").fetchone()[0]


def test_summary():
    """What came, in numbers that lead there; what failed, with its reason; and back again."""
    with tempfile.TemporaryDirectory() as folder:
        write(folder, "bridge.txt"), write(folder, "pass.txt", "Bazarak")
        open(os.path.join(folder, "empty.txt"), "w").close()
        window = Window(folder)
        try:
            window.sees("in 2 documents", 40)
            window.find("2 documents", "push button")
            window.click("1 could not be read")
            window.sees("empty.txt")
            window.key("Escape")
            window.click("2 documents")
            wait(lambda: window.find("Documents", "list").childCount == 2, "the list of documents")
            window.click("3 places")
            wait(lambda: window.find("Places", "list").childCount >= 3, "the list of places")
            subprocess.run([TOPOS, folder], env=window.environment, check=True, timeout=20)
            window.sees("2 were there already")
            window.do("undo")
            window.sees("Import Articles…")
        finally:
            window.close()


def test_stop():
    """The import tells n of m and the file; stopped half-way, it leaves a whole library."""
    with tempfile.TemporaryDirectory() as folder:
        many(folder, 3000)
        window = Window(folder)
        try:
            window.find("Progress of the import")
            told, cancel = window.sees(" of 3000 · 0", 40), window.find("Cancel", "push button")
            wait(lambda: int(told.name.split()[0]) > 50, "some documents")
            cancel.queryAction().doAction(0)
            window.sees("Stopped:", 40)
            window.quit()
            came = documents(library(window))
            if not 0 < came < 3000:
                raise Failed("%d documents after the stop" % came)
            tool = os.path.join(os.path.dirname(os.path.dirname(TOPOS)), "cli", "toposctl")
            checked = subprocess.run([tool, "verify", library(window)], capture_output=True, text=True)
            if checked.returncode != 0 or checked.stdout.count('"OK"') != came:
                raise Failed("the library is not whole: " + checked.stderr)
        finally:
            window.close()


def copy_text(window, text):
    """As from another program: typed, cut, and the focus taken off the entry again."""
    window.key("ctrl+f")
    window.write("Search the articles", text)
    window.sees("“%s”" % text)
    window.key("ctrl+a", "ctrl+x")
    wait(lambda: "“%s”" % text not in window.names(), "the search to end")
    window.key("Escape")


def test_paste():
    """Text becomes an article, the name of a file that file; where words are written they stay."""
    with tempfile.TemporaryDirectory() as folder:
        path = write(folder, "pass.txt", "Bazarak")
        window = Window("--sample")
        try:
            window.sees("in 5 documents", 40)
            window.choose("Places", 0)
            copy_text(window, "Yesterday the bridge at Charikar was open, and lorries went to Kabul.")
            window.key("ctrl+v")
            window.sees("in 6 documents")
            copy_text(window, path)
            window.key("ctrl+v")
            window.sees("in 7 documents")
            copy_text(window, "https://example.org/article")
            window.key("ctrl+v")
            window.sees("does not fetch pages from the web")
            copy_text(window, "lorries")
            window.key("ctrl+f", "ctrl+v")
            window.sees("“lorries”")
            window.key("Escape")
            window.sees("in 7 documents")
        finally:
            window.close()


def test_queue():
    """Files that come while an import runs follow it."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        many(folder, 600)
        path = write(other, "pass.txt", "Bazarak")
        window = Window(folder)
        try:
            window.sees(" of 600 · 0", 40)
            subprocess.run([TOPOS, path], env=window.environment, check=True, timeout=20)
            window.sees("in 601 documents", 60)
        finally:
            window.close()


def test_notification():
    """A long import that ends behind another window is told on the desktop."""
    with tempfile.TemporaryDirectory() as folder:
        many(folder, 4000)
        monitor = subprocess.Popen(["dbus-monitor", "--session", "interface='org.freedesktop.Notifications'"],
                                   stdout=subprocess.PIPE, text=True)
        window = Window(folder)
        try:
            window.sees(" of 4000 · 0", 40)
            window.away()
            window.sees("4000 documents", 120)
            time.sleep(1)
            monitor.terminate()
            told = monitor.communicate()[0]
            if "Import finished" not in told or "4000 documents" not in told:
                raise Failed("no notification: " + told)
        finally:
            monitor.kill()
            window.close()


run([test_summary, test_stop, test_paste, test_queue, test_notification])
