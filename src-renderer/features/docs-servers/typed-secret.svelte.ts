/** A JWT secret while it is typed, and what becomes of white space around it. */
export class TypedSecret {
  secret = $state('');
  /** The secret of which the person said that its white space belongs to it. */
  #keptFor: string | null = $state(null);

  /** Bound to the secret as it stands: another one is another question. */
  get keepSpaces(): boolean {
    return this.#keptFor === this.secret;
  }

  set keepSpaces(keep: boolean) {
    this.#keptFor = keep ? this.secret : null;
  }

  /** There is white space around it; nobody can see it, and servers take it seriously. */
  get hasSpaces(): boolean {
    return this.secret !== this.secret.trim() && this.secret.trim() !== '';
  }

  trim(): void {
    this.secret = this.secret.trim();
  }

  forget(): void {
    this.secret = '';
    this.#keptFor = null;
  }
}
