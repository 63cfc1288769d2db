import type { IRole, ManagedPolicy as ManagedPolicyConstruct, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { Acknowledgements } from './acknowledgements';
import { EMPTY_DOCUMENT, splitToFit, withoutSid } from './sized-statement';
import type { SizedStatement } from './sized-statement';
import { CfnManagedPolicy, CfnResource, ManagedPolicy } from '../core/cdk';
import { Quotas } from '../core/quotas';

interface OverflowPolicy {
  readonly policy: ManagedPolicyConstruct;
  readonly acknowledgements?: Acknowledgements;
  characters: number;
}

/** The managed policies that hold what is past the inline limit of a role. A statement never moves once it is placed. */
export class OverflowPolicies {
  private readonly policies: OverflowPolicy[] = [];

  /** @param options.namesRole whether the policies name the role, and not the role the policies */
  public constructor(
    private readonly scope: Construct, private readonly role: IRole,
    private readonly options: { readonly path?: string; readonly namesRole: boolean },
  ) {}

  public get acknowledgements(): Acknowledgements[] {
    return this.policies.map(({ acknowledgements }) => acknowledgements).filter((item) => item !== undefined);
  }

  /** The documents, each with what is created after the resources that it names: the policy itself, or the role that names it. */
  public get documents(): { readonly document: PolicyDocument; readonly holder: CfnResource }[] {
    return this.policies.flatMap(({ policy }) => {
      const holder = this.options.namesRole ? policy.node.defaultChild : this.role.node.defaultChild;
      return CfnResource.isCfnResource(holder) ? [{ document: policy.document, holder }] : [];
    });
  }

  /** @throws if a statement with one resource fits in no managed policy */
  public add(statements: readonly SizedStatement[]): void {
    statements.flatMap((statement) => splitToFit(statement, this.scope)).forEach((statement) => this.place(statement));
  }

  private place({ bundleId, statement, evidence, characters }: SizedStatement): void {
    const fits = (item: OverflowPolicy) => item.characters + characters + 1 <= Quotas.managedPolicyCharacters;
    const place = this.policies.find(fits) ?? this.create();
    place.characters += characters + 1;
    place.policy.addStatements(withoutSid(statement));
    place.acknowledgements?.addWildcards(bundleId, evidence);
  }

  private create(): OverflowPolicy {
    const { path, namesRole } = this.options;
    const policy = new ManagedPolicy(this.scope, `Overflow${this.policies.length + 1}`, {
      description: `Permissions past the inline limit of the role ${this.role.node.id}`.slice(0, 1000),
      path,
      roles: namesRole ? [this.role] : undefined,
    });
    if (!namesRole) {
      this.role.addManagedPolicy(policy);
    }
    const resource = policy.node.defaultChild;
    const acknowledgements = resource instanceof CfnManagedPolicy ? new Acknowledgements(resource) : undefined;
    const created = { policy, acknowledgements, characters: EMPTY_DOCUMENT };
    this.policies.push(created);
    return created;
  }
}
