#!/usr/bin/env bash
# Kills the gateway under load at random moments, many times, on both databases, and compares what clients saw with what was recorded.
# Usage: eng/kill-test.sh [KILLS]   (20 unless told; CI runs 3)
set -euo pipefail
cd "$(dirname "$0")/.."
eng/setup.sh test
dotnet build tests/Gateway.Tests -c Release -v q --nologo -clp:NoSummary
for database in "" postgres; do
  SIGNALBOX_KILLS="${1:-20}" SIGNALBOX_TEST_DATABASE="$database" \
    dotnet tests/Gateway.Tests/bin/Release/net10.0/Gateway.Tests.dll --no-ansi --no-progress --output Detailed \
    --filter-method '*Kill_9*' | grep -vE '^(xUnit|$)'
done
