"""`gouji policy`: check a notice's file, and begin a new one."""

from __future__ import annotations

from pathlib import Path

import yaml

from evidence.policy_file import BLANK, policy_path, read_policy
from evidence.problems import ExitCode, UnusableInputError
from evidence.settings import Settings
from flows.commands.terminal import console


def check(name: str) -> int:
    """Say what is wrong with a policy, line by line; 2 when something is."""
    settings = Settings()
    path = policy_path(name, settings.configs)
    policy, complaints = read_policy(path, settings.configs)
    for complaint in complaints:
        console.print(f"{path}: {complaint}", markup=False, soft_wrap=True)
    if policy is None or complaints:
        return int(ExitCode.UNUSABLE_INPUT)
    programmes = ", ".join(policy.programmes)
    console.print(f"{path}: policy {policy.name} {policy.version} is complete; programmes: {programmes}", markup=False)
    return int(ExitCode.OK)


def new(path: Path, like: str) -> int:
    """Write a policy file to be filled in: the figures of another notice, its paper and sentences left blank."""
    if path.exists():
        raise UnusableInputError(f"{path} exists; choose another name or remove it")
    if path.suffix not in (".yaml", ".yml"):
        raise UnusableInputError(f"{path}: a policy is a YAML file; choose a name that ends in .yaml")
    settings = Settings()
    text = policy_path(like, settings.configs).read_text(encoding="utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_blank(text, path.stem), encoding="utf-8")
    console.print(f"{path}: fill in every {BLANK}, then run: gouji policy check {path}", markup=False, soft_wrap=True)
    return int(ExitCode.OK)


def _blank(text: str, name: str) -> str:
    """The other file with its comments, its name and paper replaced and every quoted sentence to be filled in."""
    tree = yaml.compose(text, Loader=yaml.SafeLoader)
    own = {"name": name, "version": '"0.1"'}
    lines: list[str | None] = list(text.splitlines())
    for key, value in tree.value if isinstance(tree, yaml.MappingNode) else ():
        if key.value in ("notice", "clauses"):
            for inner, told in value.value:
                _replace(lines, inner, told, f"  {inner.value}: {BLANK}")
        elif key.value in own:
            _replace(lines, key, value, f"{key.value}: {own[key.value]}")
    while lines and (lines[0] is None or lines[0].startswith("#")):
        del lines[0]
    return "\n".join(line for line in lines if line is not None) + "\n"


def _replace(lines: list[str | None], key: yaml.Node, value: yaml.Node, line: str) -> None:
    """Put the line where key and value stand; further lines of the value go."""
    first, last = key.start_mark.line, value.end_mark.line
    lines[first] = line
    for place in range(first + 1, last + 1 if value.end_mark.column else last):
        lines[place] = None
