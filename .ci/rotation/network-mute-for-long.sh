#!/usr/bin/env bash
# Coordinator, worker and run that nobody hears for longer than a lease.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='NetworkFaultsTest#unheardForLong*' -Dsurefire.failIfNoSpecifiedTests=false
