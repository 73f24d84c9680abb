#!/usr/bin/env bash
# How much a slow or frozen worker delays the end of a run: 120 tasks of some 0.1 s on two worker processes, undisturbed,
# with one of them stopped (SIGSTOP) for 5 s after 6 s, and with one of them at a fifth of a processor from then on.
# Needs root and cgroups (v1 or v2) for the last one. Beside each time the least that the rest of the capacity allows.
set -euo pipefail
thresher=$(cd "$(dirname "$0")/../.." && pwd)/thresher
place=$(mktemp -d)
group=/sys/fs/cgroup/thresher-stragglers
if [[ -d /sys/fs/cgroup/cpu ]]; then group=/sys/fs/cgroup/cpu/thresher-stragglers; fi
cleanup() {
  forget_group
  rm -rf "$place"
}
forget_group() {
  if [[ -d $group ]]; then rmdir "$group" || true; fi
}
trap cleanup EXIT
export XDG_STATE_HOME=$place/state
"$thresher" --version > /dev/null 2>&1 # builds, and trains the caches
cd "$place"
cat > Burn.java <<'JAVA'
class Burn {
  static double burn(double n) {
    double x = n + 1.1;
    for (long i = 0; i < 60_000_000L; i++) {
      x = x * 1.0000001 + 1e-9;
    }
    return x;
  }
}
JAVA
cat > burn.conf <<'CONF'
name = burn
each { n = 1..120 }
task { java = Burn.java, method = burn }
reduce { sum = sum(burn) }
CONF

now() { date +%s%N; }

# Runs the workload; after 6 s of tasks $1 is called with the pid of one worker.
run() {
  local disturb=$1 began coordinator worker
  began=$(now)
  "$thresher" run burn.conf --backend processes --workers 2 --run-dir "$place/run-$disturb" > "$place/$disturb.log" 2>&1 &
  coordinator=$!
  worker=
  while [[ -z $worker ]]; do
    sleep 0.2
    worker=$(pgrep -P "$coordinator" java | head -1 || true)
  done
  sleep 6
  "$disturb" "$worker"
  wait "$coordinator"
  awk -v ns=$(($(now) - began)) 'BEGIN { printf "%.1f", ns / 1e9 }'
}

nothing() { :; }
stopped() { kill -STOP "$1"; (sleep 5; kill -CONT "$1" 2> /dev/null || true) > /dev/null 2>&1 & }
slowed() {
  mkdir "$group"
  if [[ -d /sys/fs/cgroup/cpu ]]; then
    echo 100000 > "$group/cpu.cfs_period_us"
    echo 20000 > "$group/cpu.cfs_quota_us"
  else
    echo "20000 100000" > "$group/cpu.max"
  fi
  echo "$1" > "$group/cgroup.procs"
}
for disturb in nothing stopped slowed; do
  for round in 1 2 3; do
    rm -rf "$place/run-$disturb"
    echo "$disturb, round $round: $(run "$disturb") s"
    sleep 1
    forget_group
  done
done
