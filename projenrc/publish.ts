// The jobs that publish. Each downloads what the job `build` made and hands it to one registry, and does nothing else: no code
// of this repository or of its dependencies runs beside a secret or an identity. What does run are GitHub's and the registries'
// own actions, and tools of the runner's image (npm, dotnet, gpg, curl, git, gh).
import { github } from 'projen';
import { action } from './actions';
import { DOTNET, RUNNER, setUpNode, SHORT } from './steps';

type Job = github.workflows.Job;
type Step = github.workflows.JobStep;
const { WRITE } = github.workflows.JobPermission;

const PACKAGES: Step = {
  name: 'Packages', uses: action('actions/download-artifact'), with: { 'artifact-ids': '${{ needs.build.outputs.packages }}', 'path': 'dist' },
};
const VERSION = '${{ needs.build.outputs.version }}';

/** npm signs in with the job's identity since 11.5, and Node.js 24 brings a newer one. A tarball's scripts do not run. */
const NPM = 'npm publish ./dist/js/*.tgz --provenance --access public --ignore-scripts';

const NUGET = 'dotnet nuget push "dist/dotnet/*.nupkg" --api-key "$NUGET_API_KEY" --source https://api.nuget.org/v3/index.json';

/** Maven Central asks for a signature, and two checksums, of each file. Maven's own plugins would be fetched beside the key. */
const SIGN = [
  'cd dist/java',
  'export GNUPGHOME="$RUNNER_TEMP/gnupg"',
  'mkdir -m 700 "$GNUPGHOME"',
  'gpg --batch --quiet --import <<< "$MAVEN_GPG_PRIVATE_KEY"',
  'find . -type f ! -name "*.jar" ! -name "*.pom" -delete',
  'files="$RUNNER_TEMP/files.txt"',
  'find . -type f | sort > "$files"',
  'test "$(wc -l < "$files")" = 4 # the classes, sources, documentation, and pom.xml',
  'while read -r file; do',
  '  gpg --batch --pinentry-mode loopback --passphrase-fd 0 --armor --detach-sign "$file" <<< "$MAVEN_GPG_PRIVATE_KEY_PASSPHRASE"',
  '  md5sum "$file" | cut -d " " -f 1 > "$file.md5"',
  '  sha1sum "$file" | cut -d " " -f 1 > "$file.sha1"',
  'done < "$files"',
  'rm -r "$GNUPGHOME"',
  'zip --quiet --no-dir-entries --recurse-paths "$RUNNER_TEMP/bundle.zip" .',
].join('\n');

/** The token goes to curl by its input: arguments are visible to every process. Then waits until Maven Central has judged the bundle. */
const MAVEN = [
  'token=$(printf "%s:%s" "$MAVEN_USERNAME" "$MAVEN_PASSWORD" | base64 --wrap 0)',
  'central() {',
  '  printf "header = \\"Authorization: Bearer %s\\"\\n" "$token" \\',
  '    | curl --config - --silent --show-error --fail-with-body --request POST "$@"',
  '}',
  'api=https://central.sonatype.com/api/v1/publisher',
  'id=$(central --form "bundle=@$RUNNER_TEMP/bundle.zip" "$api/upload?name=cdk-irsa-$VERSION&publishingType=AUTOMATIC")',
  'for _ in $(seq 60); do',
  '  status=$(central "$api/status?id=$id")',
  '  state=$(jq --raw-output .deploymentState <<< "$status")',
  '  echo "$state"',
  '  case "$state" in',
  '    PUBLISHED) exit 0 ;;',
  '    FAILED) jq .errors <<< "$status"; exit 1 ;;',
  '  esac',
  '  sleep 10',
  'done',
  'echo "deployment $id is not published after ten minutes: see the portal of Maven Central"',
  'exit 1',
].join('\n');

/** Go modules are read from a repository; this one holds generated code only. The clone needs no token. */
const GO = [
  'git clone --quiet --depth 1 https://github.com/cdk-irsa/cdk-irsa-go.git module',
  'rm -rf module/cdkirsa',
  'cp -R dist/go/cdkirsa module/cdkirsa',
  'cd module',
  'git config user.name "github-actions[bot]"',
  'git config user.email "41898282+github-actions[bot]@users.noreply.github.com"',
  'git add --all',
  'git commit --quiet --message "v$VERSION"',
  'git tag "cdkirsa/v$VERSION"',
  'git -c credential.helper= -c credential.helper=\'!f() { echo username=x-access-token; echo "password=$GO_GITHUB_TOKEN"; }; f\' \\',
  '  push --quiet --atomic origin HEAD:refs/heads/main "refs/tags/cdkirsa/v$VERSION"',
].join('\n');

const GITHUB = 'gh release create "v$VERSION" --repo "$GITHUB_REPOSITORY" --target "$GITHUB_SHA" --title "v$VERSION" --notes-file dist/changelog.md';

/** Nothing publishes but from `main`, after the reviewers of the environment have agreed. */
function publish(name: string, permissions: Job['permissions'], steps: Step[], needs = ['build']): Job {
  return {
    name,
    runsOn: RUNNER,
    needs,
    if: "github.ref == 'refs/heads/main' && !inputs.dry_run",
    environment: 'release',
    permissions,
    timeoutMinutes: SHORT,
    steps: [PACKAGES, ...steps],
  };
}

const IDENTITY = { idToken: WRITE };

export const PUBLISH: Record<string, Job> = {
  npm: publish('Publish to npm', IDENTITY, [setUpNode('24.x'), { name: 'Publish', run: NPM }]),
  pypi: publish('Publish to PyPI', IDENTITY, [
    { name: 'Publish', uses: action('pypa/gh-action-pypi-publish'), with: { 'packages-dir': 'dist/python', 'attestations': true } },
  ]),
  nuget: publish('Publish to NuGet', IDENTITY, [
    DOTNET,
    { name: 'A key for one hour', id: 'login', uses: action('NuGet/login'), with: { user: '${{ vars.NUGET_USERNAME }}' } },
    { name: 'Publish', run: NUGET, env: { NUGET_API_KEY: '${{ steps.login.outputs.NUGET_API_KEY }}' } },
  ]),
  maven: publish('Publish to Maven Central', {}, [
    {
      name: 'Sign',
      run: SIGN,
      env: {
        MAVEN_GPG_PRIVATE_KEY: '${{ secrets.MAVEN_GPG_PRIVATE_KEY }}',
        MAVEN_GPG_PRIVATE_KEY_PASSPHRASE: '${{ secrets.MAVEN_GPG_PRIVATE_KEY_PASSPHRASE }}',
      },
    },
    { name: 'Publish', run: MAVEN, env: { VERSION, MAVEN_USERNAME: '${{ secrets.MAVEN_USERNAME }}', MAVEN_PASSWORD: '${{ secrets.MAVEN_PASSWORD }}' } },
  ]),
  golang: publish('Publish to the Go module\'s repository', {}, [
    { name: 'Publish', run: GO, env: { VERSION, GO_GITHUB_TOKEN: '${{ secrets.GO_GITHUB_TOKEN }}' } },
  ]),
};

/** Last, since it sets the tag: a release that failed half-way is not one yet. */
export const RELEASE_NOTES: Job = publish('Tag and release notes on GitHub', { contents: WRITE }, [
  { name: 'Publish', run: GITHUB, env: { VERSION, GH_TOKEN: '${{ github.token }}' } },
], ['build', ...Object.keys(PUBLISH)]);

