#!/bin/sh
# Installs what `make run` (sh .ci/tools.sh run), `make test` (… test) and `make bench` (… bench) need,
# where it is missing.
# Nothing is done twice: a second call only looks. Nothing is written outside this folder, but for
# Debian packages (as root or by sudo) and the usual caches of a home directory that can be written.
set -eu

cd "$(dirname "$0")/.."
here=$(pwd)

say() { printf 'nenkin: %s\n' "$1" >&2; }
stop() { say "$1"; exit 1; }

# --- Debian packages ---------------------------------------------------------------------------

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif [ -t 0 ]; then sudo "$@"  # it may ask for the password
    else sudo -n "$@"; fi
}

can_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" = 0 ] && return 0
    command -v sudo >/dev/null 2>&1 || return 1
    [ -t 0 ] || sudo -n true 2>/dev/null
}

apt_install() {  # apt_install PACKAGE…
    can_install || stop "missing here: $*. Please run: sudo apt-get install $*"
    say "installing $*"
    get="env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends"
    # The lists may be absent or older than the packages on the mirror.
    as_root $get install "$@" >var/apt.log 2>&1 ||
        { as_root $get update && as_root $get install "$@"; } >var/apt.log 2>&1 ||
        { tail -n 5 var/apt.log >&2; stop "could not install $* (all that apt said: var/apt.log)"; }
}

# --- Python and uv -----------------------------------------------------------------------------

# A person's settings for other programs must not change where ours are put.
unset PYTHONPATH PYTHONHOME PIP_TARGET PIP_PREFIX PIP_ROOT UV_PROJECT UV_PROJECT_ENVIRONMENT UV_PYTHON
export PIP_USER=0 PIP_DISABLE_PIP_VERSION_CHECK=1 UV_PYTHON_DOWNLOADS=never
export UV_COMPILE_BYTECODE=1  # now, rather than at the first start

# uv and Node.js know the public authorities only; a mirror's may be known to this machine.
authorities=/etc/ssl/certs/ca-certificates.crt
if [ -s "$authorities" ]; then
    export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-1}" NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-$authorities}"
fi

home_writable() { [ -n "${HOME:-}" ] && [ -d "$HOME" ] && [ -w "$HOME" ]; }

find_python() {  # prints the path of a Python that is new enough
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        command -v "$name" >/dev/null 2>&1 || continue
        "$name" -I -c 'import sys
if sys.version_info < (3, 11): sys.exit(1)
print(getattr(sys, "_base_executable", sys.executable))' 2>/dev/null && return 0
    done
    return 1
}

need_python() {
    python=$(find_python) && return 0
    apt_install python3 python3-venv
    python=$(find_python) || stop "Python 3.11 or newer is missing. Please install it as python3."
}

need_uv() {
    [ -x var/tools/bin/uv ] && [ -f var/tools/uv.txt ] && cmp -s .ci/uv.txt var/tools/uv.txt && return 0
    # Debian keeps ensurepip, without which a virtual environment has no pip, in a package of its own.
    "$python" -I -c 'import ensurepip, venv' 2>/dev/null || {
        apt_install python3-venv
        "$python" -I -c 'import ensurepip, venv' 2>/dev/null ||
            stop "$python cannot make virtual environments. Please install its venv and ensurepip modules."
    }
    say "installing uv into var/tools"
    "$python" -I -m venv --clear var/tools >var/uv.log 2>&1 &&
        var/tools/bin/python -m pip install -q --require-hashes -r .ci/uv.txt >>var/uv.log 2>&1 ||
        { tail -n 5 var/uv.log >&2; stop "could not install uv with pip (all that it said: var/uv.log)"; }
    cp .ci/uv.txt var/tools/uv.txt
}

# --- The locked Python packages ----------------------------------------------------------------

# A stamp inside .venv holds what it was made from; the folder's own path is part of it,
# because the scripts in a virtual environment do not survive a move.
wanted() { { cksum uv.lock pyproject.toml; printf '%s\n' "$here"; } | cksum; }

need_packages() {  # need_packages run|test
    want=$(wanted)
    [ -x .venv/bin/python ] && [ "$(cat ".venv/made-for-$1" 2>/dev/null)" = "$want" ] && return 0
    need_python
    need_uv
    say "installing the locked Python packages ($1)"
    if [ "$1" = run ]; then set -- run --no-default-groups --inexact; else set -- test; fi
    kind=$1
    shift
    var/tools/bin/uv sync -q --frozen --python "$python" "$@" ||
        stop "could not install the locked Python packages; what is above says why."
    printf '%s\n' "$want" >.venv/made-for-run
    [ "$kind" = run ] || printf '%s\n' "$want" >.venv/made-for-test
}

