/**
 * Components for the browser by the names AdminJS knows them by, each with its file below `components/`. The last are in
 * the place of its own.
 */
export const COMPONENTS = {
  Home: 'home',
  Value: 'value',
  FilterField: 'filter-field',
  MemberList: 'member-list',
  MemberPage: 'member-page',
  RulePage: 'rule-page',
  Books: 'books',
  Figures: 'figures',
  BenefitPage: 'benefit-page',
  StatementPage: 'statement-page',
  SegmentList: 'segment-list',
  SegmentPage: 'segment-page',
  LayeringPage: 'layering-page',
  SegmentForm: 'segment-form',
  SegmentUpload: 'segment-upload',
  SegmentOverlap: 'segment-overlap',
  RfmMatrix: 'rfm-matrix',
  ShipList: 'ship-list',
  StrategyMap: 'strategy-map',
  ActionForm: 'action-form',
  LoggedIn: 'signed-in',
  Version: 'nothing',
  Footer: 'nothing',
} as const;
