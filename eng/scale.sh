#!/usr/bin/env bash
# Measures three instances with many keys on a PostgreSQL and a Redis of their own, and prints a table: eng/scale.sh [KEYS]   (100000 unless given)
# Takes a few minutes; run it on a machine that has nothing else to do. With 3000 it takes one to two minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
keys=${1:-100000}
[[ $keys =~ ^[0-9]+$ && $keys -ge 1000 ]] || { echo "usage: eng/scale.sh [KEYS]   (at least 1000)" >&2; exit 2; }
dotnet build tests/Cluster.Tests -c Release -v q --nologo -clp:NoSummary
output=$(mktemp)
trap 'rm -f "$output"' EXIT
SIGNALBOX_SCALE_KEYS=$keys SIGNALBOX_SCALE_OUTPUT=$output timeout 1800 \
  dotnet tests/Cluster.Tests/bin/Release/net10.0/Cluster.Tests.dll --no-ansi --no-progress --filter-class '*.ScaleTests' ||
  { echo "the test failed; no figures" >&2; exit 1; }
echo "$(date -u +%Y-%m-%d), $(nproc) cores, $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), load $(cut -d' ' -f1-3 /proc/loadavg)"
cat "$output"
