#!/usr/bin/env bash
# Measures report queries at size: fills a database with the groups and sums that so many calls of a month leave behind, and times what the console asks.
# The bar is one second for each. Usage: eng/reports.sh [CALLS]   (10,000,000 unless told; SIGNALBOX_TEST_DATABASE=postgres for PostgreSQL)
set -euo pipefail
cd "$(dirname "$0")/.."
calls=${1:-10000000}
[[ $calls =~ ^[0-9]+$ && $calls -ge 100000 ]] || { echo "usage: eng/reports.sh [CALLS]   (at least 100000)" >&2; exit 2; }
dotnet build tests/Gateway.Tests -c Release -v q --nologo -clp:NoSummary
output=$(mktemp)
trap 'rm -f "$output"' EXIT
SIGNALBOX_REPORT_CALLS=$calls SIGNALBOX_REPORT_OUTPUT=$output timeout 1800 \
  dotnet tests/Gateway.Tests/bin/Release/net10.0/Gateway.Tests.dll --no-ansi --no-progress --filter-class '*.ReportFigureTests' ||
  { echo "the test failed; no figures" >&2; exit 1; }
echo "$(date -u +%Y-%m-%d), $(nproc) cores, $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), load $(cut -d' ' -f1-3 /proc/loadavg)"
cat "$output"
