"""EKS Pod Identity associations as EKS keeps them: what it stores of one, and what it refuses, in its own words where they are known."""

import datetime
import json
import re
import secrets
from fnmatch import fnmatchcase
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.eks.models import eks_backends
from moto.iam.models import Role

from .documents import iam, identity_text

SERVICE = "pods.eks.amazonaws.com"
POLICY_CHARACTERS = 2048
PER_CLUSTER = 5000
TAGS = 50
CREATE_ONLY = ("clusterName", "namespace", "serviceAccount")
MUTABLE = ("roleArn", "targetRoleArn", "disableSessionTags", "policy")

_LABEL = r"[a-z0-9]([-a-z0-9]*[a-z0-9])?"
_NAMESPACE = re.compile(_LABEL)
_SERVICE_ACCOUNT = re.compile(rf"{_LABEL}(\.{_LABEL})*")
_ROLE_ARN = re.compile(r"arn:aws[a-z-]*:iam::(\d{12}):role/(?:[!-~]+/)?([\w+=,.@-]{1,64})")

Association = dict[str, Any]
_stored: dict[tuple[str, str], dict[str, Association]] = {}


class EksError(JsonRESTError):
    def __init__(self, message: str):
        super().__init__(type(self).__name__, message)


class InvalidParameterException(EksError):
    code = 400


class ResourceInUseException(EksError):
    code = 409


class ResourceLimitExceededException(EksError):
    code = 400


class ResourceNotFoundException(EksError):
    code = 404


def create(account: str, region: str, fields: Association) -> Association:
    cluster, namespace, name = (fields.get(key) or "" for key in CREATE_ONLY)
    if cluster not in eks_backends[account][region].clusters:
        raise ResourceNotFoundException(f"No cluster found for name: {cluster}.")
    _require_name("namespace", namespace, _NAMESPACE, 63)
    _require_name("service account", name, _SERVICE_ACCOUNT, 253)
    _require_sound(account, region, fields)
    own = in_cluster(account, region, cluster)
    for other in own:
        if (other["namespace"], other["serviceAccount"]) == (namespace, name):
            raise ResourceInUseException(f"Association already exists: {other['associationId']}")
    if len(own) >= PER_CLUSTER:
        raise ResourceLimitExceededException(f"A cluster can have at most {PER_CLUSTER} pod identity associations.")
    if len(fields.get("tags") or {}) > TAGS:
        raise InvalidParameterException(f"A resource can have at most {TAGS} tags.")
    identifier = f"a-{''.join(secrets.choice('abcdefghijklmnopqrstuvwxyz0123456789') for _ in range(17))}"
    now = datetime.datetime.now(datetime.timezone.utc).timestamp()
    association = {
        **{key: value for key, value in fields.items() if value is not None},
        "disableSessionTags": bool(fields.get("disableSessionTags")),
        "associationId": identifier,
        "associationArn": f"arn:aws:eks:{region}:{account}:podidentityassociation/{cluster}/{identifier}",
        "createdAt": now,
        "modifiedAt": now,
    }
    _set_external_id(account, region, association)
    _stored.setdefault((account, region), {})[identifier] = association
    return association


def update(account: str, region: str, identifier: str, fields: Association) -> Association:
    association = get(account, region, identifier)
    wanted = {**association, **{key: fields.get(key) for key in MUTABLE}}
    _require_sound(account, region, wanted)
    for key in MUTABLE:
        if wanted[key] is None:
            association.pop(key, None)
        else:
            association[key] = wanted[key]
    association["disableSessionTags"] = bool(wanted["disableSessionTags"])
    _set_external_id(account, region, association)
    return association


def delete(account: str, region: str, identifier: str) -> Association:
    association = get(account, region, identifier)
    del _stored[(account, region)][identifier]
    return association


def get(account: str, region: str, identifier: str) -> Association:
    association = _stored.get((account, region), {}).get(identifier)
    if association is None:
        raise ResourceNotFoundException(f"The association ID '{identifier}' does not exist.")
    return association


def in_cluster(account: str, region: str, cluster: str) -> list[Association]:
    return [association for association in _stored.get((account, region), {}).values() if association["clusterName"] == cluster]


def _require_name(what: str, name: str, pattern: re.Pattern[str], most: int) -> None:
    if len(name) > most or not pattern.fullmatch(name):
        raise InvalidParameterException(f"The {what} must match {pattern.pattern} and have at most {most} characters, got {name}")


def _require_sound(account: str, region: str, fields: Association) -> None:
    """What may change in place: the role, its target, and how its sessions are made."""
    _require_role(account, region, fields.get("roleArn") or "")
    target, policy = fields.get("targetRoleArn"), fields.get("policy")
    if target is not None and not _ROLE_ARN.fullmatch(target):
        raise InvalidParameterException(f"The target role must be the ARN of a role, got {target}")
    if policy is None:
        return
    if not fields.get("disableSessionTags"):
        raise InvalidParameterException("Session tags must be disabled when an inline session policy is specified.")
    if len(policy) > POLICY_CHARACTERS:
        raise InvalidParameterException(f"The policy must have at most {POLICY_CHARACTERS} characters, got {len(policy)}")
    try:
        json.loads(policy)
    except ValueError:
        raise InvalidParameterException("The policy is not valid JSON.") from None
    identity_text(policy)


def _require_role(account: str, region: str, arn: str) -> None:
    match = _ROLE_ARN.fullmatch(arn)
    if not match:
        raise InvalidParameterException(f"The role must be the ARN of a role, got {arn}")
    if match[1] != account:
        raise InvalidParameterException("Cross-account pass role is not allowed.")
    role = next((role for role in iam(account, region).roles.values() if role.arn == arn), None)
    if role is None:
        raise InvalidParameterException("Role provided in the request does not exist.")
    if not _trusts_eks(role):
        raise InvalidParameterException(
            "Trust policy of the role provided is invalid. Follow the official documentation to resolve the issue.")


def _trusts_eks(role: Role) -> bool:
    """EKS asks for both actions, whatever the association says of session tags; of conditions it is not known to ask."""
    allowed = [
        action
        for statement in _listed(json.loads(role.assume_role_policy_document).get("Statement"))
        if statement.get("Effect") == "Allow" and SERVICE in _services(statement.get("Principal"))
        for action in _listed(statement.get("Action"))
    ]
    return all(any(fnmatchcase(needed, action.lower()) for action in allowed) for needed in ("sts:assumerole", "sts:tagsession"))


def _services(principal: Any) -> list[str]:
    return [SERVICE] if principal == "*" else _listed(principal.get("Service")) if isinstance(principal, dict) else []


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _set_external_id(account: str, region: str, association: Association) -> None:
    """What EKS sends to the target role without session tags: `region/account/cluster-name/namespace/service-account`."""
    association.pop("externalId", None)
    if association.get("targetRoleArn") is not None:
        association["externalId"] = "/".join([region, account, *(association[key] for key in CREATE_ONLY)])
