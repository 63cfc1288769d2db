import { Budget } from './budget';
import { RequestKeys, principalAccount } from './request-keys';
import type { AccessRequest } from '../access-request';
import { lowerCased } from '../action';
import type { ApplicablePolicies } from '../applicable-policies';
import { arnParts } from '../arn';

const OF_AWS = 'aws';

/** One request while it is evaluated. */
export class Run {
  public readonly keys: RequestKeys;
  public readonly budget = new Budget();
  /** In lower case. */
  public readonly action: string;
  /** Nothing if the request does not say whose resource it is. */
  public readonly resourceAccount?: string;
  public readonly hasBoundary: boolean;

  private readonly isOfCaller: boolean;
  private readonly questions = new Set<string>();

  public constructor(public readonly request: AccessRequest, { permissionsBoundary = [] }: ApplicablePolicies) {
    this.action = lowerCased(request.action);
    const written = arnParts(request.resource)?.account ?? '';
    // What AWS keeps for all, such as its managed policies, is of no account.
    this.resourceAccount = request.resourceAccount ?? (written === '' || written === OF_AWS ? undefined : written);
    this.isOfCaller = request.resource === '*' || written === OF_AWS;
    this.keys = new RequestKeys(request, this.resourceAccount);
    this.hasBoundary = permissionsBoundary.length > 0 && ['roleSession', 'user'].includes(request.principal.kind);
  }

  /** The account of the resource; `*` is all that the caller's own account has. */
  public get ownerAccount(): string | undefined {
    return this.resourceAccount ?? (this.isOfCaller ? principalAccount(this.request.principal) : undefined);
  }

  /** Says what an answer depends on, and is that answer. */
  public open(what: string): undefined {
    this.questions.add(what);
    return undefined;
  }

  /** What was said since the last time. */
  public takeQuestions(): string[] {
    const all = [...this.questions];
    this.questions.clear();
    return all;
  }
}
