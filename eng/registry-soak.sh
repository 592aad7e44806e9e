#!/usr/bin/env bash
# Breaks the registry at random (empty, corrupted, throwing, slow) under load, on both databases, and fails if any call does; prints what was served by what.
# Usage: eng/registry-soak.sh [SECONDS]   (per database, 120 unless told; the suite makes a dozen faults)
set -euo pipefail
cd "$(dirname "$0")/.."
eng/setup.sh test
dotnet build tests/Gateway.Tests -c Release -v q --nologo -clp:NoSummary
for database in "" postgres; do
  SIGNALBOX_SOAK_SECONDS="${1:-120}" SIGNALBOX_TEST_DATABASE="$database" \
    dotnet tests/Gateway.Tests/bin/Release/net10.0/Gateway.Tests.dll --no-ansi --no-progress --output Detailed \
    --filter-class '*.RegistrySoakTests' | grep -vE '^(xUnit|$)'
done
