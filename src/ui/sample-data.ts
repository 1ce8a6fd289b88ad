import type { FilePart } from "../worker/protocol.ts";

const INPUTS = `season,temperature,humidity,windspeed,holiday,station,registered
1,9.84,0.81,0.0,False,Harbour,16
1,9.02,0.80,,False,Harbour,40
2,13.12,0.76,11.0014,False,Old Town,32
2,15.58,0.76,12.998,True,,13
3,26.24,0.62,7.0015,False,Old Town,120
4,17.22,0.77,19.0012,False,Airport,67
`;

const OUTPUTS = `prediction
41.5
38.25
72.0
30.125
210.75
96.5
`;

/** A small table of made-up bike hire, with its predictions. It lives in the page, which has no network once it is idle. */
export function sampleFiles(): { readonly inputs: FilePart; readonly outputs: FilePart; readonly params: string } {
  const file = (name: string, text: string): FilePart => ({ name, blob: new Blob([text], { type: "text/csv" }) });
  return {
    inputs: file("bikes_inputs.csv", INPUTS),
    outputs: file("bikes_predictions.csv", OUTPUTS),
    params: '{"horizon_hours": 24, "quantiles": [0.1, 0.5, 0.9]}',
  };
}
