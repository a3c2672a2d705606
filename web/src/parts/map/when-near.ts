import type { Attachment } from 'svelte/attachments'

/** Calls once its element comes near to what the reader sees: what nobody scrolls to need not be fetched. */
export function whenNear(call: () => void): Attachment {
  return (element) => {
    const watcher = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return
        watcher.disconnect()
        call()
      },
      { rootMargin: '50%' },
    )
    watcher.observe(element)
    return () => watcher.disconnect()
  }
}
