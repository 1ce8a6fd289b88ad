import { anyTypesRule } from "./any-types.ts";
import type { ProblemRule } from "./context.ts";
import { datesAsTextRule, mixedDatesRule } from "./dates.ts";
import { categoriesRule, constantRule } from "./distribution.ts";
import { failureRule, pastInt64Rule } from "./fallback.ts";
import { filesDisagreeRule } from "./files-disagree.ts";
import { arrayRule, sparseRule } from "./forms.ts";
import { givenSignatureRule } from "./given-signature.ts";
import { dataIsHeaderRule, headerIsDataRule } from "./header.ts";
import { allMissingRule, booleansRule, integersRule, noRowsRule } from "./missing-cells.ts";
import { idColumnsRule, indexColumnRule, numericNamesRule, repeatedRule, spacedNamesRule, unnamedRule } from "./names.ts";
import { numberFormatRule } from "./number-format.ts";
import { maybeThousandsRule, wronglyRemovedRule } from "./number-marks.ts";
import { fewWordsRule, leadingZerosRule } from "./number-text.ts";
import { ownDataRule } from "./own-data.ts";
import { pastDoubleRule } from "./past-double.ts";
import { sentinelsRule } from "./sentinels.ts";
import { lackingInComparisonRule, missingSideRule, rowCountsRule, targetRule } from "./sides.ts";
import { byteOrderMarkRule, mojibakeRule, preambleRule, raggedRowsRule } from "./text-file.ts";

/** A new cause is one rule, one line here and one folder in `tests/fixtures/problems`. Within a weight, problems are in this order. */
export const RULES: readonly ProblemRule[] = [
  failureRule,
  ownDataRule,
  givenSignatureRule,
  filesDisagreeRule,
  pastInt64Rule,
  anyTypesRule,
  headerIsDataRule,
  dataIsHeaderRule,
  mojibakeRule,
  preambleRule,
  raggedRowsRule,
  sparseRule,
  numberFormatRule,
  maybeThousandsRule,
  wronglyRemovedRule,
  fewWordsRule,
  leadingZerosRule,
  pastDoubleRule,
  mixedDatesRule,
  targetRule,
  lackingInComparisonRule,
  rowCountsRule,
  booleansRule,
  integersRule,
  noRowsRule,
  allMissingRule,
  indexColumnRule,
  unnamedRule,
  repeatedRule,
  spacedNamesRule,
  numericNamesRule,
  idColumnsRule,
  datesAsTextRule,
  constantRule,
  sentinelsRule,
  categoriesRule,
  byteOrderMarkRule,
  arrayRule,
  missingSideRule,
];
