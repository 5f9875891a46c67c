"""That shells can complete the command line, and still can when a command is added."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from tuinews.cli.completing import whole_parser
from tuinews.cli.parser import COMMANDS


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "tcsh"])
def test_the_script_of_a_shell_knows_every_command(run: Run, shell: str) -> None:
    script = run("completion", shell).out
    assert all(command in script for command in COMMANDS)


def test_bash_completes_commands_options_and_choices(run: Run, tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash")
    script = tmp_path / "tuinews.bash"
    script.write_text(run("completion", "bash").out)
    asks = (
        f"source {script}; for words in 'sta' 'list --unr' 'list --sort ne'; do "
        "COMP_WORDS=(tuinews $words); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); "
        "COMPREPLY=(); _shtab_tuinews; echo ${COMPREPLY[@]}; done"
    )
    ran = subprocess.run([bash, "-c", asks], capture_output=True, text=True, check=True)
    assert ran.stdout.split("\n")[:3] == ["star", "--unread", "newest"]


def test_files_and_folders_are_told_from_other_words() -> None:
    actions = {
        (name, action.dest): getattr(action, "complete", None)
        for name, sub in whole_parser()._subparsers._group_actions[0].choices.items()  # type: ignore[union-attr]
        for action in sub._actions
    }
    assert actions["import", "paths"] and actions["export", "output"]
    assert not actions["add", "folder"], "a folder of feeds is no folder of files"
