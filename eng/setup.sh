#!/usr/bin/env bash
# Makes sure that what the build and the tests need is installed. Debian packages come through apt, when it is there and we may use it.
set -euo pipefail

need() { # COMMAND-OR-FILE PACKAGE...
  command -v "$1" >/dev/null 2>&1 && return
  compgen -G "$1" >/dev/null 2>&1 && return
  shift
  missing+=("$@")
}

missing=()
case "${1:-run}" in
  run)
    need "/usr/lib/*/libsqlite3.so.0" libsqlite3-0
    ;;
  test)
    need "/usr/lib/*/libsqlite3.so.0" libsqlite3-0
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
    sudo=""
    [ "$(id -u)" = 0 ] || sudo=sudo
    echo "Installing: ${missing[*]}"
    $sudo apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  else
    echo "Please install: ${missing[*]}" >&2
    exit 1
  fi
fi

command -v dotnet >/dev/null || { echo "The .NET 10 SDK is needed: https://dotnet.microsoft.com/download" >&2; exit 1; }
