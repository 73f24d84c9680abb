#!/usr/bin/env bash
# The programs that this engine is compared with still do the work, with right results: those that every machine has.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
docs/benchmarks/peers.py --quick --svg "$work/grains.svg" \
  --only thresher-threads,thresher-processes,jdk-fixed,mp-pool,process-pool,xargs | tee "$work/table"
for title in 'Thresher, threads' 'Thresher, processes, map' 'JDK fixed pool' 'CPython mp.Pool, map' 'xargs -P2'; do
  grep -q "^| $title | [0-9]" "$work/table"
done
grep -q '</svg>' "$work/grains.svg"
