# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the real window in a session of its own and drives it by accessible names.

Meant to run under `dbus-run-session -- xvfb-run`; run.sh does that. What AT-SPI cannot do in
GTK 4.8 (list rows, file choosers) is done with xdotool's keys or by the window's actions."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback

import pyatspi

TOPOS = os.environ["TOPOS_EXE"]

# Names that many towns bear, so that there is something to check.
TOUR = """Title: A tour of towns
Date: 2021-09-07

The band played in Springfield on Friday. A week later they came to Victoria. From Santa Rosa they
drove to San Isidro. In San Pedro nobody came. They slept at Richmond. The last two concerts were in
Santa Cruz and in Newport. A fan from Salem had followed them since Clinton. All of them say that
they will come back next year, when the roads are dry, and that the singer will be well by then.
"""

# What a window may log without failing its test; anything else of GTK's fails it.
KNOWN = ("AT-SPI",)


class Failed(Exception):
    pass


PATIENCE = 4  # times what a wait is thought to take: a loaded machine makes a test slow, not red


def wait(question, what, seconds=15):
    """Asks until the answer is true, and gives it."""
    end = time.monotonic() + seconds * PATIENCE
    while time.monotonic() < end:
        try:
            answer = question()
        except Exception:  # a widget that went away while it was looked at
            answer = None
        if answer:
            return answer
        time.sleep(0.05)
    raise Failed("waited in vain for " + what)


def role_of(node):
    """The node's role in words; newer at-spi2-core says "button" for a push button."""
    role = node.getRoleName()
    return "push button" if role == "button" else role


def walk(node):
    yield node
    for i in range(node.childCount):
        child = node.getChildAtIndex(i)
        if child is not None:
            yield from walk(child)


