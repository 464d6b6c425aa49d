@echo off
rem Untested on Windows so far: the same job as ./run for a desk.
cd /d "%~dp0"
if not exist .venv\Scripts\python.exe py -3 -m venv .venv
.venv\Scripts\python -m pip install --quiet --require-hashes -r packaging\requirements.txt
set PYTHONPATH=%~dp0src
.venv\Scripts\python -m procdesk %*
