@echo off
rem Starts Blemish on Windows: from an unpacked archive, or from a checkout, where it first builds what is not built yet.
rem
rem   BLEMISH_JAVA_HOME   the Java to use, before JAVA_HOME and the PATH
rem   BLEMISH_JAVA_OPTS   options for it, such as -Xmx8g
rem
rem It does what the file "blemish" beside it does for other systems. The lines that begin with "rem ==" name the part of that file
rem which the lines below them stand for. Whoever changes a step here changes it there, too.
rem
rem Paths may contain parentheses, as C:\Program Files (x86) does, and within a block of commands such a parenthesis would end
rem the block. Therefore this file has no blocks, only "goto" and "call", and every path stands between quotation marks. Delayed
rem expansion stays off, because with it an exclamation mark in a file name would be lost.
setlocal EnableExtensions DisableDelayedExpansion

rem == resolved: home is the folder of this file, with a backslash at its end.
set "home=%~dp0"

rem == find_java: the first Java that is 17 or newer.
set "java="
set "java_release=0"
if defined BLEMISH_JAVA_HOME call :try_java "%BLEMISH_JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME call :try_java "%JAVA_HOME%\bin\java.exe"
for /f "delims=" %%j in ('where java.exe 2^>nul') do call :try_java "%%j"
for /d %%d in ("%ProgramFiles%\Java\*") do call :try_java "%%d\bin\java.exe"
for /d %%d in ("%ProgramFiles%\Eclipse Adoptium\*") do call :try_java "%%d\bin\java.exe"
for /d %%d in ("%ProgramFiles%\Microsoft\*") do call :try_java "%%d\bin\java.exe"
if not defined java goto no_java

rem == lib: where the program is; in a checkout it is built if it is missing or out of date.
set "lib=%home%lib"
if not exist "%home%blemish-cli\*" goto find_jar
set "lib=%home%blemish-cli\target\lib"
call :built
if errorlevel 1 call :build
if errorlevel 1 exit /b 3

:find_jar
set "jar="
for %%f in ("%lib%\blemish-cli-*.jar") do set "jar=%%~f"
if not defined jar goto no_program

rem == archive, natives: two things make the start three times as fast, and are written once: the classes as this Java keeps them
rem in memory, and the libraries of ONNX Runtime as files. They are written again if Java, the program or the runtime changed.
set "archive=%lib%\classes.jsa"
set "natives=%lib%\native"
set "key="
call :add_to_key "%java%"
call :add_to_key "%jar%"
for %%f in ("%lib%\onnxruntime*.jar") do call :add_to_key "%%~f"
set "kept="
if exist "%archive%.key" set /p "kept=" <"%archive%.key"
if not "%kept%"=="%key%" call :prepare

rem == options: one picture is done before the second of Java's compilers has been worth its time; a server runs for months, and
rem without a limit the garbage of its pictures would fill gigabytes before it is collected.
set "options="
if "%~1"=="serve" set "options=-XX:MaxNewSize=256m"
set "share="
if exist "%archive%" set share="-XX:SharedArchiveFile=%archive%" -Xshare:auto -Xlog:cds=off -Xlog:cds+dynamic=off
if exist "%natives%\onnxruntime4j_jni.dll" set options=%options% "-Donnxruntime.native.path=%natives%"
rem Java 24 and newer warn of what the protobuf library does; older ones do not know the option.
if %java_release% GEQ 24 set options=%options% --sun-misc-unsafe-memory-access=allow

rem Java refuses two collectors.
set "collector=-XX:+UseParallelGC"
if defined BLEMISH_JAVA_OPTS if not "%BLEMISH_JAVA_OPTS:GC=%"=="%BLEMISH_JAVA_OPTS%" set "collector="

rem == predicts_one: the only files that are named are a model and a picture, and there is no folder.
set "files=0"
set "folders=0"
set "previous="
if not "%~1"=="predict" goto start
:next_argument
if "%~1"=="" goto counted
if "%previous%"=="-o" goto after_argument
if "%previous%"=="--output" goto after_argument
if exist "%~1\*" set "folders=1"
for %%a in ("%~1") do if exist "%%~a" set /a "files+=1"
:after_argument
set "previous=%~1"
shift /1
goto next_argument
:counted
if "%files% %folders%"=="2 0" set options=%options% -XX:TieredStopAtLevel=1

