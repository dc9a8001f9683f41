// A photo made small enough for a weak network, and without the place and time that the camera wrote into it.

const SIDE = 1600;
const QUALITY = 0.8;

/** The photo as a JPEG of at most 1600 pixels a side; `null` where the file is no picture that the browser can read. */
export async function shrunk(file: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return null;
  }
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  return made === null ? null : new Uint8Array(await made.arrayBuffer());
}

/** The same name, ending as what it is now, without anything that a name may not hold. */
export function jpegName(name: string): string {
  const stem = name.replace(/\.[^.]*$/, '').replace(/[\\/\p{C}]/gu, '').trim().slice(0, 80);
  return `${stem === '' ? 'photo' : stem}.jpg`;
}
