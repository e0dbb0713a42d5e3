"""Names: what a template says against what the variables offer, told before an audit instead of after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from jinja2 import nodes

Scope = dict[str, Any]
"""Name in a template → type of its value; None where it does not follow from the template alone."""


def scope_of(root: type[Any]) -> Scope:
    """The variables of a template by name."""
    hints = get_type_hints(root, include_extras=True)
    return {one.name: bare(hints[one.name]) for one in fields(root)}


def bare(hint: Any) -> Any:
    """The type a variable is annotated with, without its words and without None."""
    found = hint.__origin__
    if get_origin(found) is UnionType:
        return next(one for one in get_args(found) if one is not NoneType)
    return found


def unknown(tree: nodes.Node, scope: Scope) -> Iterator[str]:
    """The parts of variables that do not exist, in loops that may run over nothing and in branches not taken too."""
    if isinstance(tree, nodes.For):
        yield from unknown(tree.iter, scope)
        inner = scope | {"loop": None} | _bound(tree, scope)
        for one in (*tree.body, *tree.else_):
            yield from unknown(one, inner)
        return
    if isinstance(tree, nodes.Getattr):
        holder = _type(tree.node, scope)
        if is_dataclass(holder) and tree.attr not in {one.name for one in fields(holder)}:
            yield tree.attr
    if isinstance(tree, nodes.Assign) and isinstance(tree.target, nodes.Name):
        scope[tree.target.name] = _type(tree.node, scope)
    for one in tree.iter_child_nodes():
        yield from unknown(one, scope)


def _bound(loop: nodes.For, scope: Scope) -> Scope:
    """What a loop's own names stand for."""
    values = _type(loop.iter, scope)
    one = get_args(values)[0] if get_origin(values) is tuple else None
    if isinstance(loop.target, nodes.Name):
        return {loop.target.name: one}
    return {name.name: None for name in loop.target.find_all(nodes.Name)}


def _type(value: nodes.Node, scope: Scope) -> Any:
    if isinstance(value, nodes.Name):
        return scope.get(value.name)
    if isinstance(value, nodes.Getattr):
        holder = _type(value.node, scope)
        return scope_of(holder).get(value.attr) if isinstance(holder, type) and is_dataclass(holder) else None
    if isinstance(value, nodes.Getitem) and isinstance(value.arg, nodes.Slice):
        return _type(value.node, scope)
    return None
