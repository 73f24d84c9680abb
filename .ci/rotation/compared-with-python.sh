#!/usr/bin/env bash
# Comparisons with Python's pools as further arms: measured beside the backends, another result, a task that fails, no
# Python, Ctrl-C. Skips itself where there is no python3.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='PythonInComparisonTest' -Dsurefire.failIfNoSpecifiedTests=false
