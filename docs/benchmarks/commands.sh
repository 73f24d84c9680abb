#!/bin/sh
# How much starting a command costs, beside xargs and GNU parallel, two at a time.
#
#   docs/benchmarks/commands.sh [ROUNDS] [COMMANDS]     3 rounds of 10000 unless you say otherwise
#
# Prints one line per tool and round: wall time from the start of the tool to its end, and that divided by the number of
# commands. Tools take turns, so that a busy spell of the machine hits all of them. THRESHER names another launcher.
set -eu

rounds=${1:-3}
commands=${2:-10000}
sleeps=500
thresher=${THRESHER:-$(dirname "$0")/../../thresher}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

workload() { # NAME COUNT WORDS
  cat > "$work/$1.conf" <<CONF
name = $1
each { n = 1..$2 }
task { command = [$3] }
reduce { done = count }
CONF
}
workload trues "$commands" '"true", "{n}"'
# The shell is there for all tools alike: every value has to be used, and sleep takes no other word.
workload sleeps "$sleeps" 'sh, -c, "exec sleep 0.02", "{n}"'

now() { date +%s%N; }

line() { # ROUND WHAT COUNT TOOL COMMAND...
  round=$1 what=$2 count=$3 tool=$4
  shift 4
  before=$(now)
  "$@" > "$work/out" 2>&1 || { cat "$work/out" >&2; exit 1; }
  took=$((($(now) - before) / 1000))
  printf '%-6s %-14s %-22s %9d ms %8d us a command\n' "$round" "$what" "$tool" $((took / 1000)) $((took / count))
}

run() { "$thresher" run "$work/$1.conf" --backend "$2" --workers 2 --no-progress --run-dir "$work/run"; rm -rf "$work/run"; }
xargs_trues() { seq "$commands" | xargs -P2 -n1 true; }
xargs_sleeps() { seq "$sleeps" | xargs -P2 -n1 sh -c 'exec sleep 0.02'; }
parallel_trues() { seq "$commands" | parallel -j2 true; }
parallel_sleeps() { seq "$sleeps" | parallel -j2 sh -c '"exec sleep 0.02"'; }

printf '%-6s %-14s %-22s %12s\n' round what tool wall
for round in $(seq "$rounds"); do
  line "$round" "true" "$commands" "xargs -P2" xargs_trues
  line "$round" "true" "$commands" "thresher threads" run trues threads
  line "$round" "true" "$commands" "thresher processes" run trues processes
  if command -v parallel > /dev/null; then
    line "$round" "true" "$commands" "parallel -j2" parallel_trues
  fi
  line "$round" "sleep 0.02" "$sleeps" "xargs -P2" xargs_sleeps
  line "$round" "sleep 0.02" "$sleeps" "thresher threads" run sleeps threads
  line "$round" "sleep 0.02" "$sleeps" "thresher processes" run sleeps processes
  if command -v parallel > /dev/null; then line "$round" "sleep 0.02" "$sleeps" "parallel -j2" parallel_sleeps; fi
done
