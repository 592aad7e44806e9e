#!/usr/bin/env bash
# Opens many streams that say nothing and shows what each costs. Usage: eng/idle-streams.sh [STREAMS]   (9,000 unless told; CI opens 1,000)
# Each takes two file descriptors in the gateway and two in the test: see ulimit -n.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build tests/Gateway.Tests -c Release -v q --nologo -clp:NoSummary
SIGNALBOX_IDLE_STREAMS="${1:-9000}" dotnet tests/Gateway.Tests/bin/Release/net10.0/Gateway.Tests.dll \
  --no-ansi --no-progress --output Detailed --show-live-output on --filter-method '*Idle_streams*' | grep -vE '^(xUnit|$)'
