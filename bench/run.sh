#!/usr/bin/env bash
# Compares direct upstream, nginx, a bare YARP forwarder and Signalbox in one run: bench/run.sh [--quick] (--help lists the rest).
set -euo pipefail
cd "$(dirname "$0")/.."

eng/setup.sh bench
bin=artifacts/bench/bin
publish() { # PROJECT NAME
  # Compiled ahead, all alike: else the runtimes still compile while they are measured.
  dotnet publish "$1" -c Release --use-current-runtime --no-self-contained -p:PublishReadyToRun=true -o "$bin/$2" -v q --nologo -clp:NoSummary
}
publish bench/Upstream upstream
publish bench/YarpForwarder yarp
publish src/Signalbox signalbox
publish bench/Compare compare
exec dotnet "$bin/compare/Compare.dll" "$@"
