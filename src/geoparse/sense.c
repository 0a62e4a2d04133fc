/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/sense.h"

#include <string.h>

#define FARTHEST 6  /* tokens between a name and the word that decides */

/* What those do who stand behind a name, without the ending: "accuse", "accuses", "accusing". */
static const char *const DEEDS[] = {
  "accept", "accus", "acknowledg", "admit", "admitt", "agre", "allow", "announc", "apologis",
  "apologiz", "appeal", "appoint", "approv", "argu", "ask", "authoris", "authoriz", "ban", "bann",
  "believ", "blam", "block", "boycott", "call", "celebrat", "claim", "commit", "committ",
  "complain", "conced", "condemn", "consider", "criticis", "criticiz", "decid", "declar", "defend",
  "demand", "den", "deploy", "dismiss", "disput", "donat", "endors", "enforc", "expect", "expel",
  "expell", "express", "fear", "grant", "guarante", "hop", "impos", "insist", "intend", "interven",
  "invad", "invit", "legalis", "legaliz", "lobb", "maintain", "mediat", "mourn",
  "negotiat", "nominat", "object", "offer", "oppos", "outlaw", "pledg", "prefer", "promis",
  "propos", "protest", "provok", "ratif", "reaffirm", "recall", "recognis", "recogniz", "refus",
  "reject", "repl", "request", "respond", "retaliat", "sanction", "seek", "seem", "shar", "sign",
  "spi", "su", "summon", "support", "suspect", "suspend", "threaten", "urg", "veto", "vot", "vow",
  "want", "warn", "welcom", "win", "beat", "defeat", "thrash", "qualif", "advanc", "equalis",
  "trad", "knock", "trounc", "outplay", "clinch",
};

/* The same where no ending tells them from other words. */
static const char *const OTHER_DEEDS[] = {
  "said", "says", "say", "told", "tells", "won", "wins", "sent", "withdrew", "sought", "swore",
  "swears", "paid", "pays", "owes", "owed", "ruled", "rules", "wrote", "spoke", "vetoes", "scored",
  "beat",
};

/* Behind these a verb has no ending: "would allow", "did not seek"; but "flew to Turkey to support"
 * tells what somebody else does. */
static const char *const BEFORE_BARE[] = {
  "will", "would", "could", "may", "might", "must", "should", "did", "does", "do", "not", "never",
};

/* What stands between a name and what it did. */
static const char *const BETWEEN[] = {
  "has", "have", "had", "will", "would", "could", "may", "might", "must", "should", "did", "does",
  "do", "is", "was", "are", "were", "be", "been", "not", "to", "also", "later", "now", "again",
  "then", "never", "repeatedly", "still", "already", "long", "formally", "officially", "publicly",
  "once", "which", "who", "itself", "alone", "soon", "since", "often", "reportedly", "quickly",
};

/* Before a name that is not the subject of what follows. */
static const char *const PLACING[] = {
  "in", "near", "from", "of", "across", "through", "to", "at", "around", "towards", "toward",
  "outside", "inside", "over", "above", "into", "within", "behind", "throughout", "via", "beyond",
  "northern", "southern", "eastern", "western", "central", "north", "south", "east", "west", "off",
};

/* What is done to those who govern: "urged Islamabad to". */
static const char *const ADDRESSED[] = {
  "accus", "ask", "blam", "criticis", "criticiz", "fin", "lobb", "order", "persuad", "press",
  "pressur", "reassur", "su", "tell", "urg", "warn", "beat", "defeat", "thrash",
  "convinc", "thank", "sanction", "invit", "forc", "condemn",
};

/* What is between those who govern, and on whom. */
static const char *const DEALINGS[] = {
  "talk", "talks", "relations", "relationship", "ties", "deal", "negotiations", "treaty", "pact",
  "agreement", "accord", "truce", "ceasefire", "alliance", "tension", "tensions", "dispute",
  "disputes", "rivalry", "peace", "cooperation", "diplomacy", "contacts", "row", "feud", "trade",
  "sanctions", "pressure", "tariffs", "embargo", "demands", "concessions", "arms", "match", "game",
};
static const char *const DEALT[] = { "with", "between", "on", "against", "to" };

/* "Backed by Rwanda". */
static const char *const DONE_BY[] = {
  "backed", "supported", "claimed", "owed", "funded", "armed", "financed", "sponsored", "imposed",
  "signed", "ratified", "accused", "proposed", "mediated", "brokered", "condemned", "rejected",
  "recognised", "recognized", "opposed", "sought", "demanded", "led", "beaten", "appointed",
};

