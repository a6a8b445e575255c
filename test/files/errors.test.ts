import { describe, expect, it } from 'vitest'
import { downloadFailed, fileDamaged, fileMissing, fileUnreadable, reasonOf } from '../../src/files/errors.js'

describe('messages', () => {
  it('say the operation, what it needs and what it got', () => {
    expect(fileMissing('mnist', 'a.gz', ['/x/a.gz', '/y/a.gz']).message).toBe(
      'mnist: needs the file a.gz but finds none at /x/a.gz, /y/a.gz',
    )
    expect(fileDamaged('idx', '/x/a', 'needs 20 bytes but has 3').message).toBe('idx: /x/a needs 20 bytes but has 3')
    expect(downloadFailed('/c/a', [{ url: 'http://h', reason: 'the reply was 404' }]).message).toBe(
      'download: needs /c/a from one of 1 addresses but got: http://h: the reply was 404',
    )
  })

  it('stay on one line, with the cause', () => {
    const caught = new Error('fetch\nfailed', { cause: new Error('connect ECONNREFUSED') })
    expect(reasonOf(caught)).toBe('fetch failed (connect ECONNREFUSED)')
    expect(fileUnreadable('/x', 'words alone').message).toBe('read: needs to read /x but the system says: words alone')
  })
})
