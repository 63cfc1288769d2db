"""AWS::EKS::Cluster with its issuer, and AWS::EKS::AccessEntry, which is accepted and forgotten."""

import secrets

from moto.eks.models import eks_backends

from .errors import Replace, invalid
from .resource import Resource


class EksCluster(Resource):
    __module__ = "moto.eks.emulator"
    TYPE = "AWS::EKS::Cluster"
    ATTRIBUTES = ("Arn", "Endpoint", "OpenIdConnectIssuerUrl", "CertificateAuthorityData", "ClusterSecurityGroupId", "Id")

    def __init__(self, cluster, props):
        super().__init__(cluster.name, props)
        self.cluster = cluster

    def attribute(self, attr):
        return {
            "Arn": self.cluster.arn,
            "Endpoint": self.cluster.endpoint,
            "OpenIdConnectIssuerUrl": self.cluster.identity["oidc"]["issuer"],
            "CertificateAuthorityData": self.cluster.certificate_authority["data"],
            "ClusterSecurityGroupId": "sg-0123456789abcdef0",
            "Id": self.cluster.name,
        }[attr]

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **_):
        props = cloudformation_json["Properties"]
        vpc = props.get("ResourcesVpcConfig", {})
        cluster = eks_backends[account_id][region_name].create_cluster(
            name=props.get("Name", resource_name),
            role_arn=props["RoleArn"],
            version=props.get("Version"),
            resources_vpc_config={"subnetIds": vpc.get("SubnetIds", []), "securityGroupIds": vpc.get("SecurityGroupIds", [])},
            tags={tag["Key"]: tag["Value"] for tag in props.get("Tags", [])},
        )
        # moto's id has ten characters of both cases; EKS writes 32 hexadecimal digits, letters in upper case.
        cluster.identity["oidc"]["issuer"] = f"https://oidc.eks.{region_name}.amazonaws.com/id/{secrets.token_hex(16).upper()}"
        return cls(cluster, props)

    @classmethod
    def update_from_cloudformation_json(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
        props = cloudformation_json["Properties"]
        if any(props.get(key) != original_resource.props.get(key) for key in ("Name", "RoleArn")):
            raise Replace
        original_resource.props = props
        return original_resource

    @classmethod
    def delete_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name):
        eks_backends[account_id][region_name].delete_cluster(resource_name)


class AccessEntry(Resource):
    """Who may administer a cluster: no part of a role for service accounts."""

    __module__ = "moto.eks.emulator"
    TYPE = "AWS::EKS::AccessEntry"
    ATTRIBUTES = ("AccessEntryArn",)

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **_):
        props = cloudformation_json["Properties"]
        if props["ClusterName"] not in eks_backends[account_id][region_name].clusters:
            raise invalid(f"No cluster found for name: {props['ClusterName']}.")
        return cls(f"{props['PrincipalArn']}|{props['ClusterName']}", props)
