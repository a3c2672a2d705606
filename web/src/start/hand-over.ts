const search = 'main [name="words"]'

/** Shows the client instead of the served text, with what the reader has typed there and where they are. */
export function handOver(served: HTMLElement, client: HTMLElement): void {
  const typed = served.querySelector<HTMLInputElement>(search)
  const isChanged = typed !== null && typed.value !== typed.defaultValue
  const isHere = typed !== null && typed === document.activeElement
  const range: [number | null, number | null] = [typed?.selectionStart ?? null, typed?.selectionEnd ?? null]
  served.remove()
  client.classList.remove('coming')
  const input = client.querySelector<HTMLInputElement>(search)
  if (!typed || !input) return
  if (isChanged) input.value = typed.value
  if (!isHere) return
  input.focus({ preventScroll: true })
  input.setSelectionRange(...range)
}
