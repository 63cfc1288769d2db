"""What the types that moto lacks have in common."""

from typing import Any

from moto.core.common_models import CloudFormationModel

from .errors import invalid


class Resource(CloudFormationModel):
    """A resource with a type, a physical id and attributes."""

    TYPE = ""
    ATTRIBUTES: tuple[str, ...] = ()

    def __init__(self, physical_resource_id: str, props: dict[str, Any]):
        self.physical_resource_id = physical_resource_id
        self.props = props

    @classmethod
    def cloudformation_type(cls) -> str:
        return cls.TYPE

    @staticmethod
    def cloudformation_name_type() -> str:
        return ""

    @classmethod
    def has_cfn_attr(cls, attr: str) -> bool:
        return attr in cls.ATTRIBUTES

    def get_cfn_attribute(self, attr: str) -> Any:
        if attr not in self.ATTRIBUTES:
            raise invalid(f"Template error: resource {self.TYPE} does not support attribute type {attr} in Fn::GetAtt")
        return self.attribute(attr)

    def attribute(self, attr: str) -> Any:
        return self.physical_resource_id

    @classmethod
    def update_from_cloudformation_json(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
        original_resource.props = cloudformation_json["Properties"]
        return original_resource

    @classmethod
    def delete_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name):
        pass

    def is_created(self) -> bool:
        return True
