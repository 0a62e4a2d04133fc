# SPDX-License-Identifier: GPL-3.0-or-later
"""A window of another program, to drag from: drag_source.py files PATH… | text WORDS | links URI…"""

import sys

import gi

gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gio, GLib, GObject, Gtk  # noqa: E402


def content(kind, values):
    if kind == "files":
        files = Gdk.FileList.new_from_list([Gio.File.new_for_path(path) for path in values])
        return Gdk.ContentProvider.new_for_value(files)
    if kind == "links":
        lines = "".join(value + "\r\n" for value in values)
        return Gdk.ContentProvider.new_for_bytes("text/uri-list", GLib.Bytes.new(lines.encode()))
    return Gdk.ContentProvider.new_for_value(GObject.Value(str, values[0]))


def activate(application):
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
    source.connect("prepare", lambda source, x, y: content(sys.argv[1], sys.argv[2:]))
    window = Gtk.Window(application=application, title="drag source", default_width=200,
                        default_height=200, decorated=False)
    window.add_controller(source)
    window.present()


application = Gtk.Application(application_id="org.example.DragSource",
                              flags=Gio.ApplicationFlags.NON_UNIQUE)
application.connect("activate", activate)
application.run([])
