// Writes the files of service accounts whose annotations hold the texts that are read from standard input, as JSON: { texts, output }.
import { readFileSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import { ClusterIssuer, KubernetesFiles, ServiceAccountCreation, ServiceAccountRole, ServiceAccountSubject } from 'cdk-irsa';

const { texts, output } = JSON.parse(readFileSync(0, 'utf8')) as { texts: string[]; output: string };
const app = new App({ outdir: output, autoSynth: false, analyticsReporting: false });
const stack = new Stack(app, 'Texts', { env: { account: '111122223333', region: 'eu-central-1' } });
const main = ClusterIssuer.fromIssuerUrl({
  account: '111122223333', issuerUrl: 'https://oidc.eks.eu-central-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213', clusterName: 'main',
});
const annotations = Object.fromEntries(texts.map((text, index) => [`example.com/text-${index}`, text]));
const files = new KubernetesFiles(stack, 'Files');
for (const [name, createdBy] of [
  ['manifest', ServiceAccountCreation.manifest({ annotations })], ['helm', ServiceAccountCreation.helm({ annotations })],
  ['existing', ServiceAccountCreation.existing({ annotations })],
] as const) {
  const role = new ServiceAccountRole(stack, name, { clusters: [main], serviceAccounts: [ServiceAccountSubject.of('texts', name)], roleName: name });
  files.addRole(role, { createdBy, indexFields: { texts } });
}
app.synth();
