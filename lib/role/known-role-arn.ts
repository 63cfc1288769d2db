/** The ARN of a role as text; nothing where a part of it is known only at deploy time. */
export function knownRoleArn(role: { literalRoleArn(): string }): string | undefined {
  try {
    return role.literalRoleArn();
  } catch {
    return undefined; // who needs the text says what is missing
  }
}
