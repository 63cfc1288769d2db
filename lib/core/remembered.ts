/** More questions than ten thousand roles ask. */
const MOST_ANSWERS = 20_000;

/** Answers to questions about a text that are asked again and again, each found once. */
export class Remembered<T> {
  private readonly answers = new Map<string, T>();

  public constructor(private readonly find: (text: string) => T) {}

  public of(text: string): T {
    const known = this.answers.get(text);
    if (known !== undefined) {
      return known;
    }
    const answer = this.find(text);
    if (this.answers.size < MOST_ANSWERS && text.length < 200) { // what is longer nobody asks again
      this.answers.set(text, answer);
    }
    return answer;
  }
}
