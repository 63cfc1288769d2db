import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LibraryCopy } from './library-copy';

const ROOT = join(__dirname, '..', '..');

const copy = new LibraryCopy();

/** The one file of a bundle that somebody adds. */
const FILE = `
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, required } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { resources } from '../resources/resource-kind';
import { TOPICS } from '../resources/topics';
import { allow } from '../statement';

/** Options for \`AddedBundle.follow\`. */
export interface AddedOptions {
  /** The topics. */
  readonly topics: ITopic[];

  /**
   * Allow more.
   *
   * @default false
   */
  readonly more?: boolean;
}

/** A bundle that somebody adds. */
export class AddedBundle {
  /** Follow topics. Bundle id \`added.follow\`. */
  public static follow(options: AddedOptions): IPolicyBundle {
    return FOLLOW.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [FOLLOW];
  }

  private constructor() {}
}

const FOLLOW = defineBundle<AddedOptions>()({
  id: 'added.follow',
  summary: 'Follow given topics',
  sources: ['https://docs.aws.amazon.com/sns/'],
  parameters: { topics: required(resources(TOPICS, 'Names of topics.')), more: flag('Allow more.') },
  statements: ({ topics, more }) => [allow({ actions: [more ? 'sns:Unsubscribe' : 'sns:Subscribe'], resources: topics })],
});
`;

/** What is asked of the copy: the factory by the catalogue, which the package exports, workloads.yaml, its errors, the schema and the documentation. */
const QUESTIONS = `
import { App } from 'aws-cdk-lib/core';
import * as catalogue from './lib/bundles/catalogue';
import { ServiceAccountFleet } from './lib/fleet/service-account-fleet';
import './scripts/write-bundles';
import './scripts/write-schema';

const yaml = (topic: string) => \`clusters:
  production:
    account: "111122223333"
    region: eu-central-1
    issuerUrl: oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF
workloads:
  web:
    bundles:
      - id: added.follow
        topics: [\${topic}]
\`;
const fleetOf = (topic: string) => {
  require('fs').writeFileSync('workloads.yaml', yaml(topic));
  return ServiceAccountFleet.fromFile(new App(), 'Fleet', 'workloads.yaml');
};
let error = '';
try {
  fleetOf('"a b"');
} catch ({ message }) {
  error = message;
}
const role = fleetOf('alerts').role('web');
console.log(JSON.stringify({
  exported: typeof (catalogue as any).AddedBundle.follow,
  error,
  policy: role.node.root.synth().stacks[0].template,
}));
`;

test('a bundle takes one file and one line in the catalogue: then factory, workloads.yaml, schema and documentation have it', () => {
  // GIVEN
  const { folder } = copy;
  cpSync(join(ROOT, 'scripts'), join(folder, 'scripts'), { recursive: true });
  mkdirSync(join(folder, 'docs'));
  copy.add('lib/bundles/services/added.ts', FILE);
  // The statements of all other bundles would only take time.
  copy.add('lib/bundles/catalogue.ts', "export * from './services/sns';\nexport * from './services/added';\n");
  copy.add('questions.ts', QUESTIONS);
  // WHEN
  const output = execFileSync(process.execPath, [join(ROOT, 'node_modules/tsx/dist/cli.mjs'), 'questions.ts'], { cwd: folder, encoding: 'utf-8' });
  const { exported, error, policy } = JSON.parse(output);
  const written = (file: string) => readFileSync(join(folder, file), 'utf-8');
  // THEN
  expect(exported).toBe('function');
  expect(written('lib/index.ts')).toContain("export * from './bundles/catalogue';\n");
  expect(error).toContain('workloads.yaml:10:18: workloads.web.bundles[0].topics[0]: must be the name of a topic');
  expect(JSON.stringify(policy)).toContain('"Action":"sns:Subscribe","Effect":"Allow","Resource":"arn:aws:sns:eu-central-1:111122223333:alerts"');
  expect(written('docs/BUNDLES.md')).toContain('| [`added.follow`](bundles/services.md#addedfollow) | Follow given topics |');
  expect(written('docs/bundles/services.md')).toContain('### added.follow\n\nFollow given topics. In TypeScript: `AddedBundle.follow`.');
  expect(written('docs/bundles/services.md')).toContain('| `more` | Allow more. | flag, default false |');
  expect(written('schema/workloads.schema.json')).toContain('"const": "added.follow"');
});
