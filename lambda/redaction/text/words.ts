/**
 * Pairs of letters that are frequent in English. More than nine tenths of the pairs in words are among them, and less
 * than a third of all pairs.
 */
const FREQUENT_PAIRS =
  "th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi ri ro ic ne " +
  "ea ra ce li ch ll be ma si om ur ca el ta la ns di fo ho pe ec pr no ct us ac ot il tr ly nc et ut ss so rs un lo wa " +
  "ge ie wh ee wi em ad ol rt po we na ul ni ts mo ow pa im mi ai sh ir su id os iv ia am fi ci vi pl ig tu ev ld ry mp " +
  "fe bl ab gh ty op wo sa ay ex ke fr oo av ag if ap gr od bo sp rd do uc bu ei ov by rm ep tt oc fa ef cu rn sc gi da " +
  "yo cr cl du ga qu ue ff ba ey ls va um pp ua up lu go ht ru ug ds lt pi rc rr eg au ck ew mu br bi pt ak pu ui rg ib " +
  "tl ki rk ys ob mm fu ph og ms ye ud mb ip ub oi rl gu dr cc tw ft hu nn vo rv nf gn sm fl iz ok aw ju sy ps jo lf nk kn ks";

const IS_FREQUENT = new Uint8Array(1 << 10);
for (const pair of FREQUENT_PAIRS.split(" "))
  IS_FREQUENT[((pair.charCodeAt(0) & 31) << 5) | (pair.charCodeAt(1) & 31)] = 1;

/** The share of frequent pairs in words is above it, and in random letters below it. */
const WORDS_SHARE = 0.6;
/** With fewer pairs in relation to the length, the share says nothing. */
const MIN_PAIRS = 0.5;

/** Whether the letters of a value form words, as in a name in camel case. */
export function consistsOfWords(value: string): boolean {
  let pairs = 0;
  let frequent = 0;
  let before = 0;
  for (let at = 0; at < value.length; at += 1) {
    const letter = letterAt(value, at);
    if (letter !== 0 && before !== 0) {
      pairs += 1;
      frequent += IS_FREQUENT[(before << 5) | letter] ?? 0;
    }
    before = letter;
  }
  return pairs > 0 && pairs >= MIN_PAIRS * value.length && frequent >= WORDS_SHARE * pairs;
}

function letterAt(value: string, at: number): number {
  const code = value.charCodeAt(at) | 32;
  return code >= 97 && code <= 122 ? code & 31 : 0;
}
