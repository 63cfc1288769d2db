// What GitHub shows and asks: generated files, owners, templates, the upgrade of dependencies, and what bundles are compared with.
import type { awscdk } from 'projen';
import { github, TextFile } from 'projen';
import { action } from './actions';
import { addBundleDrift } from './bundle-drift';
import { checkOut, LONG, RUNNER, setUpNode, SHORT } from './steps';
import { addWorkflow, concurrencyOf } from './workflow';

/** What our own tasks write, and what npm does; projen marks its files itself. */
const GENERATED = ['/docs/BUNDLES.md', '/docs/bundles/*.md', '/docs/RULES.md', '/docs/WORKLOADS.md', '/schema/report.schema.json', '/schema/requests.schema.json', '/schema/team.schema.json', '/schema/workloads.schema.json', '/lib/bundles/definition-files.ts', '/lib/compliance/managed-policy-table.ts', '/lib/iam/action-table.ts', '/test/bundles/golden/*.json', '/e2e/package-lock.json', '/e2e/browser/package-lock.json'];

const OWNERS = '@cdk-irsa/maintainers';
const REPOSITORY = 'https://github.com/cdk-irsa/cdk-irsa';

export function addGitHub(project: awscdk.AwsCdkConstructLibrary): void {
  GENERATED.forEach((pattern) => project.gitattributes.addAttributes(pattern, 'linguist-generated'));
  new TextFile(project, '.github/CODEOWNERS', { lines: [`# ${project.name}: who is asked to review`, `* ${OWNERS}`] });
  addTemplates(project);
  addUpgrade(project);
  addBundleDrift(project);
}

function addTemplates(project: awscdk.AwsCdkConstructLibrary): void {
  new github.PullRequestTemplate(project.github!, {
    lines: [
      '<!-- The title is a conventional commit: feat(bundles): … -->',
      '',
      '## What changes for users, and why',
      '',
      '## Checks',
      '',
      '- [ ] `npm test` passes, and a test fails without this change',
      '- [ ] generated files are committed (`npm run build`)',
      '- [ ] no role name, logical id or stack changes for the same input, or the title has `!` and the commit says what to do',
      '- [ ] permissions that become wider or narrower are named, with a source for each action',
    ],
  });
  const template = (name: string, lines: string[]) => new TextFile(project, `.github/ISSUE_TEMPLATE/${name}`, { lines });
  template('config.yml', [
    'blank_issues_enabled: true',
    'contact_links:',
    '  - name: Security',
    `    url: ${REPOSITORY}/security/advisories/new`,
    '    about: What could harm users is reported in private (see SECURITY.md)',
  ]);
  template('bug.yml', form('Bug', 'Something fails, or a role allows too little or too much', 'bug', [
    ['written', 'What was written', 'The code, or the entry of workloads.yaml', true],
    ['happened', 'What happened', 'The error, or the part of the template', true],
    ['expected', 'What was expected', 'For a permission: the source, such as the reference of the service or the code of the controller', true],
    ['versions', 'Versions', 'cdk-irsa, aws-cdk-lib, Node.js (or the other language)', true],
  ]));
  template('feature.yml', form('Feature', 'A bundle, an output or an option that is missing', 'enhancement', [
    ['need', 'What the workload needs', 'For a bundle: the controller or service, and a source for its actions', true],
    ['today', 'How it is done today', 'What is written by hand instead', false],
  ]));
}

type Field = [id: string, label: string, description: string, isRequired: boolean];

/** An issue form, which GitHub reads as YAML. */
function form(name: string, description: string, label: string, fields: readonly Field[]): string[] {
  return [
    `name: ${name}`, `description: ${description}`, `labels: [${label}]`, 'body:',
    ...fields.flatMap(([id, title, text, isRequired]) => [
      '  - type: textarea', `    id: ${id}`, '    attributes:', `      label: ${title}`, `      description: "${text}"`,
      '    validations:', `      required: ${isRequired}`,
    ]),
  ];
}

/**
 * Each month a pull request with newer dependencies. The first job runs code of the new packages and has no rights; the second one has
 * them, and only commits the list of what changed. Checks of such a pull request start when somebody closes and opens it again, as GitHub
 * starts none for its own token.
 */
function addUpgrade(project: awscdk.AwsCdkConstructLibrary): void {
  const task = project.addTask('upgrade', {
    description: 'Brings package-lock.json to the newest versions within the ranges of .projenrc.ts; exact versions stay',
  });
  task.exec('npm update');
  task.spawn(project.defaultTask!);

  const { READ, WRITE } = github.workflows.JobPermission;
  const workflow = addWorkflow(project, 'upgrade', concurrencyOf(false));
  workflow.on({ schedule: [{ cron: '23 4 2 * *' }], workflowDispatch: {} });
  workflow.addJobs({
    'upgrade': {
      name: 'Newer dependencies, as a patch',
      runsOn: RUNNER,
      timeoutMinutes: LONG,
      permissions: { contents: READ },
      steps: [
        checkOut(),
        setUpNode('24.x'),
        { name: 'Install dependencies', run: 'npm ci' },
        {
          name: 'Upgrade to versions that are a week old', // most malicious ones are found by then
          run: `before=$(date --utc --date '7 days ago' +%FT%TZ)\nexport NPM_CONFIG_BEFORE="$before"\nnpx projen ${task.name}`,
        },
        { name: 'Make the patch', run: 'git add --all\ngit diff --staged --binary > upgrade.patch' },
        { name: 'Keep the patch', uses: action('actions/upload-artifact'), with: { name: 'upgrade', path: 'upgrade.patch' } },
      ],
    },
    'pull-request': {
      name: 'A pull request with the patch',
      needs: ['upgrade'],
      runsOn: RUNNER,
      timeoutMinutes: SHORT,
      environment: 'upgrade',
      permissions: { contents: WRITE, pullRequests: WRITE },
      steps: [
        checkOut(),
        { name: 'Get the patch', uses: action('actions/download-artifact'), with: { name: 'upgrade', path: '${{ runner.temp }}' } },
        {
          name: 'Open the pull request',
          env: { GH_TOKEN: '${{ github.token }}' },
          run: [
            'if [ ! -s "$RUNNER_TEMP/upgrade.patch" ]; then echo "nothing is newer"; exit 0; fi',
            'git apply --index "$RUNNER_TEMP/upgrade.patch"',
            'git -c user.name=github-actions -c user.email=github-actions@github.com commit --quiet --message "build(deps): newer dependencies"',
            'gh auth setup-git',
            'git push --force origin HEAD:refs/heads/upgrade',
            'open=$(gh pr list --head upgrade --state open --json number --jq length)',
            'if [ "$open" = 0 ]; then gh pr create --head upgrade --title "build(deps): newer dependencies" --body "See the changes of package-lock.json."; fi',
          ].join('\n'),
        },
      ],
    },
  });
}
