/** Software in place of a GPU in Node: what lies beside Chromium, where a machine has no driver of its own. */

import { existsSync, readdirSync } from 'node:fs'

/** Where Debian's Chromium has it, or what SWIFTSHADER says. */
const SOFTWARE = process.env.SWIFTSHADER ?? '/usr/lib/chromium/vk_swiftshader_icd.json'

/** Where the loader looks for drivers. */
const FOLDERS = ['/etc/vulkan/icd.d', '/usr/share/vulkan/icd.d', '/usr/local/share/vulkan/icd.d']

const named = (): boolean => ['VK_DRIVER_FILES', 'VK_ICD_FILENAMES'].some((name) => process.env[name] !== undefined)
const hasDriver = (): boolean =>
  named() || FOLDERS.some((folder) => existsSync(folder) && readdirSync(folder).some((name) => name.endsWith('.json')))

/** Before an engine is opened: without a driver, the software is one for this process; the loader itself must be there. */
export const inPlaceOfGpu = (): void => {
  if (!hasDriver() && existsSync(SOFTWARE)) process.env.VK_DRIVER_FILES = SOFTWARE
}
