#!/usr/bin/env bash
# Some 1,700 workload files, valid, mistaken, damaged and hostile, are validated in a JVM of 64 MiB: each is
# answered within 2 s, with file and line, and nothing else happens. A seed of its own for every run is printed.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dthresher.seed="$((RANDOM * 32768 + RANDOM))" \
  -Dtest='WorkloadCorpusTest' -Dsurefire.failIfNoSpecifiedTests=false
