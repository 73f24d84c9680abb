#!/usr/bin/env bash
# Coordinators that stand still at exact moments, for less and for more than the lease of their workers.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='StruckWorkerTest#aCoordinatorThat*' -Dsurefire.failIfNoSpecifiedTests=false
