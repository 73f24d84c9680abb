#!/usr/bin/env bash
# Processes of a cluster that are stopped for a moment, or killed.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='NetworkFaultsTest#struckProcesses*' -Dsurefire.failIfNoSpecifiedTests=false
