export async function removeAll(store, names, signal) {
  const errors = [];
  for (const name of names) {
    try {
      await store.remove(name, signal);
    } catch (error) {
      errors.push(error);
    }
  }
  return errors;
}
