# SPDX-License-Identifier: GPL-3.0-or-later
"""The timeline, the search and the filter bar, driven by pointer, keys and accessible names."""

import re
import time

import pyatspi

from kit import Failed, Window, role_of, run, wait, walk


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


def box_of(node):
    return node.queryComponent().getExtents(pyatspi.WINDOW_COORDS)


def slider(window, name):
    return window.find(name, "slider").queryValue()


def chart(window):
    return box_of(window.find("Timeline"))


def at(window, share, drop=0.5):
    """A point of the bars, so far along them and so far down."""
    box = chart(window)
    return int(box.x + 6 + share * (box.width - 12)), int(box.y + drop * (box.height - 20))


def move(window, x, y):
    window.x("mousemove", "--window", window.id, str(x), str(y))
    time.sleep(0.1)


def drag(window, start, end, steps=8):
    move(window, *start)
    window.x("mousedown", "1")
    for i in range(1, steps + 1):
        move(window, start[0] + (end[0] - start[0]) * i // steps, start[1])
    window.x("mouseup", "1")
    time.sleep(0.3)


def days_chosen(window):
    """The label of the button that names the range."""
    names = [n for n in window.names("push button") if n.startswith("No longer only: ")]
    return names[0][len("No longer only: "):] if names else None


def open_days(window):
    """The button that tells the range opens what it is typed into."""
    words = days_chosen(window) or "All days"
    for node in walk(window.application):
        if node.name == words:
            try:
                node.queryAction().doAction(0)
                return window.find("Show These Days")
            except (NotImplementedError, Failed):
                pass
    raise Failed("no button says " + words)


def test_drag_and_click():
    """A range is dragged open, moved, and taken from a bar; lists follow."""
    window = sample()
    try:
        all_places = wait(lambda: places_shown(window), "the counts")
        drag(window, at(window, 0.80), at(window, 0.93))
        wait(lambda: 0 < places_shown(window) < all_places, "fewer places")
        first = slider(window, "First day").currentValue
        last = slider(window, "Last day").currentValue
        if not 2 <= last - first <= 10:
            raise Failed("the range is %d days long" % (last - first))
        drag(window, at(window, 0.86), at(window, 0.80))
        wait(lambda: slider(window, "First day").currentValue < first, "a range moved back")
        moved = slider(window, "Last day").currentValue - slider(window, "First day").currentValue
        if moved != last - first:
            raise Failed("a range of %g days became one of %g" % (last - first, moved))
        window.click("Clear the days")
        wait(lambda: places_shown(window) == all_places, "all places again")
        x, y = at(window, 0.93, 0.8)
        move(window, x, y)
        window.x("click", "1")
        wait(lambda: days_chosen(window), "the days of the bar")
        if " – " in days_chosen(window):
            raise Failed("a bar of one day became " + days_chosen(window))
    finally:
        window.close()


def test_keyboard():
    """Both handles by arrows, Page and Home/End; a screen reader is told day and passages."""
    window = sample()
    try:
        wait(lambda: places_shown(window), "the counts")
        for name, inward, outward, end in (("First day", "Right", "Left", "Home"),
                                           ("Last day", "Left", "Right", "End")):
            move(window, *at(window, 0 if name == "First day" else 1))
            window.x("click", "1")
            start = slider(window, name).currentValue
            window.key(inward)
            wait(lambda: 0 < abs(slider(window, name).currentValue - start) <= 2, "a day by arrow")
            near = slider(window, name).currentValue
            window.key("Prior" if name == "First day" else "Next")
            wait(lambda: abs(slider(window, name).currentValue - near) == 7, "a week by page key")
            window.key(outward)
            window.key(end)
            wait(lambda: abs(slider(window, name).currentValue - start) < 2, "the edge again")
    finally:
        window.close()


def test_zoom():
    """Scrolling goes from days to decades; what lies beyond is one click away, and the way back too."""
    window = sample()
    try:
        wait(lambda: places_shown(window), "the counts")
        def span():
            value = slider(window, "First day")
            return value.maximumValue - value.minimumValue
        usual = span()
        move(window, *at(window, 0.9))
        for _ in range(4):
            window.x("click", "4")
        wait(lambda: span() < 0.7 * usual, "a closer view")
        near = span()
        for _ in range(10):
            window.x("click", "5")
        wait(lambda: span() > 2 * near, "a wider view")
        window.click("Clear the days")
        wait(lambda: abs(span() - usual) < 1, "the usual view")
        earlier = [name for name in window.names("push button") if name.endswith(" earlier")]
        window.click(earlier[0])
        wait(lambda: span() > 3650, "decades in view")
        window.click("Busiest days")
        wait(lambda: abs(span() - usual) < 1, "the usual view again")
    finally:
        window.close()


def test_hover():
    """The count of a bar is told under the pointer."""
    window = sample()
    try:
        wait(lambda: places_shown(window), "the counts")
        x, y = at(window, 0.91, 0.8)
        for dx in range(0, 40, 4):
            move(window, x + dx, y)
            time.sleep(0.8)
            found = [n for n in window.names() if re.search(r"2021: \d+ passage", n)]
            if found:
                return
        raise Failed("no bar tells its passages")
    finally:
        window.close()


def test_typed_days():
    """What is typed is taken or answered by a sentence; presets choose day, week, month, all."""
    window = sample()
    try:
        all_places = wait(lambda: places_shown(window), "the counts")
        window.click("All days")
        window.write("From", "someday")
        window.click("Show These Days")
        window.sees("“someday” is no day")
        window.write("From", "September 2021")
        window.write("To", "")
        window.click("Show These Days")
        wait(lambda: days_chosen(window) == "September 2021", "September")
        for preset, words in (("Day", "1 Sep 2021"), ("Week", "1 – 7 Sep 2021"),
                              ("Month", "September 2021")):
            open_days(window)
            window.click(preset, "push button")
            wait(lambda: days_chosen(window) == words, words)
        open_days(window)
        window.click("All", "push button")
        wait(lambda: places_shown(window) == all_places and days_chosen(window) is None, "all days")
    finally:
        window.close()


def test_known():
    """As known on a day: what was published later is left out; the day has a handle of its own."""
    window = sample()
    try:
        wait(lambda: places_shown(window), "the counts")
        if any(n.name == "As known on" and role_of(n) == "slider"
               and n.getState().contains(pyatspi.STATE_SHOWING) for n in walk(window.application)):
            raise Failed("a handle without a day")
        window.click("All days")
        window.write("As known on", "2021-09-05")
        window.click("Show These Days")
        window.sees("of 5 documents")
        window.find("No longer only: as known on 5 Sep 2021")
        value = slider(window, "As known on")
        value.currentValue = value.currentValue + 1
        window.find("No longer only: as known on 6 Sep 2021")
        window.click("No longer only: as known on 6 Sep 2021")
        window.sees("in 5 documents")
    finally:
        window.close()


def test_play():
    """Playing steps through the days, pauses, and keeps its pace; it rests under reduced motion."""
    window = sample()
    try:
        wait(lambda: places_shown(window), "the counts")
        window.click("Play through the days")
        first = wait(lambda: days_chosen(window), "a day")
        wait(lambda: days_chosen(window) not in (None, first), "the next day")
        window.click("Play through the days")
        time.sleep(0.3)
        paused = days_chosen(window)
        time.sleep(2.2)
        if days_chosen(window) != paused:
            raise Failed("it went on while it paused")
    finally:
        window.close()


def test_clock():
    """Spoken of and published are two histograms."""
    window = sample()
    try:
        wait(lambda: places_shown(window), "the counts")
        usual = slider(window, "First day").minimumValue
        window.click("Published")
        wait(lambda: slider(window, "First day").minimumValue != usual, "another view")
        window.click("Spoken of")
        wait(lambda: slider(window, "First day").minimumValue == usual, "the view of before")
    finally:
        window.close()


def test_clock_where_it_is_narrow():
    """In 360 pixels the two clocks stand above the days, and stand in the bar again when it is wide."""
    window = sample(width=360, height=640)
    try:
        window.x("windowsize", "--sync", window.id, "360", "640")
        wait(lambda: "Text" in window.names(), "one pane at a time")
        usual = slider(window, "First day").minimumValue
        window.click("All days")
        window.click("Published")
        wait(lambda: slider(window, "First day").minimumValue != usual, "another view")
        window.key("Escape")
        window.x("windowsize", "--sync", window.id, "1280", "800")
        wait(lambda: 0 < box_of(window.find("Spoken of")).y and
             abs(box_of(window.find("Spoken of")).y - chart(window).y) < 60, "the clocks beside the bars")
        window.click("Spoken of")
        wait(lambda: slider(window, "First day").minimumValue == usual, "the view of before")
    finally:
        window.close()


def test_search_as_typed():
    """A word is found by its beginning, phrases and joints as they say, and nonsense is answered."""
    window = sample()
    try:
        all_places = wait(lambda: places_shown(window), "the counts")
        window.key("ctrl+f")
        for typed in ("baza", "\"national resistance\"", "kabul NOT taliban", "panjshir OR herat"):
            window.write("Search the articles", typed)
            window.find("No longer only: “%s”" % typed)
            wait(lambda: window.find("Passages", "list").childCount > 0, "passages of " + typed)
        window.write("Search the articles", "!!")
        window.sees("There is no letter or digit to look for")
        window.write("Search the articles", "zebrafinch ")
        window.sees("No passage that names a place has these words")
        window.sees("No passage has these words")
        window.write("Search the articles", "baza")
        wait(lambda: window.find("Passages", "list").childCount > 0, "passages")
        window.click("All days")
        window.write("From", "1979")
        window.write("To", "1980")
        window.click("Show These Days")
        window.sees("These words are not in what is shown")
        window.click("No longer only: “baza”")
        wait(lambda: "No longer only: “baza”" not in window.names(), "the words gone, the days kept")
        window.click("Show everything")
        wait(lambda: places_shown(window) == all_places, "all places again")
    finally:
        window.close()


run([test_drag_and_click, test_keyboard, test_zoom, test_hover, test_typed_days, test_known,
     test_play, test_clock, test_clock_where_it_is_narrow,
     test_search_as_typed])
