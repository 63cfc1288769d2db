"""Errors as CloudFormation reports them, and the text of anybody's error."""

import re

from moto.cloudformation.exceptions import ValidationError


class Replace(Exception):
    """Raised by an update that needs a new physical resource."""


def invalid(message: str) -> ValidationError:
    return ValidationError(message=message)


def reason_of(error: Exception) -> str:
    """The reason that a stack event gives; moto's own errors hold XML."""
    text = getattr(error, "message", None) or getattr(error, "description", None) or str(error)
    return f"{type(error).__name__}: {re.sub(r'<[^>]+>', ' ', str(text)).strip()}"[:500]
