"""Stand-ins for what stands around a role in a stack, and is no part of it.

The network of a cluster is ids and nothing behind them: moto's own cannot be deleted by a stack. Lambda
functions, which would need containers, do nothing. CDK's custom resource that applies manifests to a cluster checks that the
manifests are JSON and that the role they are applied with exists, and leaves them in an S3 bucket of
the account, so that a test can read what the cluster was told.
"""

import json
import secrets

from moto.s3.models import s3_backends
from moto.utilities.utils import get_partition

from .documents import iam
from .resource import Resource

MANIFESTS = "applied-manifests"


class StandIn(Resource):
    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **_):
        resource = cls(f"{resource_name}-{secrets.token_hex(4)}", cloudformation_json["Properties"])
        resource.account_id, resource.region_name = account_id, region_name
        return resource


def _of_network(resource_type: str, *attributes: str) -> type[StandIn]:
    return type(resource_type.split("::")[-1], (StandIn,), {"__module__": "moto.ec2.emulator", "TYPE": resource_type, "ATTRIBUTES": attributes})


NETWORK = (
    _of_network("AWS::EC2::VPC", "VpcId", "CidrBlock", "DefaultSecurityGroup"),
    _of_network("AWS::EC2::Subnet", "SubnetId"),
    _of_network("AWS::EC2::RouteTable", "RouteTableId"),
    _of_network("AWS::EC2::SubnetRouteTableAssociation"),
    _of_network("AWS::EC2::Route"),
    _of_network("AWS::EC2::EIP", "AllocationId"),
    _of_network("AWS::EC2::NatGateway", "NatGatewayId"),
    _of_network("AWS::EC2::InternetGateway", "InternetGatewayId"),
    _of_network("AWS::EC2::VPCGatewayAttachment"),
    _of_network("AWS::EC2::SecurityGroup", "GroupId"),
)


class Function(StandIn):
    __module__ = "moto.awslambda.emulator"
    TYPE = "AWS::Lambda::Function"
    ATTRIBUTES = ("Arn",)

    def attribute(self, attr):
        return f"arn:aws:lambda:{self.region_name}:{self.account_id}:function:{self.physical_resource_id}"


class LayerVersion(StandIn):
    __module__ = "moto.awslambda.emulator"
    TYPE = "AWS::Lambda::LayerVersion"


class DefaultSecurityGroup(StandIn):
    TYPE = "Custom::VpcRestrictDefaultSG"


class Manifest(StandIn):
    TYPE = "Custom::AWSCDK-EKS-KubernetesResource"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **_):
        resource = super().create_from_cloudformation_json(resource_name, cloudformation_json, account_id, region_name)
        resource.apply()
        return resource

    @classmethod
    def update_from_cloudformation_json(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
        original_resource.props = cloudformation_json["Properties"]
        original_resource.apply()
        return original_resource

    def apply(self) -> None:
        manifest = json.loads(self.props["Manifest"])
        roles = {role.arn: role for role in iam(self.account_id, self.region_name).roles.values()}
        # What exists at this moment: a pod of these manifests could start now.
        seen = [
            {"arn": arn, "inline": sorted(roles[arn].policies), "attached": sorted(roles[arn].managed_policies)}
            for arn in (item.get("metadata", {}).get("annotations", {}).get("eks.amazonaws.com/role-arn") for item in manifest)
            if arn in roles
        ]
        s3 = s3_backends[self.account_id][get_partition(self.region_name)]
        if MANIFESTS not in s3.buckets:
            s3.create_bucket(MANIFESTS, self.region_name)
        s3.put_object(MANIFESTS, f"{self.physical_resource_id}.json", json.dumps({"manifest": manifest, "roles": seen}).encode())


ALL = (*NETWORK, Function, LayerVersion, DefaultSecurityGroup, Manifest)
