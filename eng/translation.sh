#!/usr/bin/env bash
# Writes docs/reference/translation.md, chat-servers.md and matrix.md from the rules, the data and the tests in the code. A test fails while they are stale.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build tests/Wire.Tests -v q --nologo -clp:NoSummary
SIGNALBOX_WRITE_TRANSLATION=1 dotnet tests/Wire.Tests/bin/Debug/net10.0/Wire.Tests.dll --no-ansi --no-progress --filter-class 'Wire.Tests.Conversation.TranslationPageTests' --filter-class 'Wire.Tests.OpenAIChat.ChatServersPageTests'
dotnet build tests/Gateway.Tests -v q --nologo -clp:NoSummary
SIGNALBOX_WRITE_TRANSLATION=1 dotnet tests/Gateway.Tests/bin/Debug/net10.0/Gateway.Tests.dll --no-ansi --no-progress --filter-class 'Gateway.Tests.Matrix.MatrixPageTests'
git --no-pager diff --stat -- docs/reference
