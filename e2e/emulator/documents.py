"""Policy documents as CloudFormation takes them: an object or its JSON text."""

import json
import re
from typing import Any

from moto.iam.models import IAMBackend, iam_backends
from moto.iam.policy_validation import IAMPolicyDocumentValidator, IAMTrustPolicyDocumentValidator
from moto.utilities.utils import get_partition

from .errors import invalid

TRUST_CHARACTERS = 2048
INLINE_CHARACTERS = 10240
MANAGED_CHARACTERS = 6144


def iam(account_id: str, region_name: str) -> IAMBackend:
    return iam_backends[account_id][get_partition(region_name)]


def text_of(document: Any) -> str:
    return document if isinstance(document, str) else json.dumps(document)


def size_of(text: str) -> int:
    """IAM counts no white space."""
    return len(re.sub(r"\s", "", text))


def trust_text(document: Any) -> str:
    text = text_of(document)
    try:
        parsed = json.loads(text)
    except ValueError:
        raise invalid("MalformedPolicyDocument: This policy contains invalid Json") from None
    if not isinstance(parsed, dict):
        raise invalid("MalformedPolicyDocument: Syntax errors in policy")
    # IAM takes a trust policy without a version (the bootstrap stack has some), moto's validator does not.
    IAMTrustPolicyDocumentValidator(json.dumps({"Version": "2012-10-17", **parsed})).validate()
    require_size("ACLSizePerRole", size_of(text), TRUST_CHARACTERS)
    return text


def identity_text(document: Any) -> str:
    text = text_of(document)
    IAMPolicyDocumentValidator(text).validate()
    return text


def require_size(quota: str, characters: int, limit: int) -> None:
    if characters > limit:
        raise invalid(f"LimitExceeded: Cannot exceed quota for {quota}: {limit}")
