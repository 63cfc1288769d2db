import type { Console } from '../../lib/cli/console';

/** A console that keeps what is written, and answers questions with lines in their order. */
export class FakeConsole implements Console {
  public stdout = '';
  public stderr = '';
  public readonly questions: string[] = [];
  public readonly isColoured = false;
  public readonly ask?: (question: string) => Promise<string>;

  public constructor(answers?: readonly string[], public readonly width?: number) {
    const left = [...answers ?? []];
    this.ask = answers && (async (question) => {
      this.questions.push(question);
      const answer = left.shift();
      if (answer === undefined) {
        throw new Error(`nothing is left to answer: ${question}`);
      }
      return answer;
    });
  }

  public readonly out = (text: string) => {
    this.stdout += text;
  };

  public readonly err = (text: string) => {
    this.stderr += text;
  };
}
