@echo off
rem Starts Blemish: from an unpacked archive, or from a checkout, where it first builds what is not built yet.
rem   BLEMISH_JAVA_HOME   the Java to use, before JAVA_HOME and the PATH
rem   BLEMISH_JAVA_OPTS   options for it, such as -Xmx8g
setlocal
set "home=%~dp0"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
if defined BLEMISH_JAVA_HOME set "java=%BLEMISH_JAVA_HOME%\bin\java"
set "lib=%home%lib"
if exist "%home%blemish-cli" set "lib=%home%blemish-cli\target\lib"
if not exist "%lib%\blemish-cli-*.jar" (
    if not exist "%home%blemish-cli" (
        echo blemish: %lib% lacks the program. Unpack the archive again. 1>&2
        exit /b 3
    )
    echo Building Blemish, once ... 1>&2
    pushd "%home%"
    call mvn -q -B -DskipTests package -pl blemish-core,blemish-server,blemish-cli 1>&2
    popd
)
for %%f in ("%lib%\blemish-cli-*.jar") do set "jar=%%f"
rem A server runs for months: what its pictures leave behind would fill gigabytes before it is cleared away.
set "young="
if "%1"=="serve" set "young=-XX:MaxNewSize=256m"
"%java%" %BLEMISH_JAVA_OPTS% %young% -XX:+UseParallelGC -jar "%jar%" %*
exit /b %errorlevel%
