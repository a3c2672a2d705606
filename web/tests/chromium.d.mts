/** The path of a Chromium on this machine. */
export function findChromium(): string | undefined

/** How every Chromium is started here. */
export const flags: string[]
