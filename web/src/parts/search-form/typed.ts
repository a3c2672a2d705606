import { withWords, type ListState } from '../../address/list-state'

/** The same list with the words that stand in its search box, sent or not: without scripts, too, a form sends all that it holds. */
export function asTyped(list: ListState, form: string): ListState {
  const box = document.querySelector<HTMLInputElement>(`form#${CSS.escape(form)} input[name="words"]`)
  return box ? withWords(list, box.value) : list
}
