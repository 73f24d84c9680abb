#!/usr/bin/env bash
# A kill of a random worker every half second, of all at once, of workers that run commands; one that is stopped for longer than its lease.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='KilledWorkersTest#aKillEvery*+aStopped*+allWorkers*,KilledCommandsTest' -Dsurefire.failIfNoSpecifiedTests=false
