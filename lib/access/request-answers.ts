import type { Answer } from './access-answer';
import type { AccessQuestion } from './access-question';
import { AccessAnswers, UnknownClusterError } from './answer-as';
import { nameOfEntryDocument } from './entry-documents';
import { AccessModel } from './model/access-model';
import type { KnownCluster } from './model/known-clusters';
import type { ControlPolicies } from './routes/role-policies';
import { arnParts } from '../iam/arn';
import type { Inventory } from '../inventory/inventory';

/** Answers the questions of a requests file that are about what exists at paths. */
export class RequestAnswers {
  /** One for each partition that is asked about. */
  private readonly models = new Map<string, AccessModel>();

  public constructor(
    private readonly inventory: Inventory, private readonly clusters: readonly KnownCluster[], private readonly control: ControlPolicies,
  ) {}

  /** The answer; nothing for a question about a principal that is not among the paths, or that brings its policies along. */
  public answer({ as, principal, request, policies }: AccessQuestion): Answer | undefined {
    const model = this.modelFor(request.resource);
    const isAlone = Object.keys(policies).length === 0;
    const roles = !isAlone ? [] : principal?.kind === 'roleSession' ? model.rolesOfArn(principal.roleArn)
      : principal?.kind === 'user' ? model.usersOfArn(principal.arn) : [];
    if (as === undefined && roles.length === 0) {
      return undefined;
    }
    try {
      const own = { policies, nameOf: nameOfEntryDocument(policies) };
      const answers = new AccessAnswers(model, this.control);
      const { decision, reason } = answers.answer(as === undefined ? { roles } : { as }, { ...request, own });
      return { decision, reason };
    } catch (error) {
      if (error instanceof UnknownClusterError) {
        return { decision: 'undecided', reason: error.message };
      }
      throw error;
    }
  }

  private modelFor(resource: string): AccessModel {
    const partition = arnParts(resource)?.partition ?? 'aws';
    const model = this.models.get(partition) ?? new AccessModel(this.inventory, this.clusters, partition);
    this.models.set(partition, model);
    return model;
  }
}
