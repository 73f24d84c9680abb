#!/usr/bin/env bash
# The coordinator of a run on processes ends at exact moments: while it writes its ledger and its outputs.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='CrashedCoordinatorOfProcessesTest#norWhileItWrites*' -Dsurefire.failIfNoSpecifiedTests=false
