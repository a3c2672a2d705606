// Members of a library of its own, and what they ask the API from outside of a page.
import { createHmac } from 'node:crypto'
import { expect } from 'vitest'
import type { OwnLibrary } from './own-library'
import type { Visitor } from './visitor'

export const password = 'a few words in a row'

/** Whoever takes a library up first. */
export const administrator = 'administrator@library.test'

/** A code of six digits as RFC 6238 makes it of a secret in base 32, for this half minute or one beside it. */
export function codeOf(secret: string, steps = 0): string {
  const bits = [...secret.replace(/[\s=]/g, '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps))
  const mac = createHmac('sha1', key).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1e6).padStart(6, '0')
}

/** Asks the API in the name of whoever is signed in on a visitor's page. */
export async function asks({ page }: Visitor, { host }: OwnLibrary, query: string, variables: object = {}): Promise<any> {
  const response = await page.context().request.post(`${host}/graphql`, { data: { query, variables } })
  const { data, errors } = await response.json()
  expect(errors).toBeUndefined()
  return data
}

/** Takes the library up by the link that its command has printed; the visitor is signed in then. */
export async function takesUp(visitor: Visitor, library: OwnLibrary): Promise<void> {
  const [, secret] = /\/account\/invitation#([\w-]{43})/.exec(library.said()) ?? []
  const accept = 'mutation Accept($input: InvitationAcceptInput!) { invitationAccept(input: $input) { userErrors { code message } } }'
  const { invitationAccept } = await asks(visitor, library, accept, { input: { secret, email: administrator, password } })
  expect(invitationAccept.userErrors).toEqual([])
}

/** Signs in, with a code where the second factor is on; says with which codes it was refused. */
export async function signsIn(visitor: Visitor, library: OwnLibrary, code?: string): Promise<string[]> {
  const signIn = 'mutation SignIn($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }'
  const data = await asks(visitor, library, signIn, { input: { email: administrator, password, code: code ?? null } })
  return data.signIn.userErrors.map((refusal: { code: string }) => refusal.code)
}
