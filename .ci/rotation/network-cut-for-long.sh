#!/usr/bin/env bash
# Coordinator, worker and run cut off for longer than a lease.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='NetworkFaultsTest#longerThanALease*' -Dsurefire.failIfNoSpecifiedTests=false
