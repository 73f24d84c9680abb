#!/usr/bin/env bash
# The coordinator of a run on processes ends at exact moments: while it hands out, commits, publishes, recovers.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='CrashedCoordinatorOfProcessesTest' -Dsurefire.failIfNoSpecifiedTests=false
