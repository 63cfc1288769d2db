import type { SidePolicies } from './side-policies';
import type { StandIns } from './stand-ins';
import { arnParts } from '../../iam/arn';
import { readLiteralDocument } from '../../iam/document';
import type { PolicyDocument } from '../../iam/document';
import { globIncludes, globsOverlap } from '../../iam/glob';
import { isKnown, splitText } from '../../iam/partial-text';
import type { PolicyStatement } from '../../iam/policy-statement';
import type { AccessModel } from '../model/access-model';
import type { AccessRole, RoleWay } from '../model/access-role';
import type { OwnedResource } from '../model/owned-resources';

/** A resource of one side, with what its policies say of it. */
export interface SideResource {
  readonly resource: OwnedResource;
  /** Of a bucket also those of its objects, as a pattern. */
  readonly arns: readonly [string, ...string[]];
  readonly documents: readonly PolicyDocument[];
}

/** Reads the policies of one side, with texts in place of what only a deployment makes known. */
export class SideReader {
  /** The resources among the paths that have policies of their own. */
  public readonly resources: readonly SideResource[];
  private trustsOfRoles?: ReadonlyMap<string, PolicyDocument>;

  /** @param renamed the ARNs of roles that have another name on the other side, with that */
  public constructor(
    private readonly model: AccessModel, private readonly standIns: StandIns, private readonly renamed: ReadonlyMap<string, string>,
  ) {
    this.resources = model.resources.all().map((resource) => {
      const arn = standIns.put(resource.arn, 'resource');
      const arns: SideResource['arns'] = resource.kind === 'bucket' ? [arn, `${arn}/*`] : [arn];
      const own = (document: PolicyDocument) => aboutItself(standIns.document(document), arns, isKnown(resource.arn));
      return { resource, arns, documents: resource.policies.map(({ document }) => this.read(own(document))) };
    });
  }

  public arnOf(role: AccessRole): string {
    const arn = this.standIns.put(role.arn);
    return this.renamed.get(arn) ?? arn;
  }

  public get roleArns(): readonly string[] {
    return [...this.trusts().keys()];
  }

  public get userArns(): readonly string[] {
    return this.model.users.map((user) => this.arnOf(user));
  }

  /** The policies of a role among the paths; nothing of others. */
  public policiesOfArn(arn: string): SidePolicies | undefined {
    const role = this.model.roles.find((one) => this.arnOf(one) === arn);
    return role === undefined ? undefined : this.policiesOf(role, role.ways[0]);
  }

  public trustOf({ trust }: RoleWay): PolicyDocument {
    return this.read(this.standIns.document(trust));
  }

  /** The policies of one way in which a role can come out. What is not among the paths is left out: it is compared by its name. */
  public policiesOf(role: AccessRole, way: RoleWay, session: readonly PolicyDocument[] = []): SidePolicies {
    const read = (documents: readonly PolicyDocument[]) => documents.map((document) => this.read(this.standIns.document(document)));
    const seen = way.identity.map(({ document, policy }) => policy === undefined ? knownStatements(document) : document);
    const isSeen = way.role.permissionsBoundary === 'absent' || way.role.boundary !== undefined;
    const arn = this.arnOf(role);
    return {
      identity: read(seen),
      boundary: isSeen ? read(way.boundary) : [],
      session: read(session),
      resource: [...this.resources.flatMap(({ documents }) => documents.map((document) => meaning(document, arn)))
        .filter(({ statements }) => statements.length > 0),
      this.others(arn)],
      trusts: this.trusts(),
    };
  }

  /** The policies of all other resources leave it to those of whoever asks. */
  private others(role: string): PolicyDocument {
    const owned = this.resources.flatMap(({ arns }) => arns);
    const { partition = 'aws', account = '' } = arnParts(role) ?? {};
    return readLiteralDocument({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${account}:root` }, Action: '*', ...owned.length === 0 ? { Resource: '*' } : { NotResource: owned },
      },
    });
  }

  private trusts(): ReadonlyMap<string, PolicyDocument> {
    this.trustsOfRoles ??= new Map(this.model.roles.map((role) => [this.arnOf(role), this.trustOf(role.ways[0])]));
    return this.trustsOfRoles;
  }

  private read(document: PolicyDocument): PolicyDocument {
    const { renamed } = this;
    const other = (text: string) => renamed.get(text) ?? text;
    return renamed.size === 0 ? document : {
      ...document,
      statements: document.statements.map((statement) => ({
        ...statement,
        principals: statement.principals.map(({ type, value }) => ({ type, value: other(value) })),
        notPrincipals: statement.notPrincipals.map(({ type, value }) => ({ type, value: other(value) })),
        resources: statement.resources.map(other),
        notResources: statement.notResources.map(other),
        conditions: statement.conditions.map((test) => ({ ...test, values: test.values.map(other) })),
      })),
    };
  }
}

/** In the policy of a resource, `*` is the resource; and what is about other resources has no effect. */
function aboutItself(document: PolicyDocument, arns: readonly string[], isNamed: boolean): PolicyDocument {
  return {
    ...document,
    statements: document.statements.flatMap((statement) => {
      const { resources, notResources } = statement;
      if (notResources.length > 0) {
        return [statement];
      }
      const own = resources.length === 0 ? arns : [...new Set(resources.flatMap((entry) => arns.flatMap((arn) =>
        globIncludes(entry, arn) ? [arn] : !isNamed || globsOverlap(entry, arn) ? [entry] : [])))];
      return own.length === 0 ? [] : [{ ...statement, resources: own }];
    }),
  };
}

/** The statements that may mean a role. */
function meaning(document: PolicyDocument, role: string): PolicyDocument {
  const { account = '', resource = '' } = arnParts(role) ?? {};
  const name = splitText(resource, '/').at(-1) ?? '';
  const isMeant = ({ principals, hasNotPrincipal }: PolicyStatement) => hasNotPrincipal || principals.some(({ value }) =>
    value === '*' || value === role || value === account || value.endsWith(`:${account}:root`) || value.includes(`:assumed-role/${name}/`) || /[*?]/.test(value));
  const statements = document.statements.filter(isMeant);
  return { ...document, statements };
}

/** What is known of a policy that is not among the paths: the whole services that it allows. */
function knownStatements(document: PolicyDocument): PolicyDocument {
  return { ...document, undecided: [], statements: document.statements.filter(({ actions }) => actions.every(isKnown)) };
}
