# SPDX-License-Identifier: Apache-2.0
"""Reads the lines that test_main.c prints in the simulator: one test case a line, then the end."""
import re

import click
from platformio.public import TestCase, TestRunnerBase, TestStatus

CASE = re.compile(r"^test (?P<name>\S+) (?P<verdict>passed|FAILED)(?:: (?P<message>.*))?$")


class CustomTestRunner(TestRunnerBase):
    def on_testing_line_output(self, line):
        text = line.strip()
        click.echo(line, nl=False)
        match = CASE.match(text)
        if match is not None:
            passed = match.group("verdict") == "passed"
            self.test_suite.add_case(
                TestCase(
                    name=match.group("name"),
                    status=TestStatus.PASSED if passed else TestStatus.FAILED,
                    message=match.group("message"),
                    stdout=text,
                )
            )
        elif text == "tests ended":
            self.test_suite.on_finish()
