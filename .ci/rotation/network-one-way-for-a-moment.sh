#!/usr/bin/env bash
# Coordinator, worker and run that nobody hears, or that hear nobody, for 5 s.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='NetworkFaultsTest#oneWayForAMoment*' -Dsurefire.failIfNoSpecifiedTests=false
