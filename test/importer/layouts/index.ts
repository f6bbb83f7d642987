import { seedLikeSpreadsheet } from './01-seed-like-spreadsheet.ts';
import { ownersFirst } from './02-owners-first.ts';
import { leadAndSupport } from './03-lead-and-support.ts';
import { headerInRowFour } from './04-header-in-row-four.ts';
import { headerOverTwoRows } from './05-header-over-two-rows.ts';
import { verticalLabels } from './06-vertical-labels.ts';
import { categoryRows } from './07-category-rows.ts';
import { subtotals } from './08-subtotals.ts';
import { repeatedHeader } from './09-repeated-header.ts';
import { splitOverPages } from './10-split-over-pages.ts';
import { twoDifferentTables } from './11-two-different-tables.ts';
import { restartingNumbers } from './12-restarting-numbers.ts';
import { automaticNumbers } from './13-automatic-numbers.ts';
import { automaticNumberColumn } from './14-automatic-number-column.ts';
import { romanCodes } from './15-roman-codes.ts';
import { threeLevelCodesAsText } from './16-three-level-codes-as-text.ts';
import { circledNumbers } from './17-circled-numbers.ts';
import { itemsInOneCellWithOwners } from './18-items-in-one-cell-with-owners.ts';
import { itemsInOneCellSharingOwners } from './19-items-in-one-cell-sharing-owners.ts';
import { ownerOnTheNextLine } from './20-owner-on-the-next-line.ts';
import { ownerAtTheEnd } from './21-owner-at-the-end.ts';
import { rolesInWords } from './22-roles-in-words.ts';
import { ownerInTheSectionRow } from './23-owner-in-the-section-row.ts';
import { leadOnTheSection } from './24-lead-on-the-section.ts';
import { pointsOnHeadingsOnly } from './25-points-on-headings-only.ts';
import { pointsAsWritten } from './26-points-as-written.ts';
import { grades } from './27-grades.ts';
import { scoringRules } from './28-scoring-rules.ts';
import { deadlines } from './29-deadlines.ts';
import { monthByMonth } from './30-month-by-month.ts';
import { monthListAsText } from './31-month-list-as-text.ts';
import { listAsText } from './32-list-as-text.ts';
import { listInWord } from './33-list-in-word.ts';
import { deductionsOnly } from './34-deductions-only.ts';
import { bonusWithDitto } from './35-bonus-with-ditto.ts';
import { commaSeparated } from './36-comma-separated.ts';
import { blankMeansAsAbove } from './37-blank-means-as-above.ts';
import { emptyRowsAndColumns } from './38-empty-rows-and-columns.ts';
import { numbersAndDaysInCells } from './39-numbers-and-days-in-cells.ts';
import { collectiveNames } from './40-collective-names.ts';
import { quotas } from './41-quotas.ts';
import { trackedChanges } from './42-tracked-changes.ts';
import { yearInTheFileName } from './43-year-in-the-file-name.ts';
import { yearNowhere } from './44-year-nowhere.ts';
import { pointsThatDoNotAddUp } from './45-points-that-do-not-add-up.ts';
import { ownerWithinAnItem } from './46-owner-within-an-item.ts';
import { threeLevelsOfIndicators } from './47-three-levels-of-indicators.ts';
import { itemsWithoutNumbers } from './48-items-without-numbers.ts';
import { separators } from './49-separators.ts';
import { continuedOnTheNextPage } from './50-continued-on-the-next-page.ts';
import { commaSeparatedFromExcel } from './51-comma-separated-from-excel.ts';
import { measuresUnderOneNumber } from './52-measures-under-one-number.ts';
import { monthColumn } from './53-month-column.ts';
import { notesWithinTheTable } from './54-notes-within-the-table.ts';
import { smartTagsAndControls } from './55-smart-tags-and-controls.ts';
import { listNumberedByWord } from './56-list-numbered-by-word.ts';
import { fourLevelsInAHospital } from './57-four-levels-in-a-hospital.ts';
import { leaderUnitAndPerson } from './58-leader-unit-and-person.ts';
import { weightsAndLetterCodes } from './59-weights-and-letter-codes.ts';
import { squareBracketsInASchool } from './60-square-brackets-in-a-school.ts';
import { sixtyItemsAndAContactSheet } from './61-sixty-items-and-a-contact-sheet.ts';
import { quartersAsHeadings } from './62-quarters-as-headings.ts';
import { aMonthPerCell } from './63-a-month-per-cell.ts';
import { blankRowUnderTheHeader } from './64-blank-row-under-the-header.ts';
import { leadingPersonAndUnits } from './65-leading-person-and-units.ts';
import { wideBlanksAndPoints } from './66-wide-blanks-and-points.ts';
import { numberedAlikeAcrossCells } from './67-numbered-alike-across-cells.ts';
import { manyDeductionsInTheMethod } from './68-many-deductions-in-the-method.ts';
import { nestedBonusCaps } from './69-nested-bonus-caps.ts';
import { bracketedChineseNumbersOnly } from './70-bracketed-chinese-numbers-only.ts';
import { daysWithinTheText } from './71-days-within-the-text.ts';
import { rowsAcrossWithPointsAndOwner } from './72-rows-across-with-points-and-owner.ts';
import { decimalOutline } from './73-decimal-outline.ts';
import { drawnWithBars } from './74-drawn-with-bars.ts';
import { articles } from './75-articles.ts';
import { tableWithinACell } from './76-table-within-a-cell.ts';
import { insertedRowsAndMovedWords } from './77-inserted-rows-and-moved-words.ts';
import { partsOfThePoints } from './78-parts-of-the-points.ts';
import { gradesAsLines } from './79-grades-as-lines.ts';
import { ticksUnderMonths } from './80-ticks-under-months.ts';
import { aTableForEachCategory } from './81-a-table-for-each-category.ts';
import { whoSeesToIt } from './82-who-sees-to-it.ts';
import { sheetsForTwoParts } from './83-sheets-for-two-parts.ts';
import { bulletsInText } from './84-bullets-in-text.ts';
import { pastedRowsWithOtherLabels } from './85-pasted-rows-with-other-labels.ts';
import { bonusAndDeductionsAsAList } from './86-bonus-and-deductions-as-a-list.ts';
import { issuedByTheCity } from './87-issued-by-the-city.ts';
import { startAndEndInTwoRows } from './88-start-and-end-in-two-rows.ts';
import { standardPointsAndHowTheyAreLost } from './89-standard-points-and-how-they-are-lost.ts';
import { ownerAndDeadlineInBrackets } from './90-owner-and-deadline-in-brackets.ts';
import { signOfCompletion } from './91-sign-of-completion.ts';
import { monthsMergedDownward } from './92-months-merged-downward.ts';
import { evidenceLinesAndDitto } from './93-evidence-lines-and-ditto.ts';
import { whatWhoHowWhen } from './94-what-who-how-when.ts';
import { aTableForEachOffice } from './95-a-table-for-each-office.ts';
import { marksUnderDepartments } from './96-marks-under-departments.ts';
import { wordsUnderQuarters } from './97-words-under-quarters.ts';
import { positiveAndNegativeList } from './98-positive-and-negative-list.ts';
import { aSheetHowToFillIn } from './99-a-sheet-how-to-fill-in.ts';
import { aCardForEachItem } from './100-a-card-for-each-item.ts';
import { roleAndDayInBlackBrackets } from './101-role-and-day-in-black-brackets.ts';
import { continuedWithACaption } from './102-continued-with-a-caption.ts';
import { soManyPointsEach } from './103-so-many-points-each.ts';
import { daysAsPeopleSayThem } from './104-days-as-people-say-them.ts';
import { projects } from './105-projects.ts';
import { ownersMergedDownward } from './106-owners-merged-downward.ts';
import { headingsAsRowsOfTheSameColumns } from './107-headings-as-rows-of-the-same-columns.ts';
import { taskOneTaskTwo } from './108-task-one-task-two.ts';
import { aFormBehindTheTable } from './109-a-form-behind-the-table.ts';
import { pointsWordedWithinTheText } from './110-points-worded-within-the-text.ts';
import { romanPartsWithCaptions } from './111-roman-parts-with-captions.ts';
import { selfScoreAndSignatures } from './112-self-score-and-signatures.ts';
import { ownersInTheFollowingLineOfTheCell } from './113-owners-in-the-following-line-of-the-cell.ts';
import { ownerAndDayOnOneLine } from './114-owner-and-day-on-one-line.ts';
import { weightsInPercent } from './115-weights-in-percent.ts';
import { bonusRowsBelowTheItems } from './116-bonus-rows-below-the-items.ts';
import { methodOfScoringBesidePoints } from './117-method-of-scoring-beside-points.ts';
import { keyPointsByChapter } from './118-key-points-by-chapter.ts';
import { leaderAndResponsiblePerson } from './119-leader-and-responsible-person.ts';
import { indicatorsAndMaterialsAsCsv } from './120-indicators-and-materials-as-csv.ts';
import { noticeWithDutiesInBrackets } from './121-notice-with-duties-in-brackets.ts';
import { circledPointsOfAnItem } from './122-circled-points-of-an-item.ts';
import { activitiesByMonth } from './123-activities-by-month.ts';
import { scorerAndSubtotalsAsASheet } from './124-scorer-and-subtotals-as-a-sheet.ts';
import { titleAndRemarksWithinTheTable } from './125-title-and-remarks-within-the-table.ts';
import { groupedLabelsInASheet } from './126-grouped-labels-in-a-sheet.ts';
import { bonusAndDeductionRowsOfABank } from './127-bonus-and-deduction-rows-of-a-bank.ts';
import { schemeWithItsTableBehind } from './128-scheme-with-its-table-behind.ts';
import { unitsWithTheirPeopleInBrackets } from './129-units-with-their-people-in-brackets.ts';
import { pointsMergedWithTheHeading } from './130-points-merged-with-the-heading.ts';
import { rowsCopiedFromASheet } from './131-rows-copied-from-a-sheet.ts';
import { partsAndSubPartsAcross } from './132-parts-and-sub-parts-across.ts';
import { divisionOfDutiesInTwoLines } from './133-division-of-duties-in-two-lines.ts';
import { stateOfWorkInASheet } from './134-state-of-work-in-a-sheet.ts';
import { dutiesOfEachOfficeAsAList } from './135-duties-of-each-office-as-a-list.ts';
import { namesSpacedOutToOneWidth } from './136-names-spaced-out-to-one-width.ts';
import { twoHalvesSideBySide } from './137-two-halves-side-by-side.ts';
import type { Layout } from './layout.ts';

