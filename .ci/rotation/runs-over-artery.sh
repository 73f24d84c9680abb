#!/usr/bin/env bash
# Runs of workload files where workers join a cluster over TLS: same answers, killed workers, nothing left.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dthresher.test.transport=artery \
  -Dtest='KilledWorkersTest#allWorkers*,SameAnswerEverywhereTest,NothingIsLeftTest#after*' \
  -Dsurefire.failIfNoSpecifiedTests=false
