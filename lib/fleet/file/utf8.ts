/** Where the bytes stop to be UTF-8: of text that was found not to be. */
export function firstInvalidByte(bytes: Buffer): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let [low, high] = [0, bytes.length];
  // The longest prefix that decodes; a prefix may end within a character, hence stream.
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      low = middle;
    } catch {
      high = middle - 1;
    }
  }
  // Step back over the beginning of a character that never ends.
  for (let end = low; end > Math.max(0, low - 4); end--) {
    try {
      decoder.decode(bytes.subarray(0, end));
      return end;
    } catch {
      continue;
    }
  }
  return low;
}
