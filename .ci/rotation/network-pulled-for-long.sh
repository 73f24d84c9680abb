#!/usr/bin/env bash
# Cables of coordinator, worker and run that are out for longer than a lease.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='NetworkFaultsTest#pulledForLong*' -Dsurefire.failIfNoSpecifiedTests=false
