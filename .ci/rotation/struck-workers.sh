#!/usr/bin/env bash
# Workers and coordinators that end or stand still at exact moments, for less and for more than a lease.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='StruckWorkerTest' -Dsurefire.failIfNoSpecifiedTests=false
