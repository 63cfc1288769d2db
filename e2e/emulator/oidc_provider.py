"""AWS::IAM::OIDCProvider, over moto's API for such providers."""

from .documents import iam
from .errors import Replace, invalid
from .resource import Resource


class OidcProvider(Resource):
    __module__ = "moto.iam.emulator"  # moto takes the service from the module's path
    TYPE = "AWS::IAM::OIDCProvider"
    ATTRIBUTES = ("Arn",)

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **_):
        props = cloudformation_json["Properties"]
        if not str(props.get("Url", "")).startswith("https://"):
            raise invalid(f"Invalid Open ID Connect Provider URL: {props.get('Url')!r}")
        provider = iam(account_id, region_name).create_open_id_connect_provider(
            url=props["Url"],
            thumbprint_list=props.get("ThumbprintList", []),
            client_id_list=props.get("ClientIdList", []),
            tags=props.get("Tags", []),
        )
        return cls(provider.arn, props)

    @classmethod
    def update_from_cloudformation_json(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
        props = cloudformation_json["Properties"]
        if props["Url"] != original_resource.props["Url"]:
            raise Replace
        provider = iam(account_id, region_name).get_open_id_connect_provider(original_resource.physical_resource_id)
        provider.client_id_list = props.get("ClientIdList", [])
        provider.thumbprint_list = props.get("ThumbprintList", [])
        original_resource.props = props
        return original_resource

    @classmethod
    def delete_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name):
        iam(account_id, region_name).delete_open_id_connect_provider(resource_name)
