#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a display test in a D-Bus session and on a screen of its own.
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
test=$1
shift
for program in dbus-run-session xvfb-run xdotool gdbus; do
  command -v "$program" >/dev/null || { echo "1..0 # SKIP $program is not installed"; exit 0; }
done
/usr/bin/python3 -c 'import pyatspi' 2>/dev/null || { echo "1..0 # SKIP python3-pyatspi is not installed"; exit 0; }
cd "$here" || exit 1
unset WAYLAND_DISPLAY GTK_A11Y
# Folders of its own: the accessibility bus lies in them, and two runs must not share one.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -m 700 "$scratch/runtime" "$scratch/cache"
export XDG_RUNTIME_DIR="$scratch/runtime" XDG_CACHE_HOME="$scratch/cache"
# What the session's daemons say goes beside the test's own lines, not among them. These come by a
# pipe with a name, since newer dbus-run-session closes what it inherits.
mkfifo "$scratch/lines"
cat "$scratch/lines" &
exec 3>"$scratch/lines"
dbus-run-session -- xvfb-run -a -s "-screen 0 1920x1080x24 -noreset" \
  sh -c '/usr/bin/python3 "$@" >"$0"' "$scratch/lines" "$here/$test" "$@" >&2 3>&-
status=$?
exec 3>&-
wait
exit $status
