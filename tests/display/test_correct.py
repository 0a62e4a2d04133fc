# SPDX-License-Identifier: GPL-3.0-or-later
"""Correcting, reviewing, and going to and fro, driven as a user drives them."""

import os
import time

import pyatspi

from kit import Failed, Window, role_of, run, tour, wait, walk


def sample(**more):
    window = Window("--sample", **more)
    window.sees("in 5 documents", 40)
    return window


def picture(window, name):
    """For eyes, where TOPOS_PICTURES says so."""
    folder = os.environ.get("TOPOS_PICTURES")
    if folder:
        time.sleep(0.6)
        os.makedirs(folder, exist_ok=True)
        window.picture(os.path.join(folder, name + ".png"))


def open_place(window, name):
    """Chooses the place of that name in the list."""
    places = window.find("Places", "list")

    def row():
        for i in range(places.childCount):
            if places.getChildAtIndex(i).name.startswith(name):
                return i + 1
        return 0
    window.choose("Places", wait(row, "the line of " + name) - 1)
    passages = window.find("Passages", "list")
    wait(lambda: passages.childCount > 0, "passages")
    return passages


def read(window):
    """The text of the document in the reader."""
    text = window.find("Document")
    wait(lambda: len(text.queryText().getText(0, -1)) > 400, "the document's text")
    time.sleep(0.5)
    return text


def open_reader(window, name):
    window.point_at(open_place(window, name).getChildAtIndex(0))
    return read(window)


def ask_why(window, name):
    """Opens the reasons of a name in the text by keyboard."""
    open_reader(window, name)
    window.key("n", "Menu")
    return wait(lambda: window.find("Map of the candidates"), "the map of the candidates")


def is_selected(window, line):
    states = window.find("Places", "list").getChildAtIndex(line).getState().getStates()
    return any("SELECTED" in str(state) for state in states)


def test_back_and_forward():
    """A place, its passage's document, another place: back to each, and forward again."""
    window = sample()
    try:
        open_reader(window, "Panjshir")
        window.key("alt+Left")
        wait(lambda: window.find("Passages", "list").childCount > 0, "the passages again")
        open_place(window, "Charikar")
        window.sees("Parwan")
        window.key("alt+Left")
        window.sees("Panjshir", 5)
        wait(lambda: is_selected(window, 0), "Panjshir chosen again")
        window.key("alt+Right")
        wait(lambda: not is_selected(window, 0), "Charikar again")
        window.x("mousemove", "--window", window.id, "640", "400")
        window.x("click", "8")
        wait(lambda: is_selected(window, 0), "Panjshir by the button of the mouse")
        window.x("click", "9")
        wait(lambda: not is_selected(window, 0), "Charikar by the button of the mouse")
    finally:
        window.close()


def test_why_here():
    """The reasons, the candidates on a small map and in a list, one of them by its number."""
    window = sample()
    try:
        ask_why(window, "Bazarak")
        window.sees("sure")
        wait(lambda: [n for n in window.names("push button") if n.startswith("Bazarak, ")], "candidates")
        window.key("2")
        window.sees("moved to Bazarak")
        window.do("undo")
        window.sees("Undone")
    finally:
        window.close()


def test_search_another():
    """A place that was not weighed, found in the gazetteer by its name."""
    window = sample()
    try:
        ask_why(window, "Bazarak")
        window.write("Search for another place", "Lima")
        wait(lambda: [n for n in window.names("push button") if n.startswith("Lima, ")], "Lima found")
        [n for n in walk(window.application) if n.name.startswith("Lima, ")
         and role_of(n) == "push button"][0].queryAction().doAction(0)
        window.sees("moved to Lima")
    finally:
        window.close()


def test_own_place():
    """A place of one's own, pointed to on the map by keyboard."""
    window = sample()
    try:
        ask_why(window, "Bazarak")
        window.write("Search for another place", "The old fort")
        wait(lambda: window.find("“The old fort” on the Map…"), "the button")
        window.click("“The old fort” on the Map…")
        window.sees("Click where it is")
        window.key("Return")
        window.sees("moved to The old fort")
        open_place(window, "The old fort")
        wait(lambda: [name for name in window.names() if name.startswith("The old fort, ")
                      and "Afghanistan" in name], "what the point lies in")
    finally:
        window.close()


