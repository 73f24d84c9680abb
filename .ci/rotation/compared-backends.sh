#!/usr/bin/env bash
# Comparisons with real trials: the right answer, results that differ, an arm that fails.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='CompareTest' -Dsurefire.failIfNoSpecifiedTests=false
