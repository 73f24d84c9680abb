#!/usr/bin/env bash
# Two clean builds in different directories make the same archive, byte for byte.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for copy in one another; do
  mkdir "$scratch/$copy"
  git archive HEAD | tar -x -C "$scratch/$copy"
  mvn -B -ntp -q -f "$scratch/$copy/pom.xml" -pl worker-node -am -P '!format' -Dmaven.test.skip=true package
done
sha256sum "$scratch"/*/worker-node/target/thresher-*.tar.gz
cmp "$scratch"/one/worker-node/target/thresher-*.tar.gz "$scratch"/another/worker-node/target/thresher-*.tar.gz
