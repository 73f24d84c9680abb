#!/usr/bin/env bash
# The coordinator is killed several times, on threads and with worker processes, and what may start once never starts twice.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='KilledCoordinatorTest' -Dsurefire.failIfNoSpecifiedTests=false
