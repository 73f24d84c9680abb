#!/usr/bin/env bash
# Runs on a host whose disk is full for a while, slow, or broken, and on one that comes to the end of its open files.
set -euo pipefail
if ! command -v strace > /dev/null; then
  apt-get -qq update && apt-get -qq install --no-install-recommends strace
fi
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='ScarcityTest#*Disk*+*Force*+*File*' -Dsurefire.failIfNoSpecifiedTests=false
