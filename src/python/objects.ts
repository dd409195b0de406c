/**
 * A Python object that cannot cross (a model, a session, an open file). It stays in the interpreter, and can be handed to
 * functions of any module there. It is released when nothing here refers to it any more, or by `release`.
 */
export class PythonObject {
  readonly id: number;
  readonly #objects: PythonObjects;

  constructor(id: number, objects: PythonObjects) {
    this.id = id;
    this.#objects = objects;
  }

  /** Lets Python forget it, with the next call: for large ones, which the collector here takes for small. */
  release(): void {
    this.#objects.release(this);
  }
}

/** The objects of one interpreter that this side knows of. */
export class PythonObjects {
  readonly #released = new Set<number>();
  readonly #collector = new FinalizationRegistry<number>((id) => this.#released.add(id));

  of(id: number): PythonObject {
    const object = new PythonObject(id, this);
    this.#collector.register(object, id, object);
    return object;
  }

  release(object: PythonObject): void {
    this.#collector.unregister(object);
    this.#released.add(object.id);
  }

  /** What has been released since the last time. */
  takeReleased(): number[] {
    const ids = [...this.#released];
    this.#released.clear();
    return ids;
  }
}
