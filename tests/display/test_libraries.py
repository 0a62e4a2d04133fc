# SPDX-License-Identifier: GPL-3.0-or-later
"""Libraries in the window: opened, found again as they were left, copied, and in trouble."""

import configparser
import os
import shutil
import sqlite3
import subprocess
import tempfile
import time

from kit import TOPOS, Failed, Window, role_of, run, wait

ARTICLE = """Title: A bridge at Charikar
Source: The Test
Date: 2021-09-07

The bridge at Charikar was open on Tuesday. Lorries from Kabul stood there since 5 September 2021.
"""


def library(folder, name, text=ARTICLE):
    """A library made by the command line."""
    article = os.path.join(folder, name + ".txt")
    with open(article, "w") as file:
        file.write(text)
    path = os.path.join(folder, name + ".topos")
    tool = os.path.join(os.path.dirname(os.path.dirname(TOPOS)), "cli", "toposctl")
    subprocess.run([tool, "import", path, article], check=True, stdout=subprocess.DEVNULL)
    return path


def frames(window):
    return [frame.name for frame in window.application if role_of(frame) == "frame"]


def kept(home):
    """What is kept of how the only library was looked at."""
    file = configparser.ConfigParser(interpolation=None)
    file.read(os.path.join(home, "state", "topos", "libraries.ini"))
    return dict(file[file.sections()[0]])


def test_found_again():
    """The library that was open, with its filter, its place, its list and its stretch of the map."""
    window = Window("--sample")
    home = window.home
    try:
        window.sees("in 5 documents", 40)
        window.choose("Places", 1)
        wait(lambda: window.find("Passages", "list").childCount > 0, "passages")
        window.key("ctrl+f")
        window.write("Search the articles", "flag")
        window.sees("“flag”")
        window.click("Zoom in", "push button")
        time.sleep(1)
        window.quit()
        window.close(keep=True)
        left = kept(home)
        if not left["search"].startswith("flag") or int(left["place"]) == 0:
            raise Failed("it was not kept: %s" % left)
        window = Window(home=home)
        window.sees("“flag”", 40)
        wait(lambda: "Panjshir, September 2021" in frames(window), "the title")
        window.sees("0 of 12 passages shown")
        time.sleep(1)
        window.quit()
        window.close(keep=True)
        again = kept(home)
        for part in left:
            if part != "opened" and left[part] != again.get(part):
                raise Failed("%s was %s and is %s" % (part, left[part], again.get(part)))
        window = Window(home=home)
        window.click("No longer only: “flag”")
        window.sees("in 5 documents")
    finally:
        window.close(keep=True)
        shutil.rmtree(home, ignore_errors=True)


def test_windows():
    """A second library has a window of its own; one that is open already is only shown."""
    with tempfile.TemporaryDirectory() as folder:
        one, two = library(folder, "One"), library(folder, "Two", ARTICLE.replace("Charikar", "Bazarak"))
        window = Window(one)
        try:
            window.sees("in 1 document", 40)
            subprocess.run([TOPOS, two], env=window.environment, check=True, timeout=20)
            wait(lambda: sorted(frames(window)) == ["One", "Two"], "two windows")
            window.sees("Bazarak")
            subprocess.run([TOPOS, one], env=window.environment, check=True, timeout=20)
            time.sleep(1)
            if len(frames(window)) != 2:
                raise Failed("a third window: %s" % frames(window))
        finally:
            window.close()


