"""Which class makes a resource type; a type that nobody knows fails the stack, where moto would skip it."""

from typing import Any

from moto.cloudformation import parsing

from .errors import invalid
from .resource import Resource

# No role depends on them.
IGNORED = {"AWS::CDK::Metadata", "AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy"}

_added: dict[str, type[Resource]] = {}
_class_from_type = parsing.resource_class_from_type


def register(*classes: type[Resource]) -> None:
    _added.update({cls.TYPE: cls for cls in classes})
    parsing.resource_class_from_type = class_of


def class_of(resource_type: str) -> Any:
    """The class, or None for a type that is accepted and ignored."""
    if resource_type in _added:
        return _added[resource_type]
    if resource_type in IGNORED:
        return None
    if resource_type not in parsing.get_model_map():
        raise invalid(f"Template format error: Unrecognized resource types: [{resource_type}]")
    return _class_from_type(resource_type)
