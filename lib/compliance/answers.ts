/** Answers to questions about one role, each of which may lead to others, and back to itself. */
export class Answers {
  private readonly known = new Map<string, boolean>();
  /** Questions that are being answered, and whether one of them was taken for no meanwhile. */
  private readonly open = new Map<string, boolean>();

  /** @param forget what drops whatever was found while an answer was taken for no */
  public constructor(private readonly forget: () => void) {}

  /**
   * The answer to a question. Where it leads back to itself, it is no: a tag by which a Deny spares resources is not one that the role gives
   * them if that very Deny keeps it from giving tags.
   */
  public once(question: string, answer: () => boolean): boolean {
    const known = this.known.get(question);
    if (known !== undefined) {
      if (this.open.has(question)) {
        this.open.set(question, true);
      }
      return known;
    }
    this.known.set(question, false);
    this.open.set(question, false);
    const found = answer();
    if (found && this.open.get(question) === true) {
      this.forgetSince(question);
    }
    this.open.delete(question);
    this.known.set(question, found);
    return found;
  }

  /** What was answered since a question was taken for no may be answered otherwise now. */
  private forgetSince(question: string): void {
    const questions = [...this.known.keys()];
    questions.slice(questions.indexOf(question) + 1).filter((other) => this.known.get(other) === false)
      .forEach((other) => this.known.delete(other));
    this.forget();
  }
}
