import type { FilePart } from "../../worker/protocol.ts";

/** Files to try the page with. They are part of the page, which has no network once it has loaded. */
export interface Example {
  readonly id: string;
  readonly label: string;
  /** What is dropped: files by their names, as a user would drop them. */
  files(): readonly FilePart[];
  readonly params?: string;
}

const textFile = (name: string, text: string): FilePart => ({ name, blob: new Blob([text]) });

const BIKES = `season,temperature,humidity,windspeed,holiday,station,registered
1,9.84,0.81,0.0,False,Harbour,16
1,9.02,0.80,,False,Harbour,40
2,13.12,0.76,11.0014,False,Old Town,32
2,15.58,0.76,12.998,True,,13
3,26.24,0.62,7.0015,False,Old Town,120
4,17.22,0.77,19.0012,False,Airport,67
`;

const BIKE_PREDICTIONS = `prediction
41.5
38.25
72.0
30.125
210.75
96.5
`;

/** Homes with the usual faults: leading zeros, thousands, words in numbers, gaps, dates of two kinds, an empty column. */
const HOMES = `home_id,zip_code,assessed_value,tax,last_inspected,has_fireplace,garage,notes
1,02139,"6,490",7600,29/09/2021,True,2,
2,00501,"17,567",4567,2021-09-01,False,,
3,94110,"5,858",n.a.,08/10/2020,,1,
4,10001,"12,040",5276,2020-11-30,True,2,
5,60614,"9,312",n.a.,14/02/2022,False,,
`;

const HOME_PREDICTIONS = `predicted_price
198423.11
241007.58
173990.02
305110.40
256731.75
`;

const CHAT = {
  dataframe_records: [
    {
      messages: [
        { role: "system", content: "You answer briefly." },
        { role: "user", content: "What is a model signature?" },
      ],
      temperature: 0.2,
      tags: ["docs"],
    },
  ],
};

/** A model that declares doubles, for data that has integers: `predict` refuses it. */
const STRICT_MODEL = `mlflow_version: 3.17.2
flavors:
  python_function:
    loader_module: mlflow.sklearn
signature:
  inputs: '[{"type": "double", "name": "age", "required": true}, {"type": "double", "name": "income", "required": true}, {"type": "string", "name": "city", "required": true}]'
  outputs: '[{"type": "long", "required": true}]'
  params: null
`;

const STRICT_DATA = `age,income,town
41,52000.5,Oslo
38,61000.0,Rome
29,48000.25,Wien
`;

/** A float32 array of two 4 × 4 images, as `np.save` writes it. */
function imageArray(): Blob {
  const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 4, 4), }";
  const padded = header.padEnd(128 - 10 - 1, " ");
  const head = new Uint8Array(128);
  head.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0]);
  head.set(new TextEncoder().encode(`${padded}\n`), 10);
  const values = Float32Array.from({ length: 32 }, (_, index) => index / 31);
  return new Blob([head, values]);
}

/** The first sight's examples, in the order in which they are shown. */
export const EXAMPLES: readonly Example[] = [
  {
    id: "clean",
    label: "Clean table",
    files: () => [textFile("bikes_inputs.csv", BIKES), textFile("bikes_predictions.csv", BIKE_PREDICTIONS)],
    params: '{"horizon_hours": 24, "quantiles": [0.1, 0.5, 0.9]}',
  },
  {
    id: "messy",
    label: "Messy CSV",
    files: () => [textFile("homes_inputs.csv", HOMES), textFile("homes_predictions.csv", HOME_PREDICTIONS)],
  },
  { id: "image", label: "Image array", files: () => [{ name: "images_inputs.npy", blob: imageArray() }] },
  { id: "chat", label: "Chat request", files: () => [textFile("chat_inputs.json", `${JSON.stringify(CHAT, null, 2)}\n`)] },
  {
    id: "refused",
    label: "A model that refuses its data",
    files: () => [textFile("MLmodel", STRICT_MODEL), textFile("customers.csv", STRICT_DATA)],
  },
];
