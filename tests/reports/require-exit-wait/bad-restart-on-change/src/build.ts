export const build = async (entry: string): Promise<void> => {
  console.log('built', entry);
};
