#!/usr/bin/env bash
# The unpacked archive makes its start-up caches beside a user's first run; a source that does not compile is told.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='DistributionTest' -Dsurefire.failIfNoSpecifiedTests=false
