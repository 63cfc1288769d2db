"""Starts the server: ``python -m emulator -H 127.0.0.1 -p 5000``, with the flags of ``moto_server``."""

import sys

from . import api, eks, oidc_provider, parameters, pod_identity, policies, roles, stand_ins, zones
from .types import register


def main() -> None:
    roles.install()
    policies.install()
    parameters.install()
    zones.install()
    pod_identity.install()
    register(oidc_provider.OidcProvider, eks.EksCluster, eks.AccessEntry, pod_identity.PodIdentityAssociation, *stand_ins.ALL)
    api.install()

    from moto.server import main as serve

    serve(sys.argv[1:])


main()
