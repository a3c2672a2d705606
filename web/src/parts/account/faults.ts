import type { AccountMessages } from '../../messages/account/en'

/** What is wrong with what stands in the fields of a form, by the name of the field. */
export type Faults = Readonly<Partial<Record<string, string | undefined>>>

/** As browsers count characters for people: one for each code point. */
const lengthOf = (text: string) => [...text].length

export function emailFault(email: string, { faults }: AccountMessages): string | undefined {
  return /^[^\s@]+@[^\s@]+$/.test(email.trim()) ? undefined : faults.email
}

export function newPasswordFault(password: string, { faults }: AccountMessages): string | undefined {
  const n = lengthOf(password.normalize('NFKC'))
  if (n < 12) return faults.passwordShort
  return n > 200 ? faults.passwordLong : undefined
}

/** What must be there, and how long it may be at most. */
export function textFault(text: string, most: number, { faults }: AccountMessages): string | undefined {
  return text.trim() ? lengthFault(text, most, { faults }) : faults.empty
}

export function lengthFault(text: string, most: number, { faults }: Pick<AccountMessages, 'faults'>): string | undefined {
  return lengthOf(text) > most ? faults.tooLong(String(most)) : undefined
}

/** Six digits, or a recovery code; spaces and hyphens do no harm. */
export function codeFault(code: string, { faults }: AccountMessages): string | undefined {
  const bare = code.replace(/[\s-]/g, '')
  if (!bare) return faults.empty
  return bare.length < 6 ? faults.code : undefined
}
