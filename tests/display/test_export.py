# SPDX-License-Identifier: GPL-3.0-or-later
"""The export: the dialog's preview follows every answer, what it copies and prints is a picture,
what it saves is what was asked for."""

import os
import subprocess
import time

from kit import Failed, Window, run, wait, walk


def sample(**options):
    window = Window("--sample", **options)
    window.sees("in 5 documents", 40)
    return window


def told(window):
    """What the preview is said to show, "" before there is one."""
    for name in window.names("label"):
        if " places in " in name and " passages" in name:
            return name
    return ""


def switch(window, name):
    """Turns the switch of that name."""
    def look():
        for node in walk(window.application):
            if node.name == name:
                try:
                    action = node.queryAction()
                except NotImplementedError:
                    continue
                if any(action.getName(i) == "toggle" for i in range(action.nActions)):
                    return action
        return None
    action = wait(look, "the switch “%s”" % name)
    for i in range(action.nActions):
        if action.getName(i) == "toggle":
            action.doAction(i)


def resize(window, width, height):
    """Gives the dialog that size, and its X window."""
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^Export$"],
                           capture_output=True, text=True, check=True).stdout.split()[-1]
    window.x("windowmove", found, "0", "0")
    window.x("windowsize", found, str(width), str(height))
    window.x("windowfocus", found)
    time.sleep(1.5)
    return found


def expand(window, name):
    """Opens the row of that name with the pointer, in a dialog so high that all rows are seen."""
    dialog = resize(window, 1020, 1070)
    x, y = window.middle(window.find(name, "label"))
    window.x("mousemove", "--window", dialog, str(x), str(y))
    time.sleep(0.2)
    window.x("click", "1")
    time.sleep(1)


def keep(window, name):
    folder = os.environ.get("TOPOS_PICTURES")
    if folder:
        os.makedirs(folder, exist_ok=True)
        time.sleep(0.5)
        window.picture(os.path.join(folder, name + ".png"))


def test_preview():
    window = sample()
    try:
        window.do("export")
        whole = wait(lambda: told(window), "the preview", 40)
        if "beyond the edge" not in whole:
            raise Failed("the preview says only “%s”" % whole)
        keep(window, "export-dialog")
        window.write("Title", "Another title")
        expand(window, "Leave out places")
        keep(window, "export-expanded")
        switch(window, "Kabul")
        fewer = wait(lambda: told(window) != whole and told(window), "fewer passages", 40)
        keep(window, "export-without")
        if int(fewer.split()[0]) >= int(whole.split()[0]):
            raise Failed("nothing was left out: “%s”, then “%s”" % (whole, fewer))
        switch(window, "Kabul")
        wait(lambda: told(window) == whole, "all passages again", 40)
        window.click("Copy the picture")
        window.sees("Picture copied", 40)
    finally:
        window.close()


def test_narrow():
    window = sample(width=360, height=640)
    try:
        window.do("export")
        wait(lambda: told(window), "the preview", 40)
        resize(window, 360, 640)
        preview, options = window.find(told(window), "label"), window.find("What", "label")
        wait(lambda: window.middle(preview)[1] < window.middle(options)[1], "one above the other")
        keep(window, "export-narrow")
    finally:
        window.close()


def test_print():
    window = sample()
    try:
        path = os.path.join(window.home, "printed.pdf")
        window.do("print-to", "'%s'" % path)
        wait(lambda: os.path.exists(path) and os.path.getsize(path) > 1000, path, 60)
        window.sees("Printed", 30)
        text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
        if "Bazarak" not in text or "passages" not in text:
            raise Failed("what is printed has no index")
    finally:
        window.close()


run([test_preview, test_narrow, test_print])
