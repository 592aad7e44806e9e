#!/usr/bin/env bash
# Builds the console into the gateway's static files, unless it is up to date.
set -euo pipefail
cd "$(dirname "$0")/../src/console"
[ -f package.json ] || exit 0

stamp=../Signalbox/wwwroot/console/.built
if [ -f "$stamp" ] && [ -z "$(find . -path ./node_modules -prune -o -type f -newer "$stamp" -print -quit)" ]; then exit 0; fi

command -v npm >/dev/null || { echo "Node.js 20 or later with npm is needed to build the console." >&2; exit 1; }
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules ]; then npm ci --no-audit --no-fund --loglevel=error; touch node_modules; fi
npm run --silent build -- --logLevel warn
touch "$stamp"