rem == exec: an interpreter cannot tell whether its standard error is a terminal, so Java is told to ask the console, in which
rem progress is shown as a bar.
:start
"%java%" %BLEMISH_JAVA_OPTS% %share% %options% -Dblemish.terminal=console -Djdk.console=java.base %collector% -Xss4m -jar "%jar%" %*
exit /b %errorlevel%

rem == release_of: takes a Java if none was found yet and this one is new enough. Its release is in a file that every JDK contains;
rem without that file, the program is asked.
:try_java
if defined java exit /b 0
if not exist "%~1" exit /b 0
set "release=0"
if exist "%~dp1..\release" goto read_release
"%~1" -version 2>"%TEMP%\blemish-java-version.txt"
for /f "usebackq tokens=2,3" %%a in ("%TEMP%\blemish-java-version.txt") do if "%%a"=="version" set "release=%%~b"
del "%TEMP%\blemish-java-version.txt"
goto compare_release
:read_release
for /f "usebackq tokens=1,2 delims==" %%a in ("%~dp1..\release") do if "%%a"=="JAVA_VERSION" set "release=%%~b"
:compare_release
for /f "delims=.-+_" %%r in ("%release%") do set /a "release=%%r"
if %release% LSS 17 exit /b 0
set "java=%~1"
set "java_release=%release%"
exit /b 0

rem == built: the program of a checkout is out of date if a source is newer. Without PowerShell it counts as built.
:built
if not exist "%lib%\blemish-cli-*.jar" exit /b 1
powershell -NoProfile -Command "$jar = Get-ChildItem -LiteralPath $env:lib -Filter 'blemish-cli-*.jar' | Select-Object -First 1; $files = 'core', 'report', 'server', 'mqtt', 'kafka', 'opcua', 'camera', 'cli' | ForEach-Object { Get-Item -LiteralPath ($env:home + 'blemish-' + $_ + '\pom.xml'); Get-ChildItem -Recurse -File -LiteralPath ($env:home + 'blemish-' + $_ + '\src\main') }; if ($files | Where-Object { $_.LastWriteTimeUtc -gt $jar.LastWriteTimeUtc }) { exit 100 }"
if %errorlevel%==100 exit /b 1
exit /b 0

rem == build: without -Dstyle.color=never and -Djansi.noreset=true Maven prints escape codes even if its output is no terminal.
:build
where mvn >nul 2>nul
if errorlevel 1 goto no_maven
if exist "%lib%\*" echo blemish: the sources are newer than the program. Maven builds it again, which takes about a minute ... 1>&2
if not exist "%lib%\*" echo blemish: this is the first start. Maven builds the program, which takes one to three minutes, and longer if it has to download libraries ... 1>&2
if exist "%lib%\blemish-*.jar" del "%lib%\blemish-*.jar"
for %%j in ("%java%") do if exist "%%~dpj..\release" set "JAVA_HOME=%%~dpj.."
set "MAVEN_OPTS=%MAVEN_OPTS% -Djansi.noreset=true"
pushd "%home%"
call mvn -q -B -Dstyle.color=never -Pprogram -Dmaven.test.skip -Dspotless.check.skip package -pl blemish-cli -am 1>&2
if errorlevel 1 goto build_failed
popd
exit /b 0

rem Adds the size and time of a file to the key.
:add_to_key
set "key=%key%[%~z1 %~t1]"
exit /b 0

rem The folder may be one that this user cannot write to; then the program starts without them.
:prepare
copy /y nul "%lib%\writable" >nul 2>nul
if errorlevel 1 exit /b 0
del "%lib%\writable"
echo blemish: preparing faster starts. This happens once and takes about ten seconds ... 1>&2
if exist "%archive%" del "%archive%" >nul 2>nul
if exist "%natives%\*" rmdir /s /q "%natives%" >nul 2>nul
"%java%" -XX:+UseParallelGC "-XX:ArchiveClassesAtExit=%archive%" -Xlog:disable -jar "%jar%" warm-up --native-libraries "%natives%" >nul 2>nul
>"%archive%.key" echo %key%
exit /b 0

rem == fail: one sentence on standard error, and exit code 3.
:no_java
echo blemish: no Java 17 or newer was found. Install one, or name it with BLEMISH_JAVA_HOME. 1>&2
exit /b 3
:no_program
echo blemish: "%lib%" lacks the program. Unpack the archive again. 1>&2
exit /b 3
:no_maven
echo blemish: Blemish is not built yet and Maven was not found. Install Maven 3.8 or newer. 1>&2
exit /b 3
:build_failed
popd
echo blemish: the build failed, see above. 1>&2
exit /b 3
