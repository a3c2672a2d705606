// A library on a server of its own, for what must not touch the one that the other walks share: WELDI_SERVER names the program.
import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

export const program = process.env['WELDI_SERVER'] ?? ''

const { WELDI_BASE_URL: _, ...env } = process.env // which is the other server's

export interface OwnLibrary {
  readonly host: string
  /** All that the command and the server have said so far. */
  said(): string
  stop(): Promise<void>
}

/** Starts a server on fresh data, after a command on them where one is given, and waits until it answers. */
export async function startLibrary(flags: readonly string[] = [], before?: readonly string[]): Promise<OwnLibrary> {
  const folder = await mkdtemp(join(tmpdir(), 'weldi-own-'))
  const data = ['--data', join(folder, 'data')]
  const [command, ...rest] = before ?? []
  let said = command ? (await promisify(execFile)(program, [command, ...data, ...rest], { env })).stdout : ''
  const server = spawn(program, ['--addr', '127.0.0.1:0', ...flags, ...data], { stdio: ['ignore', 'pipe', 'ignore'], env })
  const host = await new Promise<string>((resolve, reject) => {
    // It goes on being listened to: nobody may talk into a closed pipe.
    server.stdout.on('data', (more: Buffer) => {
      said += more.toString()
      const [, address] = / is at (http:\/\/[^,]*),/.exec(said) ?? []
      if (address) resolve(address)
    })
    server.once('exit', () => reject(new Error('The server did not start.')))
  })
  return {
    host,
    said: () => said,
    async stop() {
      if (server.exitCode === null) {
        const ended = new Promise((resolve) => server.once('exit', resolve))
        server.kill()
        await ended
      }
      await rm(folder, { recursive: true })
    },
  }
}
