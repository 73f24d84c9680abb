#!/usr/bin/env bash
# A worker that is stopped with all of its processes, for a moment and for longer than a lease.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='NetworkFaultsTest#frozenWithAllProcesses*' -Dsurefire.failIfNoSpecifiedTests=false