static const char *const SPOKEN_FOR[] = {
  "spokesman", "spokeswoman", "spokesperson", "scored", "played", "plays", "goals", "wickets",
  "creditors", "allies", "ally", "ambassador", "envoy", "enemies", "defeat", "victory", "win",
};

/* "Jakarta's refusal". */
static const char *const ACTS[] = {
  "refusal", "decision", "demand", "demands", "offer", "stance", "policy", "policies", "claim",
  "claims", "threat", "threats", "response", "rejection", "proposal", "request", "ambitions",
  "intentions", "intervention", "withdrawal", "invasion", "support", "silence", "warning", "veto",
  "insistence", "victory", "defeat", "win", "allies", "ally", "rivals", "enemies", "negotiators",
  "diplomats", "foes", "objections", "denial", "accusations", "announcement", "reaction", "pledge",
};

/* Is the word one of these with an ending of verbs, or with none where it may be `bare`? */
static bool
is_stem_of (const ToposTokens *tokens, int64_t at, uint32_t passage, const char *const *stems,
            size_t n, bool bare)
{
  static const char *const ENDINGS[] = {
    "e", "s", "es", "d", "ed", "ing", "y", "ies", "ied", "ning", "ying",
  };
  const ToposToken *token = topos_token_at (tokens, at, passage);
  gsize length = 0;
  const char *word = token != NULL ? topos_token_word (tokens, token, &length) : NULL;

  for (size_t i = 0; i < n && length > 0; i++) {
    const gsize stem = strlen (stems[i]);

    if (stem > length || memcmp (stems[i], word, stem) != 0)
      continue;
    if (stem == length)
      return bare;
    for (size_t e = 0; e < G_N_ELEMENTS (ENDINGS); e++)
      if (strlen (ENDINGS[e]) == length - stem
          && memcmp (ENDINGS[e], word + stem, length - stem) == 0)
        return true;
  }
  return false;
}

#define IS_STEM_OF(tokens, at, passage, stems, bare) \
  is_stem_of (tokens, at, passage, stems, G_N_ELEMENTS (stems), bare)

/* The first token of the list that the name is one of: of "Dublin and London", Dublin. */
static int64_t
list_start (const ToposTokens *tokens, uint32_t first, uint32_t passage)
{
  int64_t at = first;

  for (int i = 0; i < FARTHEST; i++) {
    const ToposToken *joint = topos_token_at (tokens, at - 1, passage);
    const ToposToken *name = topos_token_at (tokens, at - 2, passage);

    if (joint == NULL || name == NULL || !name->capital || name->class == TOPOS_NAME_UNKNOWN
        || !(topos_token_is (tokens, at - 1, passage, "and") || joint->kind == TOPOS_WORD_MARK))
      break;
    at -= 2;
  }
  return at;
}

/* The token before the name, the article passed over. */
static int64_t
before (const ToposTokens *tokens, int64_t first, uint32_t passage)
{
  return first - (topos_token_is (tokens, first - 1, passage, "the") ? 2 : 1);
}

static bool
is_placed (const ToposTokens *tokens, uint32_t first, uint32_t passage)
{
  const int64_t at = before (tokens, list_start (tokens, first, passage), passage);

  return TOPOS_TOKEN_IS_ONE_OF (tokens, at, passage, PLACING);
}

/* "Norway and Iceland have threatened to leave". */
static bool
does (const ToposTokens *tokens, const ToposFound *found, uint32_t passage)
{
  int64_t at = found->end;

  for (int i = 0; i < FARTHEST; i++, at++) {
    const ToposToken *token = topos_token_at (tokens, at, passage);
    const ToposToken *next = topos_token_at (tokens, at + 1, passage);

    if (token == NULL)
      return false;
    if (topos_token_is (tokens, at, passage, "and") && next != NULL && next->capital)
      at++;
    else if (!(i == 0 && token->kind == TOPOS_WORD_MARK && token->key_length == 0)
             && !TOPOS_TOKEN_IS_ONE_OF (tokens, at, passage, BETWEEN))
      break;
  }
  if (topos_token_is (tokens, at, passage, "lost") || topos_token_is (tokens, at, passage, "loses"))
    return topos_token_is (tokens, at + 1, passage, "to");
  const bool bare = TOPOS_TOKEN_IS_ONE_OF (tokens, at - 1, passage, BEFORE_BARE);
  return IS_STEM_OF (tokens, at, passage, DEEDS, bare)
         || TOPOS_TOKEN_IS_ONE_OF (tokens, at, passage, OTHER_DEEDS);
}

