"""AWS::EKS::PodIdentityAssociation, and the calls of EKS's API for associations."""

import json
from contextlib import suppress
from typing import Any
from urllib.parse import unquote

from moto.eks import urls
from moto.eks.responses import EKSResponse

from . import associations
from .errors import Replace
from .resource import Resource

PATH = "{0}/clusters/(?P<name>[^/]+)/pod-identity-associations"
_CREATE_ONLY = ("ClusterName", "Namespace", "ServiceAccount")
_IN_LISTS = ("clusterName", "namespace", "serviceAccount", "associationArn", "associationId")


class PodIdentityAssociation(Resource):
    __module__ = "moto.eks.emulator"
    TYPE = "AWS::EKS::PodIdentityAssociation"
    ATTRIBUTES = ("AssociationArn", "AssociationId", "ExternalId")

    def __init__(self, association: associations.Association, props: dict[str, Any]):
        super().__init__(association["associationArn"], props)
        self.association = association

    def attribute(self, attr):
        return self.association.get(attr[0].lower() + attr[1:], "")

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **_):
        props = cloudformation_json["Properties"]
        return cls(associations.create(account_id, region_name, _fields(props)), props)

    @classmethod
    def update_from_cloudformation_json(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
        props = cloudformation_json["Properties"]
        if any(props.get(key) != original_resource.props.get(key) for key in _CREATE_ONLY):
            raise Replace
        fields = _fields(props)
        association = associations.update(account_id, region_name, original_resource.association["associationId"], fields)
        association["tags"] = fields["tags"]
        original_resource.props = props
        return original_resource

    @classmethod
    def delete_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name):
        with suppress(associations.ResourceNotFoundException):
            associations.delete(account_id, region_name, resource_name.split("/")[-1])


def _fields(props: dict[str, Any]) -> associations.Association:
    """The properties under the names of EKS's API."""
    fields = {key[0].lower() + key[1:]: value for key, value in props.items()}
    # CloudFormation gives what is a truth in a template as text too.
    disabled = str(props.get("DisableSessionTags", False)).lower() == "true"
    return {**fields, "disableSessionTags": disabled, "tags": {tag["Key"]: tag["Value"] for tag in props.get("Tags", [])}}


def install() -> None:
    urls.url_paths[f"{PATH}$"] = urls.response.dispatch
    urls.url_paths[f"{PATH}/(?P<associationId>[^/]+)$"] = urls.response.dispatch
    EKSResponse.create_pod_identity_association = _create
    EKSResponse.list_pod_identity_associations = _list
    EKSResponse.describe_pod_identity_association = _describe
    EKSResponse.delete_pod_identity_association = _delete


def _create(self):
    fields = {**json.loads(self.body), "clusterName": _part(self, "name")}
    return _answer(associations.create(self.current_account, self.region, fields))


def _list(self):
    wanted = {key: self.querystring[key][0] for key in ("namespace", "serviceAccount") if key in self.querystring}
    found = [
        {key: association[key] for key in _IN_LISTS}
        for association in associations.in_cluster(self.current_account, self.region, _part(self, "name"))
        if all(association[key] == value for key, value in wanted.items())
    ]
    return 200, {}, json.dumps({"associations": found})


def _describe(self):
    return _answer(associations.get(self.current_account, self.region, _part(self, "associationId")))


def _delete(self):
    return _answer(associations.delete(self.current_account, self.region, _part(self, "associationId")))


def _part(response: EKSResponse, name: str) -> str:
    return unquote(response.uri_match.group(name))


def _answer(association: associations.Association):
    return 200, {}, json.dumps({"association": association})
