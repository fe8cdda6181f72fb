/**
 * What was worked out about nodes of one document, kept as long as the document: a writer that is asked for a thousand edits looks at what stands
 * around them once. Each question is asked under a name of its own, and its answer rests on the document alone.
 */
export class Seen {
  readonly #answers = new Map<string, Map<object, unknown>>();

  /** The answer to a question about a node, worked out when it is first asked. `Answer` belongs to the question's name. */
  of<Answer>(question: string, node: object, look: () => Answer): Answer {
    const known = this.#answers.get(question) ?? new Map<object, unknown>();
    this.#answers.set(question, known);
    if (known.has(node)) return known.get(node) as Answer;
    const answer = look();
    known.set(node, answer);
    return answer;
  }
}
