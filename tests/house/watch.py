# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells which machines a program talked to, or tried to: strace reads those of its system calls that
name an address. Used by the tests of the window and of toposctl.

Where strace or network namespaces are not permitted, `can_watch` and `can_isolate` say why, and the
tests say it loudly."""
import re
import shutil
import subprocess

# Calls that reach another machine, or would: all name the address in the call.
CALLS = "connect,sendto,sendmsg,sendmmsg,bind"
FAMILY = re.compile(r"sa_family=(AF_\w+)")
LOCAL = {"AF_UNIX", "AF_UNSPEC", "AF_NETLINK"}


def tried(command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return None if done.returncode == 0 else done.stderr.strip() or "it failed"


def can_watch():
    """None when strace works here, else why not."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    return tried(["strace", "-qq", "-o", "/dev/null", "-e", "trace=connect", "true"])


def can_isolate():
    """None when a network namespace may be made here, else why not."""
    if shutil.which("unshare") is None:
        return "unshare is not installed"
    return tried(isolated(["true"]))


def isolated(command):
    """The command with no network at all, not even the loopback."""
    return ["unshare", "--map-root-user", "--net", *command]


def watched(command, log, as_itself=False):
    """The command with its calls written to `log`. As itself it keeps its process id, and the log may
    be complete only a moment after it ended."""
    return ["strace", *(["-D"] if as_itself else []), "-f", "-qq", "-s", "200", "-e", "trace=" + CALLS, "-o", log, *command]


def reached(log):
    """The lines of a log that speak to anything but a socket of this machine's file system. Netlink
    is how GLib asks the kernel, not another machine, whether there is a network."""
    with open(log, encoding="utf-8", errors="replace") as lines:
        return [line.strip() for line in lines
                if any(family not in LOCAL for family in FAMILY.findall(line)) or "nscd" in line]
