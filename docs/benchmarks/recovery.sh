#!/usr/bin/env bash
# How long a run of N tasks takes to go on after its coordinator was killed near its end, in a JVM with that heap. Every
# task is an entry of its own in the ledger (batch-limit = 1). Prints the entries, the ledger's size, and the seconds
# from the start of `thresher run --resume` to its sentence of what is kept, and to its end; checks the output.
# Usage: docs/benchmarks/recovery.sh [TASKS [HEAP]]        one million and 512m unless you say otherwise
set -euo pipefail
cd "$(dirname "$0")/../.."
thresher=$PWD/thresher
tasks=${1:-1000000}
heap=${2:-512m}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export XDG_STATE_HOME=$scratch/state
"$thresher" --version >/dev/null 2>&1 # builds, and trains the caches
cd "$scratch"
echo 'class Twice { static long twice(long x) { return 2 * x; } }' >Twice.java
cat >recovery.conf <<CONF
name = recovery
backend = threads
each { x = 1..$tasks }
task { java = Twice.java }
output = out.csv
engine.schedule.batch-limit = 1
CONF

completed() { sed -n 's/.*"completed" *: *\([0-9]*\).*/\1/p' run/status.json 2>/dev/null | head -1; }

"$thresher" run recovery.conf --run-dir run --no-progress --quiet >/dev/null 2>first.err &
while kill -0 $! 2>/dev/null && (($(completed || echo 0) + 0 < tasks * 9 / 10)); do sleep 0.05; done
kill -9 $! 2>/dev/null || { echo 'it ended before it could be killed' >&2; exit 1; }
wait || true
bytes=$(stat -c %s run/ledger)

started=$(date +%s%N)
seconds() { echo "$((($(date +%s%N) - started) / 1000000))" | awk '{ printf "%.1f", $1 / 1000 }'; }
JDK_JAVA_OPTIONS="-Xmx$heap" "$thresher" run recovery.conf --run-dir run --resume --no-progress >out 2>err &
until grep -q '^.*resumes ' err || ! kill -0 $! 2>/dev/null; do sleep 0.02; done
kept=$(seconds)
wait $! || { cat err >&2; exit 1; }
printf '%s\n' "$(grep resumes err)"
printf 'ledger %d bytes, heap %s: %s s to what is kept, %s s to the end\n' "$bytes" "$heap" "$kept" "$(seconds)"
awk -F, -v tasks="$tasks" 'NR > 1 && $2 != 2 * $1 { bad++ } END { if (bad || NR != tasks + 1) { print "wrong output"; exit 1 } }' out.csv