class Window:
    """A running Topos with folders of its own."""

    text_scale = 1  # that the screen was told last

    def __init__(self, *arguments, width=1280, height=800, dark=False, environment=None, home=None,
                 wrap=lambda command: command, settings=None, text_scale=1):
        """`home` is that of a window that was closed with keep=True: what it left is found again.
        `settings` are GTK's, by their names, as a user's desktop would set them; letters are
        `text_scale` times as large as usual."""
        self.home = home or tempfile.mkdtemp(prefix="topos-display-")
        env = dict(os.environ)
        for name in ("DATA", "CONFIG", "CACHE", "STATE", "RUNTIME"):
            folder = os.path.join(self.home, name.lower())
            os.makedirs(folder, mode=0o700, exist_ok=True)
            env["XDG_%s_%s" % (name, "DIR" if name == "RUNTIME" else "HOME")] = folder
        if settings:
            os.makedirs(os.path.join(self.home, "config", "gtk-4.0"), exist_ok=True)
            with open(os.path.join(self.home, "config", "gtk-4.0", "settings.ini"), "w") as file:
                file.write("[Settings]\n" + "".join("%s=%s\n" % pair for pair in settings.items()))
        if text_scale != Window.text_scale:
            Window.text_scale = text_scale
            subprocess.run(["xprop", "-root", "-f", "RESOURCE_MANAGER", "8s", "-set", "RESOURCE_MANAGER",
                            "Xft.dpi:\t%d" % (96 * text_scale)], check=True)
        env.update(GSETTINGS_BACKEND="memory", GSK_RENDERER="cairo", GDK_BACKEND="x11",
                   G_DEBUG="fatal-warnings", HOME=self.home)
        env.update(environment or {})
        if dark:
            env["ADW_DEBUG_COLOR_SCHEME"] = "prefer-dark"
        self.environment = env
        self.log = open(os.path.join(self.home, "log"), "w+")
        self.process = subprocess.Popen(wrap([TOPOS, *arguments]), env=env, stdout=self.log,
                                        stderr=subprocess.STDOUT)
        self.application = wait(self._find, "the application", 30)
        self.frame = wait(lambda: self.application.childCount and self.application.getChildAtIndex(0),
                          "the window")
        self.id = wait(self._x_window, "the X window")
        self.x("windowmove", self.id, "0", "0")
        self.x("windowsize", self.id, str(width), str(height))
        # The X server refuses until the window is shown.
        wait(lambda: subprocess.run(["xdotool", "windowfocus", self.id], stderr=subprocess.DEVNULL)
             .returncode == 0, "the focus")

    def _find(self):
        if self.process.poll() is not None:
            raise SystemExit("topos ended at once:\n" + self.read_log())
        for application in pyatspi.Registry.getDesktop(0):
            if application is not None and application.get_process_id() == self.process.pid:
                return application
        return None

    def _x_window(self):
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)],
                               capture_output=True, text=True).stdout.split()
        return found[-1] if found else None

    def read_log(self):
        self.log.flush()
        self.log.seek(0)
        return self.log.read()

    def x(self, *arguments):
        subprocess.run(["xdotool", *arguments], check=True, stdout=subprocess.DEVNULL)

    def key(self, *keys):
        for key in keys:
            self.x("key", "--window", self.id, key)
            time.sleep(0.15)

    def type(self, text):
        self.x("type", "--window", self.id, "--delay", "25", text)

    def find(self, name, role=None, seconds=15):
        """The first widget with that accessible name (or one that begins with it, for "name…")."""
        def look():
            for node in walk(self.application):
                same = node.name.startswith(name[:-1]) if name.endswith("…") else node.name == name
                if same and (role is None or role_of(node) == role):
                    return node
            return None
        return wait(look, "“%s”%s" % (name, " (%s)" % role if role else ""), seconds)

    def names(self, role=None):
        """Of all that is there; looked for again when something went away meanwhile."""
        return wait(lambda: ([node.name for node in walk(self.application)
                              if node.name and (role is None or role_of(node) == role)],),
                    "the names of all widgets")[0]

    def sees(self, words, seconds=15):
        """Waits until some widget's name or text holds the words."""
        def look():
            for node in walk(self.application):
                if words in node.name:
                    return node
                try:
                    if words in node.queryText().getText(0, -1):
                        return node
                except NotImplementedError:
                    pass
            return None
        return wait(look, "the words “%s”" % words, seconds)

    def click(self, name, role=None):
        """Clicks what bears the name, or what in it can be clicked: newer GTK gives a menu button's
        name to the frame of its button too."""
        for node in walk(self.find(name, role)):
            try:
                action = node.queryAction()
            except NotImplementedError:
                continue
            for i in range(action.nActions):
                if action.getName(i) in ("click", "toggle", "activate"):
                    action.doAction(i)
                    return node
        raise Failed("“%s” cannot be clicked" % name)

    def middle(self, node):
        box = node.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
        return box.x + box.width // 2, box.y + box.height // 2

    def at_rest(self, question, what):
        """The widget that `question` finds, once it is found twice at the same place."""
        seen = []

        def look():
            node = question()
            seen.append(node and (node.name, self.middle(node)))
            time.sleep(0.3)
            return len(seen) > 1 and seen[-1] == seen[-2] and node
        return wait(look, what, 30)

    def point_at(self, node, button="1"):
        """Clicks with the pointer, as a hand does."""
        x, y = self.middle(node)
        self.x("mousemove", "--window", self.id, str(x), str(y))
        time.sleep(0.1)
        self.x("click", button)
        time.sleep(0.2)

    def choose(self, list_name, index):
        """Selects a line of a list."""
        self.find(list_name, "list").querySelection().selectChild(index)

    def write(self, name, text):
        """Into an entry: its own node, or the text within it, has the name."""
        def look():
            for node in walk(self.application):
                if node.name == name and role_of(node) != "label":
                    for inner in walk(node):
                        try:
                            return inner.queryEditableText()
                        except NotImplementedError:
                            pass
            return None
        wait(look, "the entry “%s”" % name).setTextContents(text)

    def do(self, action, *parameter):
        """Activates an action of the window over D-Bus, as a script would."""
        argument = ["<%s>" % parameter[0]] if parameter else []
        subprocess.run(["gdbus", "call", "--session", "--dest", "io.github.topos.Topos",
                        "--object-path", "/io/github/topos/Topos/window/1",
                        "--method", "org.gtk.Actions.Activate", action,
                        "[%s]" % ", ".join(argument), "{}"],
                       check=True, stdout=subprocess.DEVNULL)

    def away(self):
        """Takes focus and pointer off the window, as when another is used."""
        self.x("mousemove", "1900", "1060")
        self.x("windowfocus", "--sync", subprocess.run(["xdotool", "search", "--maxdepth", "0", ""],
                                                       capture_output=True, text=True).stdout.split()[0])

    def picture(self, path):
        subprocess.run(["import", "-window", "root", path], check=True)

    def quit(self):
        """As Ctrl+Q does, with time to keep what is to be found again."""
        subprocess.run(["gdbus", "call", "--session", "--dest", "io.github.topos.Topos",
                        "--object-path", "/io/github/topos/Topos",
                        "--method", "org.gtk.Actions.Activate", "quit", "[]", "{}"],
                       check=True, stdout=subprocess.DEVNULL)
        self.process.wait(10)

    def close(self, keep=False):
        """Ends it, and tells what was wrong on the way."""
        if self.log.closed:
            return
        ended = self.process.poll()  # by itself, before it was asked to
        if ended is None:
            self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        log = self.read_log()
        self.log.close()
        if ended or self.process.returncode in (-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS, -signal.SIGTRAP):
            raise Failed("the window crashed:\n" + log)
        if not keep:
            shutil.rmtree(self.home, ignore_errors=True)
        bad = [line for line in log.splitlines()
               if ("WARNING" in line or "CRITICAL" in line or "ERROR" in line)
               and not any(known in line for known in KNOWN)]
        if bad:
            raise Failed("the window complained:\n" + "\n".join(bad))


def tour():
    """A window that has read TOUR."""
    folder = tempfile.mkdtemp(prefix="topos-display-")
    path = os.path.join(folder, "tour.txt")
    with open(path, "w") as file:
        file.write(TOUR)
    window = Window(path)
    window.sees("in 1 document", 40)
    shutil.rmtree(folder)
    return window


def run(tests):
    """Runs functions named test_*, as TAP."""
    wanted = sys.argv[1:]
    chosen = [t for t in tests if not wanted or t.__name__ in wanted]
    failed = 0
    print("1..%d" % len(chosen), flush=True)
    for number, test in enumerate(chosen, 1):
        start = time.monotonic()
        try:
            test()
            word = "ok"
        except Exception as error:
            failed += 1
            word = "not ok"
            where = [frame.lineno for frame in traceback.extract_tb(error.__traceback__)
                     if frame.filename == sys.argv[0]]
            print("# line %s: %s" % (", ".join(map(str, where)),
                                     (str(error) or repr(error)).replace("\n", "\n# ")))
        print("%s %d %s (%.1f s)" % (word, number, test.__name__, time.monotonic() - start), flush=True)
    sys.exit(1 if failed else 0)
