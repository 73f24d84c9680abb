#!/usr/bin/env bash
# Processes of a cluster that are stopped for longer than the grace of orphans.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='NetworkFaultsTest#frozenBeyondTheGrace*' -Dsurefire.failIfNoSpecifiedTests=false
