#!/usr/bin/env bash
# Why tasks slow one another down, in real runs: monitors, locks of the library, arithmetic, garbage collection.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='SlowDownCauseTest' -Dsurefire.failIfNoSpecifiedTests=false
