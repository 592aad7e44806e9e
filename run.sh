#!/usr/bin/env bash
# Builds and starts Signalbox on http://127.0.0.1:4000 with SQLite in ./data. SIGNALBOX_* variables override (docs/operate/configuration.md).
set -euo pipefail
root="$(cd "$(dirname "$0")" && pwd)"

"$root/eng/setup.sh" run
"$root/eng/console.sh"
dotnet build "$root/src/Signalbox/Signalbox.csproj" -c Release -v q --nologo -clp:NoSummary
exec dotnet "$root/src/Signalbox/bin/Release/net10.0/signalbox.dll" serve "$@"
