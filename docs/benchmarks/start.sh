#!/usr/bin/env bash
# How long short commands take, from Enter to their last byte: median, fastest and slowest of N runs, taken in turns so
# that a busy moment of the machine meets all of them. Usage: docs/benchmarks/start.sh [N]
set -euo pipefail
cd "$(dirname "$0")/../.."
runs=${1:-11}
scratch=$(mktemp -d)
trap './thresher cluster down --within 1s >/dev/null 2>&1; rm -rf "$scratch"' EXIT

cat >"$scratch/two.conf" <<'CONF'
name = two
task { kind = sleep, millis = 1, tasks = 2 }
CONF

commands=(
  "--help"
  "validate $scratch/two.conf"
  "validate config/workloads/sweep.conf"
  "graph $scratch/two.conf"
  "cluster status"
  "jobs"
  "run $scratch/two.conf --backend threads --workers 2 --quiet"
  "run $scratch/two.conf --backend processes --workers 2 --quiet"
  "run config/experiments/cpu.conf --set numbers=4000 --quiet"
)

export XDG_STATE_HOME=$scratch/state
./thresher --version >/dev/null 2>&1 # builds, and trains the caches
./thresher cluster up 1 --slots 1 --listen 127.0.0.1:7399 2>/dev/null
for ((i = 0; i < runs; i++)); do
  for c in "${!commands[@]}"; do
    begin=$(date +%s%N)
    # shellcheck disable=SC2086 # words on purpose
    ./thresher ${commands[c]} >/dev/null
    echo $((($(date +%s%N) - begin) / 1000000)) >>"$scratch/$c"
  done
done
printf '%8s %8s %8s  %s\n' median fastest slowest 'ms of: thresher'
for c in "${!commands[@]}"; do
  sort -n "$scratch/$c" | awk -v words="${commands[c]//$scratch\//}" '
    { v[NR] = $1 } END { printf "%8d %8d %8d  %s\n", v[int((NR + 1) / 2)], v[1], v[NR], words }'
done
uptime
