#!/usr/bin/env bash
# The coordinator of a run on processes ends while it recovers, and while tasks run that may not start twice.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='CrashedCoordinatorOfProcessesTest#nothingStarts*+norWhen*+aRunThat*' \
  -Dsurefire.failIfNoSpecifiedTests=false
