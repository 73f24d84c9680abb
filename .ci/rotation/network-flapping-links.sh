#!/usr/bin/env bash
# Links that come and go each second.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='NetworkFaultsTest#flappingLinks*' -Dsurefire.failIfNoSpecifiedTests=false
