import { Reference, Stack, Tokenization } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { breachText } from './breach-text';
import { ruleOf } from './given-guardrail';
import { mayProblems } from './guardrail-checks';
import { GuardrailSearch } from './guardrail-search';
import { SearchFacts } from './search-facts';
import { TreeModel } from './tree-model';
import { textOf } from '../../cloudformation/intrinsics';
import { show } from '../../core/text';
import { plain } from '../../iam/partial-text';
import type { AccessResult } from '../access-result';
import { AccessAnswers } from '../answer-as';
import type { Asking } from '../answer-as';
import type { AccessRole } from '../model/access-role';
import { becoming } from '../routes/becoming';
import type { AskedRequest } from '../routes/role-policies';
import type { ServiceAccountName } from '../service-account-name';

/** What a request comes along with. */
interface Given {
  readonly context?: Readonly<Record<string, string>>;
  readonly resourceAccount?: string;
}

/** Questions about one role or service account of a construct tree, and the answers in words. */
export class PermissionQuestions {
  /** @throws if the construct is no role of the tree */
  public static ofRole(root: IConstruct, node: IConstruct): PermissionQuestions {
    const tree = new TreeModel(root);
    const role = tree.model.roles.find(({ origin: { path } }) => path === node.node.path);
    if (role === undefined) {
      throw new Error(`the role ${show(node.node.path)} must be one of the app: what one that is imported may do is written elsewhere`);
    }
    return new PermissionQuestions(tree, { roles: [role] }, `role ${plain(role.name)}`, [role]);
  }

  public static ofServiceAccount(root: IConstruct, as: ServiceAccountName): PermissionQuestions {
    const tree = new TreeModel(root);
    const roles = becoming(tree.model, as, undefined).map(({ session: { role } }) => role);
    return new PermissionQuestions(tree, { as }, `${as.namespace}/${as.name}`, roles);
  }

  private readonly answers: AccessAnswers;

  private constructor(
    private readonly tree: TreeModel,
    private readonly asking: Asking,
    private readonly who: string,
    private readonly roles: readonly AccessRole[],
  ) {
    this.answers = new AccessAnswers(tree.model, { policies: {}, nameOf: () => 'a control policy' });
  }

  /** Why a request is not certainly allowed; nothing if it is. */
  public whyNot(action: string, resource: string, given: Given): string | undefined {
    const asked = this.asked(action, resource, given);
    const answer = this.answers.answer(this.asking, asked);
    const what = `${action} on ${plain(asked.resource)}`;
    switch (answer.decision) {
      case 'allowed': return answer.conditions.length === 0 ? undefined
        : `${this.who} can ${what} only if ${answer.conditions.join(', and if ')}: give what the request has as context`;
      case 'denied': return `${this.who} cannot ${what}: ${this.reason(answer)}${noAction(action)}`;
      default: return `it is not decided whether ${this.who} can ${what}: ${this.reason(answer)}`;
    }
  }

  /** Why a request is not certainly denied; nothing if it is. */
  public why(action: string, resource: string, given: Given): string | undefined {
    const asked = this.asked(action, resource, given);
    const answer = this.answers.answer(this.asking, asked);
    const what = `${action} on ${plain(asked.resource)}`;
    switch (answer.decision) {
      case 'denied': return noAction(action) === '' ? undefined : `${show(action)} is denied to everybody${noAction(action)}`;
      case 'allowed': return `${this.who} can ${what}: ${this.reason(answer)}`;
      default: return `${this.who} perhaps can ${what}: ${this.reason(answer)}`;
    }
  }

  /** The same for all that wildcards stand for. */
  public whyAny(action: string, resource: string): string | undefined {
    const on = resource === '*' ? {} : { on: [this.text(resource)] };
    const rule = ruleOf('question', { reason: 'it was asked', nobody: true, may: [action], ...on });
    const { model } = this.tree;
    const facts = new SearchFacts(model, {
      workloadOf: () => undefined, isJudged: (role) => this.roles.includes(role), isResourceJudged: () => false, unseen: [],
    });
    const [breach] = new GuardrailSearch(facts, rule).find().breaches;
    return breach === undefined ? noAction(action) === '' ? undefined : `${show(action)} stands for nothing${noAction(action)}`
      : breachText(breach).replace(/; nobody may, because it was asked$/, '');
  }

  private asked(action: string, resource: string, { context, resourceAccount }: Given): AskedRequest {
    return {
      action,
      resource: this.text(resource),
      ...resourceAccount === undefined ? {} : { resourceAccount },
      ...context === undefined ? {} : { context },
    };
  }

  /** A resource as text; what is known only at deploy time is that of the template that has it. */
  private text(resource: string): string {
    const tokens = Tokenization.reverseString(resource).tokens.filter((token) => Reference.isReference(token));
    const [reference] = tokens;
    if (reference === undefined) {
      return resource;
    }
    const stack = Stack.of((reference as Reference).target);
    return this.tree.known(stack, textOf(stack.resolve(resource), { resources: {} }) ?? resource);
  }

  /** A construct tree has no lines to name. */
  private reason({ reason }: AccessResult): string {
    return reason.replace(/ \([^():]*:1\)/g, '');
  }
}

/** What is to be said of an action that is misspelt. */
function noAction(action: string): string {
  const [problem] = mayProblems([action]);
  return problem === undefined ? '' : `; the action ${problem.message}`;
}
