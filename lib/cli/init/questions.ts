import { completed, missingFacts, problemOf, QUESTIONS, requireRight } from './cluster-facts';
import type { ClusterFacts, Fact, GivenFacts } from './cluster-facts';
import { shellWord, terminalText } from '../../core/escape';
import { list } from '../../core/text';
import type { Console } from '../console';
import { UsageError } from '../usage-error';

/**
 * Completes what is given by what is asked on the terminal.
 *
 * @throws UsageError if something given is wrong, or is missing and there is no terminal
 */
export async function askedFacts(given: GivenFacts, { ask, err }: Console): Promise<ClusterFacts> {
  let known = completed(given);
  requireRight(known);
  const missing = missingFacts(known);
  if (missing.length > 0 && ask === undefined) {
    throw new UsageError(`${list(missing.map((fact) => `--${fact}`))} must be given where there is no terminal to ask on, ` +
      `or --from with the output of aws eks describe-cluster: ${commandFor(known)}`);
  }
  for (const fact of missing) {
    known = completed({ ...known, [fact]: await answer(fact, known, ask!, err) });
  }
  return known as ClusterFacts;
}

/** Whether the OIDC provider is to be created. Without an answer it is: where it exists the deployment fails and says so, and without it no pod gets its role. */
export async function askedProvider(given: boolean | undefined, { ask, err }: Console): Promise<boolean> {
  if (given !== undefined || ask === undefined) {
    return given ?? true;
  }
  err('  An account holds one OIDC provider for each issuer: answer no if\n  aws iam list-open-id-connect-providers lists that of the cluster.\n');
  for (;;) {
    const text = (await ask('Create its IAM OIDC provider? (yes or no) [yes]: ')).trim().toLowerCase();
    if (['', 'y', 'yes', 'n', 'no'].includes(text)) {
      return !text.startsWith('n');
    }
  }
}

async function answer(fact: Fact, known: GivenFacts, ask: NonNullable<Console['ask']>, err: Console['err']): Promise<string> {
  if (fact === 'issuer') {
    err(`  ${describeCommand(known)} prints the next one:\n`);
  }
  for (;;) {
    const text = (await ask(`${QUESTIONS[fact]}: `)).trim();
    const problem = problemOf(fact, text, known);
    if (problem === undefined) {
      return text;
    }
    err(`  ${terminalText(`It ${problem}`)}\n`);
  }
}

function describeCommand({ cluster = '<name>' }: GivenFacts): string {
  return `aws eks describe-cluster --name ${cluster === '<name>' ? cluster : shellWord(cluster)} --query cluster.identity.oidc.issuer --output text`;
}

function commandFor({ cluster = '<name>' }: GivenFacts): string {
  return `aws eks describe-cluster --name ${cluster === '<name>' ? cluster : shellWord(cluster)} --output json | npx cdk-irsa init --from -`;
}
