#!/usr/bin/env bash
# Coordinator, worker and run that hear nobody for longer than a lease.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='NetworkFaultsTest#deafForLong*' -Dsurefire.failIfNoSpecifiedTests=false
