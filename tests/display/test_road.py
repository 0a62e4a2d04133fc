# SPDX-License-Identifier: GPL-3.0-or-later
"""From a search to the exported map by keyboard alone, hearing what a screen reader is told: the
road that the help's page on screen readers describes."""

import os
import re
import time

import pyatspi

from kit import Failed, Window, role_of, run, wait, walk


def focused(window):
    """The widget that a screen reader speaks of now."""
    found = None
    for node in walk(window.application):
        if node.getState().contains(pyatspi.STATE_FOCUSED):
            found = node
    return found


def is_at(window, *beginnings):
    """Whether name or description of what has the focus begins so; gives the widget."""
    node = focused(window)
    told = node is not None and (node.name, node.description)
    return told and any(words.startswith(b) for words in told for b in beginnings) and node


def tab_to(window, *beginnings, key="Tab"):
    for _ in range(40):
        node = is_at(window, *beginnings)
        if node:
            return node
        window.x("key", key)
        time.sleep(0.1)
    raise Failed("no %s leads to “%s”" % (key, beginnings[0]))


def told(window, words):
    """Waits until the line for screen readers says so."""
    wait(lambda: any(re.match(words, name) for name in window.names("status bar") + window.names("statusbar")),
         "to be told “%s”" % words)


def test_road():
    window = Window("--sample")
    try:
        window.sees("in 5 documents", 40)

        window.key("ctrl+f")
        wait(lambda: is_at(window, "Search the articles"), "the focus in the search")
        window.type("flag")
        told(window, r"1 of \d+ places in 1 of 5 documents")
        tab_to(window, "Show everything")
        window.key("space")
        told(window, r"\d+ places in 5 documents")

        tab_to(window, "Filter the list")
        window.key("Tab", "Home")
        wait(lambda: is_at(window, "Panjshir, "), "the first line")
        window.key("Down")
        line = wait(lambda: is_at(window, "Kabul, "), "the line of Kabul")
        if "Afghanistan" not in line.name or "passages" not in line.name:
            raise Failed("the line does not say where or how much: " + line.name)
        window.key("Return")

        window.key("Tab")
        wait(lambda: is_at(window, "Map"), "the map, one step behind the list")
        window.key("ctrl+r")
        told(window, ".* places in view")
        window.key("shift+Up")
        wait(lambda: " km to the north" in focused(window).description, "the way to the next place")
        chosen = focused(window).description.split(",")[0]
        wait(lambda: window.find(chosen, "label"), "the place of that name beside the map")

        tab_to(window, "Close the place")
        window.key("Tab", "Down")
        window.key("Return")
        text = wait(lambda: is_at(window, "Document"), "the focus in the text")
        wait(lambda: text.queryText().characterCount > 400, "the text")
        window.key("n")
        caret = wait(lambda: text.queryText().caretOffset, "the caret at a name")
        if not text.queryText().getText(caret, caret + 1).isupper():
            raise Failed("the caret is at no name")
        window.key("n")
        second = wait(lambda: text.queryText().caretOffset > caret and text.queryText().caretOffset,
                      "the caret at the next name")
        window.key("Menu")
        wait(lambda: is_at(window, "Map of the candidates"), "the candidates")
        window.key("Escape")
        wait(lambda: is_at(window, "Document"), "the text again")
        if text.queryText().caretOffset != second:
            raise Failed("the caret has left the name")
        window.key("p")
        wait(lambda: text.queryText().caretOffset == caret, "the caret at the first name")
        window.key("alt+Left")
        wait(lambda: window.find("Passages", "list").childCount > 0, "the passages again")

        handle = tab_to(window, "First day")
        before = handle.queryValue().currentValue
        window.key("Right")
        wait(lambda: handle.queryValue().currentValue == before + 1, "the next day")

        window.key("ctrl+e")
        tab_to(window, "Save…")
        window.x("key", "space")
        path = os.path.join(window.home, "road.png")
        entry = wait(lambda: focused(window) is not None and role_of(focused(window)) == "text"
                     and focused(window), "the name of the file", 20)
        entry.queryEditableText().setTextContents(path)
        window.x("key", "Return")
        wait(lambda: os.path.exists(path) and os.path.getsize(path) > 1000, "the picture", 60)
        window.sees("road.png", 20)
    finally:
        window.close()


run([test_road])
