#!/usr/bin/env bash
# An upgrade as docs/cluster.md has it: two installations that differ in their version, and a link that is switched. Workers
# that a service manager would start again finish what runs, end, and come back with the version of the new coordinator.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
readonly work
pids=()
finish() {
  local pid
  for pid in "${pids[@]}"; do kill -9 "$pid" || true; done 2>/dev/null
  rm -rf "$work"
}
trap finish EXIT
say() { printf '%s %s\n' "$(date +%T)" "$*"; }
fail() {
  say "FAILED: $*"
  tail -n 30 "$work"/*.log
  exit 1
}
until_said() { # log, text, times
  local _
  for _ in $(seq 1 600); do
    if (($(grep -c -- "$2" "$work/$1.log" 2>/dev/null || true) >= ${3:-1})); then return; fi
    sleep 0.1
  done
  fail "$1 did not say '$2' within a minute"
}

./thresher --version >/dev/null # builds
image=$(find dist -mindepth 1 -maxdepth 1 -type d -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d' ' -f2)
for version in 1 2; do
  mkdir "$work/v$version"
  cp -r "$image/lib" "$image/launcher" "$image/thresher" "$work/v$version"
  printf 'Implementation-Version: %s.0\n' "$version" >"$work/manifest"
  jar --update --file "$(echo "$work/v$version"/lib/thresher-engine-*.jar)" --manifest "$work/manifest" 2>/dev/null
done
ln -s v1 "$work/current"
readonly thresher=$work/current/thresher
export XDG_STATE_HOME=$work/state XDG_CACHE_HOME=$work/cache THRESHER_AOT=off
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
listen=127.0.0.1:$port
cd "$work"
"$thresher" --version | grep -q '^thresher 1.0' || fail 'the first installation is not of version 1.0'

coordinator() { "$thresher" coordinator --listen "$listen" >>coordinator.log 2>&1 & }
coordinator
pids+=($!)
coordinator_pid=$!
until_said coordinator 'coordinator at'
( # as Restart=on-failure of its unit: again, unless it was told to end
  ended=0
  until ((ended == 143)); do
    "$thresher" worker --join "$listen" --name w --slots 1 >>worker.log 2>&1 &
    echo $! >worker.pid
    ended=0
    wait $! || ended=$?
    echo "ended with $ended" >>worker.log
    sleep 1
  done
) &
pids+=($!)
until_said worker 'joined the cluster'
echo 'name = long, task { command = [sh, -c, "touch started; sleep 20; echo done > ended"] }' >long.conf
"$thresher" run long.conf --cluster "$listen" --no-progress >run.log 2>&1 &
pids+=($!)
run_pid=$!
for _ in $(seq 1 300); do
  if [[ -e started ]]; then break; fi
  sleep 0.1
done
[[ -e started ]] || fail 'the task has not started'
say 'a task of 20 s runs; the link is switched, and the coordinator started again'

ln -sfn v2 current
kill -9 $coordinator_pid
coordinator
pids+=($!)
until_said coordinator 'coordinator at' 2
until_said worker 'lets this worker in no more; running tasks finish'
until_said worker 'its version is 1.0, and the coordinator'\''s 2.0'
ended=0
wait $run_pid || ended=$?
((ended == 0)) || fail "the run that was under way ended with $ended"
[[ -e ended ]] || fail 'the task was cut off'
until_said worker 'ended with 2'
until_said worker 'joined the cluster' 2
"$thresher" cluster status >status.log
grep -q '^w .* 2.0 ' status.log || fail 'the worker is not back with the new version'
kill -TERM "$(cat worker.pid)"
until_said worker 'ended with 143'
say 'the task has finished, and the worker is back with the new version'
