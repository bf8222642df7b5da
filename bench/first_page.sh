#!/usr/bin/env bash
# How long a newcomer waits: a fresh copy of this clone, `bin/run`, and the seconds until the page behind the printed link answers.
#   bench/first_page.sh [--warm]     --warm runs it a second time in the same copy as well
# pip's own cache is left out, so that downloads count; the target is 120 s.
set -euo pipefail
cd "$(dirname "$0")/.."

place="$(mktemp -d "${TMPDIR:-/tmp}/foothold-first-page.XXXXXX")"
server=""
stop_server() {
    if [ -n "$server" ]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
        server=""
    fi
}
trap 'stop_server; rm -rf "$place"' EXIT

mkdir "$place/clone"
git ls-files -z --cached --others --exclude-standard \
    | while IFS= read -r -d '' name; do if [ -f "$name" ]; then printf '%s\0' "$name"; fi; done \
    | tar --null --files-from=- -cf - | tar -xf - -C "$place/clone"

export PIP_NO_CACHE_DIR=1 FOOTHOLD_DATA="$place/data"
port="$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"

first_page() {
    local words="$1" began until
    began="$(date +%s%N)"
    until=$((SECONDS + 300))
    "$place/clone/bin/run" --port "$port" >"$place/said" 2>&1 &
    server=$!
    until python3 - "$port" "$place/said" <<'PY' 2>/dev/null
import pathlib, re, sys, urllib.request
link = re.search(rf"http://127\.0\.0\.1:{sys.argv[1]}/\S+", pathlib.Path(sys.argv[2]).read_text())
urllib.request.urlopen(link.group(0), timeout=5).read()
PY
    do
        if ! kill -0 "$server" 2>/dev/null || [ "$SECONDS" -gt "$until" ]; then
            echo "no page came; bin/run said:" >&2
            tail -n 20 "$place/said" >&2
            exit 1
        fi
        sleep 0.1
    done
    echo "$words: $(( ($(date +%s%N) - began) / 100000000 ))" | sed -E 's/([0-9]+)([0-9])$/\1.\2 s/'
    stop_server
}

first_page "first page of bin/run in a fresh clone"
if [ "${1:-}" = --warm ]; then first_page "first page of bin/run the second time"; fi
