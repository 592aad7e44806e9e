#!/usr/bin/env bash
# Writes the graph of capabilities in docs/architecture.md from the compiled code. A test fails while it is stale.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build tests/Architecture.Tests -v q --nologo -clp:NoSummary
SIGNALBOX_WRITE_ARCHITECTURE=1 dotnet tests/Architecture.Tests/bin/Debug/net10.0/Architecture.Tests.dll --no-ansi --no-progress --filter-class 'Architecture.Tests.ArchitecturePageTests'
git --no-pager diff --stat -- docs/architecture.md
