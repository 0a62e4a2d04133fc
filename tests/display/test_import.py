# SPDX-License-Identifier: GPL-3.0-or-later
"""Articles come into the window: told as they come, summed up, stopped, pasted, given as files."""

import os
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time

from gi.repository import Gio, GLib

from kit import TOPOS, Failed, Window, run, wait

# Seconds after which the window tells the end of an import on the desktop, and one more.
LONG = 4

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
        many(folder, 6000)
        window = Window(folder)
        try:
            window.find("Progress of the import")
            told, cancel = window.sees(" of 6000 · 0", 40), window.find("Cancel", "push button")
            wait(lambda: int(told.name.split()[0]) > 50, "some documents")
            cancel.queryAction().doAction(0)
            window.sees("Stopped:", 40)
            window.quit()
            came = documents(library(window))
            if not 0 < came < 6000:
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


def drop(window, kind, *values):
    """From a window of another program onto the map, as a hand does it."""
    source = subprocess.Popen(["/usr/bin/python3", os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                                                "drag_source.py"), kind, *values],
                              env=window.environment, stderr=subprocess.DEVNULL)
    try:
        other = wait(lambda: subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^drag source$"],
                                            capture_output=True, text=True).stdout.split(), "the other window")[-1]
        window.x("windowmove", "--sync", other, "1500", "400")
        time.sleep(0.5)
        window.x("mousemove", "1600", "500")
        window.x("mousedown", "1")
        for x in (1580, 1540, 1300, 1000, 800, 700, 690, 680):
            window.x("mousemove", str(x), "450")
            time.sleep(0.15)
        window.x("mouseup", "1")
        time.sleep(0.5)
    finally:
        source.terminate()
        source.wait(10)


def test_drop():
    """Files, a folder, text and links are dropped on the window from another program."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        write(other, "pass.txt", "Bazarak"), write(other, "road.txt", "Herat")
        window = Window()
        try:
            window.sees("Import Articles…", 40)
            drop(window, "files", write(folder, "one.txt"), write(folder, "two.txt", "Jalalabad"))
            window.sees("in 2 documents", 40)
            drop(window, "files", other)
            window.sees("in 4 documents", 40)
            drop(window, "text", "Yesterday the bridge at Kunduz was open, and lorries went to Kabul.")
            window.sees("in 5 documents", 40)
            drop(window, "links", "file://" + write(folder, "three%20things.txt".replace("%20", " "), "Ghazni")
                 .replace(" ", "%20"))
            window.sees("in 6 documents", 40)
            drop(window, "links", "https://example.org/article")
            window.sees("only files that lie on this computer")
        finally:
            window.close()


def test_queue():
    """Files that come while an import runs follow it."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        many(folder, 300)
        path = write(other, "pass.txt", "Bazarak")
        window = Window(folder)
        try:
            window.sees(" of 300 · 0", 40)
            subprocess.run([TOPOS, path], env=window.environment, check=True, timeout=20)
            window.sees("in 301 documents", 60)
        finally:
            window.close()


class Notifications:
    """Stands in for the desktop, and keeps what it is told."""

    XML = """<node><interface name="org.freedesktop.Notifications"><method name="Notify">
      <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
      <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
      <arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/>
    </method></interface></node>"""

    def __init__(self):
        self.told = []
        self.ready = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()
        self.ready.wait(10)

    def _serve(self):
        context = GLib.MainContext.new()
        context.push_thread_default()
        bus = Gio.DBusConnection.new_for_address_sync(
            os.environ["DBUS_SESSION_BUS_ADDRESS"],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION,
            None, None)
        face = Gio.DBusNodeInfo.new_for_xml(self.XML).interfaces[0]
        bus.register_object("/org/freedesktop/Notifications", face, self._called, None, None)
        bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                      "RequestName", GLib.Variant("(su)", ("org.freedesktop.Notifications", 4)), None,
                      Gio.DBusCallFlags.NONE, -1, None)
        self.ready.set()
        GLib.MainLoop.new(context, False).run()

    def _called(self, bus, sender, path, interface, method, parameters, invocation):
        self.told.append(parameters.unpack()[3:5])
        invocation.return_value(GLib.Variant("(u)", (1,)))


def test_notification():
    """A long import that ends behind another window is told on the desktop, a short one is not."""
    desktop = Notifications()
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        many(folder, 2000)
        path = write(other, "pass.txt", "Bazarak")
        window = Window(folder)
        try:
            window.sees(" of 2000 · 0", 40)
            # Held up, so that the import is a long one on a fast machine too.
            window.process.send_signal(signal.SIGSTOP)
            window.away()
            time.sleep(LONG)
            window.process.send_signal(signal.SIGCONT)
            wait(lambda: desktop.told, "the notification", 120)
            if desktop.told[0][0] != "Import finished" or not desktop.told[0][1].startswith("2000 documents, "):
                raise Failed("it says %s" % (desktop.told,))
            subprocess.run([TOPOS, path], env=window.environment, check=True, timeout=20)
            window.find("1 document", "push button", 40)
            if len(desktop.told) != 1:
                raise Failed("told of a short import too: %s" % desktop.told)
        finally:
            window.close()


run([test_summary, test_stop, test_paste, test_drop, test_queue, test_notification])
