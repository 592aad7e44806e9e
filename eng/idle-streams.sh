#!/usr/bin/env bash
# Opens many streams that say nothing and shows what each costs. Usage: eng/idle-streams.sh [STREAMS]   (10,000 unless told; CI opens 1,000)
# Each takes two file descriptors in the gateway and two in the test, so the limit on open files is raised as far as that needs.
set -euo pipefail
cd "$(dirname "$0")/.."
streams="${1:-10000}"
needed=$((streams * 2 + 1000))
if [ "$(ulimit -n)" != unlimited ] && [ "$(ulimit -n)" -lt "$needed" ]; then
  ulimit -n "$needed" 2>/dev/null || { echo "$streams streams need $needed open files, and this shell may have $(ulimit -Hn) (ulimit -Hn). Raise that limit, or ask for fewer streams." >&2; exit 1; }
fi
dotnet build tests/Gateway.Tests -c Release -v q --nologo -clp:NoSummary
SIGNALBOX_IDLE_STREAMS="$streams" dotnet tests/Gateway.Tests/bin/Release/net10.0/Gateway.Tests.dll \
  --no-ansi --no-progress --output Detailed --show-live-output on --filter-method '*Idle_streams*' | grep -vE '^(xUnit|$)'
