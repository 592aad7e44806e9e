#!/usr/bin/env bash
# Installs what is missing, builds everything, and runs every test. The last line is "N passed, N failed".
set -uo pipefail
root="$(cd "$(dirname "$0")" && pwd)"
cd "$root"

fail() { echo "$1" >&2; echo "0 passed, 1 failed"; exit 1; }

eng/setup.sh test || fail "set-up failed"
eng/console.sh || fail "the console does not build"
eng/clients.sh || fail "the client SDKs cannot be installed"
# One compiler for all projects: starting a dozen takes longer than compiling. It is gone before anything is measured.
dotnet build Signalbox.slnx -c Release -v q --nologo -clp:NoSummary -p:UseSharedCompilation=true || fail "the solution does not build"
# Compiled ahead, a gateway with a process of its own is up in two thirds of the time, and the host of the others is warm sooner. Its code was analyzed above.
if dotnet publish src/Signalbox -c Release --use-current-runtime --no-self-contained -p:PublishReadyToRun=true -p:RunAnalyzers=false -p:UseSharedCompilation=true -o artifacts/ahead -v q --nologo -clp:NoSummary; then
  for bin in tests/{Cluster,Console,Gateway}.Tests/bin/Release/net10.0; do
    # Only what the tests have in the gateway's very version: they may need a later one of a package than it does.
    for file in artifacts/ahead/*.dll; do
      name=$(basename "$file")
      cmp -s "src/Signalbox/bin/Release/net10.0/$name" "$bin/$name" && cp "$file" "$bin/"
    done
  done
else
  echo "The gateway could not be compiled ahead; the tests run it as it was built." >&2
fi
dotnet build-server shutdown --vbcscompiler >/dev/null 2>&1
echo "== built after $SECONDS s"

passed=0 failed=0 skipped=0
if [ -f src/console/package.json ]; then
  # Vitest prints "Tests  N failed | N passed (N)".
  out=$(cd src/console && npm test --silent -- --run 2>&1) && ok=1 || ok=0
  echo "$out" | tail -15
  line=$(echo "$out" | sed 's/\x1b\[[0-9;]*m//g' | grep -E '^ *Tests ' | tail -1)
  passed=$((passed + $(echo "$line" | grep -oE '[0-9]+ passed' | grep -oE '[0-9]+' || echo 0)))
  count=$(echo "$line" | grep -oE '[0-9]+ failed' | grep -oE '[0-9]+' || echo 0)
  [ "$ok" = 1 ] || [ "$count" -gt 0 ] || count=1
  failed=$((failed + count))
fi

run() { # PROJECT [DATABASE [OPTION...]]
  local project=$1 database=${2:-} name log began=$SECONDS
  name=$(basename "$project")
  shift; [ $# -gt 0 ] && shift
  [ -n "$(find "$project" -name '*Tests.cs' -not -path '*/obj/*' -print -quit)" ] || return 0
  log=$(mktemp)
  SIGNALBOX_TEST_DATABASE=$database dotnet "$project/bin/Release/net10.0/$name.dll" --no-ansi --no-progress "$@" >"$log" 2>&1
  report $? "$log" "$name${database:+ on $database}"
  echo "   after $((SECONDS - began)) s"
}

report() { # EXIT-CODE LOG TITLE
  local code=$1 log=$2 p f s
  echo "== $3"
  count() { sed -n "s/^ *$1: *\([0-9]*\).*/\1/p" "$log" | tail -1; }
  p=$(count succeeded) f=$(count failed) s=$(count skipped)
  if [ $code -ne 0 ] || [ "${f:-0}" -gt 0 ]; then
    cat "$log"
    [ "${f:-0}" -gt 0 ] || f=1
  else
    grep -iE '^ *skipped ' "$log" || true
    tail -7 "$log"
  fi
  passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0})) skipped=$((skipped + ${s:-0}))
  rm -f "$log"
}

# A browser waits for pages, and several instances for each other, Redis and clocks, for most of their time: beside the console's tests run all others
# but those of the gateway, which are short of the processor themselves, and two of the cluster's, which time it.
logs=$(mktemp -d)
names="Cluster.Tests $(ls -d tests/*.Tests | xargs -n 1 basename | grep -vE '^(Cluster|Console|Gateway)\.Tests$')"
timed="ConvergenceTests PromotionTests"
beside() {
  for name in $names; do
    dotnet "tests/$name/bin/Release/net10.0/$name.dll" --no-ansi --no-progress \
      $([ "$name" = Cluster.Tests ] && printf -- '--filter-not-class *.%s ' $timed) >"$logs/$name" 2>&1
    echo $? >"$logs/$name.code"
  done
}
beside &
beside_process=$!
run tests/Console.Tests
wait "$beside_process"
for name in $names; do report "$(cat "$logs/$name.code" || echo 1)" "$logs/$name" "$name"; done
rm -rf "$logs"
run tests/Cluster.Tests "" $(printf -- '--filter-class *.%s ' $timed)
echo "== all but the gateway's after $SECONDS s"

# They wait for gateways, upstreams and databases for half of their time. On the other database it is the same suite, but for the matrix of dialects,
# whose thousands of cells say nothing of databases.
run tests/Gateway.Tests "" --max-threads 4
run tests/Gateway.Tests postgres --max-threads 4 --filter-not-namespace 'Gateway.Tests.Matrix*'

# A real agent over the two APIs that are furthest from its own, through route groups; eng/agents.sh alone runs all agents over all.
echo "== agents"
out=$(SIGNALBOX_BUILT=$([ -f artifacts/ahead/signalbox.dll ] && echo artifacts/ahead/signalbox.dll) eng/agents.sh claude_code group-chat group-bedrock 2>&1)
echo "$out" | tail -40
line=$(echo "$out" | grep -E '^[0-9]+ passed, [0-9]+ failed$' | tail -1)
[ -n "$line" ] || line="0 passed, 1 failed"
passed=$((passed + ${line%% *})) line=${line#*, }
failed=$((failed + ${line%% *}))

[ "$skipped" -gt 0 ] && echo "$skipped skipped"
echo "$SECONDS s"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
