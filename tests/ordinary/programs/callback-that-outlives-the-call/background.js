export const background = async ({ onEnd }) => {
  await new Promise((r) => setTimeout(r, 20));
  await onEnd();
};
