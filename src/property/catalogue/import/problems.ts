/** Something that could not be read: where it stands and why. The rest of the file is loaded all the same. */
export interface ImportProblem {
  file: string;
  /** The entry's own name in the file, or "line 12"; empty when it is the whole file. */
  entry: string;
  reason: string;
}

export class ProblemList {
  readonly file: string;
  readonly list: ImportProblem[] = [];

  constructor(file: string) {
    this.file = file;
  }

  add(entry: string, reason: string): void {
    this.list.push({ file: this.file, entry, reason });
  }
}
