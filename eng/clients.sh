#!/usr/bin/env bash
# Installs the client SDKs that the tests drive, unless they are there.
set -euo pipefail
cd "$(dirname "$0")/../tests/Clients/javascript"
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules ]; then npm ci --no-audit --no-fund --loglevel=error; touch node_modules; fi
