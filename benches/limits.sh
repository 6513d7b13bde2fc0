#!/usr/bin/env bash
# How long `place plan` takes with a time limit, and after Ctrl-C, and how much memory: the tables of benches/README.md.
# cargo build --release --example place; benches/limits.sh target/release/examples/place
set -euo pipefail
place=${1:?the program}
sizes=${2:-100 300 1000 3000 10000}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

for size in $sizes; do
    "$place" template "$dir/loose$size" --synthetic "$size" >/dev/null
    "$place" template "$dir/tight$size" --synthetic "$size" --tight >/dev/null
done

# Runs with some arguments; prints seconds, exit code and megabytes.
run() {
    rm -rf "$dir/out"
    local code=0
    /usr/bin/time -o "$dir/time" -f '%e %M' "$@" --quiet --out "$dir/out" 2>"$dir/told" >/dev/null || code=$?
    tail -n 1 "$dir/time" | awk -v code="$code" '{ printf "%.2f s%s, %d MB", $1, code ? " (code " code ")" : "", $2 / 1024 }'
}

echo "| households | 0 | 0.1 s | 1 s | 5 s |"
echo "|---|---|---|---|---|"
for size in $sizes; do
    for kind in loose tight; do
        row="| $size, $kind |"
        for limit in 0 100ms 1s 5s; do
            row+=" $(run "$place" plan "$dir/$kind$size" --time-limit "$limit") |"
        done
        echo "$row"
    done
done

echo
echo "| households | Ctrl-C after | ends after another | code |"
echo "|---|---|---|---|"
for size in $sizes; do
    for kind in loose tight; do
        for wait in 0.05 0.2 0.5 1 2 4 8; do
            rm -rf "$dir/out"
            "$place" plan "$dir/$kind$size" --quiet --out "$dir/out" >/dev/null 2>&1 &
            pid=$!
            sleep "$wait"
            kill -0 "$pid" 2>/dev/null || { wait "$pid" || true; break; }
            start=$(date +%s%N)
            kill -INT "$pid"
            code=0
            wait "$pid" || code=$?
            awk -v ns="$(($(date +%s%N) - start))" -v row="| $size, $kind | $wait s |" -v code="$code" \
                'BEGIN { printf "%s %.2f s | %d |\n", row, ns / 1e9, code }'
        done
    done
done
