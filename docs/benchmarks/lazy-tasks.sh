#!/usr/bin/env bash
# Many tasks from a Java program whose heap is small: numbers looked at one by one, numbers added up, and arrays of 1 MiB
# there and back, or back alone; on threads and on worker processes. Prints the result, seconds, and the heap in use, in KiB after a
# collection, at every tenth of the way. Usage: docs/benchmarks/lazy-tasks.sh [TASKS [HEAP]]; ten million in 64m.
# For ten minutes and more: lazy-tasks.sh 1000000000
set -euo pipefail
cd "$(dirname "$0")/../.."
readonly tasks=${1:-10000000} heap=${2:-64m}
./thresher --version >/dev/null 2>&1 # builds, and trains the caches
for backend in threads processes; do
  for what in each reduce large made; do
    count=$tasks
    if [[ $what == large || $what == made ]]; then count=$((tasks / 5000)); fi
    printf '\n%s, %s, %d tasks, heap of %s, load %s\n' "$backend" "$what" "$count" "$heap" "$(cut -d' ' -f1 /proc/loadavg)"
    JDK_JAVA_OPTIONS="-Xmx$heap" ./thresher java docs/benchmarks/LazyTasks.java "$backend" "$what" "$count" 2>&1 |
      grep -v '^NOTE: Picked up'
  done
done
