#!/usr/bin/env bash
# Publishes the library into a folder and uses it from there, as a stranger would, with a local repository that is empty
# at first: on the class path, on the module path, in a Spring Boot jar, by the starter in Spring Boot 3.5 and 4, and with Spring Kafka.
#
#   consumers/check.sh [FOLDER]     FOLDER: where to do it and leave it; a temporary folder, removed at the end, without it
set -euo pipefail
cd "$(dirname "$0")/.."

if [ $# -gt 0 ]; then
    mkdir -p "$1"
    work=$(cd "$1" && pwd)
else
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
fi
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

echo "== publish to $work/published"
mvn -q -B -ntp deploy -pl blemish-bom,blemish-core,blemish-core-shaded,blemish-spring-boot-starter -am -Pprogram -Dmaven.test.skip -Dmaven.install.skip \
    -DaltDeploymentRepository="published::file://$work/published"

echo "== build"
rm -rf "$work/project" "$work/example" "$work/listener" "$work/run" "$work/repository/io/blemish"
cp -r consumers "$work/project"
cp -r examples/spring-boot "$work/example"
cp -r examples/spring-kafka "$work/listener"
# A profile of settings, because the example's own file does not say where the published library lies.
cat > "$work/settings.xml" <<END
<settings>
  <profiles>
    <profile>
      <id>published</id>
      <repositories>
        <repository>
          <id>published</id>
          <url>file://$work/published</url>
        </repository>
      </repositories>
    </profile>
  </profiles>
  <activeProfiles>
    <activeProfile>published</activeProfile>
  </activeProfiles>
</settings>
END
mvn -q -B -ntp -f "$work/project/pom.xml" -Dmaven.repo.local="$work/repository" -Dpublished="file://$work/published" package
program=$work/project/inspection/target/inspection-1.jar
libraries=$work/project/inspection/target/lib

# run NAME COMMAND...: the command, with an empty folder as its last argument.
run() {
    echo "== $1"
    mkdir -p "$work/run/$1"
    "${@:2}" "$work/run/$1"
}

run class-path "$java" -cp "$program:$libraries/*" inspection.Inspection
run module-path "$java" --module-path "$program:$libraries" --module inspection/inspection.Inspection
run boot "$java" -jar "$work/project/boot/target/boot-1.jar"

# starter VERSION: the example of the starter in this Spring Boot, with the model and the picture of the first run.
starter() {
    echo "== starter in Spring Boot $1"
    mvn -q -B -ntp -s "$work/settings.xml" -f "$work/example/pom.xml" -Dmaven.repo.local="$work/repository" \
        -Dspring-boot.version="$1" clean package
    log=$work/run/starter-$1.log
    (cd "$work/run/class-path" \
        && exec "$java" -jar "$work/example/target/inspection-application-1.jar" --server.port=0) > "$log" 2>&1 &
    application=$!
    until port=$(sed -n 's/.*Tomcat started on port \([0-9]*\).*/\1/p' "$log") && [ -n "$port" ]; do
        kill -0 "$application" || { cat "$log"; exit 1; }
        sleep 1
    done
    curl -sSf -F picture=@"$work/run/class-path/new.png" "http://127.0.0.1:$port/inspections/part" | grep '"verdict":"defect"'
    curl -sSf "http://127.0.0.1:$port/actuator/health/blemish" > "$work/run/starter-$1.health"
    kill "$application"
    wait "$application" || true
}

starter 3.5.9
starter 4.1.0

echo "== Spring Kafka"
mvn -q -B -ntp -s "$work/settings.xml" -f "$work/listener/pom.xml" -Dmaven.repo.local="$work/repository" clean verify
echo "== all six work"
