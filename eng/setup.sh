#!/usr/bin/env bash
# Makes sure that what the build and the tests need is installed. Debian packages come through apt, when it is there and we may use it.
set -euo pipefail

need() { # COMMAND-OR-FILE PACKAGE...
  command -v "$1" >/dev/null 2>&1 && return
  compgen -G "$1" >/dev/null 2>&1 && return
  shift
  missing+=("$@")
}

# The major version of Node.js that runs here, or that Debian would install; 0 for none.
node_here() { local version; version="$(node --version 2>/dev/null || true)"; version="${version#v}"; version="${version%%.*}"; echo "${version:-0}"; }
node_in_debian() { local version; version="$(apt-cache policy nodejs 2>/dev/null | sed -n 's/^ *Candidate: *\([0-9]*\).*/\1/p')"; echo "${version:-0}"; }

need_node() {
  [ "$(node_here)" -ge 20 ] && command -v npm >/dev/null && return
  if [ "$(uname -s)" = Linux ] && command -v apt-get >/dev/null; then
    [ "$(node_in_debian)" != 0 ] || $sudo apt-get update -qq
    if [ "$(node_in_debian)" -ge 20 ]; then
      missing+=(nodejs)
      # Some packages of nodejs bring npm, Debian's own does not.
      apt-cache show npm >/dev/null 2>&1 && ! command -v npm >/dev/null && missing+=(npm)
      return 0
    fi
  fi
  echo "The console needs Node.js 20 or later with npm, and here is $([ "$(node_here)" = 0 ] && echo none || echo "version $(node_here)"). Install it from https://nodejs.org/en/download, then run this again." >&2
  exit 1
}

sudo=""
[ "$(id -u)" = 0 ] || sudo=sudo
missing=()
case "${1:-run}" in
  run)
    need "/usr/lib/*/libsqlite3.so.0" libsqlite3-0
    need_node
    ;;
  test)
    need "/usr/lib/*/libsqlite3.so.0" libsqlite3-0
    need_node
    need "/usr/lib/postgresql/*/bin/postgres" postgresql
    need redis-server redis-server
    need chromium chromium
    need curl curl
    ;;
  bench)
    need "/usr/lib/*/libsqlite3.so.0" libsqlite3-0
    need /usr/sbin/nginx nginx-light
    need wrk wrk
    ;;
esac

if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(uname -s)" = Linux ] && command -v apt-get >/dev/null; then
    echo "Installing: ${missing[*]}"
    $sudo apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  else
    echo "Please install: ${missing[*]}" >&2
    exit 1
  fi
fi

command -v dotnet >/dev/null || { echo "The .NET 10 SDK is needed: https://dotnet.microsoft.com/download" >&2; exit 1; }
