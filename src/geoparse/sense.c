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

static bool
is_one_of (const char *const *words, size_t n, const char *key, gsize length)
{
  for (size_t i = 0; i < n; i++)
    if (words[i][0] == key[0] && strlen (words[i]) == length && memcmp (words[i], key, length) == 0)
      return true;
  return false;
}

static bool
is_stem_of (const char *const *stems, size_t n, const char *key, gsize length)
{
  static const char *const ENDINGS[] = {
    "", "e", "s", "es", "d", "ed", "ing", "y", "ies", "ied", "ning", "ying",
  };

  for (size_t i = 0; i < n; i++) {
    const gsize stem = strlen (stems[i]);

    if (stems[i][0] == key[0] && stem <= length && memcmp (stems[i], key, stem) == 0
        && is_one_of (ENDINGS, G_N_ELEMENTS (ENDINGS), key + stem, length - stem))
      return true;
  }
  return false;
}

/* The token at `at` of the passage, or NULL. */
static const ToposToken *
token_at (const ToposTokens *tokens, int64_t at, uint32_t passage)
{
  if (at < 0 || at >= (int64_t) tokens->tokens->len)
    return NULL;
  const ToposToken *token = topos_token (tokens, (uint32_t) at);
  return token->passage == passage ? token : NULL;
}

#define IS_ONE_OF(words, tokens, token) \
  ((token) && is_one_of (words, G_N_ELEMENTS (words), (tokens)->keys->str + (token)->key, \
                         (token)->key_length))
#define IS_STEM_OF(stems, tokens, token) \
  ((token) && is_stem_of (stems, G_N_ELEMENTS (stems), (tokens)->keys->str + (token)->key, \
                          (token)->key_length))

static bool
is_word (const ToposTokens *tokens, const ToposToken *token, const char *word)
{
  return token != NULL && strlen (word) == token->key_length
         && memcmp (word, tokens->keys->str + token->key, token->key_length) == 0;
}

/* The first token of the list that the name is one of: of "Dublin and London", Dublin. */
static int64_t
list_start (const ToposTokens *tokens, uint32_t first, uint32_t passage)
{
  int64_t at = first;

  for (int i = 0; i < FARTHEST; i++) {
    const ToposToken *joint = token_at (tokens, at - 1, passage);
    const ToposToken *name = token_at (tokens, at - 2, passage);

    if (joint == NULL || name == NULL || !name->capital || name->class == TOPOS_NAME_UNKNOWN
        || !(is_word (tokens, joint, "and") || joint->kind == TOPOS_WORD_MARK))
      break;
    at -= 2;
  }
  return at;
}

/* The token before the name, the article passed over. */
static int64_t
before (const ToposTokens *tokens, int64_t first, uint32_t passage)
{
  return first - (is_word (tokens, token_at (tokens, first - 1, passage), "the") ? 2 : 1);
}

static bool
is_placed (const ToposTokens *tokens, uint32_t first, uint32_t passage)
{
  const int64_t at = before (tokens, list_start (tokens, first, passage), passage);

  return IS_ONE_OF (PLACING, tokens, token_at (tokens, at, passage));
}

/* "Norway and Iceland have threatened to leave". */
static bool
does (const ToposTokens *tokens, const ToposFound *found, uint32_t passage)
{
  int64_t at = found->end;

  for (int i = 0; i < FARTHEST; i++, at++) {
    const ToposToken *token = token_at (tokens, at, passage);
    const bool joins = is_word (tokens, token, "and") && token_at (tokens, at + 1, passage)
                       && token_at (tokens, at + 1, passage)->capital;

    if (token == NULL)
      return false;
    if (joins)
      at++;
    else if (!(i == 0 && token->kind == TOPOS_WORD_MARK && token->key_length == 0)
             && !IS_ONE_OF (BETWEEN, tokens, token))
      break;
  }
  const ToposToken *deed = token_at (tokens, at, passage);
  if (is_word (tokens, deed, "lost") || is_word (tokens, deed, "loses"))
    return is_word (tokens, token_at (tokens, at + 1, passage), "to");
  return IS_STEM_OF (DEEDS, tokens, deed) || IS_ONE_OF (OTHER_DEEDS, tokens, deed);
}

/* "Leeds drew 1-1": figures of a game soon after. */
static bool
has_score (const ToposTokens *tokens, const ToposFound *found, uint32_t passage)
{
  for (int64_t at = found->end; at < (int64_t) found->end + FARTHEST; at++) {
    const ToposToken *one = token_at (tokens, at, passage);
    const ToposToken *dash = token_at (tokens, at + 1, passage);
    const ToposToken *two = token_at (tokens, at + 2, passage);

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
  const int64_t start = before (tokens, list_start (tokens, found->first, passage), passage);
  const ToposToken *near = token_at (tokens, start, passage);
  const ToposToken *far = token_at (tokens, start - 1, passage);

  if (IS_STEM_OF (ADDRESSED, tokens, near) || is_word (tokens, near, "against"))
    return true;
  if (is_word (tokens, near, "by"))
    return IS_ONE_OF (DONE_BY, tokens, far);
  if (is_word (tokens, near, "for") || is_word (tokens, near, "of"))
    return IS_ONE_OF (SPOKEN_FOR, tokens, far);
  if (is_word (tokens, near, "to") && is_word (tokens, far, "according"))
    return true;
  return IS_ONE_OF (DEALT, tokens, near) && IS_ONE_OF (DEALINGS, tokens, far);
}

static bool
has_act (const ToposTokens *tokens, const ToposFound *found, uint32_t passage)
{
  const ToposToken *mark = token_at (tokens, found->end, passage);

  return is_word (tokens, mark, "s") && mark->kind == TOPOS_WORD_MARK
         && IS_ONE_OF (ACTS, tokens, token_at (tokens, (int64_t) found->end + 1, passage));
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
  if (is_word (tokens, token_at (tokens, (int64_t) found->first - 1, passage), "of")
      && token_at (tokens, (int64_t) found->first - 2, passage) != NULL
      && topos_token (tokens, found->first - 2)->capital
      && IS_ONE_OF (BODY_STARTS, tokens, topos_token (tokens, found->first - 2)))
    return true;
  for (int64_t at = found->end; at < (int64_t) found->end + FARTHEST; at++) {
    const ToposToken *token = token_at (tokens, at, passage);

    if (token == NULL || !token->capital)
      return false;
    if (IS_ONE_OF (BODY_ENDS, tokens, token))
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
