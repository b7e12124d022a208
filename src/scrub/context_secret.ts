/** A secret that the words around it give away. */
export interface ContextSecret {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}
