#!/usr/bin/env bash
# Checks what the gateway emits in OpenAI's APIs against OpenAI's own document (https://github.com/openai/openai-openapi, MIT; last run with version 2.3.0 of
# 2026-08-21) in place of tests/Wire.Tests/Schemas/openai.json, which is written by hand. The document stays outside the tree.
# Usage: eng/schemas.sh [openapi.json]   (downloaded into the user's cache unless given)
set -euo pipefail
document=$(realpath -m "${1:-${XDG_CACHE_HOME:-$HOME/.cache}/signalbox-schemas/openai.json}")
cd "$(dirname "$0")/.."
if [ ! -f "$document" ]; then
  [ $# -eq 0 ] || { echo "There is no file $document." >&2; exit 1; }
  mkdir -p "$(dirname "$document")"
  curl -sSfL https://raw.githubusercontent.com/openai/openai-openapi/HEAD/openapi.json -o "$document.part"
  mv "$document.part" "$document"
fi
dotnet build tests/Wire.Tests -v q --nologo -clp:NoSummary
SIGNALBOX_OPENAI_SCHEMAS="$document" dotnet tests/Wire.Tests/bin/Debug/net10.0/Wire.Tests.dll --no-ansi --no-progress --filter-namespace 'Wire.Tests.Schemas'
