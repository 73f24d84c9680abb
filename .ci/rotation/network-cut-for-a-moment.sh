#!/usr/bin/env bash
# Coordinator, worker and run cut off silently, or their cables out, for 5 s.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='NetworkFaultsTest#cutForAMoment*' -Dsurefire.failIfNoSpecifiedTests=false
