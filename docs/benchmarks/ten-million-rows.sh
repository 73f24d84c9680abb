#!/usr/bin/env bash
# Ten million tasks over ranges, lines, CSV and JSON lines, in one JVM that may use 64 MiB for its heap: seconds of N runs
# each, the smallest, median and largest. A database needs a larger heap (docs/benchmarks.md); one given in g adds it.
# Usage: docs/benchmarks/ten-million-rows.sh [N [HEAP]]
set -euo pipefail
cd "$(dirname "$0")/../.."
thresher=$PWD/thresher
runs=${1:-3}
heap=${2:-64m}
readonly rows=10000000
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export XDG_STATE_HOME=$scratch/state
"$thresher" --version >/dev/null 2>&1 # builds, and trains the caches
cd "$scratch"

seq 1 $rows >rows.txt
awk 'BEGIN { print "id,x" } { print NR "," $1 }' rows.txt >rows.csv
awk '{ print "{\"id\":" NR ",\"x\":" $1 "}" }' rows.txt >rows.jsonl
echo 'class Twice { static long twice(long x) { return 2 * x; } }' >Twice.java
workload() { # name, columns, output
  printf 'name = %s\neach { %s }\ntask { java = Twice.java }\n%s\n' "$1" "$2" "$3" >"$1.conf"
}
workload sum "x = 1..$rows" 'reduce { total = sum(twice) }'
workload range "x = 1..$rows" 'output = out.csv'
workload lines 'x.lines = rows.txt' 'output = out.csv'
workload csv 'row.csv = rows.csv' 'output = out.csv'
workload jsonl 'row.jsonl = rows.jsonl' 'output = out.jsonl'
workload sqlite "x = 1..$rows" 'output = out.sqlite'
names=(sum range lines csv jsonl)
if [[ $heap == *g ]]; then names+=(sqlite); fi

TIMEFORMAT=%R
for ((i = 0; i < runs; i++)); do
  for name in "${names[@]}"; do
    { time JDK_JAVA_OPTIONS="-Xmx$heap" "$thresher" run "$name.conf" --overwrite --quiet >/dev/null 2>"$name.err"; } \
      2>>"$name.seconds" || { cat "$name.err"; exit 1; }
  done
done
printf '%8s %8s %8s  s of: ten million rows, heap %s\n' smallest median largest "$heap"
for name in "${names[@]}"; do
  sort -n "$name.seconds" | awk -v name="$name" '
    { v[NR] = $1 } END { printf "%8.1f %8.1f %8.1f  %s\n", v[1], v[int((NR + 1) / 2)], v[NR], name }'
done
uptime
