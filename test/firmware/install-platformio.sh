#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs PlatformIO Core from PyPI into FOLDER, and its build tool SCons from PyPI as well, so that nothing comes from
# PlatformIO's own package registry. Does nothing when it is there already. Afterwards:
#   PATH=FOLDER/venv/bin:$PATH PLATFORMIO_CORE_DIR=FOLDER/core pio run
# usage: install.sh FOLDER
set -euo pipefail
folder="$(mkdir -p "$1" && cd "$1" && pwd)"
core="$folder/core"
[ -f "$core/packages/tool-scons/.piopm" ] && exit 0

python3 -m venv "$folder/venv"
pip=("$folder/venv/bin/pip" --disable-pip-version-check --quiet)
"${pip[@]}" install "platformio>=6.1.16,<7"
# PlatformIO numbers its package of SCons 4.8.1 as 4.40801.0, and each release asks for one of them.
read -r package scons < <("$folder/venv/bin/python" - <<'PYTHON'
import re
try:
    from platformio.dependencies import get_core_dependencies as dependencies
    wanted = dependencies()["tool-scons"]
except ImportError:
    from platformio import __core_packages__
    wanted = __core_packages__["tool-scons"]
package = re.search(r"\d+\.\d+\.\d+", wanted).group()
number = int(package.split(".")[1])
print(package, f"{number // 10000}.{number // 100 % 100}.{number % 100}")
PYTHON
)
rm -rf "$core/packages/tool-scons"
mkdir -p "$core/packages/tool-scons"
"${pip[@]}" install --target "$core/packages/tool-scons" "scons==$scons"
cd "$core/packages/tool-scons"
cat >scons.py <<'PYTHON'
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import SCons.Script

SCons.Script.main()
PYTHON
cat >package.json <<JSON
{"name": "tool-scons", "version": "$package", "description": "SCons $scons from PyPI"}
JSON
cat >.piopm <<JSON
{"type": "tool", "name": "tool-scons", "version": "$package", "spec": {"owner": "platformio", "id": null, "name": "tool-scons", "requirements": null, "uri": null}}
JSON
