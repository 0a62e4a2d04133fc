# SPDX-License-Identifier: GPL-3.0-or-later
"""The window speaks to no other machine before the online map is shown, and with it only to the
server of the tiles; and what a reader sees when that server fails."""

import http.server
import os
import socketserver
import subprocess
import sys
import tempfile
import threading
import time

from kit import Failed, Window, run, wait

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "house"))
import watch  # noqa: E402


def settings(folder, **keys):
    """Environment of a window whose settings are those, and which keeps what it changes."""
    os.makedirs(os.path.join(folder, "glib-2.0", "settings"))
    with open(os.path.join(folder, "glib-2.0", "settings", "keyfile"), "w") as file:
        file.write("[io/github/topos/Topos]\n")
        for key, value in keys.items():
            file.write("%s=%s\n" % (key.replace("_", "-"), value))
    return {"GSETTINGS_BACKEND": "keyfile", "XDG_CONFIG_HOME": folder}


def not_here(name, why):
    print("# NOT PROVED HERE: %s (%s)" % (name, why.replace("\n", " ")), flush=True)


def look_round(window):
    """What a first start comes to: the welcome, the sample, the map moved, a place, a document."""
    time.sleep(1.5)
    window.sees("in 5 documents", 40)
    window.choose("Places", 0)
    window.find("Passages", "list", 20)
    for keys in (("plus",), ("Left", "Left"), ("minus", "minus"), ("Home",)):
        window.key(*keys)
    time.sleep(1.5)


def test_first_start_is_silent():
    """Not one call names another machine, from the start until the window has gone."""
    why = watch.can_watch()
    if why is not None:
        not_here("the first start makes no request", why)
        return
    with tempfile.TemporaryDirectory() as folder:
        for arguments in ((), ("--sample",)):
            log = os.path.join(folder, "calls%d" % len(arguments))
            window = Window(*arguments, wrap=lambda command: watch.watched(command, log, True))
            try:
                if arguments:
                    look_round(window)
                else:
                    time.sleep(3)
            finally:
                window.close()
            time.sleep(0.5)
            with open(log, encoding="utf-8", errors="replace") as lines:
                if "connect(" not in lines.read():
                    raise Failed("the log of the calls holds nothing")
            reached = watch.reached(log)
            if reached:
                raise Failed("the window spoke to others:\n" + "\n".join(reached))


def test_works_without_network():
    """With no network at all, not even the loopback, the sample is read and shown."""
    why = watch.can_isolate()
    if why is not None:
        not_here("the window needs no network", why)
        return
    window = Window("--sample", wrap=watch.isolated)
    try:
        look_round(window)
    finally:
        window.close()


# --------------------------------------------------------------------------- the online map

def red_tile():
    made = subprocess.run(["convert", "-size", "256x256", "xc:#e04040", "png:-"], capture_output=True,
                          check=True)
    return made.stdout


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    """Gives tiles on the loopback; `mood` says how."""
    daemon_threads = True
    mood = "good"
    asked = 0

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Tiles)
        self.tile = red_tile()
        self.agents = set()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def address(self):
        return "'http://127.0.0.1:%d/{z}/{x}/{y}.png'" % self.server_address[1]


class Tiles(http.server.BaseHTTPRequestHandler):
    def log_message(self, *words):
        pass

    def do_GET(self):
        self.server.asked += 1
        self.server.agents.add(self.headers.get("User-Agent", ""))
        mood = self.server.mood
        if mood == "slow":
            time.sleep(60)
        status = {"busy": 429, "broken": 500, "missing": 404}.get(mood, 200)
        body = self.server.tile if mood == "good" else b"<html>no tile</html>"
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", "120")
        self.send_header("Content-Type", "image/png")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass


def share(window, colour):
    """How much of the window is nearly of that colour, 0 to 1."""
    picture = os.path.join(window.home, "look.png")
    window.picture(picture)
    told = subprocess.run(["convert", picture, "-crop", "1280x800+0+0", "-fuzz", "6%", "-fill", "black",
                           "+opaque", colour, "-fill", "white", "-opaque", colour, "-format",
                           "%[fx:mean]", "info:"], capture_output=True, text=True, check=True)
    return float(told.stdout)


def keep_picture(window, name):
    """Where the pictures are wished for, to be looked at."""
    folder = os.environ.get("TOPOS_PICTURES")
    if folder:
        window.picture(os.path.join(folder, "online-%s.png" % name))


def test_online_map():
    """Shown online, the map asks the address that was set, names itself, and credits that server."""
    server = Server()
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, "calls")
        may_watch = watch.can_watch() is None
        window = Window("--sample", environment=settings(folder, tile_address=server.address()),
                        wrap=lambda command: watch.watched(command, log, True) if may_watch else command)
        try:
            window.sees("in 5 documents", 40)
            time.sleep(1)
            if server.asked:
                raise Failed("a tile was asked for before the online map was shown")
            window.do("online-map")
            wait(lambda: server.asked > 0, "a request")
            wait(lambda: share(window, "#e04040") > 0.2, "the server's tiles", 20)
            window.sees("127.0.0.1")
            if any("OpenStreetMap" in name for name in window.names("label")):
                raise Failed("tiles of another server are credited to OpenStreetMap")
            if not all(agent.startswith("Topos/") for agent in server.agents):
                raise Failed("the User-Agent does not name Topos: %s" % server.agents)
            keep_picture(window, "good")
            window.key("plus", "Left", "Left", "Left")
            wait(lambda: share(window, "#e04040") > 0.2, "tiles after moving", 20)
            window.do("online-map")
            wait(lambda: share(window, "#e04040") < 0.01, "the offline map again", 20)
        finally:
            window.close()
        if may_watch:
            time.sleep(0.5)
            others = [line for line in watch.reached(log) if "127.0.0.1" not in line and "nscd" not in line]
            if others:
                raise Failed("the window spoke to others:\n" + "\n".join(others))


def test_online_map_fails():
    """Whatever the server does, the offline map is there, and the window says so once."""
    for mood in ("busy", "broken", "html"):
        server = Server()
        server.mood = mood
        with tempfile.TemporaryDirectory() as folder:
            window = Window("--sample", environment=settings(folder, tile_address=server.address(),
                                                             online_map="true"))
            try:
                window.sees("in 5 documents", 40)
                wait(lambda: server.asked > 0, "a request")
                wait(lambda: share(window, "#f7f3ea") > 0.15, "the offline map (%s)" % mood, 20)
                said = lambda: [name for name in window.names() if "showing the offline map" in name]
                wait(lambda: len(said()) == 1, "the window to say so once (%s): %s" % (mood, said()))
                window.key("plus", "Left")
                time.sleep(1)
                if len(said()) > 1:
                    raise Failed("it is said more than once: %s" % said())
                keep_picture(window, mood)
            finally:
                window.close()
        server.shutdown()


def test_slow_server():
    """A server that never answers does not stop the map; what is there can be used."""
    server = Server()
    server.mood = "slow"
    with tempfile.TemporaryDirectory() as folder:
        window = Window("--sample", environment=settings(folder, tile_address=server.address(),
                                                         online_map="true"))
        try:
            window.sees("in 5 documents", 40)
            wait(lambda: server.asked > 0, "a request")
            wait(lambda: share(window, "#f7f3ea") > 0.15, "the offline map", 20)
            window.key("plus", "Left", "minus")
            window.choose("Places", 0)
            window.find("Passages", "list", 20)
            keep_picture(window, "slow")
        finally:
            window.close()


run([test_first_start_is_silent, test_works_without_network, test_online_map, test_online_map_fails,
     test_slow_server])
