# SPDX-License-Identifier: GPL-3.0-or-later
# Shared by ./run and ./check: finds what is missing, says so, installs it, builds.

fail () {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# The packages for "$1" (run, or check: which takes both), one a line.
packages_for () {
  awk -v who="$1" '/^#/ || NF == 0 { next } $2 == "run" || who == "check" { print $1 }' .ci/packages
}

missing_of () {
  for package in $(packages_for "$1"); do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)
    [ "$state" = installed ] || echo "$package"
  done
}

# Installs what is missing for "$1", after saying what.
install_missing () {
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    echo "This is not Debian, so nothing can be installed for you. Topos needs (Debian's names):" >&2
    packages_for "$1" | tr '\n' ' ' | fold -s -w 78 >&2
    echo >&2
    command -v meson >/dev/null || fail "install these with your system's own tools, then run this again"
    echo "Going on with what is there." >&2
    return
  fi
  missing=$(missing_of "$1" | tr '\n' ' ')
  [ -z "$missing" ] && return
  sudo=
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || fail "these packages are missing, and only root can install them: $missing"
    sudo=sudo
  fi
  echo "Installing from Debian: $missing"
  log=$(mktemp)
  # The list is words on purpose.
  # shellcheck disable=SC2086
  if ! { $sudo env DEBIAN_FRONTEND=noninteractive apt-get update &&
         $sudo env DEBIAN_FRONTEND=noninteractive \
           apt-get install -y --no-install-recommends $missing; } >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    rm -f "$log"
    fail "could not install (no network, or not allowed?). Needed: $missing"
  fi
  rm -f "$log"
}

# Sets up "$1" once, with the meson options in the rest, and builds it; quiet unless it fails.
build_in () {
  dir=$1
  shift
  log=$(mktemp)
  if [ ! -f "$dir/build.ninja" ]; then
    meson setup "$dir" "$@" >"$log" 2>&1 || { tail -n 25 "$log" >&2; fail "could not set up $dir"; }
  fi
  ninja -k 0 -C "$dir" >"$log" 2>&1 || { grep -A4 -E "error|FAILED|warning" "$log" | tail -n 60 >&2; fail "could not build in $dir"; }
  rm -f "$log"
}
