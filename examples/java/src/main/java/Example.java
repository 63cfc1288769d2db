import io.github.cdkirsa.ClusterIssuer;
import io.github.cdkirsa.Dns01Options;
import io.github.cdkirsa.IssuerUrlProps;
import io.github.cdkirsa.Route53Bundle;
import io.github.cdkirsa.ServiceAccountRole;
import io.github.cdkirsa.ServiceAccountSubject;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.route53.HostedZone;

/** One role from Java. "npm run package:check" compares it with the one that TypeScript makes. */
public final class Example {
  public static void main(final String[] args) {
    final App app = App.Builder.create().analyticsReporting(false).build();
    final Stack stack = new Stack(app, "Roles", StackProps.builder()
        .env(Environment.builder().account("111122223333").region("eu-central-1").build()).build());

    final ClusterIssuer production = ClusterIssuer.fromIssuerUrl(IssuerUrlProps.builder()
        .account("111122223333")
        .issuerUrl("https://oidc.eks.eu-central-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213")
        .clusterName("production")
        .build());

    ServiceAccountRole.Builder.create(stack, "CertManager")
        .clusters(List.of(production))
        .serviceAccounts(List.of(ServiceAccountSubject.of("cert-manager", "cert-manager")))
        .bundles(List.of(Route53Bundle.dns01(Dns01Options.builder()
            .hostedZones(List.of(HostedZone.fromHostedZoneId(stack, "Zone", "Z0123456789ABCDEFGHIJ"))).build())))
        .roleName("cert-manager")
        .build();

    app.synth();
  }
}
