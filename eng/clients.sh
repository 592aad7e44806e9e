#!/usr/bin/env bash
# Installs the client SDKs that the tests drive, unless they are there: outside the tree (SIGNALBOX_CLIENTS, or the user's cache), with a link to them
# where the scripts look.
set -euo pipefail
cd "$(dirname "$0")/../tests/Clients/javascript"
folder=${SIGNALBOX_CLIENTS:-${XDG_CACHE_HOME:-$HOME/.cache}/signalbox-clients}/$(sha256sum package-lock.json | cut -c1-16)
if [ ! -f "$folder/installed" ]; then
  mkdir -p "$folder"
  cp package.json package-lock.json "$folder/"
  npm ci --prefix "$folder" --no-audit --no-fund --loglevel=error
  touch "$folder/installed"
fi
[ -L node_modules ] || rm -rf node_modules
ln -sfn "$folder/node_modules" node_modules
