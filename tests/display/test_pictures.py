# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes pictures of the window's states into TOPOS_PICTURES (or a folder of the build), for eyes;
fails only when a state cannot be reached or the window complains."""

import os
import subprocess
import time

import pyatspi

from kit import Failed, Window, run, wait

FOLDER = os.environ.get("TOPOS_PICTURES", os.path.join(os.environ["G_TEST_BUILDDIR"], "display", "pictures"))
SIZES = ((1280, 800), (1920, 1080), (360, 640))


def is_blank(picture, node):
    """Whether nothing is drawn where the widget is."""
    at = node.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
    box = "%dx%d+%d+%d" % (at.width - 40, at.height - 40, at.x + 20, at.y + 20)
    spread = subprocess.run(["convert", picture, "-crop", box, "+repage", "-format",
                             "%[standard-deviation]", "info:"], capture_output=True, text=True, check=True)
    return float(spread.stdout) < 1000


def shoot(name, width, height, dark, state):
    window = Window(*(["--sample"] if state != "welcome" else []), width=width, height=height, dark=dark)
    try:
        if state == "welcome":
            window.sees("Where and when does it happen?", 30)
        else:
            window.sees("in 5 documents", 40)
            time.sleep(1.0)
            os.makedirs(FOLDER, exist_ok=True)
        if state in ("place", "reader"):
            if width < 760:
                window.click("List")
                time.sleep(0.5)
                window.picture(os.path.join(FOLDER, name.replace("place", "list") + ".png"))
            window.choose("Places", 0)
            wait(lambda: window.find("Passages", "list").childCount > 0, "passages")
            time.sleep(1.0)
        if state == "reader":
            window.point_at(window.find("Passages", "list").getChildAtIndex(1))
            time.sleep(1.0)
        os.makedirs(FOLDER, exist_ok=True)
        time.sleep(0.5)
        window.picture(os.path.join(FOLDER, name + ".png"))
        if state == "reader" and is_blank(os.path.join(FOLDER, name + ".png"), window.find("Document", "text")):
            raise Failed("the reader shows no text in " + name)
    finally:
        window.close()


def test_pictures():
    for width, height in SIZES:
        for dark in (False, True):
            for state in ("welcome", "sample", "place") + (("reader",) if width > 400 else ()):
                name = "%s-%dx%d%s" % (state, width, height, "-dark" if dark else "")
                shoot(name, width, height, dark, state)
                print("# " + name, flush=True)


def test_large_letters():
    """Letters twice as large: the panes make room, and where there is none, one is shown at a time."""
    for width, height, panes in ((1900, 1000, 3), (1280, 800, 1), (360, 640, 1)):
        window = Window("--sample", width=width, height=height, text_scale=2)
        try:
            window.sees("in 5 documents", 40)
            window.x("windowsize", window.id, str(width), str(height))
            wait(lambda: ("Text" in window.names()) == (panes == 1), "the panes")
            if panes == 1:
                window.click("List")
            places = window.find("Places", "list")
            at = places.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
            if at.x < 0 or at.x + at.width > width:
                raise Failed("the list is cut off: %s" % at)
            os.makedirs(FOLDER, exist_ok=True)
            time.sleep(1.0)
            window.picture(os.path.join(FOLDER, "large-%dx%d.png" % (width, height)))
        finally:
            window.close()


def test_right_to_left():
    """In Persian the window is mirrored, the map and the English text are not."""
    environment = {"LC_ALL": "fa_IR.UTF-8", "LANGUAGE": "fa"}
    window = Window("--sample", environment=environment)
    try:
        places = window.find("جاها", "list", 40)
        zoom = window.find("بزرگ‌نمایی")
        left = zoom.queryComponent().getExtents(pyatspi.WINDOW_COORDS).x
        right = places.queryComponent().getExtents(pyatspi.WINDOW_COORDS).x
        if right <= left:
            raise Failed("the list stands at the left (%d) of the map's buttons (%d)" % (right, left))
        time.sleep(1.0)
        os.makedirs(FOLDER, exist_ok=True)
        window.picture(os.path.join(FOLDER, "sample-1280x800-rtl.png"))
    finally:
        window.close()


run([test_pictures, test_large_letters, test_right_to_left])
