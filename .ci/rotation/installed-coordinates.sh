#!/usr/bin/env bash
# What `mvn install` leaves behind is all of Thresher that another project needs: one that names the coordinates of
# docs/java-api.md compiles and runs, on threads and on worker processes. Maven's own plugins, and libraries that this
# machine has not needed so far, may come from Maven Central; nothing of Thresher is there.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
maven() { mvn -B -ntp -q -Dmaven.repo.local="$scratch/repository" "$@"; }

# Links to what this machine has; what is installed goes into the copy alone.
local=${HOME:?}/.m2/repository
mkdir -p "$local"
cp -al "$local" "$scratch/repository" 2>/dev/null || { rm -rf "$scratch/repository"; cp -a "$local" "$scratch/repository"; }
rm -rf "$scratch/repository/dev/thresher"

mkdir "$scratch/checkout"
git archive HEAD | tar -x -C "$scratch/checkout"
maven -f "$scratch/checkout/pom.xml" -P '!format' -Dcompiler.checks= -DskipTests install

mkdir -p "$scratch/project/src/main/java"
version=$(sed -n 's|^  <version>\(.*\)</version>|\1|p' pom.xml)
cat >"$scratch/project/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.example</groupId><artifactId>walk</artifactId><version>1</version>
  <properties>
    <maven.compiler.release>25</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency>
      <groupId>dev.thresher</groupId>
      <artifactId>thresher-worker-node</artifactId>
      <version>$version</version>
    </dependency>
  </dependencies>
  <build><plugins>
    <plugin><artifactId>maven-resources-plugin</artifactId><version>3.5.0</version></plugin>
    <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.16.0</version>
      <configuration><fork>true</fork></configuration></plugin>
    <plugin><artifactId>maven-toolchains-plugin</artifactId><version>3.3.0</version>
      <executions><execution><goals><goal>select-jdk-toolchain</goal></goals></execution></executions>
      <configuration><version>[25,)</version></configuration></plugin>
    <plugin><artifactId>maven-dependency-plugin</artifactId><version>3.11.0</version></plugin>
  </plugins></build>
</project>
POM
cat >"$scratch/project/src/main/java/Walk.java" <<'JAVA'
import dev.thresher.api.Thresher;
import java.util.stream.LongStream;

public class Walk {
  static int steps(long n) {
    int steps = 0;
    for (; n != 1; steps++) n = n % 2 == 0 ? n / 2 : 3 * n + 1;
    return steps;
  }

  public static void main(String[] places) {
    for (var place : places) {
      try (var pool = Thresher.open(place)) {
        var most = pool.map(LongStream.range(1, 10_000).boxed(), n -> steps(n)).reduce(Math::max);
        System.out.println(place + ": " + most.orElseThrow());
      }
    }
  }
}
JAVA
maven -f "$scratch/project/pom.xml" compile dependency:build-classpath -Dmdep.outputFile="$scratch/classpath"
installed=(/usr/lib/jvm/*25*)
java=${JAVA_HOME:-${installed[0]}}/bin/java
said=$("$java" -cp "$scratch/project/target/classes:$(cat "$scratch/classpath")" Walk threads:2 processes:2)
printf '%s\n' "$said"
[ "$said" = $'threads:2: 261\nprocesses:2: 261' ]
