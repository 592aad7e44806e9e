#!/usr/bin/env bash
# Writes the tables of docs/reference/translation.md from the rules in the code. A test fails while they are stale.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build tests/Wire.Tests -v q --nologo -clp:NoSummary
SIGNALBOX_WRITE_TRANSLATION=1 dotnet tests/Wire.Tests/bin/Debug/net10.0/Wire.Tests.dll --no-ansi --no-progress --filter-class 'Wire.Tests.Conversation.TranslationPageTests'
git --no-pager diff --stat -- docs/reference/translation.md
