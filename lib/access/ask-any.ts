import { takes } from './guardrails/guardrail-actions';
import { GuardrailReach, OWN_ACCOUNT } from './guardrails/guardrail-reach';
import type { GuardrailCell } from './guardrails/guardrail-reach';
import { OpenQuestionAsker } from './open-verdict';
import type { OpenVerdict } from './open-verdict';
import { assumedAccount } from './request-entry';
import type { AccessRequest } from '../iam/access-request';
import type { ApplicablePolicies } from '../iam/applicable-policies';
import { arnParts } from '../iam/arn';
import { findWitnesses } from '../iam/decide/decide';
import { hasWildcard } from '../iam/glob';
import { KnownActions } from '../iam/known-actions';
import { isKnown } from '../iam/partial-text';

/** A verdict about anything of what wildcards stand for, with one thing that is allowed. */
export type AnyOpenVerdict = OpenVerdict & { readonly sample?: AccessRequest };

/** How many requests are compared that wildcards stand for. */
const MOST_WITNESSES = 3;

/** Where the account of whoever asks is not known. */
const SOME_ACCOUNT = '111122223333';

/** All that an action and a resource with wildcards stand for. */
export function anythingOf(action: string, resource: string): GuardrailReach {
  return new GuardrailReach({ may: action === '*' ? actionsAbout(resource) : [action], on: [resource] });
}

/** All actions that may be about a resource: those of each service that has resources like it. */
function actionsAbout(resource: string): readonly string[] {
  const reference = KnownActions.read();
  const found = resource === '*' ? [] : reference.serviceNames.filter((prefix) => {
    const all = reference.service(prefix)?.patterns.map(({ text }) => text) ?? [];
    return reference.reach(prefix, resource).takes(all);
  });
  return found.length === 0 ? ['*'] : found.map((prefix) => `${prefix}:*`);
}

/**
 * Asks whether anything is allowed of what wildcards in the action and the resource stand for: an action on a resource that AWS takes
 * for it. The verdict is about the request that needs least, of a few that differ.
 *
 * @param reach what the wildcards stand for, which is the same whoever asks
 */
export function askAny(
  policies: ApplicablePolicies, request: AccessRequest, reach: GuardrailReach = anythingOf(request.action, request.resource),
): AnyOpenVerdict {
  const { action, resource } = request;
  const isOne = !hasWildcard(action) && !hasWildcard(resource);
  return isOne ? new OpenQuestionAsker(policies).ask(request) : new AnyAsker(policies, request).ask(reach);
}

interface Found {
  readonly verdicts: readonly AnyOpenVerdict[];
  /** Why there may be more; nothing if there is none. */
  readonly open?: string;
}

class AnyAsker {
  private readonly asker: OpenQuestionAsker;

  public constructor(policies: ApplicablePolicies, private readonly request: AccessRequest) {
    this.asker = new OpenQuestionAsker(policies);
  }

  public ask(reach: GuardrailReach): AnyOpenVerdict {
    const coarse = this.among(reach.coarse);
    const isReal = ({ sample }: AnyOpenVerdict) => sample !== undefined && takes(sample.action, sample.resource);
    const real = coarse.verdicts.filter(isReal);
    if (real.length > 0 || (coarse.verdicts.length === 0 && coarse.open === undefined)) {
      return verdictOf({ ...coarse, verdicts: real });
    }
    const { exactOfKnown: exact } = reach;
    return verdictOf(exact === undefined ? coarse : this.among(tellingFirst(exact)));
  }

  /** What is allowed among the requests of cells, up to one that asks for nothing more. */
  private among(cells: readonly GuardrailCell[]): Found {
    const verdicts: AnyOpenVerdict[] = [];
    let open: string | undefined;
    for (const cell of cells) {
      const found = this.inCell(cell);
      verdicts.push(...found.verdicts);
      open ??= found.open;
      if (found.verdicts.some(({ conditions }) => conditions.length === 0)) {
        break;
      }
    }
    return { verdicts, ...open === undefined ? {} : { open } };
  }

  private inCell({ actions, resources, examples }: GuardrailCell): Found {
    const { request } = this;
    const account = request.resourceAccount ?? accountOf(request);
    const { witnesses, rest } = findWitnesses({
      ...this.asker.questionOf(request),
      actions,
      resources,
      examples: [...namesOf(request.resource), ...shortestFirst(examples)].map((example) => example.replace(OWN_ACCOUNT, account)),
    }, MOST_WITNESSES);
    const verdicts = witnesses.map(({ request: sample }) => {
      const one = { ...request, action: sample.action, resource: sample.resource };
      const owner = assumedAccount(one, request.principal);
      const asked = owner === undefined ? one : { ...one, resourceAccount: owner };
      return { ...this.asker.ask(asked), sample: asked };
    }).filter(({ decision }) => decision === 'allowed');
    return { verdicts, ...rest !== undefined ? { open: rest.reason } : witnesses.length > verdicts.length ? { open: 'what is not known' } : {} };
  }
}

/** A bucket, and an object in it, are better examples of `arn:aws:s3:::acme*` than what only begins so. */
function namesOf(resource: string): string[] {
  const [, name] = /^(arn:(?:[^*?:]*:){4,}[^*?]*[^*?/:])\*+$/.exec(resource) ?? [];
  return name === undefined ? [] : [name, `${name}/example`];
}

/** Of several actions, that of the shortest name tells most, but for tags: `s3:DeleteObject`, not `s3:DeleteObjectTagging`. */
function shortestFirst(examples: readonly string[]): string[] {
  return [...examples].sort((one, other) => lengthOf(one) - lengthOf(other));
}

function lengthOf(example: string): number {
  return example.length + (/:(?:Untag|\w*Tag)/.test(example) ? 100 : 0);
}

/** The same of cells. */
function tellingFirst(cells: readonly GuardrailCell[]): GuardrailCell[] {
  const least = ({ examples }: GuardrailCell) => Math.min(...examples.map(lengthOf));
  return [...cells].sort((one, other) => least(one) - least(other));
}

/** The verdict that asks for least. */
function verdictOf({ verdicts, open }: Found): AnyOpenVerdict {
  const [least] = [...verdicts].sort((one, other) => one.conditions.length - other.conditions.length);
  const none = { decidedBy: [], missing: [], conditions: [] };
  return least ?? (open === undefined ? { ...none, open: [], decision: 'denied' } : { ...none, open: [{ what: open }], decision: 'undecided' });
}

function accountOf({ principal }: AccessRequest): string {
  const arn = principal.kind === 'roleSession' ? principal.roleArn : 'arn' in principal ? principal.arn : '';
  const { account = '' } = arnParts(arn) ?? {};
  return isKnown(account) && account !== '' ? account : SOME_ACCOUNT;
}
