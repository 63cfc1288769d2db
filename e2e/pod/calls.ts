/** A call of an AWS service, as data: the client's package, the operation and its input. */
export interface Call {
  /** The end of the package's name: `s3` for `@aws-sdk/client-s3`. */
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export function call(service: string, operation: string, input: Readonly<Record<string, unknown>> = {}): Call {
  return { service, operation, input };
}

/** What came of a call: `ok`, `denied: …`, or another error; for `GetCallerIdentity` the ARN. */
export type Outcome = string;

/**
 * Makes calls one after the other, with the SDK's clients.
 *
 * @param config nothing, for the SDK's default chain, or credentials and endpoint
 */
export async function makeCalls(calls: readonly Call[], config: object = {}): Promise<Outcome[]> {
  const clients = new Map<string, any>();
  const outcomes: Outcome[] = [];
  for (const { service, operation, input } of calls) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a pod loads the clients that it uses
    const sdk = require(`@aws-sdk/client-${service}`) as Record<string, any>;
    const clientName = Object.keys(sdk).find((name) => name.endsWith('Client') && !name.startsWith('__'))!;
    const client = clients.get(service) ?? new sdk[clientName]({ forcePathStyle: true, ...config });
    clients.set(service, client);
    outcomes.push(await client.send(new sdk[`${operation}Command`](input)).then(
      (answer: { Arn?: string }) => operation === 'GetCallerIdentity' ? answer.Arn! : 'ok',
      (error: Error) => `${/AccessDenied/.test(error.name) ? 'denied' : error.name}: ${error.message}`,
    ) as string);
  }
  return outcomes;
}
