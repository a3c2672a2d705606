/** A tab in the background is not painted; it does not wait for that. */
const patience = 300

/** Settles when what stands in the page has been painted. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve))
    setTimeout(resolve, patience)
  })
}

/** Lets the browser answer the reader between two pieces of work. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