# --- The test tools ----------------------------------------------------------------------------

have_postgres() {
    for found in /usr/lib/postgresql/*/bin/initdb; do [ -x "$found" ] && return 0; done
    command -v initdb >/dev/null 2>&1
}

have_font() { [ -n "$(find /usr/share/fonts "${HOME:-/nonexistent}/.fonts" -iname "$1" 2>/dev/null | head -n 1)" ]; }

missing_fonts() {  # prints the packages: one to read well, one with every letter of family registers
    have_font '*BIZUD*' || printf ' fonts-morisawa-bizud-gothic'
    have_font 'ipamjm.ttf' || printf ' fonts-ipamj-mincho'
}

# The site runs without: its pages say then that no PDF file can be made, or print 〓 for a rare letter.
want_fonts() {
    # shellcheck disable=SC2046  # the words are package names
    set -- $(missing_fonts)
    [ $# = 0 ] || { can_install && (apt_install "$@"); } ||
        say "for PDF files, please run: sudo apt-get install $*"
}

have_headless() { command -v chromium-headless-shell >/dev/null 2>&1; }

need_programs() {
    # The kiosk is tried in the whole of Debian's Chromium. For pages its headless shell is enough, and
    # quicker; where it cannot be had, the whole browser does (e2e/audit/browser.py takes what is there).
    if ! have_headless && command -v chromium >/dev/null 2>&1; then
        (apt_install chromium-headless-shell) 2>var/headless.log || say "the whole chromium is used, which takes longer"
    fi
    missing=
    command -v chromium >/dev/null 2>&1 || missing="$missing chromium chromium-sandbox"
    have_headless || [ -z "$missing" ] || missing="$missing chromium-headless-shell"
    missing="$missing$(missing_fonts)"
    have_postgres || missing="$missing postgresql"
    command -v w3m >/dev/null 2>&1 || missing="$missing w3m"
    command -v java >/dev/null 2>&1 || missing="$missing default-jre-headless"
    command -v pdftotext >/dev/null 2>&1 || missing="$missing poppler-utils"
    command -v git >/dev/null 2>&1 || missing="$missing git"
    [ -n "$missing" ] || return 0
    # shellcheck disable=SC2086  # the words are package names
    set -- ${missing# }
    case " $* " in *" postgresql "*) without_cluster "$@" ;; *) apt_install "$@" ;; esac
}

# Debian makes and starts a database cluster as soon as the server is installed; ours are temporary
# and private, so it is told not to, for this installation only.
without_cluster() {
    can_install || apt_install "$@"  # says what to install, and stops
    apt_install postgresql-common
    quiet=/etc/postgresql-common/createcluster.d/zz-nenkin.conf
    as_root sh -c "mkdir -p ${quiet%/*} && echo 'create_main_cluster = false' >$quiet"
    trap 'as_root rm -f "$quiet"' EXIT
    apt_install "$@"
    as_root rm -f "$quiet"
    trap - EXIT
}

need_npm() {
    [ -f e2e/package-lock.json ] || return 0
    want=$(cksum <e2e/package-lock.json)
    [ "$(cat e2e/node_modules/.made-for 2>/dev/null)" = "$want" ] && return 0
    say "installing the locked test tools from npm"
    (cd e2e && PATH="$here/.venv/bin:$PATH" npm ci --ignore-scripts --no-audit --no-fund) >var/npm.log 2>&1 ||
        { tail -n 5 var/npm.log >&2; stop "npm ci failed (all that it said: var/npm.log)"; }
    printf '%s\n' "$want" >e2e/node_modules/.made-for
}

# -----------------------------------------------------------------------------------------------

mkdir -p var
if ! home_writable; then
    : "${UV_CACHE_DIR:=$here/var/cache/uv}" "${PIP_CACHE_DIR:=$here/var/cache/pip}" "${npm_config_cache:=$here/var/cache/npm}"
    export UV_CACHE_DIR PIP_CACHE_DIR npm_config_cache
fi

case "${1:-}" in
    run) need_packages run; want_fonts ;;
    check) need_packages test ;;
    test) need_packages test; need_programs; need_npm ;;
    bench) need_packages test; command -v wrk >/dev/null 2>&1 || apt_install wrk ;;
    *) stop "usage: sh .ci/tools.sh run|check|test|bench" ;;
esac
