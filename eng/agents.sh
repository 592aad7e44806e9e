#!/usr/bin/env bash
# Lets real coding agents look at an image, create a file and then edit it through a real gateway, over upstreams of their own API and of others, by the
# models' own names and through route groups; and looks at the file, and at what the upstream saw of the image.
# The agents are installed outside the tree, at pinned versions: SIGNALBOX_AGENTS, or the user's cache. The gateway is built, unless SIGNALBOX_BUILT
# names one. Usage: eng/agents.sh [AGENT [MODEL]...]
set -euo pipefail
cd "$(dirname "$0")/.."
agents=${SIGNALBOX_AGENTS:-${XDG_CACHE_HOME:-$HOME/.cache}/signalbox-agents}
key=sb-agents0000000000000000000000000000000000
work=$(mktemp -d)
wanted=${1:-"claude_code codex"}
models=${*:2}
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT

# Each by itself: they are large.
install() { # FOLDER PACKAGE@VERSION
  mkdir -p "$agents/$1"
  npm install --prefix "$agents/$1" --no-audit --no-fund --loglevel=error "$2" >/dev/null
}
case " $wanted " in *" claude_code "*) install claude-code @anthropic-ai/claude-code@2.1.329 ;; esac
case " $wanted " in *" codex "*) install codex @openai/codex@0.169.0 ;; esac
built=${SIGNALBOX_BUILT:-src/Signalbox/bin/Release/net10.0/signalbox.dll}
[ -n "${SIGNALBOX_BUILT:-}" ] || dotnet build src/Signalbox -c Release -v q --nologo -clp:NoSummary

