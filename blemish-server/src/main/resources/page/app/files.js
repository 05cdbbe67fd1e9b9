/** What folders hold beside pictures is passed over. */
const PICTURE = /\.(png|jpe?g|tiff?|bmp|webp)$/i;
const HIDDEN = /(^|\/)\./;

/** Files by their names. */
export const pictures = (files) => [...files].map((file) => ({ file, name: file.name }));

/** The pictures of a folder that was chosen, by their paths in it. */
export const picturesOfFolder = (files) => inOrder([...files]
  .map((file) => ({ file, name: file.webkitRelativePath || file.name }))
  .filter(({ name }) => PICTURE.test(name) && !HIDDEN.test(name)));

/** What was dropped: files as they are, and the pictures of folders. */
export async function dropped(transfer) {
  // Asked for before anything is awaited, because a transfer is empty after its event.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const loose = pictures(transfer.files);
  if (entries.every((entry) => entry.isFile)) {
    return loose;
  }
  const found = await Promise.all(entries.map((entry) => (entry.isFile ? one(entry, entry.name) : below(entry))));
  return found.flat();
}

/** A file that cannot be read is taken as an empty one, which is refused by its name, and not passed over in silence. */
const one = async (entry, name) => [{
  file: await new Promise((resolve) => { entry.file(resolve, () => resolve(new File([], name))); }), name,
}];

/** All pictures below a folder. */
async function below(folder) {
  const found = [];
  const waiting = [folder];
  while (waiting.length > 0) {
    for (const entry of await content(waiting.pop())) {
      const name = entry.fullPath.slice(1);
      if (entry.isDirectory && !HIDDEN.test(name)) {
        waiting.push(entry);
      } else if (entry.isFile && PICTURE.test(name) && !HIDDEN.test(name)) {
        found.push(...await one(entry, name));
      }
    }
  }
  return inOrder(found);
}

/** Everything in a folder, which a browser gives out a hundred at a time. */
async function content(folder) {
  const reader = folder.createReader();
  const all = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
    if (some.length === 0) {
      return all;
    }
    all.push(...some);
  }
}

const inOrder = (found) => found.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
