#!/usr/bin/env bash
# Workers that end or stand still at exact moments, for less and for more than their lease.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='StruckWorkerTest#whatADead*+butNothing*+aWorkerThat*+oneThat*' -Dsurefire.failIfNoSpecifiedTests=false
