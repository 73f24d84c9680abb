#!/usr/bin/env bash
# The coordinator of a run on processes ends at exact moments: while it hands out and takes results.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='CrashedCoordinatorOfProcessesTest#nothingIsLost*' -Dsurefire.failIfNoSpecifiedTests=false
