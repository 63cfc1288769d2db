/** Options of a fleet. */
export interface ServiceAccountFleetOptions {
  /**
   * The environment of the file whose roles are made, in the scope itself: for a Stage of your own, such as one of a pipeline.
   *
   * @default - every environment, each in a Stage of its name; a file without environments is made in the scope itself
   */
  readonly environment?: string;
}