/* "Leeds drew 1-1": figures of a game soon after. */
static bool
has_score (const ToposTokens *tokens, const ToposFound *found, uint32_t passage)
{
  for (int64_t at = found->end; at < (int64_t) found->end + FARTHEST; at++) {
    const ToposToken *one = topos_token_at (tokens, at, passage);
    const ToposToken *dash = topos_token_at (tokens, at + 1, passage);
    const ToposToken *two = topos_token_at (tokens, at + 2, passage);

    if (one && dash && two && one->kind == TOPOS_WORD_NUMBER && two->kind == TOPOS_WORD_NUMBER
        && dash->kind == TOPOS_WORD_MARK && dash->span.start == one->span.end
        && dash->span.end == two->span.start && topos_span_length (one->span) <= 2
        && topos_span_length (two->span) <= 2)
      return true;
  }
  return false;
}

/* "Sanctions on Moscow", "urged Islamabad", "backed by Rwanda", "according to Washington". */
static bool
is_dealt_with (const ToposTokens *tokens, const ToposFound *found, uint32_t passage)
{
  const int64_t near = before (tokens, list_start (tokens, found->first, passage), passage);
  const int64_t far = near - 1;

  if (IS_STEM_OF (tokens, near, passage, ADDRESSED, true)
      || topos_token_is (tokens, near, passage, "against"))
    return true;
  if (topos_token_is (tokens, near, passage, "by"))
    return TOPOS_TOKEN_IS_ONE_OF (tokens, far, passage, DONE_BY);
  if (topos_token_is (tokens, near, passage, "for") || topos_token_is (tokens, near, passage, "of"))
    return TOPOS_TOKEN_IS_ONE_OF (tokens, far, passage, SPOKEN_FOR);
  if (topos_token_is (tokens, near, passage, "to")
      && topos_token_is (tokens, far, passage, "according"))
    return true;
  return TOPOS_TOKEN_IS_ONE_OF (tokens, near, passage, DEALT)
         && TOPOS_TOKEN_IS_ONE_OF (tokens, far, passage, DEALINGS);
}

static bool
has_act (const ToposTokens *tokens, const ToposFound *found, uint32_t passage)
{
  const ToposToken *mark = topos_token_at (tokens, found->end, passage);

  return topos_token_is (tokens, found->end, passage, "s") && mark->kind == TOPOS_WORD_MARK
         && TOPOS_TOKEN_IS_ONE_OF (tokens, (int64_t) found->end + 1, passage, ACTS);
}

/* Words that end the names of bodies, and those that begin them: "University of Nairobi". */
static const char *const BODY_ENDS[] = {
  "academy", "agency", "airlines", "airways", "alliance", "association", "authority", "bank",
  "board", "bureau", "chamber", "church", "club", "college", "committee", "company", "corporation",
  "council", "court", "cross", "department", "federation", "foundation", "fund", "group",
  "hospital", "initiative", "institute", "league", "library", "ministry", "museum", "network",
  "orchestra", "organisation", "organization", "party", "police", "post", "press", "railways",
  "school", "service", "society", "symphony", "telegraph", "theatre", "times", "trust", "union",
  "united", "university", "gazette", "herald", "tribune", "journal", "review", "news", "radio",
};
static const char *const BODY_STARTS[] = {
  "academy", "archdiocese", "bank", "bishop", "archbishop", "church", "college", "diocese",
  "institute", "ministry", "museum", "university",
};

bool
topos_sense_is_embedded (const ToposTokens *tokens, const ToposFound *found)
{
  const uint32_t passage = topos_token (tokens, found->first)->passage;

  if (found->demonym)
    return false;
  const ToposToken *body = topos_token_at (tokens, (int64_t) found->first - 2, passage);
  if (topos_token_is (tokens, (int64_t) found->first - 1, passage, "of") && body != NULL
      && body->capital
      && TOPOS_TOKEN_IS_ONE_OF (tokens, (int64_t) found->first - 2, passage, BODY_STARTS))
    return true;
  for (int64_t at = found->end; at < (int64_t) found->end + FARTHEST; at++) {
    const ToposToken *token = topos_token_at (tokens, at, passage);

    if (token == NULL || !token->capital)
      return false;
    if (TOPOS_TOKEN_IS_ONE_OF (tokens, at, passage, BODY_ENDS))
      return true;
  }
  return false;
}

bool
topos_sense_is_metonymic (const ToposTokens *tokens, const ToposFound *found)
{
  const ToposToken *token = topos_token (tokens, found->first);
  const uint32_t passage = token->passage;

  if (found->demonym || token->class == TOPOS_NAME_NATURE)
    return false;
  if (is_dealt_with (tokens, found, passage) || has_act (tokens, found, passage))
    return true;
  return !is_placed (tokens, found->first, passage)
         && (does (tokens, found, passage) || has_score (tokens, found, passage));
}
