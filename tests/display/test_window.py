# SPDX-License-Identifier: GPL-3.0-or-later
"""The main roads through the window, driven as a user drives it."""

import os
import re
import subprocess
import tempfile
import time

from kit import TOPOS, Failed, Window, role_of, run, tour, wait, walk

ARTICLE = """Title: A bridge at Charikar
Source: The Test
Date: 2021-09-07

The bridge at Charikar was open on Tuesday. Lorries from Kabul stood there since 5 September 2021.
"""


def sample(**more):
    window = Window("--sample", **more)
    window.sees("in 5 documents", 40)
    return window


def places_shown(window):
    for name in window.names():
        found = re.match(r"(\d+)(?: of \d+)? places? in ", name)
        if found:
            return int(found.group(1))
    return None


def test_marker_to_passages():
    """Click the marker of Bazarak and read its passages."""
    window = sample()
    try:
        def marker():
            """Its own marker, or after a click on the cluster that holds it."""
            names = {n.name: n for n in walk(window.find("Map")) if role_of(n) == "push button"}
            for title, node in names.items():
                if title.startswith(name + ", "):
                    return node
            for title, node in names.items():
                if title.startswith(name + " and "):
                    node.queryAction().doAction(0)
                    time.sleep(1)
            return None
        name = "Bazarak"
        wait(marker, "the marker of " + name).queryAction().doAction(0)
        passages = window.find("Passages", "list")
        wait(lambda: passages.childCount > 0, "passages")
        window.sees(name)
        first = passages.getChildAtIndex(0).name
        if name not in first and name.lower() not in first.lower():
            raise Failed("the first passage does not name %s: %s" % (name, first))
    finally:
        window.close()


def test_list_to_reader_and_back():
    window = sample()
    try:
        window.choose("Places", 0)
        passages = window.find("Passages", "list")
        wait(lambda: passages.childCount > 0, "passages")
        row = passages.getChildAtIndex(0)
        window.point_at(row)
        text = window.find("Document")
        wait(lambda: len(text.queryText().getText(0, -1)) > 400, "the document's text")
        window.key("alt+Left")
        wait(lambda: window.find("Passages", "list").childCount > 0, "the passages again")
    finally:
        window.close()


def test_days():
    """Filter to 5 September 2021: the counts change and say what they leave out."""
    window = sample()
    try:
        all_places = wait(lambda: places_shown(window), "the counts")
        window.click("All days")
        window.write("From", "2021-09-05")
        window.write("To", "2021-09-05")
        window.click("Show These Days")
        wait(lambda: 0 < places_shown(window) < all_places, "fewer places")
        window.sees("5 Sep 2021")
        handle = window.find("First day", "slider")
        if not handle.queryValue():
            raise Failed("the handle has no value")
        window.click("No longer only: 5 Sep 2021")
        wait(lambda: places_shown(window) == all_places, "all places again")
    finally:
        window.close()


def test_handles_by_keyboard():
    window = sample()
    try:
        all_places = wait(lambda: places_shown(window), "the counts")
        value = window.find("Last day", "slider").queryValue()
        value.currentValue = value.currentValue - 6
        wait(lambda: places_shown(window) < all_places, "fewer places")
    finally:
        window.close()


def test_search():
    window = sample()
    try:
        window.key("ctrl+f")
        window.write("Search the articles", "flag")
        window.sees("“flag”")
        passages = window.find("Passages", "list")
        wait(lambda: passages.childCount > 0, "passages found")
        window.write("Search the articles", "")
        window.sees("in 5 documents")
    finally:
        window.close()


def test_export():
    window = sample()
    try:
        for ending, head in (("png", b"\x89PNG"), ("svg", b"<?xml"), ("csv", None), ("geojson", b"{")):
            path = os.path.join(window.home, "map." + ending)
            window.do("export-to", "'%s'" % path)
            wait(lambda: os.path.exists(path) and os.path.getsize(path) > 0, path, 60)
            window.sees("map." + ending, 60)
            with open(path, "rb") as file:
                if head is not None and not file.read(8).startswith(head):
                    raise Failed(path + " is not what it says")
    finally:
        window.close()


def test_import():
    """Files named on the command line come into a library of their own; what is bad is named."""
    window = Window()
    window.close()
    import tempfile
    with tempfile.TemporaryDirectory() as folder:
        good, bad = os.path.join(folder, "bridge.txt"), os.path.join(folder, "empty.txt")
        with open(good, "w") as file:
            file.write(ARTICLE)
        open(bad, "w").close()
        window = Window(good, bad)
        try:
            window.sees("in 1 document", 40)
            window.click("1 could not be read")
            window.sees("empty.txt")
            window.find("Charikar…")
        finally:
            window.close()


