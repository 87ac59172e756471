# SPDX-License-Identifier: Apache-2.0
"""Reads every platformio.ini that is named on standard input with PlatformIO's own parser and prints them as JSON."""
import json
import os
import sys

from platformio.project.config import ProjectConfig

projects = {}
for path in sys.stdin.read().split():
    os.chdir(os.path.dirname(path))
    config = ProjectConfig(path)
    config.validate()
    projects[path] = {section: dict(options) for section, options in config.as_tuple()}
print(json.dumps(projects))
