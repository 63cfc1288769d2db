"""Templates: the order of their resources, and their properties with every intrinsic function resolved."""

import datetime
import re
from typing import Any

from moto.cloudformation import parsing
from moto.cloudformation.parsing import ResourceMap

from .errors import invalid

# moto gives stack tags to none of them, CloudFormation to all that can have tags.
TAGGED = {"AWS::IAM::Role", "AWS::IAM::OIDCProvider", "AWS::EKS::Cluster", "AWS::EKS::PodIdentityAssociation"}


def ordered(resources: dict[str, Any]) -> list[str]:
    """Logical ids, each after those that it refers to."""
    names = set(resources)
    needs = {name: _references(resource, names, set()) - {name} for name, resource in resources.items()}
    done: list[str] = []

    def visit(name: str, chain: tuple[str, ...]) -> None:
        if name in chain:
            raise invalid(f"Circular dependency between resources: {sorted(chain)}")
        if name not in done:
            for need in sorted(needs[name]):
                visit(need, (*chain, name))
            done.append(name)

    for name in resources:
        visit(name, ())
    return done


def _references(node: Any, names: set[str], found: set[str]) -> set[str]:
    if isinstance(node, list):
        for item in node:
            _references(item, names, found)
    if not isinstance(node, dict):
        return found
    for key, value in node.items():
        if key == "Ref":
            found.update({value} & names)
        elif key == "Fn::GetAtt":
            target = value[0] if isinstance(value, list) else str(value).split(".")[0]
            if target not in names:
                raise invalid(f"Template error: instance of Fn::GetAtt references undefined resource {target}")
            found.add(target)
        elif key == "Fn::Sub":
            text, own = (value[0], value[1]) if isinstance(value, list) else (value, {})
            found.update({match.split(".")[0] for match in re.findall(r"\$\{([^!}][^}]*)\}", text)} & names - set(own))
            _references(own, names, found)
        elif key == "DependsOn":
            found.update([value] if isinstance(value, str) else value)
        else:
            _references(value, names, found)
    return found


def is_active(resource_map: ResourceMap, resource: dict[str, Any]) -> bool:
    condition = resource.get("Condition")
    return not condition or resource_map.lazy_condition_map[condition]


def resolved_properties(resource_map: ResourceMap, resource: dict[str, Any]) -> dict[str, Any]:
    try:
        props = _tidy(parsing.clean_json(resource.get("Properties", {}), resource_map))
    except KeyError as error:
        raise invalid(f"Template format error: Unresolved resource dependencies [{error.args[0]}]") from None
    require_resolved(props)
    if resource["Type"] in TAGGED:
        tags = {key: value for key, value in resource_map.tags.items() if not key.startswith("aws:")}
        tags.update({tag["Key"]: tag["Value"] for tag in props.get("Tags", [])})
        if tags:
            props["Tags"] = [{"Key": key, "Value": value} for key, value in tags.items()]
    return props


def require_resolved(node: Any, path: str = "") -> None:
    """moto leaves what it cannot resolve in its place; CloudFormation fails."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "Ref" or key.startswith("Fn::"):
                raise invalid(f"Template error: cannot resolve {{{key}: {value}}} at {path}")
            require_resolved(value, f"{path}/{key}")
    elif isinstance(node, list):
        for index, item in enumerate(node):
            require_resolved(item, f"{path}/{index}")


def _tidy(node: Any) -> Any:
    """AWS::NoValue goes from lists too, and a date that YAML made of `Version: 2012-10-17` is text."""
    if isinstance(node, dict):
        return {key: _tidy(value) for key, value in node.items() if value is not None}
    if isinstance(node, list):
        return [_tidy(value) for value in node if value is not None]
    return node.isoformat() if isinstance(node, (datetime.date, datetime.datetime)) else node
