// What becomes of published practices in a library of its own, done through the API by those who may.
import { expect } from 'vitest'
import { asks, password } from './member'
import type { OwnLibrary } from './own-library'
import { Visitor, browser } from './visitor'

/** Does one thing in the name of a visitor, and gives what it has asked of the outcome. */
async function does(visitor: Visitor, library: OwnLibrary, mutation: string, input: object, gives = '', type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`): Promise<any> {
  const data = await asks(visitor, library, `mutation Does($input: ${type}!) { ${mutation}(input: $input) { ${gives} userErrors { code message } } }`, { input })
  expect(data[mutation].userErrors, mutation).toEqual([])
  return data[mutation]
}

const practiceOf = async (visitor: Visitor, library: OwnLibrary, slug: string) =>
  (await asks(visitor, library, 'query Find($slug: String!) { practice(by: { slug: $slug }) { id version territory { key } } }', { slug })).practice

/** Makes the administrator, who may do nothing with practices, a moderator too. */
export async function becomesModerator(administrator: Visitor, library: OwnLibrary): Promise<void> {
  const { viewer } = await asks(administrator, library, '{ viewer { account { id } } }')
  await does(administrator, library, 'accountChangeRoles', { account: viewer.account.id, roles: [{ role: 'ADMINISTRATOR' }, { role: 'MODERATOR' }] })
}

/** Puts a next version in the place of a practice's. An editor who is invited for it writes it: nobody publishes their own. */
export async function replaces(moderator: Visitor, library: OwnLibrary, slug: string): Promise<void> {
  const { id, territory } = await practiceOf(moderator, library, slug)
  const invited = { email: 'editor@library.test', roles: [{ role: 'EDITOR', territory: territory.key }] }
  const { link } = await does(moderator, library, 'accountInvite', invited, 'link')
  const editor = await Visitor.with(browser, 360, 'light', 'en', library.host)
  await does(editor, library, 'invitationAccept', { secret: new URL(link).hash.slice(1), password })
  const { draft } = await does(editor, library, 'practiceEdit', { practice: id }, 'draft { id revision }')
  const submitted = await does(editor, library, 'practiceSubmit', { draft: draft.id, expectedRevision: draft.revision }, 'draft { revision }')
  await editor.leaves()
  await does(moderator, library, 'practicePublish', { draft: draft.id, expectedRevision: submitted.draft.revision }, '', 'DraftStepInput')
}

/** Takes a practice off. */
export async function withdraws(moderator: Visitor, library: OwnLibrary, slug: string): Promise<void> {
  const { id, version } = await practiceOf(moderator, library, slug)
  await does(moderator, library, 'practiceWithdraw', { practice: id, expectedVersion: version, reason: 'BY_ITS_TERRITORY' })
}
