"""AWS::IAM::Role with every property, updated in place."""

from typing import Any

from moto.iam.exceptions import NotFoundException
from moto.iam.models import IAMBackend, Role

from .documents import INLINE_CHARACTERS, iam, identity_text, require_size, size_of, trust_text
from .errors import Replace, invalid

NAME_CHARACTERS = 64


def install() -> None:
    Role.create_from_cloudformation_json = classmethod(_create)
    Role.update_from_cloudformation_json = classmethod(_update)
    Role.delete_from_cloudformation_json = classmethod(_delete)


def _create(cls, resource_name, cloudformation_json, account_id, region_name, **_):
    backend, props = iam(account_id, region_name), cloudformation_json["Properties"]
    _require_boundary(backend, props)
    role = backend.create_role(
        role_name=_name(resource_name, props),
        assume_role_policy_document=trust_text(props["AssumeRolePolicyDocument"]),
        path=props.get("Path", "/"),
        permissions_boundary=props.get("PermissionsBoundary"),
        description=props.get("Description", ""),
        tags=props.get("Tags", []),
        max_session_duration=int(props.get("MaxSessionDuration", 3600)),
    )
    try:
        _set_policies(backend, role, props)
    except Exception:
        _delete(cls, role.name, None, account_id, region_name)
        raise
    return role


def _update(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    backend, props, role = iam(account_id, region_name), cloudformation_json["Properties"], original_resource
    if props.get("Path", "/") != role.path or props.get("RoleName", role.name) != role.name:
        if props.get("RoleName") == role.name:
            raise invalid(
                "CloudFormation cannot update a stack when a custom-named resource requires replacing. "
                f"Rename {role.name} and update the stack again."
            )
        raise Replace
    _require_boundary(backend, props)
    role.assume_role_policy_document = trust_text(props["AssumeRolePolicyDocument"])
    backend.update_role(role.name, props.get("Description", ""), int(props.get("MaxSessionDuration", 3600)))
    role.permissions_boundary_arn = props.get("PermissionsBoundary")
    role.tags = list(props.get("Tags", []))
    _set_policies(backend, role, props)
    return role


def _delete(cls, resource_name, cloudformation_json, account_id, region_name):
    backend = iam(account_id, region_name)
    role = backend.get_role(resource_name)
    attached, inline = getattr(role, "owned_policies", ([], []))
    for arn in attached:
        if arn in role.managed_policies:
            backend.detach_role_policy(arn, role.name)
    for name in inline:
        role.policies.pop(name, None)
    backend.delete_role(resource_name)  # refuses while somebody else's policies are attached, as IAM does


def _name(resource_name: str, props: dict[str, Any]) -> str:
    if "RoleName" not in props:
        # Only names that CloudFormation makes up are shortened.
        return resource_name if len(resource_name) <= NAME_CHARACTERS else resource_name[:50] + resource_name[-13:]
    if len(props["RoleName"]) > NAME_CHARACTERS:
        raise invalid("Value at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64")
    return props["RoleName"]


def _require_boundary(backend: IAMBackend, props: dict[str, Any]) -> None:
    arn = props.get("PermissionsBoundary")
    if arn and not any(policy.arn == arn for policy in backend.managed_policies.values()):
        raise NotFoundException(f"Scope ARN: {arn} does not exist or is not attachable.")


def _set_policies(backend: IAMBackend, role: Role, props: dict[str, Any]) -> None:
    """Makes the policies that this resource owns those of its properties; what other resources put on the role stays."""
    attached, inline = getattr(role, "owned_policies", ([], []))
    wanted = list(props.get("ManagedPolicyArns", []))
    texts = {policy["PolicyName"]: identity_text(policy["PolicyDocument"]) for policy in props.get("Policies", [])}
    require_size("role inline policies", sum(size_of(text) for text in texts.values()), INLINE_CHARACTERS)
    for arn in attached:
        if arn not in wanted and arn in role.managed_policies:
            backend.detach_role_policy(arn, role.name)
    for arn in wanted:
        if arn not in role.managed_policies:
            backend.attach_role_policy(arn, role.name)
    for name in inline:
        if name not in texts and name in role.policies:
            backend.delete_role_policy(role.name, name)
    for name, text in texts.items():
        backend.put_role_policy(role.name, name, text)
    role.owned_policies = (wanted, list(texts))
