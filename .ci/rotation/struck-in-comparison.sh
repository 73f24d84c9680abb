#!/usr/bin/env bash
# What a comparison makes of a kill, and of a full heap, in real runs on threads and on processes.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='StruckInComparisonTest' -Dsurefire.failIfNoSpecifiedTests=false
