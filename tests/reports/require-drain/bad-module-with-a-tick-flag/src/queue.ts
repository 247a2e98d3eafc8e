export const claimDue = async (): Promise<string[]> => ['a'];
export const addJob = async (kind: string, id: string): Promise<void> => console.log(kind, id);
export const finish = async (id: string): Promise<void> => console.log(id);
export const release = async (id: string): Promise<void> => console.log(id);
