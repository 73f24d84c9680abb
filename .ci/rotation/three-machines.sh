#!/usr/bin/env bash
# Three machines on one: network namespaces with an address, a link and a certificate each. A run is started on one of
# them; a link is cut for longer than a lease and healed, a worker is drained, the coordinator is killed and started
# again; the output is whole, each task committed once. A host with another's certificate gets nowhere. At each step
# `cluster status`, asked on the coordinator's machine, must tell what has been done.
# Needs root, iproute2, python3 (to read the JSON) and a kernel that lets it make namespaces; says so, and is done, where it may not.
set -euo pipefail
cd "$(dirname "$0")/../.."
readonly thresher=$PWD/thresher tasks=900 port=7300 big=10.77.0.1 left=10.77.0.2 right=10.77.0.3
work=$(mktemp -d)
readonly work prefix=thr$$

remove_hosts() {
  local host pids
  for host in big left right hub; do
    pids=$(ip netns pids "$prefix-$host" 2>/dev/null) || continue
    # shellcheck disable=SC2086 # one word each
    if [[ -n $pids ]]; then kill -9 $pids 2>/dev/null || true; fi
    ip netns del "$prefix-$host" 2>/dev/null || true
  done
  rm -rf "$work"
}
trap remove_hosts EXIT

if ! command -v ip >/dev/null || ! command -v python3 >/dev/null || ! ip netns add "$prefix-hub" 2>/dev/null; then
  echo "skipped: here is no right to make network namespaces, or no program ip or python3"
  exit 0
fi

say() { printf '%s %s\n' "$(date +%T)" "$*"; }
fail() {
  say "FAILED: $*"
  tail -n 30 "$work"/*.log
  exit 1
}

ip -n "$prefix-hub" link add br0 type bridge
ip -n "$prefix-hub" link set br0 up
add_host() { # name, address
  ip netns add "$prefix-$1"
  ip -n "$prefix-$1" link set lo up
  ip link add eth0 netns "$prefix-$1" type veth peer name "to-$1" netns "$prefix-hub"
  ip -n "$prefix-hub" link set "to-$1" master br0 up
  ip -n "$prefix-$1" addr add "$2/24" dev eth0
  ip -n "$prefix-$1" link set eth0 up
}
add_host big $big
add_host left $left
add_host right $right

# For the background: what is started has the number of the process that the shell knows.
on() { # host, command...
  local host=$1
  shift
  export XDG_STATE_HOME=$work/state-$host
  exec ip netns exec "$prefix-$host" "$@"
}

until_said() { # log, text, times
  local _
  for _ in $(seq 1 600); do
    if (($(grep -c -- "$2" "$work/$1.log" 2>/dev/null || true) >= ${3:-1})); then return; fi
    sleep 0.1
  done
  fail "$1 did not say '$2' within a minute"
}

witnessed() { sort -u "$work/witness" 2>/dev/null | wc -l; }
until_witnessed() { # tasks
  local _
  for _ in $(seq 1 600); do
    if (($(witnessed) >= $1)); then return; fi
    sleep 0.1
  done
  fail "only $(witnessed) tasks had started within a minute, not $1"
}

# Workers with the slots that are in use, d for one that drains, and of each run the workers that it has.
told() {
  ip netns exec "$prefix-big" env XDG_STATE_HOME="$work/state-big" "$thresher" cluster status -o json 2>/dev/null \
    | python3 -c 'import json, sys
status = json.load(sys.stdin)
workers = [w["name"] + ":" + str(w["usedSlots"]) + ("d" if w["draining"] else "") for w in status["workers"]]
runs = [str(sum(run["workers"].values())) for run in status["runs"]]
print(*sorted(workers), "runs", *runs)' 2>/dev/null || echo unreachable
}

until_told() { # pattern
  local _ now=''
  for _ in $(seq 1 120); do
    now=$(told)
    # shellcheck disable=SC2053 # a pattern
    if [[ $now == $1 ]]; then
      say "status: $now"
      return
    fi
    sleep 0.25
  done
  fail "cluster status tells '$now', not '$1'"
}

"$thresher" --version >/dev/null # builds, and trains the caches
cd "$work"
"$thresher" cert init >cert.log 2>&1
for host in big left right; do
  "$thresher" cert issue "$host" --host "${!host}" >>cert.log 2>&1
done
"$thresher" cert init --authority others >>cert.log 2>&1
"$thresher" cert issue stranger --host $right --authority others >>cert.log 2>&1
cat >run.conf <<CONF
name = three-machines
each { i = 1..$tasks }
task { command = [sh, -c, "echo {i} >> $work/witness; sleep 0.1; echo {i}"], idempotent = true }
output = out.csv
CONF

coordinator() { on big "$thresher" coordinator --listen $big:$port --identity big.pem >>coordinator.log 2>&1 & }
worker() { # host
  on "$1" "$thresher" worker --join $big:$port --identity "$1.pem" --name "$1" --slots 1 >>"$1.log" 2>&1 &
}
coordinator
coordinator_pid=$!
until_said coordinator 'coordinator at'
worker left
worker right
right_pid=$!
until_said left 'joined the cluster'
until_said right 'joined the cluster'
say 'a coordinator and two workers are there'
until_told 'left:0 right:0 runs'

on right "$thresher" worker --join $big:$port --identity left.pem --name thief >thief.log 2>&1 &
thief_pid=$!
on right "$thresher" worker --join $big:$port --identity stranger.pem --name stranger >stranger.log 2>&1 &
stranger_pid=$!

on right "$thresher" run run.conf --cluster $big:$port --identity right.pem --run-dir run -j 2 --no-progress >run.log 2>&1 &
run_pid=$!
until_witnessed 100
until_told 'left:1 right:1 runs 2'
say 'the run goes on; the link to left is cut for 25 s'
ip -n "$prefix-hub" link set to-left down
cut=$SECONDS
until_told 'right:1 runs 1'
sleep $((cut + 25 - SECONDS))
ip -n "$prefix-hub" link set to-left up
until_said left 'joined again'
until_told 'left:1 right:1 runs 2'
say 'left is back; right is drained'
kill -TERM $right_pid
until_told 'left:1* runs 1'
drained=0
wait $right_pid || drained=$?
((drained == 143)) || fail "a worker that was drained ended with $drained"
worker right
until_said right 'joined the cluster' 2
until_told 'left:1 right:1 runs 2'
say 'right is back; the coordinator is killed'
kill -9 $coordinator_pid
until_told unreachable
sleep 2
coordinator
until_said coordinator 'coordinator at' 2
say 'there is a coordinator again'
until_told 'left:1 right:1 runs 2'

ended=0
wait $run_pid || ended=$?
((ended == 0)) || fail "the run ended with $ended"
until_told 'left:0 right:0 runs'
awk -F, -v tasks=$tasks 'NR > 1 && $1 != NR - 1 { bad++ } END { exit bad > 0 || NR != tasks + 1 }' out.csv \
  || fail 'the output is not whole'
for pid in $thief_pid $stranger_pid; do kill -9 "$pid" 2>/dev/null || true; done
! grep -q 'joined the cluster' thief.log stranger.log || fail 'a host without a certificate of its own was let in'
say "the output is whole: $tasks tasks, $(($(wc -l <witness) - tasks)) of them started again; nobody else was let in"
