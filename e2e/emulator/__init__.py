"""moto's server with what stacks of IAM roles for service accounts need and moto lacks.

IAM's storage, its grammar checks, and CloudFormation's intrinsic functions are moto's. This package adds

* the resource types AWS::IAM::OIDCProvider, AWS::EKS::Cluster and AWS::EKS::AccessEntry (``oidc_provider``, ``eks``),
* EKS Pod Identity associations, as a resource type and in EKS's API, with what EKS refuses (``associations``, ``pod_identity``),
* roles and policies with all their properties, updated in place (``roles``, ``policies``),
* a stack engine that orders, updates, rolls back and deletes, and fails aloud where moto skips in
  silence (``engine``), and its API with change sets that make outputs (``api``),
* stand-ins for what stands around a role: a cluster's network, Lambda functions, custom resources (``stand_ins``).

It patches internals of moto, so its version is pinned in ``requirements.txt``.
"""