def test_missed_name():
    """Words that were selected in the text become a place."""
    window = sample()
    try:
        text = open_reader(window, "Panjshir")
        middle = window.middle(text)

        def asked(line):
            """A double click selects a word; the menu of most words asks."""
            window.x("mousemove", "--window", window.id, str(middle[0] - 80), str(middle[1] + 24 * line))
            window.x("click", "--repeat", "2", "--delay", "60", "1")
            window.key("Menu")
            time.sleep(0.7)
            if any(n.name.startswith("A name that was missed") for n in walk(window.application)):
                return True
            window.key("Escape")
            return False
        if not any(asked(line) for line in range(8)):
            raise Failed("no word could be selected")
        window.sees("A name that was missed?")
        window.write("Search for another place", "Kabul")
        wait(lambda: [n for n in window.names("push button") if n.startswith("Kabul, ")], "Kabul found")
        window.click("Here")
        [n for n in walk(window.application) if n.name.startswith("Kabul, ")
         and role_of(n) == "push button"][0].queryAction().doAction(0)
        window.sees("placed at Kabul")
    finally:
        window.close()


def test_context_menus():
    """By right click and by the Menu key, on a line of the list and on a marker."""
    window = sample()

    def marker():
        for node in walk(window.find("Map")):
            if role_of(node) == "push button" and node.name.startswith("Charikar, "):
                return node
        return None

    def has_menu(words):
        window.find(words)
        window.key("Escape")
        wait(lambda: words not in window.names(), "the menu closed")
        time.sleep(0.3)
    try:
        open_place(window, "Kabul")
        places = window.find("Places", "list")
        window.point_at(places.getChildAtIndex(0), button="3")
        has_menu("Why Here?")

        def focus():
            """A click that only ends the fading menu is followed by another."""
            row = places.getChildAtIndex(0)
            window.point_at(row)
            return row.getState().contains(pyatspi.STATE_FOCUSED)
        wait(focus, "the focus on the line")
        window.key("Menu")
        has_menu("Why Here?")
        window.click("Documents")
        documents = window.find("Documents", "list")
        wait(lambda: documents.childCount > 0, "documents")
        time.sleep(0.5)
        window.point_at(documents.getChildAtIndex(1), button="3")
        has_menu("Show Only This Document")
        window.key("ctrl+0")

        def marker_menu():
            """A map that had yet to set out was taken for one at rest: then once more."""
            window.point_at(window.at_rest(marker, "the marker of Charikar"), button="3")
            time.sleep(1)
            return "Why Here?" in window.names()
        wait(marker_menu, "the menu of the marker", 60)
        has_menu("Why Here?")
    finally:
        window.close()


def test_merge_and_rules():
    """Two places become one; the rule is listed, forgotten, and comes back by undo."""
    window = sample()
    try:
        open_place(window, "Charikar")
        window.do("merge-place")
        window.write("Find the place that is the same", "Kabul")
        others = window.find("Places to merge into", "list")
        picture(window, "merge")
        wait(lambda: 0 < others.childCount < 4 and others.getChildAtIndex(0).name.startswith("Kabul"),
             "Kabul first")
        window.point_at(others.getChildAtIndex(0))
        window.sees("merged into Kabul")
        window.do("rules")
        forget = wait(lambda: [n for n in walk(window.application) if n.name.startswith("Forget: Charikar")],
                      "the rule")
        picture(window, "rules")
        forget[0].queryAction().doAction(0)
        window.sees("No Rules Yet")
        window.sees("forgotten")
        window.key("Escape")
        window.do("undo")
        window.do("undo")
        open_place(window, "Charikar")
    finally:
        window.close()


def test_rename():
    window = sample()
    try:
        open_place(window, "Kabul")
        window.do("rename-place")
        window.write("Name", "The capital")
        window.point_at(window.at_rest(lambda: window.find("Save"), "the button to save"))
        window.sees("renamed to The capital")
        open_place(window, "The capital")
    finally:
        window.close()


def test_describe():
    """Title and day of a document; its dates are read again."""
    window = sample()
    try:
        open_reader(window, "Panjshir")
        window.do("edit-document")
        window.write("Title", "Another headline")
        window.write("Day of publication", "2021-09-20")
        picture(window, "describe")
        window.point_at(window.find("Save"))
        window.sees("dated 2021-09-20")
        window.sees("Another headline")
        window.sees("20 Sep 2021")
        window.do("undo")
        window.do("undo")
        window.sees("Undone")
    finally:
        window.close()


def test_review_by_number():
    """Decisions by number and key, one after the other, without waiting; the meter counts them and
    nothing else."""
    window = tour()
    try:
        open_place(window, "Victoria")
        window.do("hide-place")
        window.sees("is not a place")
        window.do("undo")
        window.key("F7")
        names = window.find("Names to check", "list")
        wait(lambda: names.childCount > 3, "names to check")
        wait(lambda: window.find("Map of the candidates"), "the candidates")
        window.sees(" names to check")
        for key in ("1", "x", "a"):
            window.key(key)
            time.sleep(0.3)
        window.sees("3 of ")
    finally:
        window.close()


run([test_back_and_forward, test_why_here, test_search_another, test_own_place, test_missed_name,
     test_context_menus, test_merge_and_rules, test_rename, test_describe, test_review_by_number])
