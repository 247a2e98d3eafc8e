export class UserAbortError extends Error {}

export async function request(send, options, left) {
  if (options.signal?.aborted) throw new UserAbortError('aborted by the user');
  const answer = await send();
  if (answer !== null || left === 0) return answer;
  await new Promise((resolve) => setTimeout(resolve, 200));
  return request(send, options, left - 1);
}
