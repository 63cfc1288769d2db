/** A value of the file without the parts that are wrong: an entry of a list may be missing as well, since lists keep their indexes. */
export type Incomplete<T> = T extends readonly (infer Item)[] ? readonly (Incomplete<Item> | undefined)[]
  : T extends object ? { readonly [Key in keyof T]?: Incomplete<T[Key]> } : T;
