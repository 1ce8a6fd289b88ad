/** How many random cases a property tries: `count`, or as many times that as CASES_TIMES says. `npm run conformance -- engines` asks for more. */
export const randomCases = (count: number): number => count * Number(process.env.CASES_TIMES ?? 1);
