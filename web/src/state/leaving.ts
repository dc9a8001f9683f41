// What signing out takes off this device: the key of whoever goes, and all that it locks. Sealed visits stay.
import { shelf } from './shelf';
import { forget, lastVault } from './vault';

/** Whether a visit is begun and not finished. */
export async function hasDraft(): Promise<boolean> {
  try {
    return (await (await lastVault(shelf))?.read('draft')) != null;
  } catch {
    return false;
  }
}

export async function forgetAll(): Promise<void> {
  try {
    await forget(shelf);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}
