"""IRSA roles from Python: one role by hand, many from a file, and the files for the clusters.

The TypeScript twin is scripts/python-twin.ts; "npm run package:check" compares what both synthesise.
"""
from pathlib import Path

from aws_cdk import App, Environment, Stack, Stage
from aws_cdk import aws_iam as iam
from aws_cdk import aws_route53 as route53
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sqs as sqs
from cdk_irsa import (
    ClusterIssuer,
    KarpenterBundle,
    KarpenterVersion,
    KubernetesFiles,
    Route53Bundle,
    S3Bundle,
    ServiceAccountCreation,
    ServiceAccountFleet,
    ServiceAccountRole,
    ServiceAccountSubject,
)

app = App(analytics_reporting=False)
stack = Stack(app, "Roles", env=Environment(account="111122223333", region="eu-central-1"))

production = ClusterIssuer.from_issuer_url(
    account="111122223333",
    issuer_url="https://oidc.eks.eu-central-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213",
    cluster_name="production",
)

cert_manager = ServiceAccountRole(
    stack, "CertManager",
    clusters=[production],
    service_accounts=[ServiceAccountSubject.of("cert-manager", "cert-manager")],
    bundles=[
        Route53Bundle.dns01(
            hosted_zones=[route53.HostedZone.from_hosted_zone_id(stack, "Zone", "Z0123456789ABCDEFGHIJ")],
        ),
    ],
    role_name="cert-manager",
)

karpenter = ServiceAccountRole(
    stack, "Karpenter",
    clusters=[production],
    service_accounts=[ServiceAccountSubject.of("kube-system", "karpenter")],
    bundles=[
        KarpenterBundle.controller(
            cluster_names=["production"],
            node_roles=[iam.Role.from_role_arn(stack, "NodeRole", "arn:aws:iam::111122223333:role/karpenter-node")],
            interruption_queues=[
                sqs.Queue.from_queue_arn(stack, "Interruptions", "arn:aws:sqs:eu-central-1:111122223333:karpenter"),
            ],
            version=KarpenterVersion.of("1.9"),
        ),
    ],
    role_name="karpenter",
)

# A bucket of this stack: its name is known only at deploy time, and CDK's grants work on the role.
bucket = s3.Bucket(stack, "Uploads", enforce_ssl=True)
uploads = ServiceAccountRole(
    stack, "UploadsRole",
    clusters=[production],
    service_accounts=[ServiceAccountSubject.of("media", "uploads")],
    bundles=[S3Bundle.read_write(buckets=[bucket], prefix="incoming/")],
    role_name="uploads",
)

files = KubernetesFiles(app, "Files")
files.add_role(cert_manager, created_by=ServiceAccountCreation.helm())
files.add_role(karpenter, created_by=ServiceAccountCreation.helm())
files.add_role(uploads)

# A folder has the files of one KubernetesFiles. The stage has a folder of its own; in the app itself the roles
# above would be added to fleet.files.
fleet = ServiceAccountFleet.from_file(Stage(app, "Platform"), "Fleet", str(Path(__file__).parent / "workloads.yaml"))
print(fleet.role("thumbnailer").literal_role_arn())

app.synth()