/** All layouts the importer is judged by. */
export const layouts: Layout[] = [
  seedLikeSpreadsheet,
  ownersFirst,
  leadAndSupport,
  headerInRowFour,
  headerOverTwoRows,
  verticalLabels,
  categoryRows,
  subtotals,
  repeatedHeader,
  splitOverPages,
  twoDifferentTables,
  restartingNumbers,
  automaticNumbers,
  automaticNumberColumn,
  romanCodes,
  threeLevelCodesAsText,
  circledNumbers,
  itemsInOneCellWithOwners,
  itemsInOneCellSharingOwners,
  ownerOnTheNextLine,
  ownerAtTheEnd,
  rolesInWords,
  ownerInTheSectionRow,
  leadOnTheSection,
  pointsOnHeadingsOnly,
  pointsAsWritten,
  grades,
  scoringRules,
  deadlines,
  monthByMonth,
  monthListAsText,
  listAsText,
  listInWord,
  deductionsOnly,
  bonusWithDitto,
  commaSeparated,
  blankMeansAsAbove,
  emptyRowsAndColumns,
  numbersAndDaysInCells,
  collectiveNames,
  quotas,
  trackedChanges,
  yearInTheFileName,
  yearNowhere,
  pointsThatDoNotAddUp,
  ownerWithinAnItem,
  threeLevelsOfIndicators,
  itemsWithoutNumbers,
  separators,
  continuedOnTheNextPage,
  commaSeparatedFromExcel,
  measuresUnderOneNumber,
  monthColumn,
  notesWithinTheTable,
  smartTagsAndControls,
  listNumberedByWord,
  fourLevelsInAHospital,
  leaderUnitAndPerson,
  weightsAndLetterCodes,
  squareBracketsInASchool,
  sixtyItemsAndAContactSheet,
  quartersAsHeadings,
  aMonthPerCell,
  blankRowUnderTheHeader,
  leadingPersonAndUnits,
  wideBlanksAndPoints,
  numberedAlikeAcrossCells,
  manyDeductionsInTheMethod,
  nestedBonusCaps,
  bracketedChineseNumbersOnly,
  daysWithinTheText,
  rowsAcrossWithPointsAndOwner,
  decimalOutline,
  drawnWithBars,
  articles,
  tableWithinACell,
  insertedRowsAndMovedWords,
  partsOfThePoints,
  gradesAsLines,
  ticksUnderMonths,
  aTableForEachCategory,
  whoSeesToIt,
  sheetsForTwoParts,
  bulletsInText,
  pastedRowsWithOtherLabels,
  bonusAndDeductionsAsAList,
  issuedByTheCity,
  startAndEndInTwoRows,
  standardPointsAndHowTheyAreLost,
  ownerAndDeadlineInBrackets,
  signOfCompletion,
  monthsMergedDownward,
  evidenceLinesAndDitto,
  whatWhoHowWhen,
  aTableForEachOffice,
  marksUnderDepartments,
  wordsUnderQuarters,
  positiveAndNegativeList,
  aSheetHowToFillIn,
  aCardForEachItem,
  roleAndDayInBlackBrackets,
  continuedWithACaption,
  soManyPointsEach,
  daysAsPeopleSayThem,
  projects,
  ownersMergedDownward,
  headingsAsRowsOfTheSameColumns,
  taskOneTaskTwo,
  aFormBehindTheTable,
  pointsWordedWithinTheText,
  romanPartsWithCaptions,
  selfScoreAndSignatures,
  ownersInTheFollowingLineOfTheCell,
  ownerAndDayOnOneLine,
  weightsInPercent,
  bonusRowsBelowTheItems,
  methodOfScoringBesidePoints,
  keyPointsByChapter,
  leaderAndResponsiblePerson,
  indicatorsAndMaterialsAsCsv,
  noticeWithDutiesInBrackets,
  circledPointsOfAnItem,
  activitiesByMonth,
  scorerAndSubtotalsAsASheet,
  titleAndRemarksWithinTheTable,
  groupedLabelsInASheet,
  bonusAndDeductionRowsOfABank,
  schemeWithItsTableBehind,
  unitsWithTheirPeopleInBrackets,
  pointsMergedWithTheHeading,
  rowsCopiedFromASheet,
  partsAndSubPartsAcross,
  divisionOfDutiesInTwoLines,
  stateOfWorkInASheet,
  dutiesOfEachOfficeAsAList,
  namesSpacedOutToOneWidth,
  twoHalvesSideBySide,
];
