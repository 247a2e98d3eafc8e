export async function placeCall(data: { number: string }): Promise<void> {
  await fetch('https://calls.example/v1', { method: 'POST', body: JSON.stringify(data) });
}