def test_undo():
    window = sample()
    try:
        all_places = wait(lambda: places_shown(window), "the counts")
        window.choose("Places", 0)
        wait(lambda: window.find("Passages", "list").childCount > 0, "passages")
        window.do("hide-place")
        wait(lambda: places_shown(window) == all_places - 1, "one place less")
        window.do("undo")
        wait(lambda: places_shown(window) == all_places, "the place again")
    finally:
        window.close()


def test_correct():
    """By keyboard alone: step to a mention, open its menu, reject it, and take that back."""
    window = sample()
    try:
        window.choose("Places", 0)
        wait(lambda: window.find("Passages", "list").childCount > 0, "passages")
        window.point_at(window.find("Passages", "list").getChildAtIndex(0))
        text = window.find("Document")
        wait(lambda: len(text.queryText().getText(0, -1)) > 400, "the document's text")
        time.sleep(0.5)
        window.point_at(text)
        window.key("n", "Menu")
        wait(lambda: [n for n in window.names("push button") if ", " in n], "candidates")
        window.click("Here")
        window.click("Not a Place", "push button")
        window.sees("not a place")
        window.do("undo")
        window.sees("Undone")
    finally:
        window.close()


def test_review():
    """By keyboard alone: the worst name first, decide three, take one back; the meter follows."""
    window = tour()
    try:
        window.key("F7")
        names = window.find("Names to check", "list")
        wait(lambda: names.childCount > 3, "names to check")
        before = names.childCount
        wait(lambda: len(window.find("Document").queryText().getText(0, -1)) > 400, "the document")
        window.key("x")
        window.sees("1 of ")
        window.key("x")
        window.sees("2 of ")
        window.sees("right in 0 %")
        if names.childCount >= before:
            raise Failed("what was decided is still listed")
        window.key("n", "n")
        window.key("ctrl+z")
        window.sees("1 of ")
    finally:
        window.close()


def test_geo_link():
    """A geo: link moves the map; a marker far from there is then no longer in view."""
    window = sample()
    try:
        window.find("Map")
        markers = lambda: [n for n in walk(window.find("Map")) if role_of(n) == "push button"]
        wait(lambda: len(markers()) > 5, "markers")
        if "" in [n.name for n in markers()]:
            raise Failed("a button without a name")
        subprocess.run([TOPOS, "geo:-12.05,-77.04"], env=window.environment, check=True, timeout=20)
        window.sees("lie outside the view")
        window.key("ctrl+0")
        wait(lambda: len(markers()) > 5, "the markers again")
    finally:
        window.close()


def test_keys():
    """The keys are listed."""
    window = sample()
    try:
        window.do("show-help-overlay")
        window.sees("Read the view aloud")
        window.sees("Move an end by a week")
    finally:
        window.close()


def test_own_maps():
    """The user's maps are listed; what cannot be read says so, and can be removed."""
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(os.path.join(folder, "glib-2.0", "settings"))
        world = os.path.join(os.environ["TOPOS_DATA_DIR"], "basemap", "world.mbtiles")
        with open(os.path.join(folder, "glib-2.0", "settings", "keyfile"), "w") as file:
            file.write("[io/github/topos/Topos]\nuser-maps=['/nowhere/own.mbtiles', '%s']\n" % world)
        window = sample(environment={"GSETTINGS_BACKEND": "keyfile", "XDG_CONFIG_HOME": folder})
        try:
            window.key("ctrl+comma")
            window.sees("“/nowhere/own.mbtiles”")
            window.sees("world.mbtiles")
            window.click("Move up", "push button")
            rows = lambda: [name for name in window.names() if name.endswith(".mbtiles")]
            wait(lambda: rows()[:1] == ["world.mbtiles"], "the world above: %s" % rows())
            removes = [n for n in walk(window.application) if n.name == "Remove"]
            removes[-1].queryAction().doAction(0)
            wait(lambda: "own.mbtiles" not in rows(), "own.mbtiles gone")
        finally:
            window.close()


run([test_marker_to_passages, test_list_to_reader_and_back, test_days, test_handles_by_keyboard,
     test_search, test_export, test_import, test_undo, test_correct,
     test_review, test_geo_link, test_keys, test_own_maps])
