#!/usr/bin/env bash
# Publishes the library into a folder and uses it from there, as a stranger would, with a local repository that is empty
# at first: on the class path, on the module path and in a Spring Boot jar.
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
mvn -q -B -ntp deploy -pl blemish-bom,blemish-core -am -Pprogram -Dmaven.test.skip -Dmaven.install.skip \
    -DaltDeploymentRepository="published::file://$work/published"

echo "== build"
rm -rf "$work/project" "$work/run" "$work/repository/io/blemish"
cp -r consumers "$work/project"
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
echo "== all three work"
