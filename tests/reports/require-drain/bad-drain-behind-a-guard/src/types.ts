export interface Store { take(): Promise<string[]> }
export interface Sender { send(entries: string[]): Promise<void> }
