#!/usr/bin/env bash
# What the notes of a comparison's trials cost: one workload of tasks of MICROS microseconds on BACKEND, in turns without
# notes, with the moments of each task alone, and with what its thread used as well. Seconds in the code of tasks and of
# the whole run, medians over ROUNDS rounds.
#
#   docs/benchmarks/notes.sh [MICROS [TASKS [ROUNDS [BACKEND]]]]
set -euo pipefail
thresher=$(cd "$(dirname "$0")/../.." && pwd)/thresher
micros=${1:-1000} tasks=${2:-2000} rounds=${3:-15} backend=${4:-threads}
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
export XDG_STATE_HOME=$place/state
cd "$place"
cat > Spin.java <<'JAVA'
final class Spin {
  private static final double STEPS_PER_MICRO = 290;

  /** Always the same work, not the same time. */
  public static double spin(int n, int micros) {
    double x = n;
    for (long i = 0; i < micros * STEPS_PER_MICRO; i++) {
      x = x * 1.0000001 + 1e-9;
    }
    return x;
  }
}
JAVA
cat > spin.conf <<CONF
name = spin
params { micros = $micros }
each { n = 1..$tasks }
task { java = Spin.java, method = spin }
reduce { sum = sum(spin) }
CONF
every=$(((tasks + 4999) / 5000))
spent=$(((tasks / every + 249) / 250))

run() {
  local notes=$1 flags=
  rm -rf "$place/run" "$place/trace"
  mkdir "$place/trace"
  case $notes in
    none) ;;
    moments) flags="-Dthresher.trace.directory=$place/trace -Dthresher.trace.every=$every -Dthresher.trace.spent-every=1000000000" ;;
    all) flags="-Dthresher.trace.directory=$place/trace -Dthresher.trace.every=$every -Dthresher.trace.spent-every=$spent" ;;
  esac
  JDK_JAVA_OPTIONS=$flags "$thresher" run spin.conf --backend "$backend" --workers 2 --run-dir "$place/run" --json \
    --no-progress 2> /dev/null |
    python3 -c '
import json, sys
report = json.load(sys.stdin)
print(sys.argv[1], report["taskMillis"] / 1e3, report["wallMillis"] / 1e3)' "$notes"
}

for notes in none moments all; do run "$notes" > /dev/null; done
for ((round = 1; round <= rounds; round++)); do
  if ((round % 2)); then order="none moments all"; else order="all moments none"; fi
  for notes in $order; do run "$notes"; done
done > "$place/times"
python3 - "$place/times" "$micros" "$tasks" "$backend" <<'PYTHON'
import statistics
import sys

runs = [line.split() for line in open(sys.argv[1])]
print(f"{sys.argv[3]} tasks of some {sys.argv[2]} µs on {sys.argv[4]}:")
column = lambda notes, at: [float(run[at]) for run in runs if run[0] == notes]
for notes in ("none", "moments", "all"):
    ratios = [statistics.median(a / b for a, b in zip(column(notes, at), column("none", at))) for at in (1, 2)]
    print(
        f"{notes:8} in tasks {statistics.median(column(notes, 1)):.3f} s ({ratios[0] - 1:+.1%})"
        f"  run {statistics.median(column(notes, 2)):.3f} s ({ratios[1] - 1:+.1%})"
    )
PYTHON
