/** An answer; `undefined` where it depends on what is not known. */
export type Truth = boolean | undefined;

export function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}

/** Whether all hold; the first that does not ends the search. */
export function everyOf<T>(items: Iterable<T>, test: (item: T) => Truth): Truth {
  let all: Truth = true;
  for (const item of items) {
    const truth = test(item);
    if (truth === false) {
      return false;
    }
    all = truth === undefined ? undefined : all;
  }
  return all;
}

/** Whether one holds; the first that does ends the search. */
export function someOf<T>(items: Iterable<T>, test: (item: T) => Truth): Truth {
  return not(everyOf(items, (item) => not(test(item))));
}

export function both(...truths: readonly Truth[]): Truth {
  return everyOf(truths, (truth) => truth);
}

export function either(...truths: readonly Truth[]): Truth {
  return someOf(truths, (truth) => truth);
}

/** An answer that is the same whatever the question is, or nothing. */
export function ifEither(question: Truth, whenTrue: () => Truth, whenFalse: () => Truth): Truth {
  if (question !== undefined) {
    return question ? whenTrue() : whenFalse();
  }
  const truth = whenTrue();
  return truth === whenFalse() ? truth : undefined;
}
