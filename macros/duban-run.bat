@echo off
rem Finds duban (the project's own environment first, then PATH) and runs it with the arguments given.
chcp 65001 >nul
set "PYTHONUTF8=1"
set "DUBAN=%~dp0..\.venv\Scripts\duban.exe"
if not exist "%DUBAN%" set "DUBAN=duban"
"%DUBAN%" %*
echo.
pause
