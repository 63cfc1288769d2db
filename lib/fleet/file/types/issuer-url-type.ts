import { text } from './text-type';
import { ValueType } from './value-type';
import type { JsonSchema } from './value-type';
import { ISSUER_URL } from '../../../cluster/issuer-url';
import { IssuerKind } from '../../../cluster/kubernetes-issuer-options';
import { KUBERNETES_ISSUER_URL } from '../../../cluster/kubernetes-issuer-url';
import { own } from '../../../core/plain-object';
import { explain } from '../../../core/text-format';
import type { Reading } from '../reading';

/** The issuer of a cluster: of EKS, unless its `issuer` says otherwise. */
class IssuerUrlType extends ValueType<string> {
  private readonly ofEks = text(ISSUER_URL, this.description);
  private readonly ofKubernetes = text(KUBERNETES_ISSUER_URL, this.description);

  /** An editor knows nothing of the key beside it, so that it takes both. */
  public schema(): JsonSchema {
    return { ...this.ofKubernetes.schema(), pattern: `^(?:${ISSUER_URL.pattern}|${KUBERNETES_ISSUER_URL.pattern})$`, examples: [ISSUER_URL.example] };
  }

  public read(value: unknown, reading: Reading): string | undefined {
    const beside = reading.beside('issuer');
    const kind: unknown = own(beside, 'kind');
    const isOther = typeof value === 'string' && explain(ISSUER_URL, value) !== undefined && explain(KUBERNETES_ISSUER_URL, value) === undefined;
    // Where the kind itself is wrong, that is reported, and this may follow from it.
    if (kind === IssuerKind.KUBERNETES || (isOther && beside !== undefined && kind !== IssuerKind.EKS)) {
      return this.ofKubernetes.read(value, reading) as string | undefined;
    }
    return isOther && kind === undefined ? reading.wrong(`${explain(ISSUER_URL, value)!}; for a cluster that is none of EKS write issuer: { kind: ${IssuerKind.KUBERNETES} } beside it`)
      : this.ofEks.read(value, reading) as string | undefined;
  }
}

/** The issuer's URL of a cluster. */
export function issuerUrl(description: string): ValueType<string> {
  return new IssuerUrlType(description);
}
