#!/usr/bin/env bash
# A worker process is killed in mid-task, twenty runs in a row: each ends with the right result.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='KilledWorkersTest#aKilledWorker*' -Dsurefire.failIfNoSpecifiedTests=false
