#!/usr/bin/env bash
# Runs on threads whose heap stays full: they end by themselves, and are resumed.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='FullHeapOfARunTest' -Dsurefire.failIfNoSpecifiedTests=false
