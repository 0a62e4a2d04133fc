# SPDX-License-Identifier: GPL-3.0-or-later
"""What a hand does without having read anything: clicks again, holds, tabs, closes."""

import os
import subprocess
import time

import pyatspi

from kit import Failed, Window, run, wait, walk


def sample(**more):
    window = Window("--sample", **more)
    window.sees("in 5 documents", 40)
    return window


def right_pane(window):
    """How it looks, once it rests: what a stack hides is not told to AT-SPI."""
    at = window.find("Passages", "list").queryComponent().getExtents(pyatspi.WINDOW_COORDS)
    picture = os.path.join(window.home, "pane.png")
    seen = [None]

    def look():
        time.sleep(0.6)
        window.picture(picture)
        box = "%dx%d+%d+%d" % (at.width - 20, at.y + at.height - 80, at.x, 80)
        seen.append(subprocess.run(["convert", picture, "-crop", box, "+repage", "-format", "%#", "info:"],
                                   capture_output=True, check=True).stdout)
        return seen[-1] == seen[-2] and seen[-1]
    return wait(look, "the pane to rest", 20)


def row(window, list_name, beginning):
    """A line of a list, once it rests."""
    def look():
        for node in walk(window.find(list_name, "list")):
            if node.getRoleName() == "list item" and node.name.startswith(beginning):
                return node
        return None
    return window.at_rest(look, "the line “%s”" % beginning)


def marker(window, beginning):
    def look():
        for node in walk(window.find("Map")):
            if node.getRoleName() == "push button" and node.name.startswith(beginning):
                return node
        return None
    return window.at_rest(look, "the marker of “%s”" % beginning)


def test_place_over_document():
    """A place that is clicked shows its passages, also over a document, also when it is the chosen
    one; Back leads to the document again."""
    window = sample()
    try:
        window.point_at(row(window, "Places", "Kabul"))
        lines = window.find("Passages", "list")
        first = window.at_rest(lambda: lines.childCount > 0 and lines.getChildAtIndex(0), "passages")
        of_kabul = right_pane(window)
        window.point_at(first)
        wait(lambda: right_pane(window) != of_kabul, "the document")
        document = right_pane(window)
        window.point_at(row(window, "Places", "Kabul"))
        wait(lambda: right_pane(window) != document, "the passages of the list's line")
        passages = right_pane(window)
        window.key("alt+Left")
        wait(lambda: right_pane(window) != passages, "the document by Back")
        window.point_at(marker(window, "Charikar"))
        window.sees("town in Parwan")
        by_marker = right_pane(window)
        window.point_at(row(window, "Places", "Charikar"))
        if right_pane(window) != by_marker:
            raise Failed("the marker did not show the passages")
    finally:
        window.close()


def test_country():
    """A country that is chosen is shown as a whole, not by its middle."""
    window = sample()
    try:
        window.point_at(row(window, "Places", "Afghanistan"))
        marker(window, "Afghanistan, ")
    finally:
        window.close()


def hold(window, node):
    x, y = window.middle(node)
    window.x("mousemove", "--window", window.id, str(x), str(y))
    time.sleep(0.2)
    window.x("mousedown", "1")
    try:
        window.sees("Why Here?", 6)
    finally:
        window.x("mouseup", "1")
    time.sleep(0.3)
    window.find("Merge Into…", seconds=3)
    window.key("Escape")
    wait(lambda: not [name for name in window.names() if name.startswith("Merge Into")],
         "the menu to go")


def test_hold():
    """A line or a marker that is held opens its menu, and lets it stay."""
    window = sample()
    try:
        hold(window, row(window, "Places", "Kabul"))
        hold(window, marker(window, "Charikar"))
    finally:
        window.close()


def focused(window):
    for node in walk(window.application):
        if node.getState().contains(pyatspi.STATE_FOCUSED):
            return node
    return None


def test_tabs():
    """A line with a switch is one stop, and says whether it is on."""
    window = sample()
    try:
        window.key("ctrl+e")
        window.find("Save…", seconds=20)
        time.sleep(1)
        dialog = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^Export$"],
                                capture_output=True, text=True, check=True).stdout.split()[-1]
        window.x("windowfocus", dialog)
        stops = []
        for _ in range(16):
            window.x("key", "--window", dialog, "Tab")
            time.sleep(0.25)
            node = focused(window)
            if node is not None:
                stops.append((node.name, node.getState().contains(pyatspi.STATE_CHECKED)))
        for name, on in (("Names of the places", True), ("Number the places, with an index", False),
                         ("Legend", True), ("Lines of latitude and longitude", False)):
            if stops.count((name, on)) != 1:
                raise Failed("“%s” is not one stop that is %s: %s" % (name, "on" if on else "off", stops))
    finally:
        window.close()


def test_small_dialogs():
    """Over a narrow window no dialog is wider than it, and Escape closes each."""
    window = sample(width=360, height=640)
    try:
        def resized():
            window.x("windowsize", window.id, "360", "640")
            return "List" in window.names()
        wait(resized, "the narrow window")
        window.click("List")
        window.point_at(row(window, "Places", "Kabul"))
        time.sleep(1)
        window.click("List")
        for open_it, title in ((lambda: window.do("export"), "^Export$"),
                               (lambda: window.do("rules"), "^Rules of"),
                               (lambda: window.do("rename-place"), "^Rename the"),
                               (lambda: window.do("merge-place"), "^Merge "),
                               (lambda: window.key("ctrl+comma"), "^Preferences$"),
                               (lambda: window.key("F1"), "^Help$")):
            shown = lambda: subprocess.run(["xdotool", "search", "--onlyvisible", "--name", title],
                                           capture_output=True, text=True).stdout.split()
            window.x("windowfocus", window.id)
            time.sleep(0.3)
            open_it()
            dialog = wait(shown, title)[-1]
            time.sleep(1)
            size = subprocess.run(["xdotool", "getwindowgeometry", "--shell", dialog], check=True,
                                  capture_output=True, text=True).stdout
            width = int(size.split("WIDTH=")[1].split()[0])
            if width > 360:
                raise Failed("%s is %d wide" % (title, width))
            window.x("windowfocus", dialog)
            time.sleep(0.3)
            window.x("key", "Escape")
            wait(lambda: not shown(), title + " to close")
    finally:
        window.close()


def test_nothing_to_check():
    """What a search hides is not said to be done."""
    window = sample()
    try:
        window.key("F7")
        wait(lambda: window.find("Names to check", "list").childCount > 0, "names to check")
        window.key("ctrl+f")
        window.write("Search the articles", "bridge")
        window.sees("There may be more to check")
    finally:
        window.close()


def test_names():
    """No button is called twice what it is."""
    window = sample()
    try:
        names = window.names("push button")
        if "Import articles" not in names:
            raise Failed("the button to import is not called so: %s" % names)
        doubled = [name for name in names
                   if len(name) > 3 and len(name) % 2 == 1 and name[:len(name) // 2] == name[len(name) // 2 + 1:]]
        if doubled:
            raise Failed("called twice: %s" % doubled)
    finally:
        window.close()


run([test_place_over_document, test_country, test_hold, test_tabs, test_small_dialogs,
     test_nothing_to_check, test_names])
