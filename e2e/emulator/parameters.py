"""AWS::SSM::Parameter: one without a name gets one, as CloudFormation gives it; moto fails."""

from moto.ssm.models import Parameter

_create = Parameter.create_from_cloudformation_json.__func__


def install() -> None:
    Parameter.create_from_cloudformation_json = classmethod(_create_named)


def _create_named(cls, resource_name, cloudformation_json, account_id, region_name, **rest):
    props = {"Name": f"CFN-{resource_name}", **cloudformation_json["Properties"]}
    return _create(cls, resource_name, {**cloudformation_json, "Properties": props}, account_id, region_name, **rest)
