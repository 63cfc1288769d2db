/** The role that questions about a trust are asked for: which one it is does not matter to a trust. */
export const EXAMPLE_ROLE = 'arn:aws:iam::111122223333:role/example';
