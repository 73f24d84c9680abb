#!/usr/bin/env bash
# A kill of a random worker every half second, and a worker that is stopped for longer than its lease.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='KilledWorkersTest#aKillEvery*+aStopped*' -Dsurefire.failIfNoSpecifiedTests=false
