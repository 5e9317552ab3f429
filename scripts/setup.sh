#!/usr/bin/env bash
# Make the project ready to run: system libraries, virtual environment, pinned packages. Safe to call every time.
#
#   scripts/setup.sh              for the display there is, or for none
#   scripts/setup.sh offscreen    for tests, whatever the display
set -euo pipefail
cd "$(dirname "$0")/.."

# ldconfig is not on the path of an ordinary user on Debian.
PATH="$PATH:/usr/sbin:/sbin"
stamp=.venv/.coopdesk-stamp

mode=${1:-}
if [ -z "$mode" ]; then
    if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then mode=screen; else mode=offscreen; fi
fi
case $mode in
    screen | offscreen) ;;
    *) echo "usage: scripts/setup.sh [screen|offscreen]" >&2; exit 2 ;;
esac

say() { echo "setup: $*"; }

fail() {
    echo "setup: $*" >&2
    exit 1
}

# Run a command with root's rights, or fail where there is no way to them. With a terminal sudo may ask for
# the password; without one (CI, a cron job) it must not wait for an answer nobody can give.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif ! command -v sudo >/dev/null; then
        return 1
    elif [ -t 0 ] && [ -z "${CI:-}" ]; then
        sudo "$@"
    else
        sudo -n "$@" </dev/null
    fi
}

# apt without questions. The lists are only refreshed when the packages are not found: a fresh container has none.
apt_install() {
    command -v apt-get >/dev/null || return 1
    say "installing $*"
    local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@")
    as_root "${install[@]}" </dev/null >/dev/null 2>&1 && return 0
    as_root apt-get update -qq </dev/null >/dev/null 2>&1 || return 1
    as_root "${install[@]}" </dev/null >/dev/null
}

is_recent() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    local name
    for name in python3.13 python3.12 python3.11 python3; do
        if command -v "$name" >/dev/null && is_recent "$name"; then
            echo "$name"
            return 0
        fi
    done
    return 1
}

# Each library Qt opens, and the package that brings it. The wheels carry Qt itself, not these.
offscreen_libraries="
libGL.so.1 libgl1
libEGL.so.1 libegl1
libxkbcommon.so.0 libxkbcommon0
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libglib-2.0.so.0 libglib2.0-0"
screen_libraries="
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0
libxcb-xkb.so.1 libxcb-xkb1
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libwayland-cursor.so.0 libwayland-cursor0"

# The packages of the libraries the linker does not know, one per line.
missing_packages() {
    local wanted=$offscreen_libraries known library package
    if [ "$mode" = screen ]; then wanted+=$screen_libraries; fi
    known=$(ldconfig -p)
    while read -r library package; do
        if [ -n "$library" ] && [[ $known != *"$library "* ]]; then echo "$package"; fi
    done <<<"$wanted"
}

install_libraries() {
    command -v ldconfig >/dev/null || return 0 # not a Linux with glibc: nothing we could look up
    local packages
    mapfile -t packages < <(missing_packages)
    [ ${#packages[@]} -gt 0 ] || return 0
    apt_install "${packages[@]}" || true
    mapfile -t packages < <(missing_packages)
    [ ${#packages[@]} -eq 0 ] || fail "please install the system libraries Qt needs, then try again: ${packages[*]}"
}

make_environment() {
    # A folder whose interpreter is gone (system upgrade, moved project) is made again.
    if [ -x .venv/bin/python ] && is_recent .venv/bin/python && .venv/bin/python -c 'import pip' 2>/dev/null; then
        return 0
    fi
    local python version
    python=$(find_python) || fail "coopdesk needs Python 3.11 or later, and none was found: please install python3.11."
    # Debian and Ubuntu ship venv's other half apart.
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        apt_install "python$version-venv" || fail "please install python$version-venv, then try again."
    fi
    say "making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
}

# What is installed depends on these files, on the interpreter and on where the project stands (it is installed in place).
fingerprint() {
    { cat requirements.txt requirements-dev.txt pyproject.toml; .venv/bin/python --version; pwd -P; } | sha256sum
}

install_packages() {
    local wanted
    wanted=$(fingerprint)
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then return 0; fi
    say "installing the pinned packages (a minute or two the first time)"
    local pip=(.venv/bin/python -m pip -qq --disable-pip-version-check --no-input)
    "${pip[@]}" install --requirement requirements-dev.txt </dev/null
    # The build tools are among the pinned packages: nothing unpinned is fetched for the build.
    "${pip[@]}" install --no-deps --no-build-isolation --editable . </dev/null
    echo "$wanted" >"$stamp" # last, so that an interrupted set-up is done again
}

install_libraries
make_environment
install_packages
