/** An answer of AWS that is a refusal. */
export class Refusal extends Error {
  public constructor(public readonly code: string, message: string, public readonly status = 400) {
    super(message);
  }
}
