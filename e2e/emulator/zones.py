"""Hosted zones with a given id: a workloads file names them by it, and Route 53 makes up its own."""

import re

from moto.route53.models import Route53Backend

_create = Route53Backend.create_hosted_zone


def install() -> None:
    Route53Backend.create_hosted_zone = create_hosted_zone


def create_hosted_zone(self, name, private_zone, caller_reference=None, **rest):
    zone = _create(self, name, private_zone, caller_reference, **rest)
    if re.fullmatch(r"Z[A-Z0-9]{10,31}", caller_reference or ""):
        self.zones = {key: other for key, other in self.zones.items() if other is not zone}
        zone.resource_id = caller_reference
        self.zones[caller_reference] = zone
    return zone