free() { node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'; }
upstream=$(free) gateway=$(free)
file=$work/hello.txt image=$work/image.png seen=$work/seen.txt
echo iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAGUlEQVR42mNQULhwQUEBk2TAKgokGQalDgCSTkQBaaaqwAAAAABJRU5ErkJggg== | base64 -d >"$image"
node tests/Clients/agents/upstream.mjs "$upstream" "$file" "$seen" &
cat >"$work/signalbox.yaml" <<YAML
providers:
  - { name: chat, kind: openai_compatible, base_url: "http://127.0.0.1:$upstream/v1", allow_private: true, allow_http: true }
  - { name: openai, kind: openai, api_key: k, base_url: "http://127.0.0.1:$upstream/v1", allow_private: true, allow_http: true }
  - { name: claude, kind: anthropic, api_key: k, base_url: "http://127.0.0.1:$upstream/v1", allow_private: true, allow_http: true }
  - { name: gemini, kind: gemini, api_key: k, base_url: "http://127.0.0.1:$upstream/v1beta", allow_private: true, allow_http: true }
  - { name: bedrock, kind: bedrock, region: eu-central-1, api_key: "AKIAFAKE:secret", base_url: "http://127.0.0.1:$upstream", allow_private: true, allow_http: true }
models:
  - { name: on-chat, deployments: [ { provider: chat, upstream_model: some-model, capabilities: [chat, tools, images] } ] }
  - { name: on-responses, deployments: [ { provider: openai, upstream_model: some-model, capabilities: [responses, tools, images, pdf, structured_output, reasoning] } ] }
  - { name: on-messages, deployments: [ { provider: claude, upstream_model: some-model } ] }
  - { name: on-gemini, deployments: [ { provider: gemini, upstream_model: gemini-3-pro-preview } ] }
  - { name: on-bedrock, deployments: [ { provider: bedrock, upstream_model: "eu.anthropic.claude-sonnet-4-5-20250929-v1:0" } ] }
route_groups: # the first member serves: text, tools and images alike
  - { key: group-chat, strategy: static, members: [ { model: on-chat }, { model: on-messages } ] }
  - { key: group-responses, strategy: static, members: [ { model: on-responses }, { model: on-chat } ] }
  - { key: group-messages, strategy: static, members: [ { model: on-messages }, { model: on-chat } ] }
  - { key: group-gemini, strategy: static, members: [ { model: on-gemini }, { model: on-chat } ] }
  - { key: group-bedrock, strategy: static, members: [ { model: on-bedrock }, { model: on-chat } ] }
organizations:
  - { name: agents, grants: [on-chat, on-responses, on-messages, on-gemini, on-bedrock, group-chat, group-responses, group-messages, group-gemini, group-bedrock], teams: [ { name: agents, keys: [ { name: agents, value: "$key" } ] } ] }
YAML
SIGNALBOX_URLS="http://127.0.0.1:$gateway" SIGNALBOX_DATA="$work/data" SIGNALBOX_CONFIG="$work/signalbox.yaml" \
  dotnet "$built" serve >"$work/gateway.log" 2>&1 &
for _ in $(seq 150); do curl -sf "http://127.0.0.1:$gateway/readyz" >/dev/null && break; sleep 0.2; done

claude_code() { # MODEL
  env -i PATH="$PATH" HOME="$work/home" ANTHROPIC_BASE_URL="http://127.0.0.1:$gateway" ANTHROPIC_AUTH_TOKEN="$key" IS_SANDBOX=1 \
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1 DISABLE_TELEMETRY=1 DISABLE_AUTOUPDATER=1 ENABLE_TOOL_SEARCH=false \
    "$agents/claude-code/node_modules/.bin/claude" -p --model "$1" --dangerously-skip-permissions --input-format stream-json --output-format stream-json --verbose \
    <<<"{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"$(base64 -w0 "$image")\"}},{\"type\":\"text\",\"text\":\"Look at the image. Create the file, then edit it.\"}]}}"
}
codex() { # MODEL
  mkdir -p "$work/codex"
  curl -sf -H "Authorization: Bearer $key" "http://127.0.0.1:$gateway/v1/codex/models.json" >"$work/codex/models.json"
  printf 'model = "%s"\nmodel_provider = "gateway"\nmodel_catalog_json = "models.json"\n[model_providers.gateway]\nname = "gateway"\nbase_url = "http://127.0.0.1:%s/v1"\nenv_key = "GATEWAY_KEY"\nwire_api = "responses"\n' \
    "$1" "$gateway" >"$work/codex/config.toml"
  env -i PATH="$PATH" HOME="$work/home" CODEX_HOME="$work/codex" GATEWAY_KEY="$key" \
    "$agents/codex/node_modules/.bin/codex" debug models | grep -qF "\"slug\":\"$1\"" || { echo "Codex does not know $1 from the gateway's catalog."; return 1; }
  env -i PATH="$PATH" HOME="$work/home" CODEX_HOME="$work/codex" GATEWAY_KEY="$key" \
    "$agents/codex/node_modules/.bin/codex" exec --skip-git-repo-check --dangerously-bypass-approvals-and-sandbox --json -i "$image" -- "Look at the image. Create the file, then edit it." </dev/null
}

mkdir -p "$work/home" "$work/project"
root=$PWD failed=0 passed=0
cd "$work/project"
hash=$(sha256sum "$image" | cut -d' ' -f1)
for agent in $wanted; do
  for model in ${models:-on-chat on-responses on-messages on-gemini on-bedrock group-chat group-responses group-messages group-gemini group-bedrock}; do
    rm -f "$file" "$seen"
    timeout 120 bash -c "$(declare -f "$agent"); agents='$agents' work='$work' gateway='$gateway' key='$key' image='$image'; $agent $model" >"$work/agent.log" 2>&1 && ended=1 || ended=0
    # Three turns show the model the image: the call, and twice the answer of a tool.
    if [ "$ended" = 1 ] && [ "$(cat "$file" 2>/dev/null)" = "hello Bern" ] && [ "$(grep -c "$hash" "$seen" 2>/dev/null)" -ge 3 ]; then
      echo "passed: $agent, $model"; passed=$((passed + 1))
    else
      echo "FAILED: $agent, $model (ended well: $ended; file: $(cat "$file" 2>/dev/null); images seen: $(sort "$seen" 2>/dev/null | uniq -c | tr '\n' ' '))"
      tail -20 "$work/agent.log" "$work/gateway.log"; failed=$((failed + 1))
    fi
  done
done
cd "$root"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
