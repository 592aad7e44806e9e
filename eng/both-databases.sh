#!/usr/bin/env bash
# Runs some of the gateway's tests on both databases, one after the other, and shows what they write.
# Usage: eng/both-databases.sh FILTER...   (such as --filter-class '*.DrainTests')
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || { echo "usage: eng/both-databases.sh FILTER...   (such as --filter-class '*.DrainTests')" >&2; exit 2; }
eng/setup.sh test
dotnet build tests/Gateway.Tests -c Release -v q --nologo -clp:NoSummary
for database in "" postgres; do
  SIGNALBOX_TEST_DATABASE="$database" \
    dotnet tests/Gateway.Tests/bin/Release/net10.0/Gateway.Tests.dll --no-ansi --no-progress --output Detailed "$@" | grep -vE '^(xUnit|$)'
done
