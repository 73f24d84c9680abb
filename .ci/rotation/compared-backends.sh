#!/usr/bin/env bash
# Comparisons with real trials: the right answer, results that differ, an arm that fails, somebody who is killed, where
# the time of tasks goes. And the hold-out seeds of the made-up truth set.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='CompareTest,TruthSetTest,TaskWayTest' -Dsurefire.failIfNoSpecifiedTests=false
