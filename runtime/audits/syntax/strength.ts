/** How much an assertion demands. Ranks, not measures: only used to see whether one became less demanding. */

/** Names without `_`, lower case. What is not listed counts as 3. */
const STRENGTH: Readonly<Record<string, number>> = ranks({
  5: 'tostrictequal deepstrictequal strictdeepequal',
  4: 'tobe toequal strictequal equal eql eq equals deepequal is same notdeepequal isequalto isequaltocomparingfieldbyfield containsexactly asserteq assertequal assertequals assertis assertsame asserteqaul assertarrayequals assertdictequal assertlistequal assertsetequal asserttupleequal assertsequenceequal assertiterableequals assertlinesmatch assertdataclassequal assertseriesequal assertframeequal assertarrayequal tobenull tobeundefined tobenan isnull isundefined isnil nil tohavebeencalledwith tohavebeenlastcalledwith tohavebeennthcalledwith calledwith calledoncewith calledoncewithexactly assertcalledwith assertcalledoncewith tohavereturnedwith tomatchsnapshot tomatchinlinesnapshot snapshot toreturnwith jsoneq yamleq equalvalues exactly equalerror istrue isfalse assertisnone assertnull == === true false undefined null cmpdiff',
  3: 'tomatchobject tohavelength tohavebeencalledtimes tobecloseto calledonce callcount len lengthof hassize matches assertalmostequal assertapproxequal almostequal closeto approximately approx indelta inepsilon isclose allclose assertallclose is-true include.deep tohavetextcontent hasmessage errorcontains erroris errorAs assertthat',
  2: 'tocontain tocontainequal tomatch match include includes contain contains containsstring containing haskey haskeys tohaveproperty hasproperty property tothrow throws rejects throwserror tohavebeencalled called assertcalled assertcalledonce tobegreaterthan tobegreaterthanorequal tobelessthan tobelessthanorequal greater greaterthan greaterorequal less lessthan lessorequal above below least most within isbetween assertin assertgreater assertless assertgreaterequal assertlessequal assertregex assertraises assertraisesregex assertthrows raises error panics in > < >= <= startswith endswith subset elementsmatch warns assertwarns assertcontains',
  1: 'tobetruthy tobefalsy tobedefined tobeinstanceof tobetypeof instanceof instance isinstance a an any exist exists ok assert isok truthy falsy isdefined isnotnull isnotundefined isnotempty notnil notnull noerror notempty isnotblank isnotequalto assertnotnull assertisnotnone assertisinstance assertinstanceof asserttrue assertfalse assertnotequal assertnotequals assertne assertisnot assertnotin assertdoesnotthrow doesnotthrow doesnotreject notthrow notthrows notequal notdeepstrictequal notstrictequal notequals notpanics != !== isnot notin istype implements isnotinstanceof',
});

function ranks(by: Readonly<Record<number, string>>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(by).flatMap(([rank, names]) => names.split(' ').map((name) => [plain(name), Number(rank)])),
  );
}

function plain(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

export function strengthOf(matcher: string): number {
  const name = plain(matcher);
  return Object.hasOwn(STRENGTH, name) ? (STRENGTH[name] ?? 3) : 3;
}

/** `not` before a comparison: nearly every value passes. */
export const negated = (strength: number): number => (strength >= 4 ? 1 : Math.min(strength, 2));

const LITERAL =
  /^(?:true|false|True|False|None|null|nil|undefined|NaN|\d[\w.]*|'.*'|[-+!()[\]{},.]|===?|!==?|is|not|and|or|typeof|void)$/s;

/** Whether only constants are compared, so that it holds whatever the code under test does. `tokens` as `tokensOf` gives them. */
export const isConstant = (tokens: readonly string[]): boolean =>
  tokens.length > 0 &&
  (tokens.every((token) => LITERAL.test(token)) ||
    /(?:^| )(?:or (?:True|1|not False)|\| \| (?:true|1|! false))(?: |$)/.test(tokens.join(' ')));

const WILD =
  /^(?:anything|any|objectContaining|arrayContaining|stringContaining|stringMatching|ANY|_|closeTo|Anything|MatchedBy|anyString|anyInt|isA)$/;

/** Wildcards in what is expected, and how wide tolerances are. More is looser. */
export function slackOf(matcher: string, tokens: readonly string[]): number {
  let slack = tokens.filter((token) => WILD.test(token)).length * 1000;
  // A pattern that matches anything.
  if (/\/ ?(?:\. ?\*|\.|\^|)? ?\/|' ?\.\*? ?'/.test(tokens.join(' '))) slack += 1000;
  const name = plain(matcher);
  if (name === 'tobecloseto' || name === 'assertalmostequal') slack += 50 - digitsOf(tokens, name);
  for (const [at, token] of tokens.entries()) {
    if (!/^(?:rel|abs|delta|atol|rtol|tolerance|epsilon|rel_tol|abs_tol)$/.test(token)) continue;
    const value = Number(tokens.slice(at + 1, at + 3).find((word) => /^\d/.test(word)));
    if (value > 0) slack += 40 + Math.log10(value);
  }
  if (name === 'indelta' || name === 'inepsilon' || name === 'closeto') {
    const value = lastNumber(tokens);
    if (value > 0) slack += 40 + Math.log10(value);
  }
  return slack;
}

function digitsOf(tokens: readonly string[], name: string): number {
  const places = tokens.indexOf('places');
  if (places !== -1) return Number(tokens[places + 2] ?? 7);
  const depthZero = tokens.filter((token) => token === ',').length;
  if (name === 'tobecloseto') return depthZero > 0 ? lastNumber(tokens) : 2;
  return 7;
}

const lastNumber = (tokens: readonly string[]): number =>
  Number(tokens.findLast((token) => /^\d/.test(token)) ?? Number.NaN) || 0;
