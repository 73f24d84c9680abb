#!/usr/bin/env bash
# What the test command tries on threads, on worker processes: odd names, columns in commands, misbehaving tasks, stages.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='OddNamesTest,CommandColumnsTest,MisbehavingTaskTest,StagesEverywhereTest' \
  -Dsurefire.failIfNoSpecifiedTests=false
