#!/usr/bin/env bash
# Processes of a cluster that are stopped for longer than a lease.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='NetworkFaultsTest#frozenForLong*' -Dsurefire.failIfNoSpecifiedTests=false
