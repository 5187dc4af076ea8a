import { readFileSync } from 'node:fs';

/** The items of a corpus of hostile and odd inputs. */
export function corpus<T>(name: 'auth-messages' | 'authors' | 'http-faults' | 'storage-faults' | 'urls'): readonly T[] {
  const text = readFileSync(new URL(`../corpora/${name}.json`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { items: T[] }).items;
}
