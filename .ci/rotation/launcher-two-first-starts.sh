#!/usr/bin/env bash
# Two first starts at once, with Maven: one builds, the other waits, both answer the same.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
git archive HEAD | tar -x -C "$scratch"

"$scratch/thresher" --version >"$scratch/out1" 2>"$scratch/err1" &
"$scratch/thresher" --version >"$scratch/out2" 2>"$scratch/err2" &
wait %1
wait %2
cmp "$scratch/out1" "$scratch/out2"
cat "$scratch"/err?
[[ $(cat "$scratch"/err? | grep -c 'built in') == 1 ]]
[[ $(find "$scratch/dist" -name 'thresher-engine*.jar' | wc -l) == 1 ]]
