@echo off
call "%~dp0duban-run.bat" status %*
