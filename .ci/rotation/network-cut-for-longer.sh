#!/usr/bin/env bash
# Coordinator, worker and run cut off for longer than the grace of orphans.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='NetworkFaultsTest#longerThanTheGraceOfOrphans*' -Dsurefire.failIfNoSpecifiedTests=false
