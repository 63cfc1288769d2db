"""AWS::IAM::ManagedPolicy and AWS::IAM::Policy, updated in place."""

from contextlib import suppress
from typing import Any

from moto.iam.exceptions import NotFoundException
from moto.iam.models import IAMBackend, InlinePolicy, ManagedPolicy

from .documents import MANAGED_CHARACTERS, iam, identity_text, require_size, size_of
from .errors import Replace, invalid

VERSIONS = 5


def install() -> None:
    ManagedPolicy.create_from_cloudformation_json = classmethod(_create_managed)
    ManagedPolicy.update_from_cloudformation_json = classmethod(_update_managed)
    ManagedPolicy.delete_from_cloudformation_json = classmethod(_delete_managed)
    ManagedPolicy.has_cfn_attr = classmethod(lambda cls, attr: attr == "PolicyArn")
    ManagedPolicy.get_cfn_attribute = lambda self, attr: self.arn
    InlinePolicy.create_from_cloudformation_json = classmethod(_create_inline)
    InlinePolicy.update_from_cloudformation_json = classmethod(_update_inline)
    InlinePolicy.delete = lambda self, account_id, region_name: _take(iam(account_id, region_name), self.properties)


def _managed_text(props: dict[str, Any]) -> str:
    text = identity_text(props["PolicyDocument"])
    require_size("PolicySize", size_of(text), MANAGED_CHARACTERS)
    return text


def _create_managed(cls, resource_name, cloudformation_json, account_id, region_name, **_):
    backend, props = iam(account_id, region_name), cloudformation_json["Properties"]
    roles = [backend.get_role(name) for name in props.get("Roles", [])]
    policy = backend.create_policy(
        description=props.get("Description"),
        path=props.get("Path", "/"),
        policy_document=_managed_text(props),
        policy_name=props.get("ManagedPolicyName", resource_name[:128]),
        tags=props.get("Tags", []),
    )
    for role in roles:
        backend.attach_role_policy(policy.arn, role.name)
    policy.properties = props
    return policy


def _update_managed(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    backend, props, policy = iam(account_id, region_name), cloudformation_json["Properties"], original_resource
    before = policy.properties
    if any(props.get(key) != before.get(key) for key in ("ManagedPolicyName", "Path", "Description")):
        raise Replace
    text = _managed_text(props)
    if text != _managed_text(before):
        while len(policy.versions) >= VERSIONS:
            policy.versions.remove(next(version for version in policy.versions if not version.is_default))
        backend.create_policy_version(policy.arn, text, True)
    for name in set(before.get("Roles", [])) - set(props.get("Roles", [])):
        if policy.arn in backend.get_role(name).managed_policies:
            backend.detach_role_policy(policy.arn, name)
    for name in props.get("Roles", []):
        if policy.arn not in backend.get_role(name).managed_policies:
            backend.attach_role_policy(policy.arn, name)
    policy.properties = props
    return policy


def _delete_managed(cls, resource_name, cloudformation_json, account_id, region_name):
    backend = iam(account_id, region_name)
    policy = backend.get_policy(resource_name)
    for name in getattr(policy, "properties", {}).get("Roles", []):
        with suppress(NotFoundException):
            backend.detach_role_policy(policy.arn, name)
    if any(policy.arn in role.managed_policies for role in backend.roles.values()):
        raise invalid("DeleteConflict: Cannot delete a policy attached to entities.")
    backend.delete_policy(policy.arn)


def _create_inline(cls, resource_name, cloudformation_json, account_id, region_name, **_):
    backend, props = iam(account_id, region_name), cloudformation_json["Properties"]
    if props.get("Users") or props.get("Groups"):
        raise invalid("the emulator knows policies of roles only")
    if not props.get("Roles"):
        raise invalid("At least one of [Groups,Roles,Users] must be non-empty.")
    for name in props["Roles"]:
        backend.get_role(name)
    text = _give(backend, props)
    policy = cls(resource_name, props["PolicyName"], text, None, props["Roles"], None)
    policy.properties = props
    return policy


def _update_inline(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    backend, props, before = iam(account_id, region_name), cloudformation_json["Properties"], original_resource.properties
    text = _give(backend, props)
    kept = props["Roles"] if props["PolicyName"] == before["PolicyName"] else []
    _take(backend, {**before, "Roles": [name for name in before["Roles"] if name not in kept]})
    original_resource.properties = props
    original_resource.update(props["PolicyName"], text, None, props["Roles"], None)
    return original_resource


def _give(backend: IAMBackend, props: dict[str, Any]) -> str:
    text = identity_text(props["PolicyDocument"])
    for name in props["Roles"]:
        backend.put_role_policy(name, props["PolicyName"], text)
    return text


def _take(backend: IAMBackend, props: dict[str, Any]) -> None:
    for name in props["Roles"]:
        with suppress(NotFoundException):
            backend.delete_role_policy(name, props["PolicyName"])
