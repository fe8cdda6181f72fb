/** The same text without a hold on the text that it was cut from: V8 keeps all of that for a part of it. */
export function copyOf(text: string): string {
  return `${text} `.slice(0, -1);
}
