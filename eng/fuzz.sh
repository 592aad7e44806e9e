#!/usr/bin/env bash
# Fuzzes the translation in both directions from new seeds: eng/fuzz.sh [SECONDS in all, 600 unless given]. CI runs a short, fixed part of it.
# A failure prints its seed; SIGNALBOX_FUZZ_SEED=N repeats that one.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build tests/Wire.Tests -c Release -v q --nologo -clp:NoSummary
# Sixteen fuzzers take turns.
export SIGNALBOX_FUZZ_SECONDS=$(( (${1:-600} + 15) / 16 ))
exec dotnet tests/Wire.Tests/bin/Release/net10.0/Wire.Tests.dll --no-ansi --no-progress --filter-class 'Wire.Tests.Fuzz.*' --parallel none
