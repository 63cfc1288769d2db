// Steps that several workflows have.
import type { github } from 'projen';
import { action } from './actions';

type Step = github.workflows.JobStep;

/** Minutes that a job may take; without a limit it may take six hours. */
export const SHORT = 15;
export const LONG = 60;

/** A fixed image: what `ubuntu-latest` is changes without a commit. */
export const RUNNER = ['ubuntu-24.04'];

/** The token stays out of the clone, where each script could read it. */
export const checkOut = (options: Record<string, unknown> = {}): Step => ({
  name: 'Checkout', uses: action('actions/checkout'), with: { 'persist-credentials': false, ...options },
});

/** Without a cache, which another workflow could have filled. */
export const setUpNode = (version: string): Step => ({
  name: 'Node.js', uses: action('actions/setup-node'), with: { 'node-version': version, 'package-manager-cache': false },
});
const PYTHON: Step = { name: 'Python', uses: action('actions/setup-python'), with: { 'python-version': '3.12' } };
export const JAVA: Step = { name: 'Java', uses: action('actions/setup-java'), with: { 'distribution': 'corretto', 'java-version': '17' } };
export const DOTNET: Step = { name: '.NET', uses: action('actions/setup-dotnet'), with: { 'dotnet-version': '8.x' } };
const GO: Step = { name: 'Go', uses: action('actions/setup-go'), with: { 'go-version': 'stable', 'cache': false } };

/** jsii-pacmak installs what it builds a wheel with, by name and version only: it gets a folder of files whose hashes are known. */
const PYTHON_TOOLS: Step = {
  name: 'What builds the wheel, by hash',
  run: 'python3 -m pip download --quiet --require-hashes --only-binary :all: --dest "$RUNNER_TEMP/wheels" --requirement .github/python-build.txt',
};
export const WHEELS = { PIP_NO_INDEX: '1', PIP_FIND_LINKS: '${{ runner.temp }}/wheels' };

/** Everything that packages of all languages are made with. */
export const TOOLCHAINS: Step[] = [setUpNode('24.x'), PYTHON, JAVA, DOTNET, GO, PYTHON_TOOLS];
