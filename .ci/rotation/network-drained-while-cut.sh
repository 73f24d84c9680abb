#!/usr/bin/env bash
# A worker that is drained while coordinator, worker or run are cut off.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='NetworkFaultsTest#drainedWhileCut*' -Dsurefire.failIfNoSpecifiedTests=false