def test_recent():
    """Libraries that were open are offered at the start, and can be taken off the list."""
    with tempfile.TemporaryDirectory() as folder:
        one = library(folder, "One")
        window = Window(one)
        home = window.home
        try:
            window.sees("in 1 document", 40)
            window.quit()
            window.close(keep=True)
            os.rename(one, one + ".moved")
            window = Window(home=home)
            window.sees("“One” Could Not Be Opened", 40)
            window.sees("moved, renamed or removed")
            os.rename(one + ".moved", one)
            window.click("Try Again")
            window.sees("in 1 document", 40)
            window.quit()
            window.close(keep=True)
            os.rename(one, one + ".moved")
            window = Window(home=home)
            window.click("Back to the Start")
            window.find("Recent libraries", "list")
            row = window.find("Take “One” off This List")
            time.sleep(1)
            window.point_at(row)
            wait(lambda: "One" not in window.names(), "the list without it")
        finally:
            window.close(keep=True)
            shutil.rmtree(home, ignore_errors=True)


def test_copy():
    """A copy of the open library is a whole library, and one that is open is not overwritten."""
    with tempfile.TemporaryDirectory() as folder:
        one = library(folder, "One")
        copy = os.path.join(folder, "Copy.topos")
        window = Window(one)
        try:
            window.sees("in 1 document", 40)
            window.do("save-copy-to", "'%s'" % copy)
            window.sees("Copy saved as Copy.topos")
            with sqlite3.connect(copy) as db:
                if db.execute("SELECT count(*) FROM document").fetchone() != (1,):
                    raise Failed("the copy is not whole")
            window.do("save-copy-to", "'%s'" % one)
            window.sees("Choose another name for the copy")
        finally:
            window.close()


def test_trouble():
    """What is no library, what is damaged and what is newer: a sentence each, and the ways out."""
    with tempfile.TemporaryDirectory() as folder:
        other = os.path.join(folder, "Other.topos")
        with sqlite3.connect(other) as db:
            db.execute("CREATE TABLE t (x)")
        damaged = os.path.join(folder, "Damaged.topos")
        with open(damaged, "wb") as file:
            file.write(b"no database at all, and long enough to be taken for one " * 100)
        newer = library(folder, "Newer")
        with sqlite3.connect(newer) as db:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            db.execute("PRAGMA user_version = %d" % (version + 7))
        for path, words in ((other, "not a library of Topos"), (damaged, "is not a database"),
                            (newer, "newer version of Topos")):
            window = Window(path)
            try:
                window.sees(words, 40)
                window.find("Try Again")
                window.find("Open Another Library…")
                window.click("Back to the Start")
                window.find("Import Articles…")
            finally:
                window.close()


def test_sample_not_opened():
    """The articles of a sample that cannot be opened come into no other library; and an import that
    follows is summed up."""
    home, folder = tempfile.mkdtemp(), tempfile.mkdtemp()
    os.makedirs(os.path.join(home, "data"))
    in_the_way = os.path.join(home, "data", "topos")
    open(in_the_way, "w").close()
    other = library(folder, "Other")
    second = os.path.join(folder, "second.txt")
    with open(second, "w") as file:
        file.write(ARTICLE.replace("Charikar", "Bazarak"))
    window = Window("--sample", home=home)
    try:
        window.sees("Could Not Be Opened", 40)
        subprocess.run([TOPOS, other], env=window.environment, check=True, timeout=20)
        window.sees("in 1 document", 40)
        subprocess.run([TOPOS, second], env=window.environment, check=True, timeout=20)
        window.find("1 document", "push button", 40)
        window.sees("in 2 documents")
    finally:
        window.close()
        shutil.rmtree(folder, ignore_errors=True)


def test_opened_with_articles():
    """Articles named beside a library come into that one, not into one of their own."""
    with tempfile.TemporaryDirectory() as folder:
        one = library(folder, "One")
        more = os.path.join(folder, "more.txt")
        with open(more, "w") as file:
            file.write(ARTICLE.replace("Charikar", "Bazarak"))
        window = Window(one, more)
        try:
            window.sees("in 2 documents", 40)
            if frames(window) != ["One"]:
                raise Failed("the windows are %s" % frames(window))
        finally:
            window.close()


run([test_found_again, test_windows, test_recent, test_copy, test_trouble, test_sample_not_opened,
     test_opened_with_articles])
