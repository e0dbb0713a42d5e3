"""A notice as a file: read, checked, and refused with the line and key that are wrong and what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from evidence.policy import Policy
from evidence.policy_check import Found, contradictions, unknown_codes, unknown_subdomains, wrong_clauses
from evidence.problems import UnusableInputError

BLANK = "请填写"
"""What `gouji policy new` writes where a person has to fill something in."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing wrong in a policy file; `line` counts from 1 and is 0 where the key does not stand in the file."""

    key: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.key}: {self.message}" if self.line else f"{self.key}: {self.message}"


def load_policy(name: str, configs: Path) -> Policy:
    """Read the policy called `name`, or the file of that path; UnusableInputError names file, line, key and remedy."""
    path = policy_path(name, configs)
    policy, complaints = read_policy(path, configs)
    if policy is None or complaints:
        raise UnusableInputError(f"{path}: " + "; ".join(map(str, complaints)))
    return policy


def policy_path(name: str, configs: Path) -> Path:
    """The file of a policy given by name or path; UnusableInputError where there is none."""
    path = Path(name) if name.endswith((".yaml", ".yml")) else configs / "policies" / f"{name}.yaml"
    if not path.is_file():
        known = ", ".join(sorted(found.stem for found in (configs / "policies").glob("*.yaml"))) or "none"
        raise UnusableInputError(f"no policy {name!r} at {path}; known policies: {known}")
    return path


def read_policy(path: Path, configs: Path) -> tuple[Policy | None, tuple[Complaint, ...]]:
    """The policy and everything wrong with it; None where it is so wrong that it cannot be used at all."""
    text = path.read_text(encoding="utf-8")
    try:
        raw, tree = yaml.safe_load(text), yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return None, (Complaint("file", mark.line + 1 if mark else 0, f"not valid YAML: {error}"),)
    if not isinstance(raw, dict) or tree is None:
        return None, (Complaint("file", 1, "a policy is a mapping of keys; see configs/policies/chengdu-2025.yaml"),)
    overrides = raw.pop("codes", None) or {}
    raw["codes"] = _codes(configs / "codes.tsv", overrides)
    raw["standards"] = yaml.safe_load((configs / "standards.yaml").read_text(encoding="utf-8"))
    try:
        policy = Policy.model_validate(raw)
    except ValidationError as error:
        places = ((tuple(item["loc"]), item["msg"]) for item in error.errors())
        return None, tuple(Complaint(_key(loc), _line(tree, loc), message) for loc, message in places)
    known = _subdomains(configs / "cloud_subdomains.json")
    found = (
        *_blanks(tree),
        *unknown_codes(policy, overrides),
        *wrong_clauses(policy),
        *contradictions(policy),
        *unknown_subdomains(policy, known),
    )
    return policy, tuple(Complaint(_key(loc), _line(tree, loc), message) for loc, message in found)


def _key(loc: tuple[str | int, ...]) -> str:
    return ".".join(map(str, loc)) or "file"


def _line(tree: yaml.Node, loc: tuple[str | int, ...]) -> int:
    """The line of the deepest part of the path that stands in the file; 0 where not even its first key does."""
    node, line = tree, 0
    for step in loc:
        child = _child(node, step)
        if child is None:
            break
        node, line = child[1], child[0].start_mark.line + 1
    return line


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    """Key and value of a step down, or the item of a list twice."""
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if str(key.value) == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


def _blanks(tree: yaml.Node, loc: tuple[str | int, ...] = ()) -> Iterator[Found]:
    """Places that `gouji policy new` left to be filled in."""
    if isinstance(tree, yaml.ScalarNode) and str(tree.value).startswith(BLANK):
        yield loc, "still to be filled in"
    elif isinstance(tree, yaml.MappingNode):
        for key, value in tree.value:
            yield from _blanks(value, (*loc, key.value))
    elif isinstance(tree, yaml.SequenceNode):
        for place, value in enumerate(tree.value):
            yield from _blanks(value, (*loc, place))


def _subdomains(table: Path) -> frozenset[str]:
    tree = json.loads(table.read_text(encoding="utf-8"))
    domains = ((top, domain, names) for top, inside in tree.items() for domain, names in inside.items())
    return frozenset(f"{top}/{domain}/{name}" for top, domain, names in domains for name in names)


def _codes(table: Path, overrides: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The discrepancy codes of codes.tsv (`G` rows open a group), with the policy's severities and effects."""
    codes: dict[str, dict[str, Any]] = {}
    group = ""
    for line in table.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if cells[0] == "G":
            group = cells[2]
        elif len(cells) == 6:
            code, title, severity, effect, _, basis = cells
            terms = {"title": title, "severity": severity, "effect": effect, "group": group, "basis": basis}
            codes[code] = terms | overrides.get(code, {})
    return codes
