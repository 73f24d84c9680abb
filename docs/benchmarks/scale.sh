#!/usr/bin/env bash
# How far one coordinator goes: worker nodes on the loopback interface up to what this machine holds, then what deciding
# costs without machines. Usage: docs/benchmarks/scale.sh [members|decisions]; both by default. docs/scale.md has figures.
set -euo pipefail
cd "$(dirname "$0")/../.."
readonly what=${1:-both}
work=$(mktemp -d)
export XDG_STATE_HOME=$work/state
./thresher --version >/dev/null 2>&1 # builds, and trains the caches
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
readonly listen=127.0.0.1:$port
trap './thresher cluster down --within 1s >/dev/null 2>&1 || true; rm -rf "$work"' EXIT

coordinator() { pgrep -f "coordinator --listen $listen" | head -n 1; }
ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }
load() { cut -d' ' -f1 /proc/loadavg; }
millis() { echo $(($(date +%s%N) / 1000000)); }

if [[ $what != decisions ]]; then
  cat >"$work/tiny.conf" <<'CONF'
name = tiny
params { tasks = 100000, millis = 0 }
task { kind = sleep, millis = ${params.millis}, tasks = ${params.tasks} }
CONF
  printf '%5s %10s %12s %10s %10s %12s %12s %6s %s\n' \
    nodes 'join ms' 'coord. cpu %' 'coord. MiB' 'node MiB' 'tiny tasks/s' '20 ms busy %' load '(one slot each; load before)'
  for nodes in 1 2 4 8 16 24; do
    before=$(load)
    begin=$(millis)
    ./thresher cluster up "$nodes" --slots 1 --listen "$listen" 2>"$work/up.err" || { cat "$work/up.err" && break; }
    joined=$(($(millis) - begin))
    pid=$(coordinator)
    sleep 3
    first=$(ticks "$pid")
    sleep 10
    cpu=$(awk -v t=$(($(ticks "$pid") - first)) 'BEGIN { printf "%.1f", t * 100 / 1000 }') # 100 ticks a second, 10 s
    memory=$(awk '/^VmRSS/ { printf "%d", $2 / 1024 }' "/proc/$pid/status")
    node=$(awk '/^VmRSS/ { printf "%d", $2 / 1024 }' "/proc/$(pgrep -f "worker --join $listen --name w1 " | head -n 1)/status")
    tiny=- busy=-
    if ./thresher run "$work/tiny.conf" --cluster "$listen" --json --quiet >"$work/tiny.json" 2>"$work/run.err"; then
      tiny=$(python3 -c 'import json, sys; r = json.load(open(sys.argv[1])); print(round(r["tasks"]["total"] * 1000 / (r["lastTaskMillis"] - r["readyMillis"])))' "$work/tiny.json")
    fi
    if ./thresher run "$work/tiny.conf" --set "tasks=$((nodes * 400))" --set millis=20 --cluster "$listen" --json --quiet >"$work/long.json" 2>"$work/run.err"; then
      busy=$(python3 -c 'import json, sys; r = json.load(open(sys.argv[1])); print(round(100 * r["taskMillis"] / (r["lastTaskMillis"] - r["readyMillis"]) / int(sys.argv[2]), 1))' "$work/long.json" "$nodes")
    fi
    printf '%5d %10d %12s %10s %10s %12s %12s %6s\n' "$nodes" "$joined" "$cpu" "$memory" "$node" "$tiny" "$busy" "$before"
    ./thresher cluster down --within 2s 2>/dev/null
  done
fi

if [[ $what != members ]]; then
  # The launcher's own search: the java of the PATH may be older.
  # shellcheck disable=SC2016 # it is the inner shell's
  jdk=$(sh -euc 'fail() { printf "%s\n" "$2" >&2; exit "$1"; }
    resolve() { resolved=$(readlink -f "$1"); }
    root=$PWD; . launcher/jdk.sh; find_jdk; printf "%s" "$java_home"')
  image=$(find dist -mindepth 1 -maxdepth 1 -type d -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d' ' -f2)
  "$jdk/bin/javac" -nowarn -proc:none -d "$work/classes" -cp "$image/lib/*" docs/benchmarks/ScheduleScale.java
  for part in beats schedules; do
    echo "$part, load $(load):"
    "$jdk/bin/java" -Xmx2g -cp "$work/classes:$image/lib/*" dev.thresher.sim.ScheduleScale $part
  done
fi
